import { largest } from "../model/many.ts";
import type { Page } from "../model/page.ts";
import { needsOcr } from "./needs-ocr.ts";
import { drawnScan } from "./ocr/drawn-scan.ts";
import { readPdf } from "./read-pdf.ts";
import type { Recognizer } from "./recognizer.ts";

/** How a page lies, and what stands where on it, for showing it to people. */
export interface PageWords {
	/** Degrees to turn the displayed page clockwise by so that it stands upright. */
	readonly turn: Turn;
	/** The characters of its text in paint order without spaces; empty for pictures. */
	readonly text: string;
	/** Left, top, right and bottom of each UTF-16 unit of `text` on the displayed page, in points. */
	readonly boxes: readonly number[];
}

export type Turn = 0 | 90 | 180 | 270;

const TURNS: readonly Turn[] = [0, 90, 180, 270];
/** How fine a scan is drawn to see how it lies. */
const DPI = 110;
/** A scan lies otherwise where the network says so with this probability. */
const SURE = 0.6;
/** Scans that are looked at; those behind lie as they do. */
const MOST_SCANS = 40;

/** Words and lie of every page. Throws GoujiError where no reader reads the document. */
export async function pageWords(bytes: Uint8Array, recognizer: Recognizer): Promise<PageWords[]> {
	const { pages } = await readPdf(bytes);
	const scans = pages.filter((page) => needsOcr(page) !== undefined).slice(0, MOST_SCANS);
	const turns = scans.length === 0 ? new Map<number, Turn>() : await turnsOf(bytes, scans, recognizer);
	return pages.map((page) => {
		const turn = turns.get(page.number);
		return turn === undefined ? wordsOf(page) : { turn, text: "", boxes: [] };
	});
}

function wordsOf({ glyphs }: Page): PageWords {
	const shown = glyphs.filter(({ invisible }) => !invisible);
	const votes = TURNS.map((direction) => shown.filter((glyph) => glyph.direction === direction).length);
	const direction = TURNS[votes.indexOf(largest(votes))] ?? 0;
	const turn = TURNS[(4 - TURNS.indexOf(direction)) % 4] ?? 0;
	const units = shown.flatMap(({ text, box }) =>
		Array.from({ length: text.length }, () => box.map((at) => Math.round(at * 10) / 10)),
	);
	return { turn, text: shown.map(({ text }) => text).join(""), boxes: units.flat() };
}

/** How scans lie, by the page segmenter; nothing of those that it says nothing of. */
async function turnsOf(bytes: Uint8Array, scans: readonly Page[], recognizer: Recognizer): Promise<Map<number, Turn>> {
	const { withPagePixels } = await import("./pdf/page-pixels.ts");
	const turns = new Map<number, Turn>(scans.map(({ number }) => [number, 0]));
	const segmenter = await recognizer.pages();
	await withPagePixels(bytes, [...turns.keys()], {
		dpiOf: () => DPI,
		use: async (number, pixels) => {
			const { turn } = await segmenter.segment(drawnScan(pixels).print, DPI);
			const best = turn.indexOf(largest(turn));
			if ((turn[best] ?? 0) >= SURE) turns.set(number, TURNS[best] ?? 0);
			recognizer.onPage?.();
		},
	});
	return turns;
}
