import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { drawPage } from "../../src/reading/pdf/draw.ts";
import type { SampleCase } from "./cases.ts";
import { cases } from "./cases.ts";
import { reportHtml } from "./page.ts";
import { scanOf } from "./scan.ts";
import { tableThree } from "./tables.ts";

const samples = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Typesets HTML as PDF with the Chromium of the system (set CHROMIUM for another name). */
export async function typeset(html: string, pdf: string): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-"));
	try {
		const page = join(folder, "page.html");
		await writeFile(page, html);
		await promisify(execFile)(
			process.env.CHROMIUM ?? "chromium",
			[
				"--headless",
				"--no-sandbox",
				"--disable-gpu",
				"--no-pdf-header-footer",
				`--user-data-dir=${folder}`,
				`--print-to-pdf=${pdf}`,
				page,
			],
			{ timeout: 60_000 },
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** The report with table 三 drawn as a picture, as offices paste it from elsewhere. */
async function pictured(html: string, { figures, style }: SampleCase): Promise<string> {
	const table = tableThree(figures, style);
	const folder = await mkdtemp(join(tmpdir(), "gouji-"));
	try {
		const pdf = join(folder, "table.pdf");
		await typeset(
			html.replace(/<body>[\s\S]*<\/body>/, () => `<body>${table}</body>`),
			pdf,
		);
		const { png } = await drawPage(new Uint8Array(await readFile(pdf)), 1, { dpi: 150 });
		return html.replace(
			table,
			() => `<img style="width:100%" src="data:image/png;base64,${Buffer.from(png).toString("base64")}">`,
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Writes a sample's PDF, and the figures that were put into it. */
export async function makeSample(sample: SampleCase, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const pdf = join(folder, `${sample.name}.pdf`);
	const html = reportHtml(sample.figures, sample.style, sample.text, sample.look);
	await typeset(sample.pictured ? await pictured(html, sample) : html, pdf);
	if (sample.scan) await writeFile(pdf, await scanOf(new Uint8Array(await readFile(pdf)), sample.scan));
	const { issuer, year, signedOn } = sample.text;
	const set = {
		shows: sample.shows,
		issuer,
		year,
		published_on: signedOn,
		form: sample.style.tableTwo ?? sample.style.edition,
		figures: sample.figures,
	};
	await writeFile(join(folder, "typeset.json"), `${JSON.stringify(set, null, "\t")}\n`);
}

if (import.meta.main) {
	const wanted = process.argv.slice(2);
	for (const sample of cases) {
		if (wanted.length > 0 && !wanted.includes(sample.name)) continue;
		await makeSample(sample, join(samples, sample.name));
		console.log(sample.name);
	}
}
