// Measures extraction against peers on the same files in the same run, how it grows with pages and with
// processes, and writes its parts of docs/performance.md, and docs/performance.svg. tests/bench/install-peers.sh installs the peers.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { READER_LIMITS } from "../../src/mapping/isolated/reader-limits.ts";
import { ReaderPool } from "../../src/mapping/isolated/reader-pool.ts";
import { median } from "../../src/model/geometry.ts";
import { pdfAssets } from "../../src/reading/pdf/assets.ts";
import { readPdf } from "../../src/reading/read-pdf.ts";
import { findTables } from "../../src/reading/tables/find-tables.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { tools } from "../support/extract.ts";
import { gridOf } from "./grids.ts";
import type { Exactness, Measured } from "./measured.ts";
import { documents, exactnessOfReports, exactnessOfRows } from "./measured.ts";
import type { PeerReading } from "./peers.ts";
import { peers } from "./peers.ts";
import { machineNow, writeSection } from "./performance-page.ts";
import { plotOf, tableSuite } from "./table-suite.ts";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "docs");
const entry = join(docs, "..", "bin", "gouji.mjs");
const run = promisify(execFile);
const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 5);
const REPORTS = Number(process.env.GOUJI_REPORTS ?? 160);
const measured = await documents();
const files = measured.map(({ file }) => file);
const lines: [string, number, Exactness | undefined][] = [];
const reports: Report[] = [];
for (const { bytes, file } of measured) reports.push((await extractReport(bytes, file, tools)) as Report);
const grids = [];
for (const { bytes } of measured) grids.push({ rows: await goujiRows(bytes) });
const [gouji = 0, tables = 0, bare = 0] = await timedRounds([
	async ({ bytes, file }) => void (await extractReport(bytes, file, tools)),
	async ({ bytes }) => void (await goujiRows(bytes)),
	({ bytes }) => readBare(bytes),
]);
lines.push(["gouji extract, checks included, one batch", extractInOneBatch(), exactnessOfReports(measured, reports)]);
lines.push(["gouji extract, checks included, warm", gouji, exactnessOfReports(measured, reports)]);
lines.push(["gouji tables (does not know the form), warm", tables, exactnessOfRows(measured, grids)]);
lines.push(["bare pdf.js text and operators, warm", bare, undefined]);
for (const peer of peers) {
	const readings = peer.read(files);
	if (!readings) console.warn(`${peer.name} is not installed`);
	else lines.push([peer.name, average(readings), exactnessOfRows(measured, readings)]);
}
const growth = await byPages();
const scaling: Batch[] = [];
for (const processes of [1, 2, 4]) scaling.push(await readBatch(processes, REPORTS));
const machine = await busyLoops();
const cores = await byCores();
const batches: Batch[] = [];
for (const count of [REPORTS / 4, REPORTS, REPORTS * 4]) batches.push(await readBatch(2, count));
const scans = await scannedPages();
const suite = await tableSuite(peers);
const memory = process.memoryUsage().rss / 1048576;
const perSecond = Math.max(...scaling.map(({ perSecond: rate }) => rate));
const shown = (ms: number) => ms.toFixed(1);
const percent = (share: number | undefined) => (share === undefined ? "—" : `${(100 * share).toFixed(1)} %`);

await writeFile(join(docs, "performance.svg"), plotOf(lines));
writeSection(
	"beside",
	`${measured.length} digital reports (the samples, and \`../shared\` where present), ${machineNow()}:
times tell what is faster, not how fast; correctness does not depend on them.

One report. Warm: processor time in a process that runs (median of ${ROUNDS} rounds for ours). One batch: elapsed time of one command for all files,
its start included, divided by their number. A row of table 三 is right if its seven figures come out, in order, at the end of the row with its
own label (that of its group stands in the group's first row, or in its middle), a dash being a blank; for \`gouji extract\`, if they stand under its path in report.json. ${measured.filter(({ isRuled }) => isRuled).length} of the reports have tables with lines around every cell.

| reader | ms a report | rows right | of ruled reports |
| --- | --- | --- | --- |
${lines.map(([name, ms, share]) => `| ${name} | ${shown(ms)} | ${percent(share?.all)} | ${percent(share?.ruled)} |`).join("\n")}

gouji takes ${(gouji / bare).toFixed(2)} times what pdf.js takes for reading the text and the operators alone. camelot and pdfplumber are in neither
registry this was measured with, and Debian's PyMuPDF is older than its tables.

![Time and exactness](performance.svg)
`,
);
writeSection(
	"general",
	`${suite.count} generated tables of ${suite.looks.length} looks (${suite.looks.join(", ")}): mean F1 of adjacent cells, after the ICDAR-2013 measure.
It is no public suite: the project makes it, so it tells more of what fails than of who wins.

| reader | ${suite.looks.join(" | ")} | all |
| --- | ${suite.looks.map(() => "---").join(" | ")} | --- |
${suite.scores.map(({ name, byLook, all }) => `| ${name} | ${byLook.map((f) => f.toFixed(3)).join(" | ")} | ${all.toFixed(3)} |`).join("\n")}
`,
);
writeSection(
	"growth",
	`| pages | ms a document, warm |
| --- | --- |
${growth.map(([pages, ms]) => `| ${pages} | ${shown(ms)} |`).join("\n")}

| processes | reports a second | times one process | a busy loop on this machine |
| --- | --- | --- | --- |
${scaling.map(({ processes, perSecond: rate }, i) => `| ${processes} | ${rate.toFixed(1)} | ${(rate / (scaling[0]?.perSecond ?? 1)).toFixed(2)} | ${machine[i]?.toFixed(2)} |`).join("\n")}

${REPORTS} reports each, elapsed time without the start of the processes, and what two cores of this machine can give at most: the same
loop in so many processes.

${
	cores.length === 0
		? "How many cores a process may use could not be set here (taskset)."
		: `| cores that two processes may use | reports a second | times one core |
| --- | --- | --- |
${cores.map((rate, i) => `| ${i + 1} | ${rate.toFixed(1)} | ${(rate / (cores[0] ?? 1)).toFixed(2)} |`).join("\n")}

One process uses more than one core where it may: its garbage is collected and its code compiled beside it.`
}

| reports, two processes | reports a second | memory of the readers at most, MB |
| --- | --- | --- |
${batches.map(({ count, perSecond: rate, memoryMb }) => `| ${count} | ${rate.toFixed(1)} | ${memoryMb} |`).join("\n")}

The process that measured all this held ${memory.toFixed(0)} MB.
`,
);
writeSection(
	"country",
	`Scanned pages take ${shown(scans)} ms each (the scanned sample, both engines, one process). 300,000 reports a year, if all had a text layer, would take
${(300_000 / perSecond / 3600).toFixed(1)} hours at the best rate above; one in ten scanned, with six pages each, adds ${((30_000 * 6 * scans) / cpus().length / 3_600_000).toFixed(0)} hours on this machine's ${cpus().length} processors.
`,
);
await tools.recognizer.close();

async function goujiRows(bytes: Uint8Array): Promise<string[][]> {
	return findTables((await readPdf(bytes)).pages).flatMap(gridOf);
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

/** Elapsed time of one report where the command reads all of them. */
function extractInOneBatch(): number {
	const folder = mkdtempSync(join(tmpdir(), "gouji-batch-"));
	try {
		const start = performance.now();
		const batch = spawnSync(process.execPath, [entry, "extract", ...files, "--out", folder], { encoding: "utf8" });
		if (batch.status !== 0 && batch.status !== 1) throw new Error(batch.stderr);
		return (performance.now() - start) / files.length;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
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

interface Batch {
	readonly processes: number;
	readonly count: number;
	readonly perSecond: number;
	/** The most that all readers together held. */
	readonly memoryMb: number;
}

/** Reads so many reports in so many processes, warm. */
async function readBatch(processes: number, count: number): Promise<Batch> {
	const pool = new ReaderPool(entry, { ...READER_LIMITS, processes });
	try {
		const batch = (reports: number) =>
			Promise.all(Array.from({ length: reports }, (_, i) => pool.read(files[i % files.length] ?? "", "report")));
		await batch(20 * processes);
		let memoryMb = 0;
		// Readers are replaced now and then: what they hold is looked at all the time.
		const timer = setInterval(() => {
			memoryMb = Math.max(memoryMb, childrenMb());
		}, 500);
		const start = performance.now();
		await batch(count).finally(() => clearInterval(timer));
		return { processes, count, perSecond: (1000 * count) / (performance.now() - start), memoryMb };
	} finally {
		pool.close();
	}
}

/** Reports a second of two processes that share one core, and of two that have two; nothing where cores cannot be set. */
async function byCores(): Promise<number[]> {
	const pin = (list: string) =>
		spawnSync("taskset", ["--all-tasks", "--cpu-list", "--pid", list, String(process.pid)]).status === 0;
	const rates: number[] = [];
	try {
		for (const list of ["0", "0,1"]) if (pin(list)) rates.push((await readBatch(2, REPORTS)).perSecond);
	} finally {
		pin(`0-${cpus().length - 1}`);
	}
	return rates;
}

/** What this process's children hold, in MB (Linux only). */
function childrenMb(): number {
	let sum = 0;
	for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
		try {
			const status = readFileSync(join("/proc", pid, "status"), "utf8");
			if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === process.pid) sum += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
		} catch {
			// It ended meanwhile.
		}
	}
	return Math.round(sum / 1024);
}

/** How much more 1, 2 and 4 processes do than one, of what only computes. */
async function busyLoops(): Promise<number[]> {
	const loop =
		"const end=Date.now()+3000;let n=0,x=1;while(Date.now()<end){for(let i=0;i<1e5;i++)x=(x*16807)%2147483647;n++}console.log(n)";
	const rounds = async (processes: number) => {
		const counts = await Promise.all(
			Array.from({ length: processes }, async () => Number((await run(process.execPath, ["-e", loop])).stdout)),
		);
		return counts.reduce((sum, count) => sum + count, 0);
	};
	const one = await rounds(1);
	return [1, (await rounds(2)) / one, (await rounds(4)) / one];
}

/** Elapsed time of one page of the scanned sample, warm. */
async function scannedPages(): Promise<number> {
	const sample = sampleFolders().find(({ name }) => name.endsWith("-scanned"));
	if (!sample) throw new Error("No scanned sample is there: run npm run samples");
	const bytes = new Uint8Array(await readFile(sample.pdf));
	const times = [];
	let pages = 1;
	for (let round = -1; round < 3; round++) {
		const start = performance.now();
		const report = (await extractReport(bytes, sample.name, tools)) as Report;
		pages = report.source.pages;
		if (round >= 0) times.push(performance.now() - start);
	}
	return median(times) / pages;
}
