import type { Box } from "../../../model/geometry.ts";
import { largest, smallest } from "../../../model/many.ts";
import type { Fill, Glyph, Ruling } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";
import type { RulingGroup } from "./rulings.ts";
import { across, down } from "./rulings.ts";

/** Fills of one row may leave gaps up to this between them. */
const GAP_PT = 3;
/** A band is as wide as its table, but for this share. */
const WIDE_SHARE = 0.9;

/**
 * The rulings of a table with the edges of bands of colour as wide as it is: a band of headings has no line below it, and none
 * at its sides. Borders of columns go on through a band that touches the table, where they cut no text.
 */
export function withFilledBands(
	group: RulingGroup,
	fills: readonly Fill[],
	glyphs: readonly Glyph[],
	settings: TableSettings,
): RulingGroup {
	const { snapPt, joinPt } = settings.rulings;
	const xs = [...group.vertical.map(({ at }) => at), ...group.horizontal.flatMap(({ from, to }) => [from, to])];
	const ys = [...group.horizontal.map(({ at }) => at), ...group.vertical.flatMap(({ from, to }) => [from, to])];
	const [left, right, top, bottom] = [smallest(xs), largest(xs), smallest(ys), largest(ys)];
	const isWide = ([x0, , x1]: Box) =>
		Math.min(x1, right) - Math.max(x0, left) > WIDE_SHARE * (right - left) && x0 > left - 2 * joinPt && x1 < right + 2 * joinPt;
	const touches = ([, y0, , y1]: Box) => y1 > top - joinPt && y0 < bottom + joinPt;
	const bands = bandsOf(fills).filter((band) => isWide(band) && touches(band));
	const isNew = (y: number) => group.horizontal.every(({ at }) => Math.abs(at - y) > 2 * snapPt);
	const horizontal = bands.flatMap(([, y0, , y1]) => [y0, y1].filter(isNew).map((y) => across(y, left, right)));
	// Where the lines of the table's sides run through a band and no other does, what is seen is one cell over all columns.
	const beyond = bands.filter(
		([, y0, , y1]) => y0 < top - joinPt || y1 > bottom + joinPt || !isCrossed(group.vertical, [y0, y1]),
	);
	const vertical = beyond.flatMap((band) => columnsThrough(band, { group, left, right }, glyphs));
	return { horizontal: [...group.horizontal, ...horizontal], vertical: [...group.vertical, ...vertical] };
}

/** Fills of one colour side by side, as one band each. */
function bandsOf(fills: readonly Fill[]): Box[] {
	const bands: { color: string; box: Box }[] = [];
	for (const { color, box } of [...fills].sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0])) {
		const at = bands.findLastIndex(
			({ color: other, box: [, y0, x1, y1] }) =>
				other === color && Math.abs(y0 - box[1]) < 1 && Math.abs(y1 - box[3]) < 1 && box[0] - x1 < GAP_PT,
		);
		const band = bands[at];
		if (band) bands[at] = { color, box: [band.box[0], band.box[1], Math.max(band.box[2], box[2]), band.box[3]] };
		else bands.push({ color, box });
	}
	return bands.map(({ box }) => box);
}

/** Whether any ruling runs down through a band. */
function isCrossed(vertical: readonly Ruling[], [y0, y1]: readonly [number, number]): boolean {
	const middle = (y0 + y1) / 2;
	return vertical.some(({ from, to }) => from < middle && to > middle);
}

interface BandOf {
	readonly group: RulingGroup;
	readonly left: number;
	readonly right: number;
}

/** The borders of a table's columns on through a band, where no character stands across them. */
function columnsThrough([, y0, , y1]: Box, { group, left, right }: BandOf, glyphs: readonly Glyph[]): Ruling[] {
	const inside = glyphs.filter(({ box }) => (box[1] + box[3]) / 2 > y0 && (box[1] + box[3]) / 2 < y1);
	const isCut = (x: number) =>
		inside.some(({ box, sizePt }) => {
			// Characters close on both sides of a border are of one text.
			const isLeft = box[2] > x - 0.2 * sizePt && box[0] < x;
			return isLeft && inside.some((other) => other.box[0] < x + 0.35 * sizePt && other.box[2] > x && other.box !== box);
		});
	const places = [left, right, ...group.vertical.map(({ at }) => at)];
	return [...new Set(places)].filter((x) => x === left || x === right || !isCut(x)).map((x) => down(x, y0, y1));
}
