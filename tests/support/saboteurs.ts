import type { Page } from "../../src/model/page.ts";
import type { OcrEngine } from "../../src/reading/ocr/engine.ts";
import { readLine } from "../../src/reading/ocr/engine.ts";
import type { FigureReader } from "../../src/reading/ocr/figure-reader.ts";
import { createFigureReader } from "../../src/reading/ocr/figure-reader.ts";
import type { PageMaps, PageSegmenter, ProbabilityMap } from "../../src/reading/ocr/page-segmenter.ts";
import { createPageSegmenter } from "../../src/reading/ocr/page-segmenter.ts";
import type { PageDrawer } from "../../src/reading/pixels/page-drawer.ts";
import { drawPages } from "../../src/reading/pixels/page-drawer.ts";
import type { PdfReaders } from "../../src/reading/read-pdf.ts";
import { PDF_READERS } from "../../src/reading/read-pdf.ts";
import type { OcrEngines } from "../../src/reading/recognizer.ts";
import { OCR_ENGINES } from "../../src/reading/recognizer.ts";

/** What a saboteur does when it is asked to read. */
export type Sabotage = "throws" | "traps" | "lies" | "hangs" | "gives nothing";

/** Every sabotage, in the order of the tests. */
export const SABOTAGES: readonly Sabotage[] = ["throws", "traps", "lies", "hangs", "gives nothing"];

type PagesOf = (bytes: Uint8Array) => Promise<readonly Page[]>;

/** What stands for a digit in the readings of a liar. */
export type Lie = Readonly<Record<string, string>>;

/** A reader that is told to fail in one way; with `lie`, it reads digits for others. */
function sabotaged(read: PagesOf, sabotage: Sabotage, lie: Lie): PagesOf {
	switch (sabotage) {
		case "throws":
			return async () => {
				throw new TypeError("a bug of ours");
			};
		case "traps":
			return async () => {
				throw new WebAssembly.RuntimeError("unreachable");
			};
		case "lies":
			return async (bytes) => (await read(bytes)).map((page) => lyingPage(page, lie));
		case "hangs":
			return () => new Promise(() => {});
		case "gives nothing":
			return async (bytes) => (await read(bytes)).map((page) => ({ ...page, glyphs: [] }));
	}
}

function lyingPage(page: Page, lie: Lie): Page {
	return { ...page, glyphs: page.glyphs.map((glyph) => ({ ...glyph, text: lie[glyph.text] ?? glyph.text })) };
}

/** The readers with one or both of them sabotaged. */
export function sabotagedReaders({ pdfium, pdfjs }: { readonly pdfium?: Sabotage; readonly pdfjs?: Sabotage }): PdfReaders {
	const first: PagesOf = async (bytes) => ((await PDF_READERS.pdfium(bytes)) ?? []).map(({ page }) => page);
	const fast = pdfium && sabotaged(first, pdfium, { "7": "1" });
	return {
		pdfium: fast ? async (bytes) => (await fast(bytes)).map((page) => ({ page, doubt: undefined })) : PDF_READERS.pdfium,
		// Two liars who tell the same lie are one witness: see agreedLiars.
		pdfjs: pdfjs ? sabotaged(PDF_READERS.pdfjs, pdfjs, pdfium === "lies" ? { "3": "8" } : { "7": "1" }) : PDF_READERS.pdfjs,
	};
}

/** What becomes of each engine of scans: the page's, the one that is asked for doubts, the reader of cells, and the page segmenter. */
export interface SabotagedEngines {
	readonly text?: Sabotage;
	readonly figures?: Sabotage;
	readonly cells?: Sabotage;
	/** missing: it cannot be started. */
	readonly pages?: Sabotage | "missing";
}

const HANGING_MS = 1000;

/** How long each engine may take: those that hang on purpose are given up soon, honest ones have the time they need. */
export function patienceWith({ text, figures, cells, pages }: SabotagedEngines): (engine: keyof OcrEngines) => number {
	const sabotages = { text, figures, pixels: cells, pages };
	return (engine) => (sabotages[engine] === "hangs" ? HANGING_MS : 600_000);
}

/** The engines, started once: to start one takes as long as to read with it. */
export async function startedEngines(): Promise<{ readonly engines: OcrEngines; readonly close: () => Promise<void> }> {
	const [text, figures, pixels, pages] = await Promise.all([
		OCR_ENGINES.text(),
		OCR_ENGINES.figures(),
		createFigureReader(),
		createPageSegmenter(),
	]);
	return {
		engines: { text: async () => text, figures: async () => figures, pixels: async () => pixels, pages: async () => pages },
		close: async () => {
			for (const engine of [text, figures, pixels, pages]) await engine.close();
		},
	};
}

/** The engines with some of them sabotaged; those that lie tell different lies. */
export function sabotagedEngines(engines: OcrEngines, { text, figures, cells, pages }: SabotagedEngines): OcrEngines {
	const { pixels, pages: segmenter } = engines;
	return {
		...(segmenter ? { pages: pages ? async () => lyingPages(await segmenter(), pages) : segmenter } : {}),
		...(pixels ? { pixels: cells ? async () => lyingFigures(await pixels(), cells, ["7", "4"]) : pixels } : {}),
		text: text ? async () => lyingEngine(await engines.text(), text, { "7": "1" }) : engines.text,
		figures: figures ? async () => lyingEngine(await engines.figures(), figures, { "3": "8", "7": "2" }) : engines.figures,
	};
}

function lyingEngine(engine: OcrEngine, sabotage: Sabotage, lie: Lie): OcrEngine {
	const recognize: OcrEngine["recognize"] = async (lines, kind) => {
		if (sabotage === "throws") throw new TypeError("a bug of ours");
		if (sabotage === "traps") throw new WebAssembly.RuntimeError("unreachable");
		if (sabotage === "hangs") return new Promise(() => {});
		if (sabotage === "gives nothing") return lines.map(() => readLine([]));
		const read = await engine.recognize(lines, kind);
		return read.map((line) =>
			readLine(line.characters.map((character) => ({ ...character, text: lie[character.text] ?? character.text }))),
		);
	};
	return { ...engine, recognize };
}

/** A page segmenter that lies sees rulings, and text, on every point of the page. */
function lyingPages(segmenter: PageSegmenter, sabotage: Sabotage | "missing"): PageSegmenter {
	if (sabotage === "missing") throw new Error("the network is not there");
	const segment: PageSegmenter["segment"] = async (...page) => {
		if (sabotage === "throws") throw new TypeError("a bug of ours");
		if (sabotage === "traps") throw new WebAssembly.RuntimeError("unreachable");
		if (sabotage === "hangs") return new Promise(() => {});
		return filled(await segmenter.segment(...page), sabotage === "lies" ? 255 : 0);
	};
	return { ...segmenter, segment };
}

function filled(maps: PageMaps, value: number): PageMaps {
	const all = (map: ProbabilityMap) => ({ ...map, data: new Uint8Array(map.data.length).fill(value) });
	const { text, across, down, cells, figures } = maps;
	return { ...maps, text: all(text), across: all(across), down: all(down), cells: all(cells), figures: all(figures) };
}

/** The engines with the figure reader of drawn pages sabotaged. */
export function sabotagedPixels(engines: OcrEngines, sabotage: Sabotage): OcrEngines {
	return {
		...engines,
		pixels: async () => {
			if (!engines.pixels) throw new Error("no reader of pixels to sabotage");
			return lyingFigures(await engines.pixels(), sabotage);
		},
	};
}

function lyingFigures(
	reader: FigureReader,
	sabotage: Sabotage,
	[digit, lie]: readonly [string, string] = ["7", "1"],
): FigureReader {
	const read: FigureReader["read"] = async (lines, look) => {
		if (sabotage === "throws") throw new TypeError("a bug of ours");
		if (sabotage === "traps") throw new WebAssembly.RuntimeError("unreachable");
		if (sabotage === "hangs") return new Promise(() => {});
		const nothing = { text: "", confidence: 1, probabilityOf: () => 0 };
		if (sabotage === "gives nothing") return lines.map(() => nothing);
		const honest = await reader.read(lines, look);
		return honest.map(({ text, confidence }) => {
			const told = text.replaceAll(digit, lie);
			return { text: told, confidence, probabilityOf: (wanted: string) => (wanted === told ? 1 : 0) };
		});
	};
	return { ...reader, read };
}

/** The drawer of pages, sabotaged: one that lies draws white pages. */
export function sabotagedDrawer(sabotage: Sabotage): PageDrawer {
	return async (bytes, numbers, dpi) => {
		if (sabotage === "throws") throw new TypeError("a bug of ours");
		if (sabotage === "traps") throw new WebAssembly.RuntimeError("unreachable");
		if (sabotage === "hangs") return new Promise(() => {});
		if (sabotage === "gives nothing") return [];
		const pages = await drawPages(bytes, numbers, dpi);
		return pages.map((page) => ({ ...page, data: new Uint8Array(page.data.length).fill(255) }));
	};
}

/** Two readers of text that tell the same lie: each reads every 7 for a 1. */
export function agreedLiars(): PdfReaders {
	const lie: Lie = { "7": "1" };
	const first: PagesOf = async (bytes) => ((await PDF_READERS.pdfium(bytes)) ?? []).map(({ page }) => page);
	const fast = sabotaged(first, "lies", lie);
	return {
		pdfium: async (bytes) => (await fast(bytes)).map((page) => ({ page, doubt: undefined })),
		pdfjs: sabotaged(PDF_READERS.pdfjs, "lies", lie),
	};
}
