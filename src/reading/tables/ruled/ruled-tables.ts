import type { Box } from "../../../model/geometry.ts";
import { midX, midY } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph, Page } from "../../../model/page.ts";
import type { Cell, TextLine } from "../../../model/table.ts";
import { joinLines, linesOf, toTextLine } from "../lines.ts";
import type { PageTable } from "../page-table.ts";
import type { TableSettings } from "../settings.ts";
import { boxOf } from "./crowded-cells.ts";
import { withFilledBands } from "./filled-bands.ts";
import type { Grid } from "./grid.ts";
import { gridOf } from "./grid.ts";
import { inferRulings } from "./infer-rulings.ts";
import { withOpenLabels } from "./open-labels.ts";
import { findOpenSidedTables } from "./open-sided-tables.ts";
import type { RulingGroup } from "./rulings.ts";
import { groupRulings } from "./rulings.ts";
import { turnedLines } from "./turned-text.ts";

/**
 * Finds ruled tables on one page, top to bottom; empty when its rulings enclose no text. After
 * A. Nurminen's thesis (2013): merge the rulings, group what crosses, grow cells from the crossings.
 * A frame around a single text is a table only at the page's edge, where a larger one may be cut.
 */
export function findRuledTables(
	page: Page,
	glyphs: readonly Glyph[],
	settings: TableSettings,
	scope: "report" | "any" = "report",
): PageTable[] {
	const found: PageTable[] = [];
	const turned = page.glyphs.filter(({ direction, invisible }) => direction !== 0 && !invisible);
	for (const group of tableRulings(page, glyphs, settings, scope)) {
		const grid = gridOf(group, settings);
		if (!grid) continue;
		const table = fillGrid(grid, { glyphs, turned, page: page.number }, settings);
		const filled = table.table.cells.filter((cell) => cell.text !== "").length;
		const many = table.table.cells.length > 1 && filled > 1;
		if (many || (filled === 1 && isAtEdge(table.table.box, { ...page, glyphs }, settings))) found.push(table);
	}
	return found.sort((a, b) => a.table.box[1] - b.table.box[1] || a.table.box[0] - b.table.box[0]);
}

/** The rulings of each ruled table on a page, merged, with those that its maker left out. */
export function tableRulings(
	page: Page,
	glyphs: readonly Glyph[],
	settings: TableSettings,
	scope: "report" | "any" = "report",
): RulingGroup[] {
	const groups = groupRulings(page.rulings, settings);
	if (scope === "any")
		return groups
			.filter((group) => hasColumns(group, settings))
			.map((group) => withFilledBands(group, page.fills, glyphs, settings))
			.flatMap((group) => inferRulings(withOpenLabels(group, glyphs, settings), glyphs, settings) ?? []);
	const own = page.method === "ocr" ? groups.filter((group) => !isEdgeOfSheet(group, groups)) : groups;
	const all = [...own, ...findOpenSidedTables(own, glyphs, settings)];
	return all.flatMap((group) => inferRulings(group, glyphs, settings) ?? []);
}

/** The edges of a sheet on a dark ground are no more rulings than one in each direction; a table that they run around or across has more. */
const [EDGES, TABLE_RULINGS] = [1, 4];

/** Whether a corner of lines spans over a table: the edges of a photographed sheet, and no part of one. */
function isEdgeOfSheet(group: RulingGroup, all: readonly RulingGroup[]): boolean {
	if (group.horizontal.length > EDGES || group.vertical.length > EDGES) return false;
	const [x0, y0, x1, y1] = extentOf(group);
	return all.some((other) => {
		if (other.horizontal.length + other.vertical.length < TABLE_RULINGS) return false;
		const box = extentOf(other);
		return box[0] < x1 && box[2] > x0 && box[1] < y1 && box[3] > y0;
	});
}

function extentOf({ horizontal, vertical }: RulingGroup): Box {
	const across = [...horizontal.flatMap(({ from, to }) => [from, to]), ...vertical.map(({ at }) => at)];
	const down = [...vertical.flatMap(({ from, to }) => [from, to]), ...horizontal.map(({ at }) => at)];
	return [smallest(across), smallest(down), largest(across), largest(down)];
}

/** Whether rulings part columns: not only a frame, or lines across. */
function hasColumns({ horizontal, vertical }: RulingGroup, { rulings }: TableSettings): boolean {
	const ends = horizontal.flatMap(({ from, to }) => [from, to]);
	const places = vertical.map(({ at }) => at);
	const [left, right] = [smallest([...ends, ...places]), largest([...ends, ...places])];
	return places.some((x) => x > left + rulings.joinPt && x < right - rulings.joinPt);
}

/** What may stand in the cells of a grid. */
interface TextOfPage {
	readonly glyphs: readonly Glyph[];
	/** Characters that run up, down or upside down: text of cells that hold no other. */
	readonly turned: readonly Glyph[];
	readonly page: number;
}

/** The table that a grid and the characters inside it make. */
function fillGrid(grid: Grid, { glyphs, turned, page }: TextOfPage, settings: TableSettings): PageTable {
	const { xs, ys, spans } = grid;
	const columns = xs.length - 1;
	const owner = new Map<number, number>();
	spans.forEach((span, index) => {
		for (let r = span.row; r < span.row + span.rowSpan; r++) {
			for (let c = span.column; c < span.column + span.columnSpan; c++) owner.set(r * columns + c, index);
		}
	});
	const indexOf = ({ box }: Glyph): number | undefined => {
		const [row, column] = [indexIn(ys, midY(box)), indexIn(xs, midX(box))];
		return row === undefined || column === undefined ? undefined : owner.get(row * columns + column);
	};
	const [inCell, turnedInCell]: [Glyph[][], Glyph[][]] = [spans.map(() => []), spans.map(() => [])];
	const taken = new Set<Glyph>();
	for (const glyph of glyphs) {
		const index = indexOf(glyph);
		if (index === undefined) continue;
		inCell[index]?.push(glyph);
		taken.add(glyph);
	}
	for (const glyph of turned) turnedInCell[indexOf(glyph) ?? -1]?.push(glyph);
	const cells = spans.map((span, index): Cell => {
		const upright = linesOf(inCell[index] ?? [], settings).map((line) => toTextLine(line.glyphs, page, settings));
		const lines = upright.length > 0 ? upright : turnedLines(turnedInCell[index] ?? [], page, settings);
		const box = boxOf(grid, span);
		return { ...span, text: textIn(lines, box, settings), lines, page, box };
	});
	const box: Box = [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0];
	return { table: { pages: [page], rows: ys.length - 1, columns, xs, cells, method: "ruled", box }, taken };
}

const DIGITS = /^[\d０-９ ]+$/;

/** The text of a cell's lines. Digits in lines that would have had room for one more may be two figures: a space parts them. */
function textIn(lines: readonly TextLine[], [x0, , x1]: Box, { inferred, wrapped }: TableSettings): string {
	const isFull = ({ text, box, sizePt }: TextLine) => {
		const width = box[2] - box[0];
		const digit = Math.max(width / text.replaceAll(" ", "").length, wrapped.digitEm * sizePt);
		return width + digit > x1 - x0 - 2 * inferred.cellPaddingPt;
	};
	const areDigits = lines.length > 1 && lines.every(({ text }) => DIGITS.test(text));
	return areDigits && !lines.slice(0, -1).every(isFull) ? lines.map(({ text }) => text).join(" ") : joinLines(lines);
}

/** The interval of sorted borders that holds a value; undefined outside all of them. */
export function indexIn(borders: readonly number[], value: number): number | undefined {
	for (let i = 0; i + 1 < borders.length; i++) {
		if (value >= (borders[i] ?? 0) && value < (borders[i + 1] ?? 0)) return i;
	}
	return undefined;
}

/** Whether nothing is printed above a box, or nothing below it, but in the page's margin. */
function isAtEdge(box: Box, page: Page, { headersFooters }: TableSettings): boolean {
	const margin = headersFooters.marginShare * page.heightPt;
	const outside = page.glyphs.filter((glyph) => midY(glyph.box) > box[3] || midY(glyph.box) < box[1]);
	const below = outside.some((glyph) => midY(glyph.box) > box[3] && midY(glyph.box) < page.heightPt - margin);
	const above = outside.some((glyph) => midY(glyph.box) < box[1] && midY(glyph.box) > margin);
	return !below || !above;
}
