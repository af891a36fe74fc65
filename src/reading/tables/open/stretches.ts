import { median, midOf } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { TableSettings } from "../settings.ts";
import { columnsOf } from "./columns.ts";
import type { PieceLine } from "./pieces.ts";
import { extentOf, overlaps } from "./pieces.ts";

/** Stretches of lines that may be tables: lines of several pieces, with single ones among them, that follow one another. */
export function stretchesOf(lines: readonly PieceLine[], settings: TableSettings): PieceLine[][] {
	const stretches: PieceLine[][] = [];
	for (const [i, line] of lines.entries()) {
		const before = lines[i - 1];
		const size = largest(line.pieces.map(({ sizePt }) => sizePt));
		const isNear = before && line.y0 - before.y1 < settings.open.maxGapEm * size;
		if (isNear) stretches.at(-1)?.push(line);
		else stretches.push([line]);
	}
	return stretches.flatMap((stretch) => partAtText(trimmed(stretch, settings), settings));
}

/** Parts a stretch at lines of one piece that run over several of its columns: sentences between two tables. */
function partAtText(stretch: readonly PieceLine[], settings: TableSettings): PieceLine[][] {
	const first = stretch.findIndex(({ pieces }) => pieces.some(({ isFigure }) => isFigure));
	for (const [i, { pieces }] of stretch.entries()) {
		if (i <= first || first < 0 || pieces.length > 1) continue;
		const rest = stretch.slice(i + 1);
		const columns = columnsOf(stretch.slice(0, i));
		const [only] = pieces;
		const over = only ? columns.filter((column) => overlaps(column, only)).length : 0;
		if (over < 2 || !rest.some((line) => line.pieces.length > 1)) continue;
		return [trimmed(stretch.slice(0, i), settings), ...partAtText(trimmed(rest, settings), settings)];
	}
	return stretch.length > 0 ? [[...stretch]] : [];
}

/** Without the single lines around it, but those of a heading that begins higher than the others, and the end of a wrapped label. */
function trimmed(lines: readonly PieceLine[], settings: TableSettings): PieceLine[] {
	const { open } = settings;
	const multi = lines.flatMap((line, i) => (line.pieces.length > 1 && !isCaption(line) ? [i] : []));
	let [from, to] = [multi[0] ?? 0, multi.at(-1) ?? -1];
	if (to < from) return [];
	const size = median(lines.slice(from, to + 1).flatMap(({ pieces }) => pieces.map(({ sizePt }) => sizePt)));
	const left = smallest(lines.slice(from, to + 1).flatMap(({ pieces }) => pieces.map(({ x0 }) => x0)));
	const labels = extentOf(lines.slice(from, to + 1).flatMap(({ pieces }) => pieces.filter(({ x0 }) => x0 < left + 2 * size)));
	const isNear = (above: PieceLine | undefined, below: PieceLine | undefined) =>
		above !== undefined && below !== undefined && below.y - above.y < open.insideStepEm * size;
	const isHead = ({ pieces }: PieceLine) => pieces.every(({ x0 }) => x0 > labels.x1);
	while (from > 0 && isNear(lines[from - 1], lines[from]) && isHead(lines[from - 1] as PieceLine)) from--;
	if (from > 0 && isOverTable(lines[from - 1] as PieceLine, lines.slice(from, to + 1), labels.x1, settings)) from--;
	const isLabel = ({ pieces }: PieceLine) =>
		pieces.every(({ x0, x1, isFigure }) => !isFigure && x0 < labels.x1 && x1 <= labels.x1 + size);
	const pitch = median(multi.slice(1).map((at, i) => (lines[at]?.y ?? 0) - (lines[multi[i] ?? 0]?.y ?? 0)));
	const isTail = (at: number) =>
		isNear(lines[at - 1], lines[at]) && (lines[at]?.y ?? 0) - (lines[at - 1]?.y ?? 0) < open.rowShare * pitch;
	// The end of a label around the last figures, which may stand in any column of words.
	const isRest = (at: number) => {
		const [only, ...others] = lines[at]?.pieces ?? [];
		const before =
			lines[at - 2]?.pieces.filter(({ x0, isFigure }) => !isFigure && Math.abs(x0 - (only?.x0 ?? 0)) < open.marginPt) ?? [];
		return only !== undefined && others.length === 0 && before.some(({ y0 }) => only.y0 - y0 < open.insideStepEm * size);
	};
	while (to + 1 < lines.length && isTail(to + 1) && (isLabel(lines[to + 1] as PieceLine) || isRest(to + 1))) to++;
	return lines.slice(from, to + 1);
}

/** The number of a table, as captions begin with it: 表5, 附表1-2, Table 3. */
const NUMBER = /^(?:附?表|tab(?:le|\.)?)\s*[\dA-Z一二三四五六七八九十]{1,3}(?:[-.–][\d]{1,2})?[.:：]?$/i;

/** Whether a line is a table's number and its name, set apart from one another: no row of two cells. */
function isCaption({ pieces }: PieceLine): boolean {
	const [number, name] = pieces;
	return pieces.length === 2 && NUMBER.test(number?.text ?? "") && name?.isFigure === false;
}

/**
 * Whether a single line above a table is of it: in the middle over all its columns but that of labels, a line's step above their
 * headings; or one like those that name the table's other parts.
 */
function isOverTable(above: PieceLine, lines: readonly PieceLine[], labelEnd: number, { open }: TableSettings): boolean {
	const [only] = above.pieces;
	const [first] = lines;
	const size = first?.pieces[0]?.sizePt ?? 0;
	if (!only || !first || above.pieces.length > 1 || only.isFigure || Math.abs(only.sizePt - size) > 0.5) return false;
	const step = first.y - above.y;
	const columns = lines.flatMap(({ pieces }) => pieces.filter(({ x0 }) => x0 > labelEnd));
	const isCentred = columns.length > 0 && Math.abs(midOf(only) - midOf(extentOf(columns))) < open.offCentreEm * size;
	if (isCentred && step < open.maxStepEm * size && first.pieces.some((piece) => piece.x0 < labelEnd)) return true;
	return lines.some(({ pieces, y }, i) => {
		const [other] = pieces;
		const next = lines[i + 1];
		if (!other || !next || pieces.length > 1 || Math.abs(next.y - y - step) > open.marginPt) return false;
		return Math.abs(other.x0 - only.x0) < open.marginPt || Math.abs(midOf(other) - midOf(only)) < open.marginPt;
	});
}
