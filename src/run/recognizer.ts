import { median } from "../model/geometry.ts";
import type { Page } from "../model/page.ts";
import type { OcrEngine } from "../ocr/engine.ts";
import { grayOf } from "../ocr/gray.ts";
import type { SeenPage } from "../ocr/page-pixels.ts";
import { seePage } from "../ocr/page-pixels.ts";
import { createPpOcr } from "../ocr/pp-ocr.ts";
import { createTesseract } from "../ocr/tesseract.ts";
import { recognizePage } from "../ocr/to-page.ts";
import { withPagePixels } from "../pdf/draw.ts";
import { dpiOf } from "./needs-ocr.ts";

/** The engines of one reading process: made when first needed, kept until it ends. */
export class Recognizer {
	#text: Promise<OcrEngine> | undefined;
	#figures: Promise<OcrEngine> | undefined;

	/** Reads Chinese text, and figures as the first witness. */
	text(): Promise<OcrEngine> {
		this.#text ??= createPpOcr();
		return this.#text;
	}

	/** Reads figures as the second witness. */
	figures(): Promise<OcrEngine> {
		this.#figures ??= createTesseract();
		return this.#figures;
	}

	/** Ends the engines that were made. */
	async close(): Promise<void> {
		await (await this.#text)?.close();
		await (await this.#figures)?.close();
		this.#text = undefined;
		this.#figures = undefined;
	}
}

/** A page read from its pixels, and the pixels, for a second look at its cells. */
export interface RecognizedPage {
	readonly page: Page;
	readonly seen: SeenPage;
}

/** A page that reads worse than this may stand on its side or its head. */
const UPRIGHT_CONFIDENCE = 0.72;

/** Draws pages and reads them, each turned the way it reads best. */
export async function recognizePages(
	bytes: Uint8Array,
	pages: readonly Page[],
	recognizer: Recognizer,
): Promise<RecognizedPage[]> {
	const byNumber = new Map(pages.map((page) => [page.number, page]));
	const engine = await recognizer.text();
	return withPagePixels(bytes, [...byNumber.keys()], {
		dpiOf: (number) => dpiOf(byNumber.get(number) ?? pages[0] ?? emptyPage(number)),
		use: async (number, { rgba, widthPx, heightPx, dpi }) => {
			const gray = grayOf(rgba, widthPx, heightPx);
			let best: RecognizedPage & { score: number } = { ...(await readTurned(0)), score: 0 };
			best = { ...best, score: confidenceOf(best.page) };
			if (best.score < UPRIGHT_CONFIDENCE && best.page.glyphs.length > 8) {
				for (const turns of [2, 1, 3] as const) {
					const other = await readTurned(turns);
					const score = confidenceOf(other.page);
					if (score > best.score + 0.05) best = { ...other, score };
				}
			}
			return { page: best.page, seen: best.seen };

			async function readTurned(turns: 0 | 1 | 2 | 3): Promise<RecognizedPage> {
				const seen = seePage(gray, dpi, turns);
				return { seen, page: await recognizePage(seen, engine, number) };
			}
		},
	});
}

/** Mean confidence of a page's characters, those of common text counted fully. */
function confidenceOf(page: Page): number {
	if (page.glyphs.length === 0) return 0;
	const mean = page.glyphs.reduce((sum, glyph) => sum + (glyph.confidence ?? 1), 0) / page.glyphs.length;
	return (mean + median(page.glyphs.map((glyph) => glyph.confidence ?? 1))) / 2;
}

function emptyPage(number: number): Page {
	return {
		number,
		widthPt: 595,
		heightPt: 842,
		glyphs: [],
		rulings: [],
		fills: [],
		images: [],
		method: "text",
		unmappedShare: 0,
	};
}
