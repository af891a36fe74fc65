import type { Page } from "../model/page.ts";
import { commonShare } from "../text/chinese.ts";
import type { OcrEngine } from "./ocr/engine.ts";
import type { GrayImage } from "./ocr/gray.ts";
import type { ScannedPage } from "./ocr/preprocess-page.ts";
import { preprocessPage } from "./ocr/preprocess-page.ts";
import { recognizePage } from "./ocr/to-page.ts";

/** So many of the widest pieces of text tell how a page stands. */
const TRIAL_PIECES = 12;
/** Those of a page that stands upright have at least so many characters. */
const LINE_CHARACTERS = 6;

/** The best of the other three ways to turn a page, by its widest pieces of text. */
export async function uprightOf(
	gray: GrayImage,
	{ dpi, engine, number }: { readonly dpi: number; readonly engine: OcrEngine; readonly number: number },
): Promise<{ seen: ScannedPage; score: number } | undefined> {
	let best: { seen: ScannedPage; score: number } | undefined;
	for (const turns of [2, 1, 3] as const) {
		const seen = preprocessPage(gray, dpi, turns);
		const widest = widestOf(seen);
		const trial = await recognizePage({ ...seen, textRegions: widest }, engine, number);
		// On a page that lies on its side no piece of text is wide; single characters still read well.
		const characters = charactersPerPiece(trial, { textRegions: widest });
		const score = scoreOf(trial) * Math.min(1, characters / LINE_CHARACTERS);
		if (!best || score > best.score) best = { seen, score };
	}
	return best;
}

function widestOf({ textRegions }: ScannedPage): ScannedPage["textRegions"] {
	return [...textRegions].sort((a, b) => b.box[2] - b.box[0] - (a.box[2] - a.box[0])).slice(0, TRIAL_PIECES);
}

/** How many characters the pieces of a page have: those of one that lies on its side have one, its lines being cut across. */
export function charactersPerPiece({ glyphs }: Page, { textRegions }: Pick<ScannedPage, "textRegions">): number {
	return glyphs.length / Math.max(1, textRegions.length);
}

/** How well a page reads, 0 to 1: sure characters that make up ordinary text. */
export function scoreOf(page: Page): number {
	if (page.glyphs.length === 0) return 0;
	// A page of a report has ideographs; figures alone read the same on their head.
	const mean = confidenceOf(page);
	const ordinary = commonShare(page.glyphs.map((glyph) => glyph.text).join("")) ?? (page.glyphs.length < 24 ? 0.5 : 0.1);
	return mean * Math.min(1, 0.25 + ordinary);
}

/** How sure its characters are on the whole. */
export function confidenceOf({ glyphs }: Page): number {
	return glyphs.reduce((sum, glyph) => sum + (glyph.confidence ?? 1), 0) / Math.max(1, glyphs.length);
}
