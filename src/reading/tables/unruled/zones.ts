import type { Line } from "./table-lines.ts";

/** Lines of one part of an unruled table: header lines, then lines with figures and their labels. */
export interface TablePart {
	/** Lines above the columns' own headings that stand alone, such as the name of the part. */
	readonly titles: readonly Line[];
	readonly header: readonly Line[];
	/** From the first line with figures to the last, labels between them included. */
	readonly body: readonly Line[];
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
export function findZones(lines: readonly Line[]): TablePart[][] {
	const zones: Line[][] = [];
	for (const [i, line] of lines.entries()) {
		const before = lines[i - 1];
		const near = before && line.y0 - before.y1 <= MAX_GAP_LINES * Math.max(before.y1 - before.y0, line.y1 - line.y0, 8);
		if (line.isProse) continue;
		if (near && !before.isProse) zones.at(-1)?.push(line);
		else zones.push([line]);
	}
	return zones.map(partsOf).filter(isTable);
}

function partsOf(zone: readonly Line[]): TablePart[] {
	const first = zone.findIndex((line) => line.hasFigures);
	const last = zone.findLastIndex((line) => line.hasFigures);
	if (first < 0) return [];
	const used = zone.slice(0, tailEnd(zone, last));
	const left = Math.min(...used.filter((line) => line.hasFigures).map(figureLeft));
	const parts: { head: Line[]; body: Line[] }[] = [{ head: [], body: [] }];
	for (const line of used) {
		const part = parts.at(-1);
		if (!part) continue;
		const isHead =
			!line.hasFigures &&
			(part.body.length === 0 ||
				line.words.some((word) => !word.isFigure && word.x1 > left && line.words.length > 1) ||
				standsAlone(line, part.body));
		if (!isHead) part.body.push(...(part.body.length === 0 ? labelLines(part.head, line, left) : []), line);
		else if (part.body.some((other) => other.hasFigures)) parts.push({ head: [line], body: [] });
		else part.head.push(...part.body.splice(0), line);
	}
	return parts.filter((part) => part.body.length > 0).map(({ head, body }) => ({ ...splitHead(head), body }));
}

/** Takes the start of a wrapped label, just above the first figures, out of the header lines. */
function labelLines(head: Line[], first: Line, left: number): Line[] {
	let start = head.length;
	for (let next = first; start > 0; start--) {
		const line = head[start - 1];
		if (!line || line.words.some((word) => word.x1 > left) || next.y0 - line.y1 > 0.35 * (line.y1 - line.y0)) break;
		next = line;
	}
	return head.splice(start);
}

/** Where the first figure of a line begins. */
function figureLeft(line: Line): number {
	return Math.min(...line.words.filter((word) => word.isFigure).map((word) => word.x0));
}

/** Label lines just below the last figures still belong to them: the end of a wrapped label. */
function tailEnd(zone: readonly Line[], last: number): number {
	let end = last + 1;
	for (let next = zone[end]; next; next = zone[end]) {
		const above = zone[end - 1];
		const height = next.y1 - next.y0;
		const inLabels = next.words.every((word) => word.x1 < figureLeft(zone[last] ?? next));
		if (!above || !inLabels || next.y0 - above.y1 > 0.35 * height || /^[一二三四五六七八九十]、/.test(next.words[0]?.text ?? ""))
			break;
		end++;
	}
	return end;
}

/** A line of its own between rows, left of or above the figures: the name of the next part. */
function standsAlone(line: Line, body: readonly Line[]): boolean {
	const above = body.at(-1);
	return !!above?.hasFigures && !line.hasFigures && PART_NAME.test(line.words.map((word) => word.text).join(""));
}

function splitHead(head: readonly Line[]): { titles: Line[]; header: Line[] } {
	const start = head.findIndex((line) => line.words.length > 1);
	if (start < 0) return { titles: [...head], header: [] };
	const isTitle = ({ words: [first] }: Line) =>
		!!first && (first.x0 < (head[start]?.words[0]?.x0 ?? 0) || PART_NAME.test(first.text));
	const alone = head.slice(0, start).filter(isTitle);
	const titles = head.slice(0, alone.length);
	return { titles, header: head.slice(titles.length) };
}

function isTable(parts: readonly TablePart[]): boolean {
	const rows = parts.flatMap((part) => part.body.filter((line) => line.hasFigures));
	const width = (line: Line) => line.words.filter((word) => word.isFigure).length;
	const widest = Math.max(0, ...rows.map(width));
	const headed = parts.some((part) => part.header.length > 0);
	if (widest >= 4) return rows.length >= 2 || headed;
	if (widest >= 2) return rows.length >= 2;
	return rows.length >= 2 && headed;
}
