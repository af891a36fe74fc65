import type { Box } from "../../../model/geometry.ts";
import { midOf } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph } from "../../../model/page.ts";
import type { Cell } from "../../../model/table.ts";
import { mergePlaces, nearestIndex } from "../cluster.ts";
import { joinLines, toTextLine } from "../lines.ts";
import type { PageTable } from "../page-table.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { classifyLines } from "./classify-lines.ts";
import type { FigureColumn } from "./columns.ts";
import { findColumns } from "./columns.ts";
import type { Line } from "./line.ts";
import type { Row } from "./rows.ts";
import { findRows } from "./rows.ts";
import { joinWrapped } from "./wrapped-figures.ts";
import type { TablePart } from "./zones.ts";
import { findZones } from "./zones.ts";

/** A cell whose columns are still places on the page: parts of one table have their own columns. */
interface DraftCell {
	readonly row: number;
	readonly x0: number;
	readonly x1: number;
	readonly words: readonly Word[];
}

/** Finds tables that have no rulings, by the alignment of their figures, top to bottom. */
export function findUnruledTables(glyphs: readonly Glyph[], page: number, settings: TableSettings): PageTable[] {
	return findZones(unruledLines(glyphs, settings), settings).map((parts) => toTable(parts, page, settings));
}

/** The lines among which zones are found: classified, with wrapped figures joined. */
export function unruledLines(glyphs: readonly Glyph[], settings: TableSettings): Line[] {
	return joinWrapped(classifyLines(glyphs, settings), settings);
}

function toTable(parts: readonly TablePart[], page: number, settings: TableSettings): PageTable {
	const { touchPt, snapPt } = settings.columns;
	const lines = parts.flatMap((part) => [...part.titles, ...part.header, ...part.body]);
	const words = lines.flatMap((line) => line.words);
	const box: Box = [
		smallest(words.map((word) => word.x0)) - 2 * touchPt,
		smallest(words.map((word) => word.y0)) - touchPt,
		largest(words.map((word) => word.x1)) + 2 * touchPt,
		largest(words.map((word) => word.y1)) + touchPt,
	];
	const drafts: DraftCell[] = [];
	for (const part of parts) addPart(part, { drafts, box }, settings);
	const borders = mergePlaces(
		[],
		drafts.flatMap((cell) => [cell.x0, cell.x1]),
		snapPt,
	);
	const rows = largest(drafts.map((cell) => cell.row)) + 1;
	const bands = rowBands(drafts, rows, box);
	const cells = drafts
		.map((draft) => toCell(draft, { borders, bands, page, settings }))
		.sort((a, b) => a.row - b.row || a.column - b.column);
	const table = { pages: [page], rows, columns: borders.length - 1, xs: borders, cells, method: "aligned" as const, box };
	return { table, taken: new Set(words.flatMap((word) => word.glyphs)) };
}

function addPart(
	part: TablePart,
	{ drafts, box }: { readonly drafts: DraftCell[]; readonly box: Box },
	settings: TableSettings,
): void {
	let row = drafts.length === 0 ? 0 : largest(drafts.map((cell) => cell.row)) + 1;
	for (const title of part.titles) drafts.push({ row: row++, x0: box[0], x1: box[2], words: title.words });
	const found = findColumns(part, settings);
	const { columns, labelEnd } = found;
	const hasLabels = part.body.some((line) => line.words.some((word) => midOf(word) < labelEnd));
	const layout = { columns, labelEnd, hasLabels, edges: edgesOf(columns, hasLabels ? labelEnd : box[0], box[2]), box };
	const aligned = findRows(part, found, settings);
	const groupEnd = groupBorder(aligned, labelEnd, settings.columns.touchPt);
	const rows = [
		...spanningRows(found.spanning, layout),
		...(part.header.length > 0 ? [headerRow(part, layout)] : []),
		...aligned.map((one) => figureRow(one, groupEnd, layout)),
	];
	for (const cells of rows) {
		for (const cell of cells) drafts.push({ row, ...cell });
		row++;
	}
}

/** Where the cells of a part of a table lie. */
interface PartLayout {
	readonly columns: readonly FigureColumn[];
	readonly labelEnd: number;
	readonly hasLabels: boolean;
	/** Left and right edges of the columns of figures, in order. */
	readonly edges: readonly number[];
	readonly box: Box;
}

type RowCell = Omit<DraftCell, "row">;

/** Left and right edge of a cell over columns. */
function spanOf({ edges, box }: PartLayout, from: number, to: number): { readonly x0: number; readonly x1: number } {
	return { x0: edges[from] ?? box[0], x1: edges[to + 1] ?? box[2] };
}

/** Headings over several columns, one row for each of their levels. */
function spanningRows(spanning: ReturnType<typeof findColumns>["spanning"], layout: PartLayout): RowCell[][] {
	return [...new Set(spanning.map(({ word }) => word.y0))].map((y) =>
		spanning.filter(({ word }) => word.y0 === y).map(({ word, from, to }) => ({ ...spanOf(layout, from, to), words: [word] })),
	);
}

function headerRow({ header }: TablePart, layout: PartLayout): RowCell[] {
	const { columns, labelEnd, hasLabels, edges, box } = layout;
	const corner = header.flatMap((line) => line.words).filter((word) => midOf(word) < labelEnd);
	return [
		...(hasLabels ? [{ x0: box[0], x1: edges[0] ?? box[0], words: corner }] : []),
		...columns.map((column, i) => ({ ...spanOf(layout, i, i), words: column.heading })),
	];
}

function figureRow({ label, group, values }: Row, groupEnd: number | undefined, layout: PartLayout): RowCell[] {
	const { labelEnd, hasLabels, edges, box } = layout;
	const cells: RowCell[] = [];
	const labelLeft = group.length > 0 && groupEnd !== undefined ? groupEnd : box[0];
	if (group.length > 0 && groupEnd !== undefined) cells.push({ x0: box[0], x1: groupEnd, words: group });
	const own = group.length > 0 && groupEnd === undefined ? [...group, ...label] : label;
	if (hasLabels) cells.push({ x0: labelLeft, x1: edges[0] ?? labelEnd, words: own });
	return [...cells, ...values.map((value, i) => ({ ...spanOf(layout, i, i), words: value }))];
}

/** Borders between figure columns: halfway between their extents. */
function edgesOf(columns: readonly FigureColumn[], labelEnd: number, right: number): number[] {
	const inner = columns.slice(1).map((column, i) => ((columns[i]?.x1 ?? 0) + column.x0) / 2);
	return [labelEnd, ...inner, right];
}

function groupBorder(rows: readonly Row[], labelEnd: number, touchPt: number): number | undefined {
	const [group, label] = [rows.flatMap((row) => row.group), rows.flatMap((row) => row.label)];
	if (group.length === 0) return undefined;
	const right = largest(group.map((word) => word.x1));
	const next = Math.min(smallest(label.filter((word) => word.x0 > right - 2 * touchPt).map((word) => word.x0)), labelEnd);
	return next > right ? (right + next) / 2 : undefined;
}

function rowBands(drafts: readonly DraftCell[], rows: number, box: Box): number[] {
	const tops = Array.from({ length: rows }, (_, row) =>
		smallest(drafts.filter((cell) => cell.row === row).flatMap((cell) => cell.words.map((word) => word.y0))),
	);
	const bottoms = Array.from({ length: rows }, (_, row) =>
		largest(drafts.filter((cell) => cell.row === row).flatMap((cell) => cell.words.map((word) => word.y1))),
	);
	const bands = [box[1]];
	for (let row = 1; row < rows; row++) {
		const middle = ((bottoms[row - 1] ?? 0) + (tops[row] ?? 0)) / 2;
		bands.push(Math.max(bands[row - 1] ?? 0, Number.isFinite(middle) ? middle : (bands[row - 1] ?? 0)));
	}
	return [...bands, box[3]];
}

interface Placing {
	readonly borders: readonly number[];
	readonly bands: readonly number[];
	readonly page: number;
	readonly settings: TableSettings;
}

function toCell(draft: DraftCell, { borders, bands, page, settings }: Placing): Cell {
	const column = nearestIndex(borders, draft.x0);
	const end = Math.max(nearestIndex(borders, draft.x1), column + 1);
	const lines = draft.words.map((word) => toTextLine(word.glyphs, page, settings));
	return {
		row: draft.row,
		column,
		rowSpan: 1,
		columnSpan: end - column,
		// Two figures in one place are not one number: a space parts them, which nobody printed as a mark.
		text: draft.words.filter(({ isFigure }) => isFigure).length > 1 ? lines.map(({ text }) => text).join(" ") : joinLines(lines),
		lines,
		page,
		box: [borders[column] ?? 0, bands[draft.row] ?? 0, borders[end] ?? 0, bands[draft.row + 1] ?? 0],
	};
}
