import type { Box } from "../../../model/geometry.ts";
import { median, midX } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import { linesOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import { findColumns } from "../unruled/columns.ts";
import type { Line } from "../unruled/line.ts";
import { splitTouchingFigures } from "../unruled/touching-figures.ts";
import type { Word } from "../words.ts";
import { wordsOf } from "../words.ts";
import type { CrowdedCell, CrowdedGrid } from "./crowded-cells.ts";
import { glyphsIn } from "./crowded-cells.ts";
import type { RulingGroup } from "./rulings.ts";
import { down } from "./rulings.ts";

/** Borders between columns of figures under one heading, in every row of the grid whose text they do not cut. */
export function divideColumns(group: RulingGroup, { grid, crowded, glyphs }: CrowdedGrid, settings: TableSettings): RulingGroup {
	const isBeside = ({ words }: CrowdedCell) =>
		words.some((a) => a.isFigure && words.some((b) => a !== b && Math.abs(a.y0 - b.y0) < settings.wrapped.minStepEm * a.sizePt));
	if (!crowded.some(isBeside)) return group;
	const [left, right] = [grid.xs[0] ?? 0, grid.xs.at(-1) ?? 0];
	const bands = grid.ys.slice(1).map((bottom, i): Band => {
		const top = grid.ys[i] ?? 0;
		return { top, bottom, lines: linesIn([left, top, right, bottom], glyphs, settings) };
	});
	const vertical = [...group.vertical];
	for (const part of partsOf(bands)) {
		const cuts = columnCuts(part, grid.xs, settings).filter((x) => x > left && x < right);
		for (const { top, bottom, lines } of part) {
			const words = lines.flatMap((line) => line.words);
			for (const x of cuts) if (!words.some((word) => runsOver(word, x, settings))) vertical.push(down(x, top, bottom));
		}
	}
	return { ...group, vertical };
}

/** Whether a text runs on over a place: the gap there is no wider than the usual one between its characters. */
export function runsOver({ glyphs, x0, x1, sizePt }: Word, x: number, { words }: TableSettings): boolean {
	if (x0 >= x || x1 <= x) return false;
	const next = glyphs.findIndex((glyph) => midX(glyph.box) > x);
	const gaps = glyphs.slice(1).map((glyph, i) => glyph.box[0] - (glyphs[i]?.box[2] ?? 0));
	return (gaps[next - 1] ?? 0) < median(gaps) + words.evenGapEm * sizePt;
}

/** One row of the grid. */
interface Band {
	readonly top: number;
	readonly bottom: number;
	readonly lines: readonly Line[];
}

/** Rows of headings with the rows of figures below them. */
function partsOf(bands: readonly Band[]): Band[][] {
	const parts: Band[][] = [];
	let before = true;
	for (const band of bands) {
		const hasFigures = band.lines.some((line) => line.hasFigures);
		if (!hasFigures && before) parts.push([band]);
		else parts.at(-1)?.push(band) ?? parts.push([band]);
		before = hasFigures;
	}
	return parts;
}

/** Places between columns of figures, and between the labels and the first of them; on a border (`xs`) that other rows have there. */
function columnCuts(bands: readonly Band[], xs: readonly number[], settings: TableSettings): number[] {
	const lines = bands.flatMap((band) => band.lines);
	const first = lines.findIndex((line) => line.hasFigures);
	if (first < 0) return [];
	const part = { titles: [], header: lines.slice(0, first), body: lines.slice(first) };
	const { columns, labelEnd } = findColumns(part, settings);
	const start = columns[0]?.x0 ?? labelEnd;
	const cut = (from: number, to: number) => xs.find((x) => x > from && x < to) ?? (from + to) / 2;
	return [cut(2 * labelEnd - start, start), ...columns.slice(1).map((column, i) => cut(columns[i]?.x1 ?? 0, column.x0))];
}

function linesIn(box: Box, glyphs: readonly Glyph[], settings: TableSettings): Line[] {
	const lines = linesOf(glyphsIn(box, glyphs), settings).map((line) => {
		const words = wordsOf(line, settings);
		return { y0: line.y0, y1: line.y1, words, hasFigures: words.some((word) => word.isFigure), isProse: false };
	});
	return splitTouchingFigures(lines, settings);
}
