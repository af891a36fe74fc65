import { median, midY, unionOf } from "../../model/geometry.ts";
import { largest, smallest } from "../../model/many.ts";
import type { Glyph } from "../../model/page.ts";
import type { TextLine } from "../../model/table.ts";
import type { TableSettings } from "./settings.ts";

/** Characters of one printed line, left to right. */
export interface GlyphLine {
	readonly glyphs: readonly Glyph[];
	readonly y0: number;
	readonly y1: number;
}

/** Groups characters into printed lines, top to bottom, whatever order they were painted in. */
export function linesOf(glyphs: readonly Glyph[], { lines }: TableSettings): GlyphLine[] {
	const rows: { glyphs: Glyph[]; y0: number; y1: number; centre: number }[] = [];
	for (const glyph of [...glyphs].sort((a, b) => midY(a.box) - midY(b.box) || a.box[0] - b.box[0])) {
		const centre = midY(glyph.box);
		const row = rows.findLast((candidate) => isOnLine(glyph, candidate, lines));
		if (row) {
			row.glyphs.push(glyph);
			row.y0 = Math.min(row.y0, glyph.box[1]);
			row.y1 = Math.max(row.y1, glyph.box[3]);
		} else {
			rows.push({ glyphs: [glyph], y0: glyph.box[1], y1: glyph.box[3], centre });
		}
	}
	return rows.map(({ glyphs: inLine, y0, y1 }) => ({
		glyphs: dropDoubles(
			inLine.sort((a, b) => a.box[0] - b.box[0]),
			lines,
		),
		y0,
		y1,
	}));
}

function isOnLine({ box }: Glyph, row: { y0: number; y1: number; centre: number }, settings: TableSettings["lines"]): boolean {
	const lower = Math.min(box[3] - box[1], row.y1 - row.y0);
	return Math.abs(row.centre - midY(box)) <= settings.sameLineShare * Math.max(lower, settings.minHeightPt);
}

/** Bold is sometimes faked by painting each character twice, a hair apart: by less than the next of its word would stand, however narrow. */
function dropDoubles(glyphs: readonly Glyph[], { doubleGapEm, doubleGapShare, doubleRisePt }: TableSettings["lines"]): Glyph[] {
	const kept: Glyph[] = [];
	for (const glyph of glyphs) {
		const limit = Math.min(doubleGapEm * glyph.sizePt, doubleGapShare * (glyph.box[2] - glyph.box[0]));
		const twin = kept.findLast(
			(other) => other.text === glyph.text && Math.abs(other.box[0] - glyph.box[0]) < limit && !isOfLigature(other, glyph),
		);
		if (!twin || Math.abs(midY(twin.box) - midY(glyph.box)) > doubleRisePt) kept.push(glyph);
	}
	return kept;
}

/** Whether two characters are what one ligature stands for: in one place of one run, as the ff of Staff. */
function isOfLigature(one: Glyph, other: Glyph): boolean {
	return one.run === other.run && one.text === "f" && one.box[0] === other.box[0];
}

/** Splits a line where characters stand further apart than `gapEm` times their size, for all pairs or each. */
export function segmentsOf(line: GlyphLine, gapEm: number | ((left: Glyph, right: Glyph) => number)): GlyphLine[] {
	const limit = typeof gapEm === "number" ? () => gapEm : gapEm;
	const segments: Glyph[][] = [];
	let right = -Infinity;
	for (const glyph of line.glyphs) {
		const current = segments.at(-1);
		const before = current?.at(-1);
		if (!current || !before || glyph.box[0] - right > limit(before, glyph) * glyph.sizePt) segments.push([glyph]);
		else current.push(glyph);
		right = Math.max(current ? right : -Infinity, glyph.box[2]);
	}
	return segments.map((glyphs) => ({ glyphs, y0: line.y0, y1: line.y1 }));
}

/** The text of a line; a space only where Latin words or figures stand apart. */
export function textOf(glyphs: readonly Glyph[], { lines }: TableSettings): string {
	let text = "";
	let previous: Glyph | undefined;
	const usualGap = letterGap(glyphs);
	for (const glyph of glyphs) {
		if (previous && needsSpace(previous, glyph, { lines, usualGap, isApart: APART.test(text) })) text += " ";
		text += glyph.text;
		previous = glyph;
	}
	return text;
}

const LETTER = /^[A-Za-z]$/;
/** A dash or sign that stands apart from what is before it is no sign of what follows close by. */
const APART = /\s[-–—±]$/;
/** Fewer letters beside one another do not show how closely a line is set. */
const MIN_LETTERS = 4;

/** The usual distance of letters in a line, in their size; undefined where it has few. */
function letterGap(glyphs: readonly Glyph[]): number | undefined {
	const gaps = glyphs.slice(1).flatMap((glyph, i) => {
		const left = glyphs[i];
		return left && LETTER.test(left.text) && LETTER.test(glyph.text) ? [(glyph.box[0] - left.box[2]) / glyph.sizePt] : [];
	});
	return gaps.length < MIN_LETTERS ? undefined : median(gaps);
}

interface Spacing {
	readonly lines: TableSettings["lines"];
	readonly usualGap: number | undefined;
	readonly isApart: boolean;
}

function needsSpace(left: Glyph, right: Glyph, { lines, usualGap, isApart }: Spacing): boolean {
	const gapEm = (right.box[0] - left.box[2]) / Math.max(left.sizePt, right.sizePt);
	const isLatin = (/[A-Za-z0-9.,;:%)]$/.test(left.text) || isApart) && /^[A-Za-z0-9(+-]/.test(right.text);
	if (isLatin && gapEm > lines.spaceEm) return true;
	// Narrow spaces: between two letters that stand further apart than the letters of their line do.
	const areLetters = LETTER.test(left.text) && LETTER.test(right.text);
	return areLetters && usualGap !== undefined && gapEm > usualGap + lines.narrowSpaceEm;
}

/** A line as values, for cells and paragraphs; `glyphs` must not be empty. */
export function toTextLine(glyphs: readonly Glyph[], page: number, settings: TableSettings): TextLine {
	const confidence = Math.min(1, smallest(glyphs.map((glyph) => glyph.confidence ?? 1)));
	const sizePt = largest(glyphs.map((glyph) => glyph.sizePt));
	return { text: textOf(glyphs, settings), box: unionOf(glyphs.map((glyph) => glyph.box)), page, confidence, sizePt };
}

/** Lines read as one text: nothing between Chinese lines, a space between Latin words. */
export function joinLines(lines: readonly TextLine[]): string {
	return lines.reduce((text, { text: next }) => {
		const gap = /[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(next) ? " " : "";
		return text + gap + next;
	}, "");
}
