import { unionOf } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import type { Paragraph, TextLine } from "../../../model/table.ts";
import { joinLines, linesOf, toTextLine } from "../lines.ts";
import type { TableSettings } from "../settings.ts";

/** The left and right edges of running text. */
export interface TextColumn {
	readonly left: number;
	readonly right: number;
}

/** A line that begins so, after the end of a sentence, begins a paragraph however it is indented. */
const STARTS = /^(?:[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+部分|附件|附表)/;

/** The text column of a page; undefined when it has too little running text to tell. */
export function textColumnOf(glyphs: readonly Glyph[], settings: TableSettings): TextColumn | undefined {
	const { minSample, outlierShare } = settings.paragraphs;
	const lines = linesOf(glyphs, settings);
	if (lines.length < minSample) return undefined;
	const lefts = lines.map((line) => line.glyphs[0]?.box[0] ?? 0).sort((a, b) => a - b);
	const rights = lines.map((line) => line.glyphs.at(-1)?.box[2] ?? 0).sort((a, b) => a - b);
	return {
		left: lefts[Math.floor(lefts.length * outlierShare)] ?? 0,
		right: rights[Math.floor(rights.length * (1 - outlierShare))] ?? 0,
	};
}

/** Running text as paragraphs, top to bottom: a new one where a line is indented or the last ended early. */
export function paragraphsOf(
	glyphs: readonly Glyph[],
	{ page, column }: { readonly page: number; readonly column: TextColumn },
	settings: TableSettings,
): Paragraph[] {
	const lines = linesOf(glyphs, settings).map((line) => toTextLine(line.glyphs, page, settings));
	const groups: TextLine[][] = [];
	for (const line of lines) {
		const current = groups.at(-1);
		const before = current?.at(-1);
		if (current && before && runsOn([before, line], column, settings)) current.push(line);
		else groups.push([line]);
	}
	return groups.map((group) => paragraphOf(group, column, settings));
}

/** Joins a paragraph that the page's end cut with its rest. */
export function joinCut(
	[first, second]: readonly [Paragraph, Paragraph],
	column: TextColumn,
	settings: TableSettings,
): Paragraph | undefined {
	const { indentEm, sizeShare } = settings.paragraphs;
	const [last, next] = [first.lines.at(-1), second.lines[0]];
	if (!last || !next || first.centred || second.centred) return undefined;
	const size = Math.max(last.sizePt, next.sizePt);
	const isFull = reaches([last, next], column, settings) && !/[。！？]$/.test(last.text);
	const isIndented = next.box[0] > column.left + indentEm * next.sizePt;
	const sameSize = Math.abs(last.sizePt - next.sizePt) < sizeShare * size;
	if (!isFull || isIndented || !sameSize) return undefined;
	const lines = [...first.lines, ...second.lines];
	return { ...first, lines, text: joinLines(lines) };
}

function runsOn([before, line]: readonly [TextLine, TextLine], column: TextColumn, settings: TableSettings): boolean {
	const { sizeShare, lineGapEm, indentEm } = settings.paragraphs;
	const size = Math.max(before.sizePt, line.sizePt);
	// The size of recognised text is that of its ink, which varies from line to line.
	const isScanned = before.confidence < 1 || line.confidence < 1;
	if (Math.abs(before.sizePt - line.sizePt) > (isScanned ? 2 : 1) * sizeShare * size) return false;
	if (line.box[1] - before.box[3] > lineGapEm * size) return false;
	if (isCentred(before, column, settings) || isCentred(line, column, settings)) return false;
	const isEnded = /[。；！？]$/.test(before.text);
	if (isEnded && STARTS.test(line.text)) return false;
	// A heading in slightly larger type, under lines that all begin at its margin.
	if (isEnded && !isScanned && Math.abs(before.sizePt - line.sizePt) > (settings.unruled.headingRatio - 1) * size) return false;
	const isIndented = line.box[0] > column.left + indentEm * line.sizePt;
	return !isIndented && reaches([before, line], column, settings);
}

/** Whether a line is full: what comes next, a long number or address too, did not fit on it. */
function reaches([before, next]: readonly [TextLine, TextLine], column: TextColumn, settings: TableSettings): boolean {
	const { fullEm, latinEm } = settings.paragraphs;
	const size = Math.max(before.sizePt, next.sizePt);
	const word = /^[A-Za-z0-9@._:/-]+/.exec(next.text)?.[0].length ?? 0;
	return before.box[2] > column.right - (fullEm + latinEm * Math.max(0, word - 2)) * size;
}

function isCentred(line: TextLine, { left, right }: TextColumn, settings: TableSettings): boolean {
	const { centreShare, centreMarginEm } = settings.paragraphs;
	const off = Math.abs((line.box[0] + line.box[2]) / 2 - (left + right) / 2);
	const margin = centreMarginEm * line.sizePt;
	return off < centreShare * (right - left) && line.box[0] > left + margin && line.box[2] < right - margin;
}

function paragraphOf(lines: readonly TextLine[], column: TextColumn, settings: TableSettings): Paragraph {
	const first = lines[0];
	return {
		text: joinLines(lines),
		lines,
		page: first?.page ?? 1,
		box: unionOf(lines.map((line) => line.box)),
		centred: lines.length === 1 && !!first && isCentred(first, column, settings),
	};
}
