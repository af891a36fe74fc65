import type { Box } from "../../../model/geometry.ts";
import { centreOf, midY, unionOf } from "../../../model/geometry.ts";
import { append, largest, smallest } from "../../../model/many.ts";
import type { Glyph } from "../../../model/page.ts";
import { isFigureLike } from "../../../text/figures.ts";
import type { GlyphLine } from "../lines.ts";
import { linesOf, textOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";
import { blankLabels, labelBorders } from "../unruled/assign-labels.ts";
import { joinLabels } from "../unruled/row-labels.ts";
import { wordsOf } from "../words.ts";
import type { CrowdedGrid } from "./crowded-cells.ts";
import { boxOf, glyphsIn } from "./crowded-cells.ts";
import type { RulingGroup } from "./rulings.ts";
import { across, down } from "./rulings.ts";

/** Borders between rows of figures; in columns of labels, between the labels of those rows. */
export function divideRows(group: RulingGroup, { grid, crowded, glyphs }: CrowdedGrid, settings: TableSettings): RulingGroup {
	const [horizontal, vertical] = [[...group.horizontal], [...group.vertical]];
	for (const [top, bottom] of new Map(crowded.map(({ span }) => [span.row, span.row + span.rowSpan]))) {
		const [y0, y1] = [grid.ys[top] ?? 0, grid.ys[bottom] ?? 0];
		const inBand = grid.spans.filter((span) => span.row < bottom && span.row + span.rowSpan > top);
		const columns = inBand.map((span) => {
			const [x0, , x1] = boxOf(grid, span);
			return columnOf([x0, y0, x1, y1], glyphs, settings);
		});
		const rowCentres = rowCentresOf(
			crowded.filter(({ span }) => span.row === top),
			columns,
			settings,
		);
		const divided = columns.map((column) => {
			const cuts = labelBorders(column.rowLabels, rowCentres, settings);
			return { ...column, cuts: cuts.map((cut, i) => between(cut, rowCentres[i] ?? y0, rowCentres[i + 1] ?? y1)) };
		});
		// Figures keep to the rows of their labels, so that the borders of a row meet.
		const rows = divided.findLast(({ isLabel, cuts }) => isLabel && cuts.length === rowCentres.length - 1)?.cuts;
		for (const column of divided) {
			const laid = bordersIn(column, column.isLabel ? column.cuts : (rows ?? column.cuts), [y0, y1]);
			append(horizontal, laid.horizontal);
			append(vertical, laid.vertical);
		}
	}
	return { horizontal, vertical };
}

/** A cut between the rows that it parts: a label that was found too high or too low says nothing of it. */
function between(cut: number, above: number, below: number): number {
	return cut > above && cut < below ? cut : (above + below) / 2;
}

/** Borders at the cuts of one column, and between labels and the names of their groups beside them. */
function bordersIn(
	{ x0, x1, rowLabels, groups }: BandColumn,
	cuts: readonly number[],
	[y0, y1]: readonly [number, number],
): RulingGroup {
	const vertical = [y0, ...cuts].flatMap((from, i) => {
		const to = cuts[i] ?? y1;
		const x = groupEdge(rowLabels, groups, [from, to]);
		return x === undefined ? [] : [down(x, from, to)];
	});
	return { horizontal: (cuts.length > 0 ? [y0, ...cuts, y1] : []).map((y) => across(y, x0, x1)), vertical };
}

/** What stands in one column of the rows to divide. */
interface BandColumn {
	readonly x0: number;
	readonly x1: number;
	/** Labels next to the figures, or the figures themselves. */
	readonly rowLabels: readonly GlyphLine[];
	/** Labels further left that name groups of rows. */
	readonly groups: readonly GlyphLine[];
	readonly isLabel: boolean;
}

function columnOf([x0, y0, x1, y1]: Box, glyphs: readonly Glyph[], settings: TableSettings): BandColumn {
	const { rowLabels, groups } = splitLabels(linesOf(glyphsIn([x0, y0, x1, y1], glyphs), settings), settings);
	const isLabel = rowLabels.some((line) => !isFigureLike(textOf(line.glyphs, settings)));
	return { x0, x1, rowLabels, groups, isLabel };
}

/** Lines of digits that narrow cells wrap stand above and below their row, nearer to it than this, or in fewer cells than this share of a row's. */
const [WRAPPED_EM, ROW_SHARE] = [0.9, 0.5];
/** Between two rulings lie at most so many rows where a scan has lost those between them; of a table that is hardly ruled lie more. */
const LOST_ROWS = 4;

/** Where the rows stand: at their figures, and at the labels of wholly blank ones. */
function rowCentresOf(crowded: CrowdedGrid["crowded"], columns: readonly BandColumn[], settings: TableSettings): number[] {
	const columnOfGlyph = new Map<Glyph, number>();
	for (const { span, words } of crowded)
		for (const word of words) if (word.isFigure) for (const glyph of word.glyphs) columnOfGlyph.set(glyph, span.column);
	const lines = linesOf([...columnOfGlyph.keys()], settings).map(({ glyphs }) => ({
		centre: midY(unionOf(glyphs.map((glyph) => glyph.box))),
		filled: new Set(glyphs.map((glyph) => columnOfGlyph.get(glyph))).size,
		sizePt: largest(glyphs.map(({ sizePt }) => sizePt)),
	}));
	const fullest = [...lines].sort((a, b) => b.filled - a.filled);
	const isOfRow = ({ centre, filled }: (typeof lines)[number], i: number) =>
		filled >= ROW_SHARE * (fullest[0]?.filled ?? 0) &&
		fullest.slice(0, i).every((other) => Math.abs(other.centre - centre) > WRAPPED_EM * other.sizePt);
	const rows = fullest.filter(isOfRow);
	// A single row of several lines is none: a mark beside a figure is taken for one, and is to be parted from it.
	const isLost = rows.length > 1 && rows.length <= LOST_ROWS;
	const found = (isLost ? rows : lines).map(({ centre }) => centre);
	const blank = blankLabels(columns.findLast(({ isLabel }) => isLabel)?.rowLabels ?? [], found, settings);
	return [...found, ...blank.map(centreOf)].sort((a, b) => a - b);
}

/** Labels next to the figures, and those further left that name groups of rows. */
function splitLabels(
	lines: readonly GlyphLine[],
	settings: TableSettings,
): { readonly rowLabels: GlyphLine[]; readonly groups: GlyphLine[] } {
	const segments = lines.map((line) =>
		joinLabels(wordsOf(line, settings), settings).map(
			(words): GlyphLine => ({ ...line, glyphs: words.flatMap(({ glyphs }) => glyphs) }),
		),
	);
	const beside = segments.filter((line) => line.length > 1).flatMap((line) => line.slice(-1));
	const left = smallest(beside.map((line) => line.glyphs[0]?.box[0] ?? Infinity));
	const isRowLabel = (line: GlyphLine) => (line.glyphs.at(-1)?.box[2] ?? 0) > left;
	const rowLabels = segments.flatMap((line) =>
		line.slice(-1).filter((last) => line.length > 1 || beside.length === 0 || isRowLabel(last)),
	);
	return { rowLabels, groups: segments.flat().filter((line) => !rowLabels.includes(line)) };
}

/** The place between group labels and row labels within one row; undefined where it has only one kind. */
function groupEdge(
	rowLabels: readonly GlyphLine[],
	groups: readonly GlyphLine[],
	[from, to]: readonly [number, number],
): number | undefined {
	const isInside = (line: GlyphLine) => centreOf(line) > from && centreOf(line) < to;
	const right = largest(groups.filter(isInside).map((line) => line.glyphs.at(-1)?.box[2] ?? 0));
	const left = smallest(rowLabels.filter(isInside).map((line) => line.glyphs[0]?.box[0] ?? Infinity));
	return Number.isFinite(right) && Number.isFinite(left) && right < left ? (right + left) / 2 : undefined;
}
