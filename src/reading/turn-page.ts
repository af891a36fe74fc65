import type { Page } from "../model/page.ts";
import { commonShare } from "../text/chinese.ts";
import type { OcrEngine } from "./ocr/engine.ts";
import type { GrayImage, QuarterTurns } from "./ocr/gray.ts";
import type { ScannedPage } from "./ocr/preprocess-page.ts";
import { preprocessPage } from "./ocr/preprocess-page.ts";
import { recognizePage } from "./ocr/to-page.ts";

/** So many of the widest pieces of text tell how a page stands. */
const TRIAL_PIECES = 12;
/** Those of a page that stands upright have at least so many characters. */
const LINE_CHARACTERS = 6;

/** A page turned so, and how well its widest pieces of text read, 0 to 1. */
export interface TurnedPage {
	readonly turns: QuarterTurns;
	readonly seen: ScannedPage;
	readonly score: number;
}

interface TurnedTrial {
	readonly dpi: number;
	readonly engine: OcrEngine;
	readonly number: number;
	readonly tried: QuarterTurns;
}

/** The best of the three ways to turn a page that were not `tried`, by its widest pieces of text. */
export async function uprightOf(gray: GrayImage, { dpi, engine, number, tried }: TurnedTrial): Promise<TurnedPage | undefined> {
	let best: TurnedPage | undefined;
	for (const turns of ([2, 1, 3, 0] as const).filter((turns) => turns !== tried)) {
		const seen = preprocessPage(gray, dpi, turns);
		const widest = widestOf(seen)
			.map((i) => seen.textRegions[i])
			.filter((region) => region !== undefined);
		const score = lineScore(await recognizePage({ ...seen, textRegions: widest }, engine, number), widest.length);
		if (!best || score > best.score) best = { turns, seen, score };
	}
	return best;
}

/** How well the widest pieces of a page that was recognised read, as `uprightOf` scores those of the other ways to turn it. */
export function widestScore(page: Page, seen: Pick<ScannedPage, "textRegions">): number {
	const widest = new Set(widestOf(seen));
	return lineScore({ ...page, glyphs: page.glyphs.filter(({ run }) => widest.has(run)) }, widest.size);
}

/** On a page that lies on its side no piece of text is wide; single characters still read well. */
function lineScore(page: Page, pieces: number): number {
	return scoreOf(page) * Math.min(1, page.glyphs.length / Math.max(1, pieces) / LINE_CHARACTERS);
}

/** The places of a page's widest pieces of text among all. */
function widestOf({ textRegions }: Pick<ScannedPage, "textRegions">): number[] {
	const width = (i: number) => (textRegions[i]?.box[2] ?? 0) - (textRegions[i]?.box[0] ?? 0);
	return [...textRegions.keys()].sort((a, b) => width(b) - width(a)).slice(0, TRIAL_PIECES);
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
