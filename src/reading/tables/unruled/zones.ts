import type { Height } from "../../../model/geometry.ts";
import { append, largest, smallest } from "../../../model/many.ts";
import { isArticleNumber, isSectionNumber } from "../../../text/enumerators.ts";
import type { TableSettings } from "../settings.ts";
import type { Line } from "./line.ts";

/** Lines of one part of an unruled table: header lines, then lines with figures and their labels. */
export interface TablePart {
	/** Lines above the columns' own headings that stand alone, such as the name of the part. */
	readonly titles: readonly Line[];
	readonly header: readonly Line[];
	/** From the first line with figures to the last, labels between them included. */
	readonly body: readonly Line[];
}

/**
 * Finds stretches of lines that form tables without rulings: figures in columns under headings.
 * A stretch ends at prose, at a heading in larger type, and at a wide gap. One line of figures is a
 * table only when there are many of them under headings; a single column needs a heading.
 */
export function findZones(lines: readonly Line[], settings: TableSettings): TablePart[][] {
	const { maxGapLines } = settings.zones;
	const zones: Line[][] = [];
	for (const [i, line] of lines.entries()) {
		const before = lines[i - 1];
		const near = before && line.y0 - before.y1 <= maxGapLines * Math.max(heightOf(before), heightOf(line));
		if (line.isProse) continue;
		if (near && !before.isProse) zones.at(-1)?.push(line);
		else zones.push([line]);
	}
	return zones.map((zone) => partsOf(zone, settings)).filter((parts) => isTable(parts, settings));
}

function heightOf({ y0, y1 }: Height): number {
	return y1 - y0;
}

function partsOf(zone: readonly Line[], { zones: { labelGapLines } }: TableSettings): TablePart[] {
	const first = zone.findIndex((line) => line.hasFigures);
	const last = zone.findLastIndex((line) => line.hasFigures);
	if (first < 0) return [];
	const used = zone.slice(0, tailEnd(zone, last, labelGapLines));
	const left = smallest(used.filter((line) => line.hasFigures).map(figureLeft));
	const parts: { head: Line[]; body: Line[] }[] = [{ head: [], body: [] }];
	for (const line of used) {
		const part = parts.at(-1);
		if (!part) continue;
		const isHead =
			!line.hasFigures &&
			(part.body.length === 0 ||
				line.words.some((word) => !word.isFigure && word.x1 > left && line.words.length > 1) ||
				standsAlone(line, part.body));
		if (!isHead)
			append(part.body, [...(part.body.length === 0 ? labelLines(part.head, line, { left, labelGapLines }) : []), line]);
		else if (part.body.some((other) => other.hasFigures)) parts.push({ head: [line], body: [] });
		else append(part.head, [...part.body.splice(0), line]);
	}
	return parts.filter((part) => part.body.length > 0).map(({ head, body }) => ({ ...splitHead(head), body }));
}

/** Takes the start of a wrapped label, just above the first figures, out of the header lines. */
function labelLines(
	head: Line[],
	first: Line,
	{ left, labelGapLines }: { readonly left: number; readonly labelGapLines: number },
): Line[] {
	let start = head.length;
	for (let next = first; start > 0; start--) {
		const line = head[start - 1];
		if (!line || line.words.some((word) => word.x1 > left) || next.y0 - line.y1 > labelGapLines * heightOf(line)) break;
		next = line;
	}
	return head.splice(start);
}

/** Where the first figure of a line begins. */
function figureLeft(line: Line): number {
	return smallest(line.words.filter((word) => word.isFigure).map((word) => word.x0));
}

/** Label lines just below the last figures still belong to them: the end of a wrapped label. */
function tailEnd(zone: readonly Line[], last: number, labelGapLines: number): number {
	let end = last + 1;
	for (let next = zone[end]; next; next = zone[end]) {
		const above = zone[end - 1];
		const inLabels = next.words.every((word) => word.x1 < figureLeft(zone[last] ?? next));
		const isNear = above && next.y0 - above.y1 <= labelGapLines * heightOf(next);
		if (!isNear || !inLabels || isSectionNumber(next.words[0]?.text ?? "")) break;
		end++;
	}
	return end;
}

/** A line of its own between rows, left of or above the figures: the name of the next part. */
function standsAlone(line: Line, body: readonly Line[]): boolean {
	const above = body.at(-1);
	return !!above?.hasFigures && !line.hasFigures && isArticleNumber(line.words.map((word) => word.text).join(""));
}

function splitHead(head: readonly Line[]): { titles: Line[]; header: Line[] } {
	const start = head.findIndex((line) => line.words.length > 1);
	if (start < 0) return { titles: [...head], header: [] };
	const isTitle = ({ words: [first] }: Line) =>
		!!first && (first.x0 < (head[start]?.words[0]?.x0 ?? 0) || isArticleNumber(first.text));
	const alone = head.slice(0, start).filter(isTitle);
	const titles = head.slice(0, alone.length);
	return { titles, header: head.slice(titles.length) };
}

function isTable(parts: readonly TablePart[], { zones, columns }: TableSettings): boolean {
	const rows = parts.flatMap((part) => part.body.filter((line) => line.hasFigures));
	const width = (line: Line) => line.words.filter((word) => word.isFigure).length;
	const widest = Math.max(0, largest(rows.map(width)));
	const headed = parts.some((part) => part.header.length > 0);
	if (widest >= columns.minColumns && headed) return true;
	return rows.length >= zones.minRows && (widest >= 2 || headed);
}
