import type { Bitmap } from "./binarize.ts";
import type { PixelBox } from "./gray.ts";
import type { PageMaps } from "./page-segmenter.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import type { TextRegion } from "./text-regions.ts";

/** Pieces of a line may stand so far apart, in their height: between rulings, and where none part columns. */
const APART = { ruled: 2.2, unruled: 0.55 } as const;
/** They are one where the network sees a line of text through most of the gap between them. */
const [SEEN, SEEN_SHARE] = [110, 0.8];

/** A full-width point has paper after it, up to so much in heights of its line; it lies as low, and is no wider than this. */
const [AFTER_POINT, POINT_LOW, POINT_WIDE] = [1.6, 0.6, 0.35];

/** What a page shows of its lines: by the network, and its ink. */
interface SeenLines {
	readonly maps: PageMaps;
	readonly bitmap: Bitmap;
}

/** Joins pieces of one line that the network sees as one, such as digits set wide, or of which the first ends in a point; never over a ruling. */
export function joinSeenLines(
	regions: readonly TextRegion[],
	{ maps, bitmap }: SeenLines,
	rulings: readonly PixelRuling[],
): TextRegion[] {
	const walls = rulings.filter(({ axis }) => axis === "vertical");
	const apart = ({ box }: TextRegion) => (isBetween(box, walls) ? APART.ruled : APART.unruled);
	const joined: TextRegion[] = [];
	for (const region of [...regions].sort((a, b) => a.box[0] - b.box[0])) {
		const i = joined.findLastIndex(
			({ box }) =>
				!isParted(box, region.box, walls) &&
				((isNext(box, region.box, apart(region)) && isOneLine(box, region.box, maps)) ||
					(isNext(box, region.box, AFTER_POINT) && endsInPoint(box, bitmap))),
		);
		const other = joined[i];
		if (!other) joined.push(region);
		else joined[i] = { box: around(other.box, region.box), ink: other.ink + region.ink };
	}
	return joined;
}

function isNext(a: PixelBox, b: PixelBox, apart: number): boolean {
	const [ha, hb] = [a[3] - a[1], b[3] - b[1]];
	const shared = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
	const gap = b[0] - a[2];
	return shared >= 0.6 * Math.min(ha, hb) && Math.min(ha, hb) >= 0.6 * Math.max(ha, hb) && gap <= apart * Math.max(ha, hb);
}

/** Whether the last ink of a piece is a small mark on its base line. */
function endsInPoint([x0, y0, x1, y1]: PixelBox, { width, data }: Bitmap): boolean {
	const height = y1 - y0;
	const top = y0 + Math.round(POINT_LOW * height);
	const isInked = (x: number, from: number, to: number) => {
		for (let y = from; y < to; y++) if (data[y * width + x] === 1) return true;
		return false;
	};
	let x = x1 - 1;
	while (x > x0 && !isInked(x, y0, y1)) x--;
	const end = x;
	while (x > x0 && isInked(x, top, y1) && !isInked(x, y0, top)) x--;
	return x < end && end - x <= Math.max(2, POINT_WIDE * height) && !isInked(x, y0, y1);
}

/** Whether rulings stand on both sides of a piece. */
function isBetween([x0, y0, x1, y1]: PixelBox, walls: readonly PixelRuling[]): boolean {
	const middle = (y0 + y1) / 2;
	const beside = walls.filter(({ from, to }) => from <= middle && to >= middle);
	return beside.some(({ at }) => at <= x0 + 2) && beside.some(({ at }) => at >= x1 - 2);
}

/** Whether the map of text goes on through the gap between two pieces. */
function isOneLine(a: PixelBox, b: PixelBox, { text, step }: PageMaps): boolean {
	const row = Math.floor((Math.max(a[1], b[1]) + Math.min(a[3], b[3])) / 2 / step);
	const [from, to] = [Math.floor(a[2] / step), Math.ceil(b[0] / step)];
	if (to <= from) return true;
	let seen = 0;
	for (let x = from; x < to; x++) {
		const at = row * text.width + x;
		const most = Math.max(text.data[at - text.width] ?? 0, text.data[at] ?? 0, text.data[at + text.width] ?? 0);
		if (most >= SEEN) seen++;
	}
	return seen >= SEEN_SHARE * (to - from);
}

function isParted(a: PixelBox, b: PixelBox, walls: readonly PixelRuling[]): boolean {
	const middle = (Math.max(a[1], b[1]) + Math.min(a[3], b[3])) / 2;
	return walls.some(({ at, from, to }) => at >= a[2] - 2 && at <= b[0] + 2 && from <= middle && to >= middle);
}

function around(a: PixelBox, b: PixelBox): PixelBox {
	return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
