// Processor time of extraction, pixels and checks included, against the same pages' bare pdf.js text and operator list in
// the same process: interleaved rounds, medians. The aim is 250 ms for a clean report; a loaded machine takes longer for both.
import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { basename } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PublishedReport } from "../../src/check/published-report.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { median } from "../../src/model/geometry.ts";
import { pdfAssets } from "../../src/reading/pdf/assets.ts";
import { textTable } from "../../src/text/display.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { tools } from "../support/extract.ts";
import { digitalDocuments } from "../support/shared-corpus.ts";

const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 9);

/** All that pdf.js tells of a document's text and lines, and nothing done with it. */
async function readBare(bytes: Uint8Array): Promise<void> {
	const task = getDocument({ ...pdfAssets, data: bytes.slice(), verbosity: 0, useSystemFonts: false });
	try {
		const pdf = await task.promise;
		for (let number = 1; number <= pdf.numPages; number++) {
			const page = await pdf.getPage(number);
			await page.getTextContent();
			await page.getOperatorList();
			page.cleanup();
		}
	} finally {
		await task.destroy();
	}
}

/** Processor time, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}

const paths = [
	...sampleFolders().filter((folder) => !folder.isScan),
	...digitalDocuments("corpus"),
	...digitalDocuments("real"),
].map(({ pdf }) => pdf);
const documents = await Promise.all(
	paths.map(async (path) => ({
		name: basename(path),
		bytes: new Uint8Array(await readFile(path)),
		bare: [] as number[],
		full: [] as number[],
		reports: [] as PublishedReport[],
	})),
);
for (let round = -1; round < ROUNDS; round++) {
	for (const { name, bytes, bare, full, reports } of documents) {
		const works = [
			async () => bare.push(await timed(() => readBare(bytes))),
			async () => full.push(await timed(async () => reports.push(await extractReport(bytes, name, tools)))),
		];
		// Who goes first changes from round to round; the first round only warms up.
		for (const work of round % 2 === 0 ? works : works.reverse()) await work();
		if (round < 0) bare.length = full.length = 0;
	}
}
const shown = (ms: number) => ms.toFixed(1);
/** Verified, with no finding of an error: the second reader of text was not asked. */
const isClean = ({ reports: [report] }: (typeof documents)[number]) =>
	report?.quality.status === "verified" &&
	!report.findings.some(({ verdict, severity }) => verdict === "broken" && severity === "error");
const rows = documents.map((document) => {
	const [a, b] = [median(document.bare), median(document.full)];
	return [document.name, isClean(document) ? "clean" : "", shown(a), shown(b), (b / a).toFixed(2)];
});
console.log(textTable([["document", "", "bare ms", "gouji ms", "ratio"], ...rows]));
for (const [what, of] of [
	["all", documents],
	["clean", documents.filter(isClean)],
] as const) {
	const total = (side: "bare" | "full") => of.reduce((sum, document) => sum + median(document[side]), 0);
	const full = of.map((document) => median(document.full)).sort((a, b) => a - b);
	console.log(
		`${what} ${of.length} documents, medians of ${ROUNDS} rounds, load ${loadavg()[0]?.toFixed(1)}: gouji ${shown(median(full))} ms each, ` +
			`nine of ten within ${shown(full[Math.ceil(full.length * 0.9) - 1] ?? 0)}; in all ${shown(total("full"))} ms, ` +
			`bare pdf.js ${shown(total("bare"))} ms, ratio ${(total("full") / total("bare")).toFixed(2)}`,
	);
}
