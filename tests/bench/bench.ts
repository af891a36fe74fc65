// Times extraction, checks included, against the same pages' bare pdf.js text and operator list in
// the same process: interleaved rounds, medians. The aim is a ratio under 1.5.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { median } from "../../src/model/geometry.ts";
import { pdfAssets } from "../../src/reading/pdf/assets.ts";
import { textTable } from "../../src/text/display.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { tools } from "../support/extract.ts";
import { digitalDocuments } from "../support/shared-corpus.ts";

const ROUNDS = 9;

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

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
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
	})),
);
for (let round = -1; round < ROUNDS; round++) {
	for (const { name, bytes, bare, full } of documents) {
		const works = [
			async () => bare.push(await timed(() => readBare(bytes))),
			async () => full.push(await timed(() => extractReport(bytes, name, tools))),
		];
		// Who goes first changes from round to round; the first round only warms up.
		for (const work of round % 2 === 0 ? works : works.reverse()) await work();
		if (round < 0) bare.length = full.length = 0;
	}
}
const shown = (ms: number) => ms.toFixed(1);
const rows = documents.map(({ name, bare, full }) => {
	const [a, b] = [median(bare), median(full)];
	return [name, shown(a), shown(b), (b / a).toFixed(2)];
});
const total = (of: "bare" | "full") => documents.reduce((sum, document) => sum + median(document[of]), 0);
const ratio = total("full") / total("bare");
console.log(textTable([["document", "bare ms", "gouji ms", "ratio"], ...rows]));
console.log(
	`all ${documents.length} documents, median of ${ROUNDS} rounds: ${shown(total("bare"))} ms bare, ${shown(total("full"))} ms gouji, ratio ${ratio.toFixed(2)}`,
);
