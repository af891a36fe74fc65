// Measures the reading of scanned pages in processor time, stage by stage and as a whole, with the runtime that is installed and with
// WebAssembly, which a plain install has; beside native `tesseract` on the same pages. `GOUJI_SCAN=FILE.pdf` takes another scan.
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { median } from "../../src/model/geometry.ts";
import { drawnScan } from "../../src/reading/ocr/drawn-scan.ts";
import { seePage } from "../../src/reading/ocr/see-page.ts";
import { lineImage } from "../../src/reading/ocr/to-page.ts";
import type { PagePixels } from "../../src/reading/pdf/draw.ts";
import { drawPage } from "../../src/reading/pdf/draw.ts";

import { withPagePixels } from "../../src/reading/pdf/page-pixels.ts";
import { FIRST_LOOK } from "../../src/reading/pixels/read-cells.ts";
import { textTable } from "../../src/text/display.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { tools } from "../support/extract.ts";

const ROUNDS = Number(process.env.GOUJI_ROUNDS ?? 3);
const DPI = 200;
const run = promisify(execFile);

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
const [segmenter, ppOcr, figures] = [await recognizer.pages(), await recognizer.text(), await recognizer.pixels()];
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
add(`${ppOcr.id}, all ${lines.length} pieces`, await computed(() => ppOcr.recognize(lines, "text")));
add(`figure reader, ${short.length} short pieces`, await computed(() => figures.read(short, FIRST_LOOK)));
add("the whole: bytes to checked report", await computed(() => extractReport(bytes, basename(scan), tools)));
const runtime = process.env.GOUJI_OCR_RUNTIME === "web" ? "WebAssembly" : "onnxruntime-node";
console.log(textTable([[`${pages} scanned pages, ${runtime}`, "ms of processor a page"], ...rows]));
await recognizer.close();

if (runtime !== "WebAssembly") {
	const again = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
		env: { ...process.env, GOUJI_OCR_RUNTIME: "web" },
		encoding: "utf8",
	});
	console.log(again.stdout || again.stderr);
	const native = await nativeTesseract();
	if (native === undefined) console.warn("tesseract with chi_sim is not installed (Debian: tesseract-ocr-chi-sim): no yardstick");
	else console.log(`native tesseract chi_sim takes ${(native / pages).toFixed(0)} ms a page, elapsed, to read it as text`);
}

async function nativeTesseract(): Promise<number | undefined> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-bench-"));
	try {
		const files: string[] = [];
		for (const page of numbers) {
			const file = join(folder, `${page}.png`);
			await writeFile(file, (await drawPage(bytes, page, { dpi: DPI })).png);
			files.push(file);
		}
		const start = performance.now();
		for (const file of files)
			await run("tesseract", [file, "-", "-l", "chi_sim"], { env: { ...process.env, OMP_THREAD_LIMIT: "1" }, maxBuffer: 1e8 });
		return performance.now() - start;
	} catch {
		return undefined;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
