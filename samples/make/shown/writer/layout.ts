import type { Look, Sides } from "../../variety/look.ts";
import { columnShares, shadeOf, sidesOf } from "../../variety/look.ts";
import type { ShownCell, ShownReport, ShownTable } from "../model.ts";

/** Left, bottom, right and top in points from the page's lower left corner. */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** A line of text by its baseline's left end. */
export interface SetLine {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly pt: number;
	readonly isBold?: true;
}

/** A cell on a page; its text is there only where it begins. */
export interface SetCell {
	readonly cell: ShownCell;
	readonly box: Box;
	readonly sides: Sides;
	readonly shade: string | undefined;
	readonly lines: readonly SetLine[];
	/** Cells over more than one page are filled once. */
	readonly isFirst: boolean;
	readonly table: ShownTable["name"];
}

/** A page ready to be painted. */
export interface SetPage {
	readonly width: number;
	readonly height: number;
	readonly lines: SetLine[];
	readonly cells: SetCell[];
}

/** Width of a text in points. */
export type Measure = (text: string, pt: number) => number;

const PT_PER_MM = 72 / 25.4;
const LEADING = 1.32;

interface Flow {
	readonly look: Look;
	readonly measure: Measure;
	readonly pages: SetPage[];
	y: number;
	isWide: boolean;
}

/** Sets a report on pages. */
export function layoutOf(report: ShownReport, look: Look, measure: Measure): SetPage[] {
	const flow: Flow = { look, measure, pages: [], y: 0, isWide: false };
	newPage(flow);
	for (const piece of report.pieces) {
		if (piece.kind === "page-break") newPage(flow);
		else if (piece.kind === "table") setTable(piece, flow);
		else setText(piece.kind, piece.text, flow);
	}
	flow.pages.forEach((page, i) => {
		const text = footerOf(look, i + 1, flow.pages.length);
		if (text) page.lines.push({ text, x: (page.width - measure(text, 9)) / 2, y: look.marginMm * PT_PER_MM * 0.45, pt: 9 });
	});
	return flow.pages;
}

function footerOf({ footer }: Look, page: number, count: number): string | undefined {
	return { number: String(page), dashes: `— ${page} —`, of: `${page}/${count}`, chinese: `第 ${page} 页 共 ${count} 页` }[footer];
}

function newPage(flow: Flow): SetPage {
	const { look, isWide } = flow;
	const sides = [look.widthMm * PT_PER_MM, look.heightMm * PT_PER_MM] as const;
	const [width, height] = isWide ? [Math.max(...sides), Math.min(...sides)] : sides;
	const page: SetPage = { width, height, lines: [], cells: [] };
	flow.pages.push(page);
	flow.y = height - marginOf(look);
	return page;
}

function pageOf(flow: Flow): SetPage {
	return flow.pages.at(-1) ?? newPage(flow);
}

function marginOf({ marginMm }: Look): number {
	return marginMm * PT_PER_MM;
}

function setText(kind: string, text: string, flow: Flow): void {
	const { look, measure } = flow;
	const pt = { title: look.textPt + 7, heading: look.textPt + 2, small: 9 }[kind] ?? look.textPt;
	const indent = kind === "text" || kind === "heading" ? 2 * pt : 0;
	const width = pageOf(flow).width - 2 * marginOf(look);
	const lines = wrapped(text, { width, indent, pt, measure });
	lines.forEach((line, i) => {
		if (flow.y - pt * 1.7 < marginOf(look)) newPage(flow);
		flow.y -= pt * 1.7;
		const free = width - measure(line, pt);
		const shift = kind === "title" ? free / 2 : kind === "sign" ? free : i === 0 ? indent : 0;
		const set: SetLine = { text: line, x: marginOf(look) + shift, y: flow.y, pt };
		pageOf(flow).lines.push(kind === "title" || kind === "heading" ? { ...set, isBold: true } : set);
	});
}

/** Lines of a text that fit a width; the first is shorter by the indent. */
export function wrapped(
	text: string,
	{ width, indent = 0, pt, measure }: { width: number; indent?: number; pt: number; measure: Measure },
): string[] {
	const lines: string[] = [];
	let [line, room] = ["", width - indent];
	for (const character of text) {
		if (line !== "" && measure(line + character, pt) > room && !/[，。、；：）”]/.test(character)) {
			lines.push(line);
			[line, room] = ["", width];
		}
		line += character;
	}
	return [...lines, line];
}

function setTable(table: ShownTable, flow: Flow): void {
	const { look } = flow;
	const turns = table.isWide && look.turn === "wide" && look.widthMm < look.heightMm;
	if (turns) {
		flow.isWide = true;
		newPage(flow);
	}
	const grid = gridOf(table, flow);
	flow.y -= look.textPt * 0.6;
	let first = 0;
	while (first < table.rows) {
		let [last, y] = [first, flow.y];
		while (last < table.rows && y - (grid.heights[last] ?? 0) >= marginOf(look)) y -= grid.heights[last++] ?? 0;
		// A heading of a table is not left alone under the text.
		const isHeadAlone = first === 0 && last <= table.headRows && last < table.rows;
		if (last === first || isHeadAlone) {
			const height = pageOf(flow).height - 2 * marginOf(look);
			if (flow.y >= height + marginOf(look) - look.textPt) last = first + 1;
			else {
				newPage(flow);
				continue;
			}
		}
		setRows(table, { first, last, grid, flow });
		flow.y -= grid.heights.slice(first, last).reduce((a, b) => a + b, 0);
		first = last;
		if (first < table.rows) newPage(flow);
	}
	flow.y -= look.textPt * 0.6;
	if (turns) {
		flow.isWide = false;
		newPage(flow);
	}
}

interface Grid {
	/** Left ends of the columns, and the right end of the last. */
	readonly lefts: readonly number[];
	readonly heights: readonly number[];
}

function gridOf(table: ShownTable, { look, measure, ...flow }: Flow): Grid {
	const width = (flow.pages.at(-1)?.width ?? 0) - 2 * marginOf(look);
	const lefts = [marginOf(look)];
	for (const share of columnShares(table, look.labelShare)) lefts.push((lefts.at(-1) ?? 0) + share * width);
	const padding = 2 * look.padPt + 1;
	const need = (cell: ShownCell) => linesOf(cell, { lefts, look, measure }).length * look.tablePt * LEADING + padding;
	const heights = Array.from({ length: table.rows }, () => look.tablePt * LEADING + padding);
	for (const cell of table.cells.filter(({ rowSpan }) => rowSpan === 1))
		heights[cell.row] = Math.max(heights[cell.row] ?? 0, need(cell));
	for (const cell of table.cells.filter(({ rowSpan }) => rowSpan > 1)) {
		const rows = Array.from({ length: cell.rowSpan }, (_, i) => cell.row + i);
		const missing = need(cell) - rows.reduce((sum, row) => sum + (heights[row] ?? 0), 0);
		for (const row of rows) if (missing > 0) heights[row] = (heights[row] ?? 0) + missing / rows.length;
	}
	return { lefts, heights };
}

function linesOf(
	cell: ShownCell,
	{ lefts, look, measure }: { lefts: readonly number[]; look: Look; measure: Measure },
): string[] {
	if (cell.path !== undefined) return [cell.text];
	const width = (lefts[cell.column + cell.columnSpan] ?? 0) - (lefts[cell.column] ?? 0) - 2 * Math.min(look.padPt, 3) - 1;
	return wrapped(cell.text, { width, pt: look.tablePt, measure });
}

function setRows(table: ShownTable, { first, last, grid, flow }: { first: number; last: number; grid: Grid; flow: Flow }): void {
	const { look, measure } = flow;
	const { lefts, heights } = grid;
	const sum = (from: number, to: number) => heights.slice(from, to).reduce((a, b) => a + b, 0);
	for (const cell of table.cells) {
		const [from, to] = [Math.max(first, cell.row), Math.min(last, cell.row + cell.rowSpan)];
		if (from >= to) continue;
		const top = flow.y - sum(first, from);
		const box: Box = [lefts[cell.column] ?? 0, top - sum(from, to), lefts[cell.column + cell.columnSpan] ?? 0, top];
		const isFirst = from === cell.row;
		const texts = linesOf(cell, { lefts, look, measure });
		const lines = isFirst ? texts.map((text, i) => cellLine(cell, text, { box, look, measure, i, count: texts.length })) : [];
		const sides = sidesOf(cell, table, look.ruling);
		pageOf(flow).cells.push({ cell, box, sides, shade: shadeOf(cell, table, look.shading), lines, isFirst, table: table.name });
	}
}

function cellLine(
	cell: ShownCell,
	text: string,
	{ box, look, measure, i, count }: { box: Box; look: Look; measure: Measure; i: number; count: number },
): SetLine {
	const [left, bottom, right, top] = box;
	const { tablePt: pt, verticalAlign } = look;
	const pad = Math.min(look.padPt, 3) + 0.5;
	const free = right - left - 2 * pad - measure(text, pt);
	const align = cell.role === "head" ? "center" : cell.path === undefined ? look.labelAlign : look.figureAlign;
	const x = left + pad + { left: 0, center: free / 2, right: free }[align];
	const height = count * pt * LEADING;
	const spare = top - bottom - height;
	const start =
		top - { top: Math.min(look.padPt, spare), middle: spare / 2, bottom: Math.max(0, spare - look.padPt) }[verticalAlign];
	return { text, x, y: start - i * pt * LEADING - pt * 1.02, pt };
}
