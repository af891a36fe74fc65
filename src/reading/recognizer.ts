import type { Box } from "../model/geometry.ts";
import { IDENTITY, imageOfBox } from "../model/geometry.ts";
import type { Page } from "../model/page.ts";
import type { ReaderFailure } from "../model/witness.ts";
import { coarsestDpiOf, dpiOf, sheetScaleOf } from "./needs-ocr.ts";
import { onLargePage } from "./ocr/box-on-page.ts";
import { drawnScan } from "./ocr/drawn-scan.ts";
import type { OcrEngine } from "./ocr/engine.ts";
import type { FigureReader } from "./ocr/figure-reader.ts";
import { packedPage } from "./ocr/packed-page.ts";
import type { PageSegmenter } from "./ocr/page-segmenter.ts";
import type { ScannedPage } from "./ocr/preprocess-page.ts";
import { recognizePage } from "./ocr/to-page.ts";
import { PageSight } from "./page-sight.ts";
import type { PagePixels } from "./pdf/draw.ts";
import { charactersPerPiece, confidenceOf, scoreOf, uprightOf, widestScore } from "./turn-page.ts";
import { withinTime } from "./within-time.ts";

/** The two engines, each loaded where it is needed. */
export interface OcrEngines {
	/** Reads Chinese text, and figures as the first witness. */
	readonly text: () => Promise<OcrEngine>;
	/** Reads figures as the second witness. */
	readonly figures: () => Promise<OcrEngine>;
	/** Reads what drawn pages show of figures that the document encodes; the project's own network unless told. */
	readonly pixels?: () => Promise<FigureReader>;
	/** Finds rulings and lines of text on scans; the project's own network unless told. */
	readonly pages?: () => Promise<PageSegmenter>;
}

/** PP-OCR behind a reader of labels, and Tesseract. */
export const OCR_ENGINES: OcrEngines = {
	text: async () => (await import("./ocr/labels-first.ts")).createTextEngine(),
	figures: async () => (await import("./ocr/tesseract.ts")).createTesseract(),
	pixels: async () => (await import("./ocr/figure-reader.ts")).createFigureReader(),
	pages: async () => (await import("./ocr/page-segmenter.ts")).createPageSegmenter(),
};

/** The engines of one reading process: made when first needed, kept until it ends. */
export class Recognizer {
	/** Told of every page that was recognised. */
	onPage: (() => void) | undefined;
	readonly #engines: OcrEngines;
	readonly #callMs: (engine: keyof OcrEngines) => number | undefined;
	#text: Promise<OcrEngine> | undefined;
	#figures: Promise<OcrEngine> | undefined;
	#pixels: Promise<FigureReader> | undefined;
	#pages: Promise<PageSegmenter> | undefined;

	/** `callMs` is how long an engine may take for the lines of one page, or the figures of one document; for each, or for all. */
	constructor(engines: OcrEngines = OCR_ENGINES, callMs?: number | ((engine: keyof OcrEngines) => number)) {
		this.#engines = engines;
		this.#callMs = typeof callMs === "function" ? callMs : () => callMs;
	}

	/** Reads Chinese text, and figures as the first witness. */
	text(): Promise<OcrEngine> {
		this.#text ??= this.#made("text", this.#engines.text(), () => (this.#text = undefined));
		return this.#text;
	}

	/** Reads figures as the second witness. */
	figures(): Promise<OcrEngine> {
		this.#figures ??= this.#made("figures", this.#engines.figures(), () => (this.#figures = undefined));
		return this.#figures;
	}

	/** Reads what drawn pages show of figures that the document encodes. */
	pixels(): Promise<FigureReader> {
		const { pixels = OCR_ENGINES.pixels } = this.#engines;
		if (pixels === undefined) throw new Error("No reader of pixels was given");
		this.#pixels ??= this.#started(pixels(), () => (this.#pixels = undefined));
		return this.#pixels;
	}

	/** Finds rulings and lines of text on scans. */
	pages(): Promise<PageSegmenter> {
		const { pages = OCR_ENGINES.pages } = this.#engines;
		if (pages === undefined) throw new Error("No page segmenter was given");
		this.#pages ??= this.#segmenter(pages(), () => (this.#pages = undefined));
		return this.#pages;
	}

	async #segmenter(starting: Promise<PageSegmenter>, forget: () => void): Promise<PageSegmenter> {
		try {
			const callMs = this.#callMs("pages");
			const segmenter = await withinTime(starting, callMs);
			return { ...segmenter, segment: (...page) => withinTime(segmenter.segment(...page), callMs) };
		} catch (error) {
			forget();
			throw error;
		}
	}

	async #started(starting: Promise<FigureReader>, forget: () => void): Promise<FigureReader> {
		try {
			const callMs = this.#callMs("pixels");
			const reader = await withinTime(starting, callMs);
			return { ...reader, read: (lines, look) => withinTime(reader.read(lines, look), callMs) };
		} catch (error) {
			forget();
			throw error;
		}
	}

	/** An engine that was not made is made anew for the next document. */
	async #made(kind: "text" | "figures", starting: Promise<OcrEngine>, forget: () => void): Promise<OcrEngine> {
		try {
			const callMs = this.#callMs(kind);
			return bounded(await withinTime(starting, callMs), callMs);
		} catch (error) {
			forget();
			throw error;
		}
	}

	/** Ends the engines that were made; one that could not be made has nothing to end. */
	async close(): Promise<void> {
		for (const made of [this.#text, this.#figures, this.#pixels, this.#pages])
			await (await made?.catch(() => undefined))?.close();
		this.#text = undefined;
		this.#figures = undefined;
		this.#pixels = undefined;
		this.#pages = undefined;
	}
}

/** The engine, failing with GoujiError "timeout" where it does not answer. */
function bounded(engine: OcrEngine, callMs: number | undefined): OcrEngine {
	return { ...engine, recognize: (lines, kind) => withinTime(engine.recognize(lines, kind), callMs) };
}

/** A page read from its pixels, and the pixels, for a second look at its cells. */
export interface RecognizedPage {
	readonly page: Page;
	readonly seen: ScannedPage;
	/**
	 * Where the document paints characters that ought to be seen, in points of the page as displayed: with a font that is lost they
	 * leave no ink, and a cell that holds one is not blank, whatever its pixels say.
	 */
	readonly painted: readonly Box[];
	/** The resolution that it was scanned at, across or down, whichever is coarser; undefined where no picture tells. */
	readonly coarsestDpi?: number | undefined;
}

/** Text that reads worse than this may stand on its side or its head. */
const UPRIGHT_SCORE = 0.8;
/** Where the page segmenter is so sure of how a page stands, it is not turned to see. */
const SURELY_UPRIGHT = 0.9;
/** A page is turned where it then reads better by this. */
const BETTER = 0.1;
/** The pieces of text of a page that stands upright have at least so many characters. */
const PIECE_CHARACTERS = 2;
/** The pictures of so many pages are kept as they are; those of more would fill the memory. */
const OPEN_PAGES = 8;

/** Pages as they were recognised, and engines that failed without losing a page. */
export interface Recognition {
	readonly recognized: RecognizedPage[];
	readonly failures: readonly ReaderFailure[];
}

/** Draws pages and reads them, one after another. */
export async function recognizePages(bytes: Uint8Array, pages: readonly Page[], recognizer: Recognizer): Promise<Recognition> {
	const byNumber = new Map(pages.map((page) => [page.number, page]));
	const engine = await recognizer.text();
	const sight = new PageSight(async () => recognizer.pages());
	const { withPagePixels } = await import("./pdf/page-pixels.ts");
	const pageOf = (number: number): Page => {
		const page = byNumber.get(number);
		if (!page) throw new Error(`Page ${number} was not asked for`);
		return page;
	};
	let count = 0;
	const recognized = await withPagePixels(bytes, [...byNumber.keys()], {
		dpiOf: (number) => dpiOf(pageOf(number)),
		use: async (number, pixels) => {
			const read = told(await readPixels(pixels, { engine, sight, number, times: sheetScaleOf(pageOf(number)) }));
			recognizer.onPage?.();
			return {
				page: read.page,
				seen: ++count > OPEN_PAGES ? packedPage(read.seen) : read.seen,
				painted: paintedOn(pageOf(number)),
				coarsestDpi: coarsestDpiOf(pageOf(number)),
			};
		},
	});
	return { recognized, failures: sight.failures };
}

/** Fainter than this is a watermark, which no cell holds. */
const FAINT = 0.5;

function paintedOn({ glyphs, toDisplayed = IDENTITY }: Page): Box[] {
	return glyphs
		.filter(({ invisible, contrast = 1, leanDeg }) => !invisible && contrast >= FAINT && leanDeg === undefined)
		.map(({ box }) => imageOfBox(toDisplayed, box));
}

interface Reading {
	readonly engine: OcrEngine;
	readonly sight: PageSight;
	readonly number: number;
	/** How many times as large as a sheet of paper the page is. */
	readonly times: number;
}

type ReadPixels = Pick<RecognizedPage, "page" | "seen">;

/** Reads a drawn page, turned the way it reads best. */
async function readPixels(pixels: PagePixels, { engine, sight, number, times }: Reading): Promise<ReadPixels> {
	const dpi = pixels.dpi * times;
	const scan = drawnScan({ ...pixels, dpi });
	const { isUnmapped, ...saw } = await sight.see(scan);
	const seen = onLargePage(saw.seen, times);
	const page = await recognizePage(seen, engine, number);
	if (isUnmapped && told({ page, seen }).page.failure === undefined) sight.missed(number);
	const score = scoreOf(page) * Math.min(1, charactersPerPiece(page, seen) / PIECE_CHARACTERS);
	const isUpright = score >= UPRIGHT_SCORE || (seen.uprightness ?? 0) >= SURELY_UPRIGHT;
	// A page of one line tells little of how it stands: where nothing at all was read, it is turned to see.
	const isSilent = page.failure !== undefined;
	if (!isSilent && (seen.textRegions.length < 3 || isUpright)) return { page, seen };
	const turned = await uprightOf(scan.print, { dpi, engine, number, tried: seen.turns });
	if (!turned || turned.score <= Math.min(score, widestScore(page, seen)) + BETTER) return { page, seen };
	const better = onLargePage((await sight.see(scan, turned.turns)).seen, times);
	return { page: await recognizePage(better, engine, number), seen: better };
}

/** Pages with so many pieces of ink say something. */
const SAYING_PIECES = 20;
/** Less than this of a page's pieces read as characters, or less sure ones, is nothing read. */
const [READ_SHARE, READ_CONFIDENCE] = [0.3, 0.6];

/** A page on which much is printed and next to nothing was recognised was not read. */
function told(read: ReadPixels): ReadPixels {
	const { page, seen } = read;
	const pieces = seen.textRegions.length;
	const isRead = page.glyphs.length >= READ_SHARE * pieces && confidenceOf(page) >= READ_CONFIDENCE;
	return isRead || pieces < SAYING_PIECES ? read : { page: { ...page, failure: "hardly anything on it was recognised" }, seen };
}
