import type { Box } from "../../src/model/geometry.ts";
import type { Glyph, Page, Ruling } from "../../src/model/page.ts";

const isWide = (c: string) => /[\u2e80-\uffef]/.test(c);

/** The characters of a text set from (x, y), its top left: wide ones a size wide, others half of it. Spaces are gaps. */
export function glyphsOf(text: string, x: number, y: number, { sizePt = 10, run = 0 } = {}): Glyph[] {
	const glyphs: Glyph[] = [];
	let left = x;
	for (const c of text) {
		const width = isWide(c) ? sizePt : sizePt / 2;
		if (c !== " ") glyphs.push({ text: c, box: [left, y, left + width, y + sizePt], sizePt, direction: 0, run });
		left += width;
	}
	return glyphs;
}

/** Cells of text whose columns begin at `xs` and whose lines begin at `y`, `pitch` apart. */
export function glyphRows(rows: readonly (readonly string[])[], xs: readonly number[], { y = 100, pitch = 16 } = {}): Glyph[] {
	return rows.flatMap((row, i) => row.flatMap((text, j) => glyphsOf(text, xs[j] ?? 0, y + i * pitch)));
}

export const across = (at: number, from: number, to: number): Ruling => ({ axis: "horizontal", at, from, to });
export const upright = (at: number, from: number, to: number): Ruling => ({ axis: "vertical", at, from, to });

/** The four sides of a box. */
export function frame([x0, y0, x1, y1]: Box): Ruling[] {
	return [across(y0, x0, x1), across(y1, x0, x1), upright(x0, y0, y1), upright(x1, y0, y1)];
}

/** All rulings of a full grid. */
export function gridRulings(xs: readonly number[], ys: readonly number[]): Ruling[] {
	const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 0];
	const [top, bottom] = [ys[0] ?? 0, ys.at(-1) ?? 0];
	return [...ys.map((y) => across(y, left, right)), ...xs.map((x) => upright(x, top, bottom))];
}

/** A page of A4 with what is given on it. */
export function pageOf(number: number, parts: Partial<Page> = {}): Page {
	return {
		number,
		widthPt: 595,
		heightPt: 842,
		glyphs: [],
		rulings: [],
		fills: [],
		images: [],
		method: "text",
		reader: "pdfium",
		unmappedShare: 0,
		...parts,
	};
}
