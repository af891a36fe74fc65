import type { Box, Extent } from "../../../model/geometry.ts";
import { midOf } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Glyph, Ruling } from "../../../model/page.ts";
import type { Cell } from "../../../model/table.ts";
import { joinLines, linesOf, toTextLine } from "../lines.ts";
import type { PageTable } from "../page-table.ts";
import type { TableSettings } from "../settings.ts";
import { columnsOf, withHeadColumns } from "./columns.ts";
import type { HeadSpan } from "./heads.ts";
import { headSpans } from "./heads.ts";
import type { Piece, PieceLine } from "./pieces.ts";
import { extentOf, overlaps, pieceLines, toPiece } from "./pieces.ts";
import { proseOf } from "./prose.ts";
import { rowsOf } from "./rows.ts";
import { stretchesOf } from "./stretches.ts";

/** Where tables without columns of rulings are looked for. */
export interface OpenRegion {
	readonly glyphs: readonly Glyph[];
	/** Lines across the page, which part rows and headings. */
	readonly rulings: readonly Ruling[];
	readonly page: number;
}

/**
 * Finds tables by the gaps between what stands in their lines: any words, not only figures. Running text is set aside first,
 * beside a table too; lines that follow one another are parted into columns where no text runs, and into rows by their distance.
 */
export function findOpenTables({ glyphs, rulings, page }: OpenRegion, settings: TableSettings): PageTable[] {
	const prose = proseOf(pieceLines(glyphs, settings), settings);
	const lines = pieceLines(
		glyphs.filter((glyph) => !prose.has(glyph)),
		settings,
	);
	return stretchesOf(lines, settings).flatMap((stretch) => tableOf(stretch, { rulings, page }, settings) ?? []);
}

type Place = Pick<OpenRegion, "rulings" | "page">;

function tableOf(stretch: readonly PieceLine[], { rulings, page }: Place, settings: TableSettings): PageTable | undefined {
	const top = stretch[0]?.y0 ?? 0;
	const bottom = stretch.at(-1)?.y1 ?? 0;
	const own = rulings.filter(({ axis, at }) => axis === "horizontal" && at > top && at < bottom);
	const found = columnsOf(stretch);
	const first = stretch.findIndex(({ pieces }) => pieces.filter(({ isFigure }) => isFigure).length > 0 && pieces.length > 1);
	const columns = withHeadColumns(found, stretch.slice(0, Math.max(0, first)));
	if (columns.length < 2) return undefined;
	const columnOf = (x: number) => columns.findIndex(({ x1 }, i) => x < ((columns[i + 1]?.x0 ?? Infinity) + x1) / 2);
	const lines = stretch.map((line) => ({ ...line, pieces: line.pieces.flatMap((piece) => partAt(piece, columns, settings)) }));
	const spans = headSpans(lines, { columns, rulings: own }, settings);
	const rows = rowsOf(lines, { columnOf, rulings: own, spans }, settings);
	if (!isTable(rows, columns, { rulings: own, settings })) return undefined;
	const cells = overLevels(
		rows.map((row) => cellsOf(row, { columnOf, spans })),
		rows,
	);
	const box: Box = [(columns[0]?.x0 ?? 0) - 2, top - 1, (columns.at(-1)?.x1 ?? 0) + 2, bottom + 1];
	const xs = [box[0], ...columns.slice(1).map(({ x0 }, i) => ((columns[i]?.x1 ?? x0) + x0) / 2), box[2]];
	const bands = [box[1], ...rows.slice(1).map((row, i) => ((rows[i]?.at(-1)?.y1 ?? 0) + (row[0]?.y0 ?? 0)) / 2), box[3]];
	const placed = filled(cells, rows.length, columns.length).map((draft): Cell => {
		const { row, rowSpan, column, columnSpan, pieces } = draft;
		const text = linesOf(
			pieces.flatMap(({ glyphs }) => glyphs),
			settings,
		).map((line) => toTextLine(line.glyphs, page, settings));
		const at: Box = [xs[column] ?? 0, bands[row] ?? 0, xs[column + columnSpan] ?? 0, bands[row + rowSpan] ?? 0];
		return { row, column, rowSpan, columnSpan, text: joinLines(text), lines: text, page, box: at };
	});
	const taken = new Set(stretch.flatMap(({ pieces }) => pieces.flatMap((piece) => piece.glyphs)));
	return {
		table: { pages: [page], rows: rows.length, columns: columns.length, xs, cells: placed, method: "aligned", box },
		taken,
	};
}

/** A piece whose words stand in different columns, as one for each. */
function partAt(piece: Piece, columns: readonly Extent[], settings: TableSettings): Piece[] {
	const over = columns.filter((column) => overlaps(column, piece));
	if (over.length < 2 || piece.words.length < 2 || !piece.words.some(({ isFigure }) => isFigure)) return [piece];
	const homes = piece.words.map((word) => columns.findIndex((column) => overlaps(column, word, 0)));
	const isApart = piece.words.every((word) => columns.filter((column) => overlaps(column, word)).length <= 1);
	if (!isApart) return [piece];
	return [...new Set(homes)].map((home) =>
		toPiece(
			piece.words.filter((_, i) => homes[i] === home),
			settings,
		),
	);
}

interface DraftCell {
	readonly row: number;
	readonly rowSpan: number;
	readonly column: number;
	readonly columnSpan: number;
	readonly pieces: readonly Piece[];
}

type RowCell = Pick<DraftCell, "column" | "columnSpan" | "pieces">;

/** The cells of one row: what stands in each column, and headings over several. */
function cellsOf(
	row: readonly PieceLine[],
	{ columnOf, spans }: { readonly columnOf: (x: number) => number; readonly spans: ReadonlyMap<Piece, HeadSpan> },
): RowCell[] {
	const cells: { column: number; columnSpan: number; pieces: Piece[] }[] = [];
	for (const piece of row.flatMap(({ pieces }) => pieces)) {
		const single = columnOf(midOf(piece));
		const { from, to } = spans.get(piece) ?? { from: single, to: single };
		const same = cells.find(({ column, columnSpan }) => column <= to && column + columnSpan > from);
		if (same) same.pieces.push(piece);
		else cells.push({ column: from, columnSpan: to - from + 1, pieces: [piece] });
	}
	return cells;
}

/** Cells with their rows. A heading halfway between two levels of headings, with nothing in its column in the other, is of both. */
function overLevels(cells: readonly (readonly RowCell[])[], rows: readonly (readonly PieceLine[])[]): DraftCell[] {
	const levels = new Set(cells.flatMap((row, i) => (row.some(({ columnSpan }) => columnSpan > 1) ? [i] : [])));
	const isFree = (row: number, { column, columnSpan }: RowCell) =>
		!!cells[row]?.every((other) => other.column >= column + columnSpan || other.column + other.columnSpan <= column);
	const middle = (i: number, other?: RowCell) => {
		const ys = (cells[i] ?? [])
			.filter((cell) => cell !== other)
			.flatMap(({ pieces }) => pieces.map(({ y0, y1 }) => (y0 + y1) / 2));
		return ys.reduce((sum, y) => sum + y, 0) / ys.length;
	};
	const isBetween = (cell: RowCell, upper: number) => {
		const [top, bottom] = [middle(upper, cell), middle(upper + 1, cell)];
		const own = (smallest(cell.pieces.map(({ y0 }) => y0)) + largest(cell.pieces.map(({ y1 }) => y1))) / 2;
		return Math.abs(own - (top + bottom) / 2) < 0.3 * (bottom - top);
	};
	const isOfBoth = (cell: RowCell, i: number, upper: number) =>
		levels.has(upper) && upper + 1 < rows.length && isFree(upper === i ? i + 1 : upper, cell) && isBetween(cell, upper);
	return cells.flatMap((row, i) =>
		row.map((cell): DraftCell => {
			const upper = [i, i - 1].find((at) => isOfBoth(cell, i, at));
			return upper === undefined ? { ...cell, row: i, rowSpan: 1 } : { ...cell, row: upper, rowSpan: 2 };
		}),
	);
}

/** Cells with blank ones where nothing stands, in reading order. */
function filled(cells: readonly DraftCell[], rows: number, columns: number): DraftCell[] {
	const unitsOf = ({ row, rowSpan, column, columnSpan }: DraftCell) =>
		Array.from(
			{ length: rowSpan * columnSpan },
			(_, i) => (row + Math.floor(i / columnSpan)) * columns + column + (i % columnSpan),
		);
	const taken = new Set(cells.flatMap(unitsOf));
	const blank = Array.from({ length: rows * columns }, (_, i) => i).filter((i) => !taken.has(i));
	const blanks = blank.map(
		(i): DraftCell => ({ row: Math.floor(i / columns), rowSpan: 1, column: i % columns, columnSpan: 1, pieces: [] }),
	);
	return [...cells, ...blanks].sort((a, b) => a.row - b.row || a.column - b.column);
}

/** Whether rows and columns are a table: enough of them, and most rows with something in several columns. */
function isTable(
	rows: readonly (readonly PieceLine[])[],
	columns: readonly Extent[],
	{ rulings, settings: { open } }: { readonly rulings: readonly Ruling[]; readonly settings: TableSettings },
): boolean {
	const pieces = (row: readonly PieceLine[]) => row.flatMap((line) => line.pieces);
	const several = rows.filter((row) => pieces(row).length > 1);
	const withFigures = rows.filter((row) => pieces(row).some(({ isFigure }, i) => i > 0 && isFigure));
	if (several.length < open.fullShare * rows.length) return false;
	if (withFigures.length >= 2 && rows.length >= 2) return withFigures.length >= several.length / 3;
	const width = extentOf(rows.flatMap(pieces));
	const across = rulings.filter(({ from, to }) => to - from > 0.8 * (width.x1 - width.x0)).length;
	return several.length >= open.wordRows && (columns.length > 2 || across >= rows.length - 2);
}
