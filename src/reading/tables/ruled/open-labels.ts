import { midY } from "../../../model/geometry.ts";
import type { Glyph } from "../../../model/page.ts";
import { linesOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import { boxOf, glyphsIn } from "./crowded-cells.ts";
import type { Grid } from "./grid.ts";
import { gridOf } from "./grid.ts";
import type { RulingGroup } from "./rulings.ts";
import { across } from "./rulings.ts";

/** So many rows beside one cell are a table whose first column was left without lines. */
const MIN_ROWS = 3;

/** The rulings of a table with those of its rows through a first column of labels without lines: each of the rows has a label there. */
export function withOpenLabels(group: RulingGroup, glyphs: readonly Glyph[], settings: TableSettings): RulingGroup {
	const grid = gridOf(group, settings);
	if (!grid) return group;
	const added = grid.spans
		.filter(({ column, rowSpan }) => column === 0 && rowSpan >= MIN_ROWS)
		.flatMap((span) => labelBorders(grid, span, { glyphs, settings }));
	return added.length === 0 ? group : { ...group, horizontal: [...group.horizontal, ...added] };
}

function labelBorders(
	grid: Grid,
	span: Grid["spans"][number],
	{ glyphs, settings }: { readonly glyphs: readonly Glyph[]; readonly settings: TableSettings },
): RulingGroup["horizontal"] {
	const box = boxOf(grid, span);
	const ys = grid.ys.slice(span.row + 1, span.row + span.rowSpan);
	const beside = grid.spans.filter(
		({ column, row }) => column === span.column + span.columnSpan && row >= span.row && row < span.row + span.rowSpan,
	);
	if (beside.length !== span.rowSpan || beside.some(({ rowSpan }) => rowSpan > 1)) return [];
	const lines = linesOf(glyphsIn(box, glyphs), settings);
	const isCut = (y: number) =>
		lines.some(({ y0, y1 }) => y0 < y - settings.inferred.overlapPt && y1 > y + settings.inferred.overlapPt);
	const rows = [box[1], ...ys].map((from, i) => ({ from, to: ys[i] ?? box[3] }));
	const has = ({ from, to }: { from: number; to: number }) =>
		lines.some((line) => line.glyphs.some((glyph) => midY(glyph.box) > from && midY(glyph.box) < to));
	// A group's name over several lines may have one in each row too: it stands before the labels of its rows, which are no figures.
	const isGroup = beside.some((cell) => glyphsIn(boxOf(grid, cell), glyphs).some(({ text }) => /\p{L}/u.test(text)));
	return !isGroup && rows.every(has) && !ys.some(isCut) ? ys.map((y) => across(y, box[0], box[2])) : [];
}
