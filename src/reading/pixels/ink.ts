import type { Box } from "../../model/geometry.ts";
import type { GrayImage, PixelBox } from "../ocr/gray.ts";
import { crop } from "../ocr/gray.ts";

/** A page drawn in grey. */
export interface DrawnPage extends GrayImage {
	/** Pixels for each point. */
	readonly scale: number;
}

/** The inside of a cell, dark on light whatever it was, and where in it there is ink. */
export interface CellInk {
	readonly image: GrayImage;
	/** 1 where there is ink. */
	readonly ink: Uint8Array;
	/** 1 where there is ink or what joins it: hairlines, too pale to count alone. */
	readonly pale: Uint8Array;
	/** Whether ink runs over the sides of the cell. */
	readonly isCut: boolean;
}

/** Ends of a cell belong to its rulings, in points; the others are for cells whose ink runs over the upper or lower side. */
const END_INSETS_PT = [1.4, 0.4, -0.8, -2] as const;
/** Sides likewise; figures may stand close to them. */
const SIDE_INSETS_PT = [1.4, 0.4, -0.6] as const;
/** A shade so far from the ground is ink. */
const MIN_CONTRAST = 36;
/** So little joins pieces of one character. */
const PALE_CONTRAST = 20;
/** A row or column at the edge that is ink to this share is what is left of a ruling; so many of them at most. */
const RULING_SHARE = 0.75;
/** The soft side of a ruling is pale to this share. */
const SOFT_SHARE = 0.9;
const MAX_RULING_PT = 2.2;

/** What is inside a cell on a drawn page; undefined where the cell is not on the page or too small to look into. */
export function inkOf(page: DrawnPage, box: Box): CellInk | undefined {
	let [first, between]: (CellInk | undefined)[] = [];
	for (const side of SIDE_INSETS_PT)
		for (const end of END_INSETS_PT) {
			const found = within(page, box, [side, end]);
			first ??= found;
			// A cell without rulings may be no higher than its figure: more of the page is looked at then.
			if (!found || touchesEnds(found)) continue;
			if (!found.isCut) return found;
			between ??= found;
		}
	return between ?? first;
}

function within(page: DrawnPage, box: Box, [sidePt, endPt]: readonly [side: number, end: number]): CellInk | undefined {
	const [x, y] = [sidePt * page.scale, endPt * page.scale];
	const [x0, y0, x1, y1] = box.map((v) => v * page.scale) as unknown as Box;
	const inner: PixelBox = [Math.ceil(x0 + x), Math.ceil(y0 + y), Math.floor(x1 - x), Math.floor(y1 - y)];
	const isOnPage = inner[0] >= 0 && inner[1] >= 0 && inner[2] <= page.width && inner[3] <= page.height;
	if (!isOnPage || inner[2] - inner[0] < 4 || inner[3] - inner[1] < 4) return undefined;
	const cut = crop(page, inner);
	const sorts = sortsOf(countShades(cut.data));
	if (!sorts) return { image: { ...cut, data: cut.data.fill(255) }, ...noInk(cut.data.length), isCut: false };
	const { image, ink, pale } = sorted(cut, sorts);
	const rest = withoutEdges([ink, pale], Math.ceil(MAX_RULING_PT * page.scale));
	const isWhole = rest[0] === 0 && rest[1] === 0 && rest[2] === image.width && rest[3] === image.height;
	const [kept, keptInk, keptPale] = isWhole ? [image, ink, pale] : [crop(image, rest), crop(ink, rest), crop(pale, rest)];
	return { image: kept, ink: keptInk.data, pale: keptPale.data, isCut: touchesSides(keptInk.data, kept.width, kept.height) };
}

function noInk(pixels: number): Pick<CellInk, "ink" | "pale"> {
	return { ink: new Uint8Array(pixels), pale: new Uint8Array(pixels) };
}

function touchesEnds({ image: { width, height }, ink }: CellInk): boolean {
	return ink.subarray(0, width).includes(1) || ink.subarray((height - 1) * width).includes(1);
}

/** How often each shade is there. */
function countShades(data: Uint8Array): Uint32Array {
	const counts = new Uint32Array(256);
	for (let i = 0; i < data.length; i++) counts[data[i] ?? 0] = (counts[data[i] ?? 0] ?? 0) + 1;
	return counts;
}

/** The commonest shade, and the middle of its kind: shades are of 32 kinds. */
function groundOf(counts: Uint32Array): number {
	let [most, mean] = [-1, 0];
	for (let kind = 31; kind >= 0; kind--) {
		let [sum, count] = [0, 0];
		for (let shade = kind * 8; shade < kind * 8 + 8; shade++) {
			count += counts[shade] ?? 0;
			sum += shade * (counts[shade] ?? 0);
		}
		if (count > most) [most, mean] = [count, sum / Math.max(1, count)];
	}
	return Math.round(mean);
}

/** What becomes of each shade: ink black and ground white, light figures on a dark ground turned about. */
interface Sorts {
	readonly shades: Uint8Array;
	readonly ink: Uint8Array;
	readonly pale: Uint8Array;
}

/** Undefined where there is one shade alone. */
function sortsOf(counts: Uint32Array): Sorts | undefined {
	const present = counts.findIndex((count) => count > 0);
	const last = counts.findLastIndex((count) => count > 0);
	if (present === last) return undefined;
	const ground = groundOf(counts);
	const isDark = ground - present >= last - ground;
	// Half as dark as the darkest, but never what is hardly seen.
	const darkest = 255 - Math.max(0, isDark ? ground - present : last - ground);
	const limit = Math.min(255 - MIN_CONTRAST, 255 - (255 - darkest) * 0.35);
	const sorts = { shades: new Uint8Array(256), ink: new Uint8Array(256), pale: new Uint8Array(256) };
	for (let shade = 0; shade < 256; shade++) {
		const shown = 255 - Math.max(0, isDark ? ground - shade : shade - ground);
		sorts.shades[shade] = shown;
		sorts.ink[shade] = shown <= limit ? 1 : 0;
		sorts.pale[shade] = shown <= 255 - PALE_CONTRAST ? 1 : 0;
	}
	return sorts;
}

function sorted({ width, height, data }: GrayImage, sorts: Sorts): Record<"image" | "ink" | "pale", GrayImage> {
	const [image, ink, pale] = [new Uint8Array(data.length), new Uint8Array(data.length), new Uint8Array(data.length)];
	for (let i = 0; i < data.length; i++) {
		const shade = data[i] ?? 255;
		image[i] = sorts.shades[shade] ?? 255;
		ink[i] = sorts.ink[shade] ?? 0;
		pale[i] = sorts.pale[shade] ?? 0;
	}
	const as = (of: Uint8Array): GrayImage => ({ width, height, data: of });
	return { image: as(image), ink: as(ink), pale: as(pale) };
}

/** The part within the remains of rulings. */
function withoutEdges([ink, pale]: readonly [ink: GrayImage, pale: GrayImage], most: number): PixelBox {
	const { width, height } = ink;
	const share = (data: Uint8Array, from: number, [step, count]: readonly [step: number, count: number]) => {
		let sum = 0;
		for (let i = 0; i < count; i++) sum += data[from + i * step] ?? 0;
		return sum / count;
	};
	const isLine = (from: number, along: readonly [step: number, count: number]) =>
		share(ink.data, from, along) >= RULING_SHARE || share(pale.data, from, along) >= SOFT_SHARE;
	const row = (y: number) => isLine(y * width, [1, width]);
	const column = (x: number) => isLine(x, [width, height]);
	const [w, h] = [Math.min(most, Math.floor(width / 4)), Math.min(most, Math.floor(height / 4))];
	return [
		trimmed(w, (i) => column(i)),
		trimmed(h, (i) => row(i)),
		width - trimmed(w, (i) => column(width - 1 - i)),
		height - trimmed(h, (i) => row(height - 1 - i)),
	];
}

/** How many lines at an edge go: up to the last that is a ruling. */
function trimmed(most: number, isRuling: (i: number) => boolean): number {
	for (let i = most - 1; i >= 0; i--) if (isRuling(i)) return i + 1;
	return 0;
}

function touchesSides(ink: Uint8Array, width: number, height: number): boolean {
	let [left, right] = [0, 0];
	for (let y = 0; y < height; y++) {
		left += ink[y * width] ?? 0;
		right += ink[y * width + width - 1] ?? 0;
	}
	return left >= 2 || right >= 2;
}
