// Times the reading of scanned pages: each engine on the cells of the scanned sample, the whole way
// from bytes to checked report, and the native `tesseract` of the system on the same pages.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { median } from "../../src/model/geometry.ts";
import { grayOf } from "../../src/reading/ocr/gray.ts";
import type { ScannedPage } from "../../src/reading/ocr/preprocess-page.ts";
import { preprocessPage } from "../../src/reading/ocr/preprocess-page.ts";
import { lineImage } from "../../src/reading/ocr/to-page.ts";
import { drawPage, withPagePixels } from "../../src/reading/pdf/draw.ts";
import { textTable } from "../../src/text/display.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { tools } from "../support/extract.ts";

const ROUNDS = 5;
const DPI = 200;
const run = promisify(execFile);

async function timed(work: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let round = -1; round < ROUNDS; round++) {
		const start = performance.now();
		await work();
		if (round >= 0) times.push(performance.now() - start);
	}
	return median(times);
}

const sample = sampleFolders().find((folder) => folder.name.endsWith("-scanned"));
if (!sample) throw new Error("No scanned sample is there: run npm run samples");
const bytes = new Uint8Array(await readFile(sample.pdf));
const numbers = Array.from({ length: 50 }, (_, i) => i + 1);
const { pages } = await countPages();
const seen: ScannedPage[] = await withPagePixels(bytes, numbers.slice(0, pages), {
	dpiOf: () => DPI,
	use: async (_, { rgba, widthPx, heightPx, dpi }) => preprocessPage(grayOf(rgba, widthPx, heightPx), dpi),
});
const small = seen.flatMap((page) =>
	page.textRegions.filter(({ box }) => box[2] - box[0] < 3 * page.emPx).map(({ box }) => lineImage(page.image, box)),
);
const lines = seen.flatMap((page) => page.textRegions.map(({ box }) => lineImage(page.image, box)));
const [ppOcr, tesseract] = [await tools.recognizer.text(), await tools.recognizer.figures()];

const rows: string[][] = [];
const add = (name: string, ms: number) => rows.push([name, (ms / pages).toFixed(0), ((1000 * pages) / ms).toFixed(2)]);
add(
	"finding rulings and pieces of text",
	await timed(() =>
		withPagePixels(bytes, numbers.slice(0, pages), {
			dpiOf: () => DPI,
			use: async (_, p) => preprocessPage(grayOf(p.rgba, p.widthPx, p.heightPx), p.dpi),
		}),
	),
);
add(`${ppOcr.id}, all ${lines.length} pieces`, await timed(() => ppOcr.recognize(lines, "text")));
add(`${ppOcr.id}, ${small.length} short pieces`, await timed(() => ppOcr.recognize(small, "figures")));
add(`${tesseract.id}, ${small.length} short pieces`, await timed(() => tesseract.recognize(small, "figures")));
const whole = await timed(() => extractReport(bytes, basename(sample.pdf), tools));
add("the whole: bytes to checked report", whole);
const native = await nativeTesseract();
if (native !== undefined) add("native tesseract chi_sim, full page", native);
console.log(textTable([[`${pages} scanned pages`, "ms a page", "pages a second a core"], ...rows]));
if (native === undefined) console.warn("tesseract with chi_sim is not installed (Debian: tesseract-ocr-chi-sim): no yardstick");
else console.log(`the whole takes ${(whole / native).toFixed(2)} times what native tesseract takes to read the page as text`);
await tools.recognizer.close();

async function countPages(): Promise<{ pages: number }> {
	const report = await extractReport(bytes, basename(sample?.pdf ?? ""), tools);
	return { pages: (report as unknown as { source: { pages: number } }).source.pages };
}

async function nativeTesseract(): Promise<number | undefined> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-bench-"));
	try {
		const files: string[] = [];
		for (let page = 1; page <= pages; page++) {
			const file = join(folder, `${page}.png`);
			await writeFile(file, (await drawPage(bytes, page, { dpi: DPI })).png);
			files.push(file);
		}
		const read = async () => {
			for (const file of files)
				await run("tesseract", [file, "-", "-l", "chi_sim"], { env: { ...process.env, OMP_THREAD_LIMIT: "1" }, maxBuffer: 1e8 });
		};
		return await read()
			.then(() => timed(read))
			.catch(() => undefined);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
