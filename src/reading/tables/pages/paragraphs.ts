import { unionOf } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import type { Paragraph, TextLine } from "../../../model/table.ts";
import { joinLines, linesOf, toTextLine } from "../lines.ts";

/** The left and right edges of running text. */
export interface TextColumn {
	readonly left: number;
	readonly right: number;
}

/** A line that begins so, after the end of a sentence, begins a paragraph however it is indented. */
const STARTS = /^(?:[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+部分|附件|附表)/;

/** Fewer lines than this do not show where the margins are. */
const MIN_LINES = 6;

/** The text column of a page; undefined when it has too little running text to tell. */
export function textColumnOf(glyphs: readonly Glyph[]): TextColumn | undefined {
	const lines = linesOf(glyphs);
	if (lines.length < MIN_LINES) return undefined;
	const lefts = lines.map((line) => line.glyphs[0]?.box[0] ?? 0).sort((a, b) => a - b);
	const rights = lines.map((line) => line.glyphs.at(-1)?.box[2] ?? 0).sort((a, b) => a - b);
	return { left: lefts[Math.floor(lefts.length * 0.05)] ?? 0, right: rights[Math.floor(rights.length * 0.95)] ?? 0 };
}

/** Running text as paragraphs, top to bottom: a new one where a line is indented or the last ended early. */
export function paragraphsOf(glyphs: readonly Glyph[], page: number, column: TextColumn): Paragraph[] {
	const lines = linesOf(glyphs).map((line) => toTextLine(line.glyphs, page));
	const groups: TextLine[][] = [];
	for (const line of lines) {
		const current = groups.at(-1);
		const before = current?.at(-1);
		if (current && before && runsOn(before, line, column)) current.push(line);
		else groups.push([line]);
	}
	return groups.map((group) => paragraphOf(group, column));
}

/** Joins a paragraph that the page's end cut with its rest. */
export function joinCut(first: Paragraph, second: Paragraph, column: TextColumn): Paragraph | undefined {
	const [last, next] = [first.lines.at(-1), second.lines[0]];
	if (!last || !next || first.centred || second.centred) return undefined;
	const size = Math.max(last.sizePt, next.sizePt);
	const isFull = reaches(last, next, column) && !/[。！？]$/.test(last.text);
	const isIndented = next.box[0] > column.left + 0.9 * next.sizePt;
	const sameSize = Math.abs(last.sizePt - next.sizePt) < 0.15 * size;
	if (!isFull || isIndented || !sameSize) return undefined;
	const lines = [...first.lines, ...second.lines];
	return { ...first, lines, text: joinLines(lines) };
}

function runsOn(before: TextLine, line: TextLine, column: TextColumn): boolean {
	const size = Math.max(before.sizePt, line.sizePt);
	// The size of recognised text is that of its ink, which varies from line to line.
	const sizeSlack = before.confidence < 1 || line.confidence < 1 ? 0.3 : 0.15;
	if (Math.abs(before.sizePt - line.sizePt) > sizeSlack * size) return false;
	if (line.box[1] - before.box[3] > 1.6 * size) return false;
	if (isCentred(before, column) || isCentred(line, column)) return false;
	const isEnded = /[。；！？]$/.test(before.text);
	if (isEnded && STARTS.test(line.text)) return false;
	// A heading in slightly larger type, under lines that all begin at its margin.
	if (isEnded && sizeSlack < 0.3 && Math.abs(before.sizePt - line.sizePt) > 0.05 * size) return false;
	const isIndented = line.box[0] > column.left + 0.9 * line.sizePt;
	return !isIndented && reaches(before, line, column);
}

/** Whether a line is full: what comes next, a long number or address too, did not fit on it. */
function reaches(before: TextLine, next: TextLine, column: TextColumn): boolean {
	const size = Math.max(before.sizePt, next.sizePt);
	const word = /^[A-Za-z0-9@._:/-]+/.exec(next.text)?.[0].length ?? 0;
	return before.box[2] > column.right - Math.max(2.2 * size, (0.62 * word + 1.2) * size);
}

function isCentred(line: TextLine, { left, right }: TextColumn): boolean {
	const off = Math.abs((line.box[0] + line.box[2]) / 2 - (left + right) / 2);
	return off < 0.03 * (right - left) && line.box[0] > left + 2.6 * line.sizePt && line.box[2] < right - 2.6 * line.sizePt;
}

function paragraphOf(lines: readonly TextLine[], column: TextColumn): Paragraph {
	const first = lines[0];
	return {
		text: joinLines(lines),
		lines,
		page: first?.page ?? 1,
		box: unionOf(lines.map((line) => line.box)),
		centred: lines.length === 1 && !!first && isCentred(first, column),
	};
}
