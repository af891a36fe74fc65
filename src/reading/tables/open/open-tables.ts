import type { Box, Extent } from "../../../model/geometry.ts";
import type { Glyph, Ruling } from "../../../model/page.ts";
import type { Cell } from "../../../model/table.ts";
import { joinLines, linesOf, toTextLine } from "../lines.ts";
import type { PageTable } from "../page-table.ts";
import type { TableSettings } from "../settings.ts";
import { columnsOf, withHeadColumns } from "./columns.ts";
import { cellsOf, filled, joinStacked, overLevels } from "./draft-cells.ts";
import { headSpans } from "./heads.ts";
import { partAt } from "./part-pieces.ts";
import type { PieceLine } from "./pieces.ts";
import { extentOf, pieceLines } from "./pieces.ts";
import { proseOf } from "./prose.ts";
import { rowsOf } from "./rows.ts";
import { anchorsOf, stacksOf, withWholeCells } from "./stacks.ts";
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
	const all = pieceLines(glyphs, settings);
	const prose = proseOf(all, settings);
	const others = glyphs.filter((glyph) => !prose.has(glyph));
	const lines = prose.size === 0 ? all : pieceLines(others, settings);
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
	const anchors = anchorsOf(lines);
	const stacks = stacksOf(lines, { anchors, rulings: own }, settings);
	const spans = headSpans(lines, { columns, rulings: own, stacks }, settings);
	const rows = withWholeCells(rowsOf(lines, { columnOf, rulings: own, spans }, settings), stacks, anchors);
	if (!isTable(rows, columns, { rulings: own, settings })) return undefined;
	const inRows = overLevels(
		rows.map((row) => cellsOf(row, { columnOf, spans })),
		rows,
	);
	const cells = joinStacked(inRows, stacks);
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

/** Whether rows and columns are a table: enough of them, and most rows with something in several columns. */
function isTable(
	rows: readonly (readonly PieceLine[])[],
	columns: readonly Extent[],
	{ rulings, settings }: { readonly rulings: readonly Ruling[]; readonly settings: TableSettings },
): boolean {
	const { open } = settings;
	const pieces = (row: readonly PieceLine[]) => row.flatMap((line) => line.pieces);
	const several = rows.filter((row) => pieces(row).length > 1);
	const withFigures = rows.filter((row) => pieces(row).some(({ isFigure }, i) => i > 0 && isFigure));
	if (several.length < open.fullShare * rows.length) return false;
	const [first] = withFigures;
	// The first row of a table that goes on on the next page, below all of its headings.
	const isBegun =
		first && several.length > 1 && pieces(first).filter(({ isFigure }) => isFigure).length >= settings.columns.minColumns;
	if (isBegun && withFigures.length === 1 && first === rows.at(-1)) return true;
	if (withFigures.length >= 2 && rows.length >= 2) return withFigures.length >= several.length / 3;
	const width = extentOf(rows.flatMap(pieces));
	const across = rulings.filter(({ from, to }) => to - from > 0.8 * (width.x1 - width.x0)).length;
	return several.length >= open.wordRows && (columns.length > 2 || across >= rows.length - 2);
}
