import type { Bitmap } from "./binarize.ts";
import type { PixelBox } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import { ruledAreas } from "./ruled-areas.ts";

/** A thin line lies in so many rows around its middle, and so many rows from it is paper on both sides. */
const [LINE_PX, CLEAR_PX] = [1, 5];
/** Paper above and below a dot reaches so many pixels beside it. */
const BESIDE_PX = 3;
/** What stands so near to the middle of an upright ruling is its ink, in pixels. */
const SIDE_PX = 5;
/** A line that came out in dots has ink in this share of its columns, and in this share of so many equal parts; most of the ink in its rows is its own. */
const [DOTS_SHARE, PARTS_SHARE, PARTS, OWN_SHARE] = [0.03, 0.6, 24, 0.9];
/** No nearer than this to a ruling that is known, in inches, and no narrower than this share of the table. */
const [APART_IN, LEAST_WIDTH] = [0.06, 0.4];

/**
 * Rulings of which a coarse scan left only dots, in ruled tables: coarse faxes and thresholds lose thin lines so. Each runs from one upright
 * ruling, or side of the table, to another.
 */
export function dottedRulings(known: readonly PixelRuling[], ink: Bitmap, dpi: number): PixelRuling[] {
	return ruledAreas(known, dpi).flatMap((area) => dottedIn(area, known, { ink, dpi }));
}

interface Looking {
	readonly ink: Bitmap;
	readonly dpi: number;
}

type Span = readonly [from: number, to: number];

function dottedIn([x0, y0, x1, y1]: PixelBox, known: readonly PixelRuling[], { ink, dpi }: Looking): PixelRuling[] {
	const apart = APART_IN * dpi;
	const found: PixelRuling[] = [];
	const dots = new Uint8Array(ink.width);
	let best: { readonly y: number; readonly share: number; readonly span: Span } | undefined;
	const keep = () => {
		if (best) found.push({ axis: "horizontal", at: best.y + 0.5, from: best.span[0], to: best.span[1], thickness: 1 });
		best = undefined;
	};
	for (let y = Math.ceil(y0 + apart); y < y1 - apart; y++) {
		if (best && y - best.y > apart) keep();
		if (markDots(dots, ink, y, [x0, x1]) < DOTS_SHARE * LEAST_WIDTH * (x1 - x0)) continue;
		const near = known.filter(({ axis, at }) => axis === "horizontal" && Math.abs(at - y) < apart);
		const sides = known
			.filter(({ axis, from, to }) => axis === "vertical" && from <= y && to >= y)
			.map(({ at }) => Math.round(at));
		for (const at of sides) dots.fill(0, at - SIDE_PX, at + SIDE_PX + 1);
		const span = spansOf([x0, ...sides.filter((at) => at > x0 && at < x1), x1])
			.filter(([from, to]) => to - from >= LEAST_WIDTH * (x1 - x0) && !near.some((line) => line.from < to && line.to > from))
			.find((some) => isDotted(dots, some));
		const share = span ? shareOf(dots, span) : 0;
		if (span && share > (best?.share ?? 0)) best = { y, share, span };
	}
	keep();
	return found;
}

/** All ways from one side to another further right, the longest first. */
function spansOf(sides: readonly number[]): Span[] {
	const sorted = [...sides].sort((a, b) => a - b);
	const spans = sorted.flatMap((from, i) => sorted.slice(i + 1).map((to): Span => [from, to]));
	return spans.sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
}

/** What stands in a row: nothing, a dot of a thin line, or other ink. */
const [DOT, OTHER] = [1, 2];

/** Tells for each column what it has in a row; gives how many have a dot. */
function markDots(dots: Uint8Array, { width, height, data }: Bitmap, y: number, [from, to]: Span): number {
	dots.fill(0);
	if (y < CLEAR_PX || y + CLEAR_PX >= height) return 0;
	const isInk = (x: number, row: number) => data[row * width + x] === 1;
	const isMarked = (x: number) => isInk(x, y) || isInk(x, y - LINE_PX) || isInk(x, y + LINE_PX);
	let count = 0;
	const end = Math.min(width, to);
	for (let x = Math.max(0, from); x < end; x++) {
		if (!isMarked(x)) continue;
		const start = x;
		while (x + 1 < end && isMarked(x + 1)) x++;
		const isThin = isClear({ width, height, data }, y, [start - BESIDE_PX, x + BESIDE_PX + 1]);
		dots.fill(isThin ? DOT : OTHER, start, x + 1);
		if (isThin) count += x + 1 - start;
	}
	return count;
}

/** Whether there is paper above and below a run of dots and a little beside it: the top of a digit has its sides below it. */
function isClear({ width, data }: Bitmap, y: number, [from, to]: Span): boolean {
	for (let x = Math.max(0, from); x < Math.min(width, to); x++)
		for (const away of [CLEAR_PX - 1, CLEAR_PX])
			if (data[(y - away) * width + x] === 1 || data[(y + away) * width + x] === 1) return false;
	return true;
}

function isDotted(dots: Uint8Array, [from, to]: Span): boolean {
	const parts = new Uint8Array(PARTS);
	let [own, other] = [0, 0];
	for (let x = from; x < to; x++) {
		if (dots[x] === OTHER) other++;
		if (dots[x] !== DOT) continue;
		own++;
		parts[Math.floor(((x - from) * PARTS) / (to - from))] = 1;
	}
	const seen = parts.reduce((sum, part) => sum + part, 0);
	return own >= DOTS_SHARE * (to - from) && own >= OWN_SHARE * (own + other) && seen >= PARTS_SHARE * PARTS;
}

function shareOf(dots: Uint8Array, [from, to]: Span): number {
	let own = 0;
	for (let x = from; x < to; x++) if (dots[x] === DOT) own++;
	return own / (to - from);
}
