import type { GridCell, HardDocument, HardTable, Stroke } from "./model.ts";
import { alignOf, cellsOf, isDark, isTable, linesOf } from "./model.ts";
import { assembled } from "./pdf-pages.ts";
import { widthEm, wrappedLines } from "./text-width.ts";

const MARGIN = 50;
/** Lines of text stand so far apart, in their size. */
const LEADING = 1.25;

interface Sheet {
	readonly width: number;
	readonly height: number;
	readonly pages: string[][];
	readonly isChinese: boolean;
	y: number;
}

/** Typesets a document with nothing but the operators of PDF. */
export function painted({ parts, beside, language, landscape = false }: HardDocument, seed: number): Uint8Array {
	// A wide table is printed on its side: upright text on a page that is shown turned by a quarter.
	const [width, height] = landscape ? [842, 595] : [595, 842];
	const sheet: Sheet = { width, height, pages: [[]], isChinese: language === "zh", y: MARGIN };
	const right = width - MARGIN - (beside ? 190 : 0);
	for (const part of parts) {
		if (part === "\f") newPage(sheet);
		else if (isTable(part)) paintTable(sheet, part);
		else {
			const drawn = linesOf(part);
			if (drawn) paintLines(sheet, drawn);
			else paintParagraph(sheet, part, { left: MARGIN, right });
		}
	}
	if (beside) {
		sheet.y = MARGIN;
		for (const text of beside) paintParagraph(sheet, text, { left: right + 20, right: width - MARGIN });
	}
	return assembled(
		sheet.pages.map((page) => page.join("\n")),
		{ width, height, isTurned: landscape && seed % 2 === 0 },
	);
}

function newPage(sheet: Sheet): void {
	sheet.pages.push([]);
	sheet.y = MARGIN;
}

function paintLines(sheet: Sheet, lines: readonly string[]): void {
	for (const line of lines) {
		sheet.pages.at(-1)?.push(shownAt(sheet, line, { x: MARGIN, y: sheet.y + 10, size: 10, mono: true }));
		sheet.y += 12;
	}
}

function paintParagraph(sheet: Sheet, text: string, { left, right }: { readonly left: number; readonly right: number }): void {
	const size = 10;
	for (const line of wrappedLines(text, (right - left) / size, sheet.isChinese)) {
		if (sheet.y + size * LEADING > sheet.height - MARGIN) newPage(sheet);
		sheet.pages.at(-1)?.push(shownAt(sheet, line, { x: left, y: sheet.y + size, size }));
		sheet.y += size * LEADING;
	}
	sheet.y += 8;
}

interface SetRow {
	readonly height: number;
	readonly lines: ReadonlyMap<GridCell, readonly string[]>;
}

function paintTable(sheet: Sheet, table: HardTable): void {
	const { look, widthsEm, grid } = table;
	const xs = [MARGIN];
	for (const em of widthsEm) xs.push((xs.at(-1) ?? 0) + em * look.sizePt);
	const cells = cellsOf(grid);
	const rows = grid.map((_, row) =>
		setRow(
			table,
			cells.filter((cell) => cell.row === row),
			sheet.isChinese,
		),
	);
	for (let from = 0; from < grid.length; ) {
		let to = from;
		const head = from > 0 && look.repeatsHead ? table.head : 0;
		const heights = () => [...rows.slice(0, head), ...rows.slice(from, to)].map(({ height }) => height);
		while (to < grid.length && sum(heights()) + (rows[to]?.height ?? 0) <= sheet.height - MARGIN - sheet.y) to++;
		if (to === from) {
			newPage(sheet);
			continue;
		}
		paintRows(sheet, { table, cells, rows, xs }, [...range(0, head), ...range(from, to)]);
		from = to;
		if (from < grid.length) newPage(sheet);
	}
	sheet.y += 12;
}

function setRow({ widthsEm, look }: HardTable, cells: readonly GridCell[], isChinese: boolean): SetRow {
	const lines = new Map(
		cells.map((cell) => {
			const room = sum(widthsEm.slice(cell.column, cell.column + cell.columnSpan)) - (2 * look.padPt) / look.sizePt;
			return [cell, cell.text.split("\n").flatMap((line) => wrappedLines(line, room / (look.stretch ?? 1), isChinese))] as const;
		}),
	);
	const most = Math.max(1, ...[...lines].filter(([{ rowSpan }]) => rowSpan === 1).map(([, own]) => own.length));
	return { height: most * look.sizePt * LEADING + 2 * look.padPt, lines };
}

interface Laid {
	readonly table: HardTable;
	readonly cells: readonly GridCell[];
	readonly rows: readonly SetRow[];
	readonly xs: readonly number[];
}

/** Paints rows of a table from the sheet's present height on: grounds, lines, then texts. */
function paintRows(sheet: Sheet, laid: Laid, numbers: readonly number[]): void {
	const { table, cells, rows, xs } = laid;
	const tops = new Map<number, number>();
	for (const row of numbers) {
		tops.set(row, sheet.y);
		sheet.y += rows[row]?.height ?? 0;
	}
	const bottom = (row: number) => (tops.get(row) ?? 0) + (rows[row]?.height ?? 0);
	const paint = (...source: readonly string[]) => sheet.pages.at(-1)?.push(...source);
	const own = cells.flatMap((cell) => {
		const inside = numbers.filter((row) => row >= cell.row && row < cell.row + cell.rowSpan);
		const [first, last] = [inside[0], inside.at(-1)];
		if (first === undefined || last === undefined) return [];
		const [x0, x1] = [xs[cell.column] ?? 0, xs[cell.column + cell.columnSpan] ?? 0];
		return [{ cell, first, last, x0, x1, y0: tops.get(first) ?? 0, y1: bottom(last) }];
	});
	for (const { cell, x0, x1, y0, y1 } of own) {
		const ground = table.look.fill?.(cell.row, cell.column);
		if (ground) paint(`${rgb(ground)} rg ${x0} ${sheet.height - y1} ${x1 - x0} ${y1 - y0} re f 0 g`);
	}
	for (const { cell, first, last, x0, x1, y0, y1 } of own) {
		const { across, down } = table.look;
		const line = (stroke: Stroke | undefined, a: readonly [number, number], b: readonly [number, number]) =>
			stroke && paint(stroked(stroke, [a[0], sheet.height - a[1]], [b[0], sheet.height - b[1]]));
		line(across(first, cell.column), [x0, y0], [x1, y0]);
		if (last + 1 === table.grid.length || last === numbers.at(-1)) line(across(last + 1, cell.column), [x0, y1], [x1, y1]);
		line(down(cell.column, cell.row), [x0, y0], [x0, y1]);
		if (cell.column + cell.columnSpan === xs.length - 1) line(down(xs.length - 1, cell.row), [x1, y0], [x1, y1]);
	}
	for (const { cell, first, ...box } of own) if (first === cell.row) paint(...textOf(sheet, laid, { cell, ...box }));
}

interface PlacedCell {
	readonly cell: GridCell;
	readonly x0: number;
	readonly x1: number;
	readonly y0: number;
	readonly y1: number;
}

function textOf(sheet: Sheet, { table, rows }: Laid, { cell, x0, x1, y0, y1 }: PlacedCell): string[] {
	const { look } = table;
	const lines = rows[cell.row]?.lines.get(cell) ?? [];
	const high = lines.length * look.sizePt * LEADING;
	const top = look.vertical === "top" ? y0 + look.padPt : (y0 + y1 - high) / 2;
	const ground = look.fill?.(cell.row, cell.column);
	return lines.flatMap((line, i) => {
		if (line === "") return [];
		const wide = widthOf(line, look, sheet.isChinese);
		const align = alignOf(table, cell.row, cell.column);
		const x = align === "left" ? x0 + look.padPt : align === "right" ? x1 - look.padPt - wide : (x0 + x1 - wide) / 2;
		const y = top + i * look.sizePt * LEADING + look.sizePt;
		const { sizePt: size, stretch, wordSpacingEm } = look;
		return [shownAt(sheet, line, { x, y, size, isDark: isDark(ground), stretch, wordSpacingEm })];
	});
}

function widthOf(text: string, { sizePt, stretch = 1, wordSpacingEm = 0 }: HardTable["look"], isChinese: boolean): number {
	return (widthEm(text, isChinese) + wordSpacingEm * (text.split(" ").length - 1)) * sizePt * stretch;
}

interface Shown {
	readonly x: number;
	readonly y: number;
	readonly size: number;
	readonly isDark?: boolean;
	readonly stretch?: number | undefined;
	readonly wordSpacingEm?: number | undefined;
	/** In the font whose letters are half as wide as its Chinese characters. */
	readonly mono?: boolean;
}

function shownAt(
	sheet: Sheet,
	text: string,
	{ x, y, size, isDark: isWhite, stretch = 1, wordSpacingEm = 0, mono }: Shown,
): string {
	const isWide = sheet.isChinese || mono;
	const codes = isWide
		? Buffer.from(text, "utf16le").swap16().toString("hex")
		: Buffer.from(winAnsi(text), "latin1").toString("hex");
	const color = isWhite ? "1 g" : "0 g";
	return `${color} BT /${isWide ? "F2" : "F1"} ${size} Tf ${100 * stretch} Tz ${wordSpacingEm * size} Tw 1 0 0 1 ${x.toFixed(2)} ${(sheet.height - y).toFixed(2)} Tm <${codes}> Tj ET 0 g`;
}

/** Dashes as WinAnsi has them. */
function winAnsi(text: string): string {
	return text.replaceAll("—", "\u0097").replaceAll("–", "\u0096");
}

function stroked({ widthPt, color }: Stroke, [x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): string {
	return `${rgb(color)} RG ${widthPt} w ${x0} ${y0.toFixed(2)} m ${x1} ${y1.toFixed(2)} l S`;
}

function rgb(color: string): string {
	return [1, 3, 5].map((at) => (Number.parseInt(color.slice(at, at + 2), 16) / 255).toFixed(3)).join(" ");
}

function range(from: number, to: number): number[] {
	return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
