// Measures extraction against peers on the same files in the same run, how it grows with pages and with
// processes, and writes docs/performance.md and docs/performance.svg. tests/bench/install-peers.sh installs the peers.
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { rowLabelOf } from "../../pipelines/disclosure-report/labels.ts";
import { buildDocument } from "../../src/layout/build.ts";
import { median } from "../../src/model/geometry.ts";
import { pdfAssets } from "../../src/pdf/assets.ts";
import { extractReport } from "../../src/run/read-document.ts";
import { readPdf } from "../../src/run/read-pdf.ts";
import { READER_LIMITS, ReaderPool } from "../../src/run/reader-pool.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { tools } from "../support/extract.ts";
import { digitalDocuments } from "../support/shared-corpus.ts";
import { gridOf } from "./grids.ts";
import type { PeerReading } from "./peers.ts";
import { peers } from "./peers.ts";
import { plotOf, tableSuite } from "./table-suite.ts";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "docs");
const entry = join(docs, "..", "bin", "gouji.mjs");
const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 5);
const REPORTS = Number(process.env.GOUJI_REPORTS ?? 160);
const COLUMNS = ["natural_person", "business", "research", "welfare", "legal_service", "other", "total"];

interface Measured {
	readonly file: string;
	readonly bytes: Uint8Array;
	/** Rows of table 三: its label, and its seven figures as printed. */
	readonly rows: readonly { readonly label: string; readonly figures: readonly string[] }[];
}

const measured = await documents();
const files = measured.map(({ file }) => file);
const lines: [string, number, number | undefined][] = [];
const [gouji = 0, bare = 0] = await timedRounds([
	async ({ bytes, file }) => void (await extractReport(bytes, file, tools)),
	({ bytes }) => readBare(bytes),
]);
lines.push(["gouji, checks included, warm", gouji, await exactness((m) => goujiRows(m.bytes))]);
lines.push(["bare pdf.js text and operators, warm", bare, undefined]);
for (const peer of peers) {
	const readings = peer.read(files);
	if (!readings) console.warn(`${peer.name} is not installed`);
	else lines.push([peer.name, average(readings), await exactness((_, i) => Promise.resolve(readings[i]?.rows ?? []))]);
}
const growth = await byPages();
const scaling = await byProcesses();
const suite = await tableSuite(peers);
const memory = process.memoryUsage().rss / 1048576;
const perSecond = Math.max(...scaling.map(({ perSecond: rate }) => rate));
const shown = (ms: number) => ms.toFixed(1);
const percent = (share: number | undefined) => (share === undefined ? "—" : `${(100 * share).toFixed(1)} %`);

await writeFile(join(docs, "performance.svg"), plotOf(lines));
await writeFile(
	join(docs, "performance.md"),
	`# Performance

Written by \`node tests/bench/performance.ts\` (part of \`npm run bench\`); \`sh tests/bench/install-peers.sh\` installs the peers that Debian
and npm have, the others are left out. ${measured.length} digital reports (the samples, and \`../shared\` where present), ${cpus().length} processors,
load ${loadavg()[0]?.toFixed(1)} when it ended: times tell what is faster, not how fast; correctness does not depend on them.

## Beside others

One report: processor time in this process and Python's (median of ${ROUNDS} rounds), elapsed time of pdftotext and Java. A row of table 三 is right if its seven figures come out, in order, on the row with its label.

| reader | ms a report | rows right |
| --- | --- | --- |
${lines.map(([name, ms, share]) => `| ${name} | ${shown(ms)} | ${percent(share)} |`).join("\n")}

gouji takes ${(gouji / bare).toFixed(2)} times what pdf.js takes for reading the text and the operators alone. camelot, pdfplumber and tabula are in neither
registry this was measured with.

![Time and exactness](performance.svg)

## General tables

${suite.count} generated tables of ${suite.looks.length} looks (${suite.looks.join(", ")}): mean F1 of adjacent cells, after the ICDAR-2013 measure.
It is no public suite: the project makes it, so it tells more of what fails than of who wins.

| reader | ${suite.looks.join(" | ")} | all |
| --- | ${suite.looks.map(() => "---").join(" | ")} | --- |
${suite.scores.map(({ name, byLook, all }) => `| ${name} | ${byLook.map((f) => f.toFixed(3)).join(" | ")} | ${all.toFixed(3)} |`).join("\n")}

## Growth

| pages | ms a document, warm |
| --- | --- |
${growth.map(([pages, ms]) => `| ${pages} | ${shown(ms)} |`).join("\n")}

| processes | reports | reports a second | times one process |
| --- | --- | --- | --- |
${scaling.map(({ processes, count, perSecond: rate }) => `| ${processes} | ${count} | ${rate.toFixed(1)} | ${(rate / (scaling[0]?.perSecond ?? 1)).toFixed(2)} |`).join("\n")}

Starting the processes is not counted; on a machine that others use the last column says little. The process that measured all this
held ${memory.toFixed(0)} MB.

The country's 300,000 reports a year, if all had a text layer, would take ${(300_000 / perSecond / 3600).toFixed(1)} hours at the best rate above.
`,
);
await tools.recognizer.close();

async function documents(): Promise<Measured[]> {
	const samples = await Promise.all(
		sampleFolders()
			.filter(({ isScan }) => !isScan)
			.map(async ({ pdf, typeset }) => {
				const { figures } = JSON.parse(await readFile(typeset, "utf8")) as { figures: Record<string, number | null> };
				return { file: pdf, figures };
			}),
	);
	const others = [...digitalDocuments("corpus"), ...digitalDocuments("real")].map(({ pdf, truth }) => ({
		file: pdf,
		figures: truth.cells,
	}));
	return Promise.all(
		[...samples, ...others].map(async ({ file, figures }) => ({
			file,
			bytes: new Uint8Array(await readFile(file)),
			rows: rowsOf(figures),
		})),
	);
}

function rowsOf(figures: Readonly<Record<string, number | null>>): Measured["rows"] {
	const rows = new Set(Object.keys(figures).flatMap((path) => /^(requests\..+)\.[a-z_]+$/.exec(path)?.[1] ?? []));
	return [...rows].flatMap((row) => {
		const values = COLUMNS.map((column) => figures[`${row}.${column}`]);
		if (values.some((value) => value === undefined)) return [];
		const leaf = (rowLabelOf(row).split("·").at(-1) ?? "").replace(/^[（(]?[0-9一二三四五六七八九十]+[）)、.]/, "");
		return [{ label: plain(leaf).slice(0, 4), figures: values.map((value) => (value === null ? "" : String(value))) }];
	});
}

function plain(text: string): string {
	return text.normalize("NFKC").replaceAll(/[\s"“”]/g, "");
}

/** A figure without thousands separators, signs of more and units: as a reader of its table would type it. */
function figure(text: string): string {
	return plain(text).replaceAll(/(?<=\d),(?=\d)|^[+增]|[件条元]$/g, "");
}

/** The share of the rows of table 三 that a reader gives whole. */
async function exactness(read: (m: Measured, index: number) => Promise<PeerReading["rows"]>): Promise<number> {
	let [right, all] = [0, 0];
	for (const [i, m] of measured.entries()) {
		const given = (await read(m, i)).map((cells) => ({
			text: plain(cells.join("")),
			last: cells.slice(-7).map(figure).join("|"),
		}));
		for (const { label, figures } of m.rows) {
			all++;
			if (given.some(({ text, last }) => text.includes(label) && last === figures.join("|"))) right++;
		}
	}
	return right / all;
}

async function goujiRows(bytes: Uint8Array): Promise<string[][]> {
	const { blocks } = buildDocument((await readPdf(bytes)).pages);
	return blocks.flatMap((block) => (block.kind === "table" ? gridOf(block.table) : []));
}

/** Processor time of one document for each way of reading it, taken in turns; the first round warms up. */
async function timedRounds(works: readonly ((m: Measured) => Promise<void>)[]): Promise<number[]> {
	const times = works.map(() => measured.map(() => [] as number[]));
	for (let round = -1; round < ROUNDS; round++)
		for (const [i, m] of measured.entries())
			for (const [w, work] of works.entries()) {
				const start = process.cpuUsage();
				await work(m);
				const { user, system } = process.cpuUsage(start);
				if (round >= 0) times[w]?.[i]?.push((user + system) / 1000);
			}
	return times.map((ofWork) => ofWork.reduce((sum, of) => sum + median(of), 0) / measured.length);
}

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

function average(readings: readonly PeerReading[]): number {
	return readings.reduce((sum, { ms }) => sum + ms, 0) / readings.length;
}

/** Processor time by the number of pages, over the documents measured. */
async function byPages(): Promise<[number, number][]> {
	const times = new Map<number, number[]>();
	for (const { bytes, file } of measured) {
		const pages = (await readPdf(bytes)).pages.length;
		const start = process.cpuUsage();
		await extractReport(bytes, file, tools);
		const { user, system } = process.cpuUsage(start);
		times.set(pages, [...(times.get(pages) ?? []), (user + system) / 1000]);
	}
	return [...times].sort(([a], [b]) => a - b).map(([pages, of]) => [pages, median(of)]);
}

async function byProcesses(): Promise<{ processes: number; count: number; perSecond: number }[]> {
	const results = [];
	for (const processes of [1, 2, 4]) {
		const pool = new ReaderPool(entry, { ...READER_LIMITS, processes });
		try {
			const batch = (count: number) =>
				Promise.all(Array.from({ length: count }, (_, i) => pool.read(files[i % files.length] ?? "", "report")));
			await batch(10 * processes);
			const start = performance.now();
			await batch(REPORTS);
			results.push({ processes, count: REPORTS, perSecond: (1000 * REPORTS) / (performance.now() - start) });
		} finally {
			pool.close();
		}
	}
	return results;
}
