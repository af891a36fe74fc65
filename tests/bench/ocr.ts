// Measures the reading of scanned pages in processor time, stage by stage and as a whole, with the runtime that is installed and with
// WebAssembly, which a plain install has; beside native `tesseract` and PP-OCR with its own detector on the same pages. `GOUJI_SCAN=FILE.pdf` takes another scan.
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { median } from "../../src/model/geometry.ts";
import { drawnScan } from "../../src/reading/ocr/drawn-scan.ts";
import { createLabelReader } from "../../src/reading/ocr/label-reader.ts";
import { createPpOcr } from "../../src/reading/ocr/pp-ocr.ts";
import { seePage } from "../../src/reading/ocr/see-page.ts";
import { lineImage } from "../../src/reading/ocr/to-page.ts";
import type { PagePixels } from "../../src/reading/pdf/draw.ts";
import { withPagePixels } from "../../src/reading/pdf/page-pixels.ts";
import { FIRST_LOOK } from "../../src/reading/pixels/read-cells.ts";
import { textTable } from "../../src/text/display.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { tools } from "../support/extract.ts";
import { scanPeers } from "./ocr-peers.ts";

const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 3);
const DPI = 200;

/** Median processor time of some work, in milliseconds, the first time left out. */
async function computed(work: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let round = -1; round < ROUNDS; round++) {
		const before = process.cpuUsage();
		await work();
		const { user, system } = process.cpuUsage(before);
		if (round >= 0) times.push((user + system) / 1000);
	}
	return median(times);
}

const scan = process.env.GOUJI_SCAN ?? sampleFolders().find((folder) => folder.name.endsWith("-scanned"))?.pdf;
if (scan === undefined) throw new Error("No scanned sample is there: run npm run samples");
const bytes = new Uint8Array(await readFile(scan));
const report = (await extractReport(bytes, basename(scan), tools)) as Report;
const { pages } = report.source;
const numbers = Array.from({ length: pages }, (_, i) => i + 1);
const draw = () => withPagePixels(bytes, numbers, { dpiOf: () => DPI, use: async (_, pixels): Promise<PagePixels> => pixels });

const { recognizer } = tools;
const [segmenter, ppOcr, figures] = [await recognizer.pages(), await createPpOcr(), await recognizer.pixels()];
const drawn = await draw();
const see = async () => {
	const seen = [];
	for (const pixels of drawn) seen.push(await seePage(drawnScan(pixels), segmenter));
	return seen;
};
const seen = await see();
const lines = seen.flatMap(({ textRegions, image }) => textRegions.map(({ box }) => lineImage(image, box)));
const short = seen.flatMap(({ textRegions, image, emPx }) =>
	textRegions.filter(({ box }) => box[2] - box[0] < 3 * emPx).map(({ box }) => lineImage(image, box, FIRST_LOOK.margin)),
);

const rows: string[][] = [];
const add = (name: string, ms: number) => rows.push([name, (ms / pages).toFixed(0)]);
add("drawing", await computed(draw));
add("seeing: segmenting, straightening, rulings, pieces of text", await computed(see));
const labels = await createLabelReader();
const sure = await labels.read(lines);
const left = lines.filter((_, i) => sure[i] === undefined);
add(`label reader, ${lines.length} pieces`, await computed(() => labels.read(lines)));
add(`${ppOcr.id}, the ${left.length} pieces left`, await computed(() => ppOcr.recognize(left, "text")));
add(`figure reader, ${short.length} short pieces`, await computed(() => figures.read(short, FIRST_LOOK)));
add("the whole: bytes to checked report", await computed(() => extractReport(bytes, basename(scan), tools)));
const runtime = process.env.GOUJI_OCR_RUNTIME === "web" ? "WebAssembly" : "onnxruntime-node";
console.log(textTable([[`${pages} scanned pages, ${runtime}`, "ms of processor a page"], ...rows]));
for (const engine of [labels, ppOcr, recognizer]) await engine.close();

if (runtime !== "WebAssembly") {
	const again = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
		env: { ...process.env, GOUJI_OCR_RUNTIME: "web" },
		encoding: "utf8",
	});
	console.log(again.stdout || again.stderr);
	const printed = await printedFigures();
	const peers = await scanPeers(bytes, pages, printed);
	const rows = peers.map(({ name, ms, right }) => [name, (ms / pages).toFixed(0), `${(100 * right).toFixed(1)} %`]);
	console.log(textTable([["peer, on the same pages", "ms of processor a page", `of ${printed.length} figures read`], ...rows]));
	if (peers.length < 2) console.warn("Peers are missing: sh tests/bench/install-peers.sh");
}

/** The figures of the scan as they are printed, where it is a sample or has its truth beside it. */
async function printedFigures(): Promise<string[]> {
	const text = await readFile(join(dirname(scan ?? ""), "typeset.json"), "utf8").catch(() => undefined);
	const truth = await readFile((scan ?? "").replace(/\.pdf$/, ".truth.json"), "utf8").catch(() => undefined);
	const typeset = JSON.parse(text ?? '{"figures":{}}') as { figures: Record<string, number | null> };
	const cells = truth === undefined ? typeset.figures : (JSON.parse(truth) as { cells: Record<string, number | null> }).cells;
	return Object.values(cells).flatMap((value) => (value === null ? [] : [String(value)]));
}
