import type { GrayImage } from "../ocr/gray.ts";

/** A picture of a line, where its ink lies, and how much of it there is. */
interface Weighed {
	readonly picture: GrayImage;
	/** Sum of the darkness of all pixels, 0 for white. */
	readonly ink: number;
	/** The middle of the ink, in pixels. */
	readonly x: number;
	readonly y: number;
	/** Darkness of the darkest pixel. */
	readonly most: number;
	/** Rows from the first to the last with ink. */
	readonly height: number;
}

/** Lower ink than this shows too little of a digit to compare. */
const LEAST_HEIGHT = 11;
/** A print that is set by less than a pixel elsewhere has the same ink, to this share. */
const INK_SHARE = 0.06;
/** The most that it lies elsewhere, in pixels, after both were cut close. */
const MOST_SHIFT = 1;
/**
 * The most that any pixel differs, in shares of the darkest, once one picture is shifted onto the other. Digits of one
 * font differ by 0.3 at most where they are the same, and by 0.6 at least somewhere where they are not.
 */
const MOST_DIFFERENCE = 0.25;

/**
 * For each picture the place of the first one that shows the same print, pixel by pixel, but for a shift of less than a
 * pixel: a program sets equal figures at other fractions of pixels in every cell. Itself, where none does.
 */
export function firstAlike(pictures: readonly GrayImage[]): number[] {
	const firsts: { readonly weighed: Weighed; readonly place: number }[] = [];
	return pictures.map((picture, place) => {
		const weighed = weigh(picture);
		const same = firsts.find((first) => isAlike(weighed, first.weighed));
		if (same) return same.place;
		firsts.push({ weighed, place });
		return place;
	});
}

function weigh(picture: GrayImage): Weighed {
	const { width, height, data } = picture;
	let [ink, across, down, most, top, bottom] = [0, 0, 0, 0, height, 0];
	for (let y = 0; y < height; y++) {
		let row = 0;
		for (let x = 0; x < width; x++) {
			const dark = 255 - (data[y * width + x] ?? 255);
			row += dark;
			across += dark * x;
			if (dark > most) most = dark;
		}
		ink += row;
		down += row * y;
		if (row > 0) [top, bottom] = [Math.min(top, y), y + 1];
	}
	const all = Math.max(1, ink);
	return { picture, ink, x: across / all, y: down / all, most, height: bottom - top };
}

function isAlike(a: Weighed, b: Weighed): boolean {
	const [p, q] = [a.picture, b.picture];
	if (Math.abs(p.width - q.width) > 1 || Math.abs(p.height - q.height) > 1) return false;
	if (a.height < LEAST_HEIGHT || b.height < LEAST_HEIGHT) return false;
	if (Math.abs(a.ink - b.ink) > INK_SHARE * Math.max(a.ink, b.ink)) return false;
	const [right, down] = [b.x - a.x, b.y - a.y];
	if (Math.abs(right) > MOST_SHIFT || Math.abs(down) > MOST_SHIFT) return false;
	return hasSamePixels(p, q, [right, down, MOST_DIFFERENCE * Math.min(a.most, b.most)]);
}

/** Whether every pixel of `p` is what `q`, shifted, shows there; both stand on white. */
function hasSamePixels(p: GrayImage, q: GrayImage, [right, down, limit]: readonly [number, number, number]): boolean {
	const [left, up] = [Math.floor(right), Math.floor(down)];
	const [fx, fy] = [right - left, down - up];
	const [width, height] = [Math.max(p.width, q.width) + 1, Math.max(p.height, q.height) + 1];
	for (let y = -1; y < height; y++) {
		let [upper, lower] = [shade(q, left - 1, y + up), shade(q, left - 1, y + up + 1)];
		for (let x = -1; x < width; x++) {
			const [nextUpper, nextLower] = [shade(q, x + left + 1, y + up), shade(q, x + left + 1, y + up + 1)];
			const shifted = (1 - fy) * ((1 - fx) * upper + fx * nextUpper) + fy * ((1 - fx) * lower + fx * nextLower);
			if (Math.abs(shifted - shade(p, x, y)) > limit) return false;
			[upper, lower] = [nextUpper, nextLower];
		}
	}
	return true;
}

function shade({ width, height, data }: GrayImage, x: number, y: number): number {
	return x < 0 || y < 0 || x >= width || y >= height ? 255 : (data[y * width + x] ?? 255);
}
