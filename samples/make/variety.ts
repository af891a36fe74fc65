import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { readPdf } from "../../src/reading/read-pdf.ts";
import { typeset } from "./make.ts";
import { chooserFor } from "./variety/choose.ts";
import { fodtOf } from "./variety/fodt.ts";
import { htmlOf } from "./variety/html.ts";
import { lookOf } from "./variety/look.ts";
import { reportOf } from "./variety/report.ts";

/**
 * Makes random reports, each with its truth beside it: `--count 50 --seed 1 --out DIR`, and
 * `--only ruling=none,engine=chromium` to fix some kinds. Not for committing; it finds what breaks.
 */
async function makeVariety(): Promise<void> {
	const { values } = parseArgs({
		options: {
			count: { type: "string", default: "20" },
			seed: { type: "string", default: "1" },
			out: { type: "string", default: "output/variety" },
			only: { type: "string", default: "" },
		},
	});
	const forced = Object.fromEntries(values.only.split(",").map((pair) => pair.split("=") as [string, string]));
	await mkdir(values.out, { recursive: true });
	const seeds = Array.from({ length: Number(values.count) }, (_, i) => Number(values.seed) + i);
	const flat: string[] = [];
	const make = async (seed: number) => {
		const chooser = chooserFor(seed, forced);
		const look = lookOf(chooser);
		const report = reportOf(chooser);
		const pdf = join(values.out, `${report.name}.pdf`);
		if (look.engine === "chromium") {
			await typeset(htmlOf(report, look), pdf);
			if (look.pageRotate > 0) await turnPages(pdf, look.pageRotate);
		} else {
			const source = join(values.out, `${report.name}.fodt`);
			await writeFile(source, fodtOf(report, look));
			flat.push(source);
		}
		const truth = { kinds: chooser.chosen, ...report.truth };
		await writeFile(join(values.out, `${report.name}.json`), `${JSON.stringify(truth, null, "\t")}\n`);
	};
	for (let i = 0; i < seeds.length; i += 3) await Promise.all(seeds.slice(i, i + 3).map(make));
	if (flat.length > 0)
		await promisify(execFile)(
			process.env.SOFFICE ?? "soffice",
			["--headless", "--convert-to", "pdf", "--outdir", values.out, ...flat],
			{
				timeout: 600_000,
			},
		);
	for (const name of (await readdir(values.out)).filter((file) => file.endsWith(".pdf"))) {
		const pdf = join(values.out, name);
		if (await isWhole(pdf)) continue;
		console.error(`${name} lost a row at the end of a page: left out`);
		await rm(pdf);
		await rm(pdf.replace(/pdf$/, "json"));
	}
}

/** Whether the last rows of tables 二 and 三 are printed: a turned table that is too long is cut, and so are some before a break. */
async function isWhole(pdf: string): Promise<boolean> {
	const { pages } = await readPdf(new Uint8Array(await readFile(pdf)));
	const text = pages.flatMap(({ glyphs }) => glyphs.map((glyph) => glyph.text)).join("");
	return ["行政事业性收费", "结转下年度继续办理"].every((label) => text.includes(label));
}

/** Gives every page a rotation of its own; offsets in the file stay true because nothing changes its length. */
async function turnPages(pdf: string, degrees: number): Promise<void> {
	const text = (await readFile(pdf)).toString("latin1");
	const entry = `/Rotate ${degrees}`;
	const turned = text.replaceAll(/\/StructParents \d+(?=\s*\/|\s*>>)/g, (old) =>
		old.length >= entry.length ? entry.padEnd(old.length) : old,
	);
	await writeFile(pdf, Buffer.from(turned, "latin1"));
}

if (import.meta.main) await makeVariety();
