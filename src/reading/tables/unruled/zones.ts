import type { TableLine } from "./table-lines.ts";

/** Lines of one part of an unruled table: header lines, then lines with figures and their labels. */
export interface AlignedPart {
	/** Lines above the columns' own headings that stand alone, such as the name of the part. */
	readonly titles: readonly TableLine[];
	readonly header: readonly TableLine[];
	/** From the first line with figures to the last, labels between them included. */
	readonly body: readonly TableLine[];
}

/** An upper bound for the distance of lines in one table, in heights of the upper line. */
const MAX_GAP_LINES = 3.2;

/** The name of a part of a sheet: an article of the law. */
export const PART_NAME = /^第.{1,4}条/;

/**
 * Finds stretches of lines that form tables without rulings: figures in columns under headings.
 * A stretch ends at prose, at a heading in larger type, and at a wide gap. One line of figures is a
 * table only when there are many of them under headings; a single column needs a heading.
 */
export function findAlignedParts(lines: readonly TableLine[]): AlignedPart[][] {
	const zones: TableLine[][] = [];
	for (const [i, line] of lines.entries()) {
		const before = lines[i - 1];
		const near = before && line.y0 - before.y1 <= MAX_GAP_LINES * Math.max(before.y1 - before.y0, line.y1 - line.y0, 8);
		if (line.isProse) continue;
		if (near && !before.isProse) zones.at(-1)?.push(line);
		else zones.push([line]);
	}
	return zones.map(partsOf).filter(isTable);
}

function partsOf(zone: readonly TableLine[]): AlignedPart[] {
	const first = zone.findIndex((line) => line.hasValues);
	const last = zone.findLastIndex((line) => line.hasValues);
	if (first < 0) return [];
	const used = zone.slice(0, tailEnd(zone, last));
	const left = Math.min(...used.filter((line) => line.hasValues).map(valueLeft));
	const parts: { head: TableLine[]; body: TableLine[] }[] = [{ head: [], body: [] }];
	for (const line of used) {
		const part = parts.at(-1);
		if (!part) continue;
		const isHead =
			!line.hasValues &&
			(part.body.length === 0 ||
				line.pieces.some((piece) => !piece.isFigure && piece.x1 > left && line.pieces.length > 1) ||
				standsAlone(line, part.body));
		if (!isHead) part.body.push(...(part.body.length === 0 ? labelLines(part.head, line, left) : []), line);
		else if (part.body.some((other) => other.hasValues)) parts.push({ head: [line], body: [] });
		else part.head.push(...part.body.splice(0), line);
	}
	return parts.filter((part) => part.body.length > 0).map(({ head, body }) => ({ ...splitHead(head), body }));
}

/** Takes the start of a wrapped label, just above the first figures, out of the header lines. */
function labelLines(head: TableLine[], first: TableLine, left: number): TableLine[] {
	let start = head.length;
	for (let next = first; start > 0; start--) {
		const line = head[start - 1];
		if (!line || line.pieces.some((piece) => piece.x1 > left) || next.y0 - line.y1 > 0.35 * (line.y1 - line.y0)) break;
		next = line;
	}
	return head.splice(start);
}

/** Where the first figure of a line begins. */
function valueLeft(line: TableLine): number {
	return Math.min(...line.pieces.filter((piece) => piece.isFigure).map((piece) => piece.x0));
}

/** Label lines just below the last figures still belong to them: the end of a wrapped label. */
function tailEnd(zone: readonly TableLine[], last: number): number {
	let end = last + 1;
	for (let next = zone[end]; next; next = zone[end]) {
		const above = zone[end - 1];
		const height = next.y1 - next.y0;
		const inLabels = next.pieces.every((piece) => piece.x1 < valueLeft(zone[last] ?? next));
		if (!above || !inLabels || next.y0 - above.y1 > 0.35 * height || /^[一二三四五六七八九十]、/.test(next.pieces[0]?.text ?? ""))
			break;
		end++;
	}
	return end;
}

/** A line of its own between rows, left of or above the figures: the name of the next part. */
function standsAlone(line: TableLine, body: readonly TableLine[]): boolean {
	const above = body.at(-1);
	return !!above?.hasValues && !line.hasValues && PART_NAME.test(line.pieces.map((piece) => piece.text).join(""));
}

function splitHead(head: readonly TableLine[]): { titles: TableLine[]; header: TableLine[] } {
	const start = head.findIndex((line) => line.pieces.length > 1);
	if (start < 0) return { titles: [...head], header: [] };
	const isTitle = ({ pieces: [first] }: TableLine) =>
		!!first && (first.x0 < (head[start]?.pieces[0]?.x0 ?? 0) || PART_NAME.test(first.text));
	const alone = head.slice(0, start).filter(isTitle);
	const titles = head.slice(0, alone.length);
	return { titles, header: head.slice(titles.length) };
}

function isTable(parts: readonly AlignedPart[]): boolean {
	const rows = parts.flatMap((part) => part.body.filter((line) => line.hasValues));
	const width = (line: TableLine) => line.pieces.filter((piece) => piece.isFigure).length;
	const widest = Math.max(0, ...rows.map(width));
	const headed = parts.some((part) => part.header.length > 0);
	if (widest >= 4) return rows.length >= 2 || headed;
	if (widest >= 2) return rows.length >= 2;
	return rows.length >= 2 && headed;
}
