import type { Glyph } from "../../../model/page.ts";
import { isArticleNumber } from "../../../text/enumerators.ts";
import type { TableSettings } from "../settings.ts";
import type { CrowdedGrid } from "./crowded-cells.ts";
import { boxOf, crowdedCells, wordsIn } from "./crowded-cells.ts";
import { divideColumns, runsOver } from "./divide-columns.ts";
import { divideRows } from "./divide-rows.ts";
import type { Grid } from "./grid.ts";
import { gridOf } from "./grid.ts";
import type { RulingGroup } from "./rulings.ts";
import { across, down } from "./rulings.ts";

/**
 * The rulings of a table with those that its maker left out: where cells hold several figures,
 * borders are laid between them, first along the rulings that end at such a cell, then between
 * columns of figures, then between rows of them. Undefined where figures remain crowded: too little
 * is ruled, and the table is read by alignment alone.
 */
export function inferRulings(group: RulingGroup, glyphs: readonly Glyph[], settings: TableSettings): RulingGroup | undefined {
	let current = group;
	let asRuled: RulingGroup | undefined;
	for (const step of [extendRulings, divideColumns, divideRows]) {
		const grid = gridOf(current, settings);
		if (!grid) return undefined;
		const crowded = crowdedCells(grid, glyphs, settings);
		if (crowded.length === 0) return current;
		if (current === group && isStray({ grid, crowded, glyphs }, settings)) {
			if (glyphs.some(({ confidence }) => confidence !== undefined)) return group;
			asRuled = group;
		}
		if (!asRuled && crowded.some(holdsArticles)) return undefined;
		current = step(current, { grid, crowded, glyphs }, settings);
	}
	return hasNoCrowd(current, glyphs, settings) ? current : asRuled;
}

function hasNoCrowd(group: RulingGroup, glyphs: readonly Glyph[], settings: TableSettings): boolean {
	const grid = gridOf(group, settings);
	return grid !== undefined && crowdedCells(grid, glyphs, settings).length === 0;
}

/** Rows under several headings, one below the other, in one cell: alignment tells them apart, rulings do not. */
function holdsArticles({ words }: CrowdedGrid["crowded"][number]): boolean {
	return words.some(({ text }) => isArticleNumber(text));
}

/** Whether so few cells are crowded beside those with one figure each that the rulings are whole: a speck on a scan, a misread label. */
function isStray({ grid, crowded, glyphs }: CrowdedGrid, settings: TableSettings): boolean {
	const figuresOf = (span: Grid["spans"][number]) =>
		wordsIn(boxOf(grid, span), glyphs, settings).filter((word) => word.isFigure).length;
	const singles = grid.spans.filter((span) => figuresOf(span) === 1).length;
	return crowded.length <= settings.inferred.strayShare * singles;
}

/** Carries borders of the grid on through the rows of crowded cells, where they cut no text. */
function extendRulings(group: RulingGroup, { grid, crowded, glyphs }: CrowdedGrid, settings: TableSettings): RulingGroup {
	const rows = [...new Set(crowded.flatMap(({ span }) => Array.from({ length: span.rowSpan }, (_, i) => span.row + i)))];
	const inRows = grid.spans.filter((span) => rows.some((row) => row >= span.row && row < span.row + span.rowSpan));
	return {
		horizontal: [...group.horizontal, ...inRows.flatMap((span) => rowBorders(span, { grid, glyphs }, settings))],
		vertical: [...group.vertical, ...rows.flatMap((row) => columnBorders(row, { grid, glyphs }, settings))],
	};
}

type GlyphGrid = Pick<CrowdedGrid, "grid" | "glyphs">;

/** Borders between rows that may go on through a cell over several of them. */
function rowBorders(
	span: Grid["spans"][number],
	{ grid, glyphs }: GlyphGrid,
	settings: TableSettings,
): RulingGroup["horizontal"] {
	const { overlapPt } = settings.inferred;
	const box = boxOf(grid, span);
	const words = span.rowSpan > 1 ? wordsIn(box, glyphs, settings) : [];
	return grid.ys
		.slice(span.row + 1, span.row + span.rowSpan)
		.filter((y) => !words.some((word) => word.y0 < y - overlapPt && word.y1 > y + overlapPt))
		.map((y) => across(y, box[0], box[2]));
}

/** Borders between columns that may go on through a row. */
function columnBorders(row: number, { grid, glyphs }: GlyphGrid, settings: TableSettings): RulingGroup["vertical"] {
	const [top, bottom] = [grid.ys[row] ?? 0, grid.ys[row + 1] ?? 0];
	const words = wordsIn([grid.xs[0] ?? 0, top, grid.xs.at(-1) ?? 0, bottom], glyphs, settings);
	return grid.xs
		.slice(1, -1)
		.filter((x) => !words.some((word) => runsOver(word, x, settings)))
		.map((x) => down(x, top, bottom));
}
