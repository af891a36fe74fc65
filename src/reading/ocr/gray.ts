import { largest, smallest } from "../../model/many.ts";
/** A picture in shades of grey, row by row from the top left; 0 is black, 255 white. */
export interface GrayImage {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** A rectangle of pixels: `[x0, y0, x1, y1]`, the last row and column not included. */
export type PixelBox = readonly [number, number, number, number];

/** The luminance of RGBA pixels laid over white. */
export function grayOf(rgba: Uint8ClampedArray, width: number, height: number): GrayImage {
	const data = new Uint8Array(width * height);
	for (let i = 0, p = 0; i < data.length; i++, p += 4) {
		const red = rgba[p] ?? 0;
		// Most pixels: their luminance is what they are.
		if (red === rgba[p + 1] && red === rgba[p + 2] && rgba[p + 3] === 255) {
			data[i] = red;
			continue;
		}
		const [green, blue] = [rgba[p + 1] ?? 0, rgba[p + 2] ?? 0];
		const alpha = (rgba[p + 3] ?? 255) / 255;
		const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
		data[i] = Math.round(luminance * alpha + 255 * (1 - alpha));
	}
	return { width, height, data };
}

/** Darker than this by luminance is print. */
const PRINT = 140;
/** A page of which more of the print than this is coloured is printed in colour. */
const COLOUR_SHARE = 0.5;
/**
 * Colours begin to count as such with this difference of their channels, and do wholly with the other; likewise by their luminance, for
 * black print beside a pen takes its colour, blurred as pictures store colours, and stays as dark as it was.
 */
const [CHROMA, LIGHT] = [
	[30, 70],
	[45, 75],
] as const;

/** The print of a picture, and where colours were taken off it: 1 or 0 for each pixel. */
export interface Print {
	readonly image: GrayImage;
	readonly coloured: Uint8Array;
}

/**
 * The print of RGBA pixels: the brightest channel, so that seals and tints pale, and paper where a colour shows that is not the paper's, so
 * that pens vanish; black print stays. Where most of the print itself is coloured, the luminance.
 */
export function printOf(rgba: Uint8ClampedArray, width: number, height: number): Print {
	const paper = paperOf(rgba);
	const data = new Uint8Array(width * height);
	const isColoured = new Uint8Array(width * height);
	let [printed, coloured] = [0, 0];
	for (let i = 0, p = 0; i < data.length; i++, p += 4) {
		const [red, green, blue, alpha] = [rgba[p] ?? 0, rgba[p + 1] ?? 0, rgba[p + 2] ?? 0, rgba[p + 3] ?? 255];
		const isGray = red === green && green === blue;
		const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
		const colour = isGray ? 0 : colourOf([red, green, blue], paper) * ramp(luminance, LIGHT);
		const most = Math.max(red, green, blue);
		const shade = most + (255 - most) * colour;
		data[i] = (shade * alpha) / 255 + 255 - alpha;
		if (colour > 0.5) isColoured[i] = 1;
		if (luminance >= PRINT) continue;
		printed++;
		if (colour > 0.5) coloured++;
	}
	return coloured > COLOUR_SHARE * printed
		? { image: grayOf(rgba, width, height), coloured: new Uint8Array(0) }
		: { image: { width, height, data }, coloured: isColoured };
}

type Channels = readonly [red: number, green: number, blue: number];

/** How much of a colour that is not the paper's a pixel shows, 0 to 1. */
function colourOf([red, green, blue]: Channels, { gains, chroma }: Paper): number {
	const [r, g, b] = [red * gains[0], green * gains[1], blue * gains[2]];
	// Print takes the colour of the paper around it, as pictures store colours.
	return ramp(Math.max(r, g, b) - Math.min(r, g, b) - chroma, CHROMA);
}

/** The colour of a page's paper, or of the light on it. */
interface Paper {
	/** What the channels are multiplied by to make it grey. */
	readonly gains: Channels;
	/** The difference of its channels. */
	readonly chroma: number;
}

/** 0 below a range, 1 above it. */
function ramp(value: number, [from, to]: readonly [number, number]): number {
	return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** The paper is what most pixels show. */
function paperOf(rgba: Uint8ClampedArray): Paper {
	const channels: [number[], number[], number[]] = [[], [], []];
	const every = 4 * Math.max(1, Math.floor(rgba.length / 4 / 4000));
	for (let p = 0; p < rgba.length; p += every) for (const [k, channel] of channels.entries()) channel.push(rgba[p + k] ?? 255);
	const medians = channels.map((channel) => channel.sort((a, b) => a - b)[channel.length >> 1] ?? 255);
	const most = largest(medians);
	const [r = 1, g = 1, b = 1] = medians.map((median) => (median < 60 ? 1 : Math.min(1.6, most / median)));
	return { gains: [r, g, b], chroma: most - smallest(medians) };
}

const countedShades = new WeakMap<Uint8Array, Uint32Array>();

/** How many pixels have each shade. A picture is counted once: its pixels must not change afterwards. */
export function shadesOf({ data }: GrayImage): Uint32Array {
	const known = countedShades.get(data);
	if (known) return known;
	const counts = new Uint32Array(256);
	for (let i = 0; i < data.length; i++) counts[data[i] ?? 255] = (counts[data[i] ?? 255] ?? 0) + 1;
	countedShades.set(data, counts);
	return counts;
}

/** How many pixels have a shade from one to another. */
export function countWithin(shades: Uint32Array, from: number, to: number): number {
	let sum = 0;
	for (let shade = from; shade <= to; shade++) sum += shades[shade] ?? 0;
	return sum;
}

/** A page of which less than this is bright is printed, or scanned, white on black. */
const BRIGHT_SHARE = 0.4;

/** The picture as black on white: negatives are turned round. */
export function positiveOf(image: GrayImage): GrayImage {
	const bright = countWithin(shadesOf(image), 128, 255);
	if (bright > BRIGHT_SHARE * image.data.length) return image;
	return { ...image, data: image.data.map((shade) => 255 - shade) };
}

/** A part of a picture; what lies outside the picture is white. */
export function crop(image: GrayImage, [x0, y0, x1, y1]: PixelBox): GrayImage {
	const width = Math.max(1, x1 - x0);
	const height = Math.max(1, y1 - y0);
	const data = new Uint8Array(width * height).fill(255);
	const from = Math.max(0, x0);
	const to = Math.min(image.width, x1);
	for (let y = Math.max(0, y0); y < Math.min(image.height, y1); y++) {
		if (to > from) data.set(image.data.subarray(y * image.width + from, y * image.width + to), (y - y0) * width + (from - x0));
	}
	return { width, height, data };
}

/** The picture at another size: averaged when it shrinks, interpolated when it grows. */
export function resize(image: GrayImage, width: number, height: number): GrayImage {
	const data = new Uint8Array(width * height);
	const [sx, sy] = [image.width / width, image.height / height];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			data[y * width + x] =
				sx > 1.05 || sy > 1.05
					? averaged(image, [x * sx, y * sy, (x + 1) * sx, (y + 1) * sy])
					: sampled(image, (x + 0.5) * sx - 0.5, (y + 0.5) * sy - 0.5);
		}
	}
	return { width, height, data };
}

/** The picture made smaller by averaging, `scale` at most 1; in two passes, rows first. */
export function shrink(image: GrayImage, scale: number): GrayImage {
	if (scale >= 1) return image;
	const [width, height] = [Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale))];
	const across = shrunkAcross(image, weightsOf(image.width, width));
	return { width, height, data: shrunkDown(across, width, weightsOf(image.height, height)) };
}

/** Each row with fewer columns. */
function shrunkAcross(image: GrayImage, across: Weights): Float32Array {
	return across.taps === 3 ? shrunkByThree(image, across) : shrunkByAny(image, across);
}

/** The usual case, from 200 to 128 dots an inch: written out, it takes half the time. */
function shrunkByThree({ width: old, height, data }: GrayImage, { from, weights }: Weights): Float32Array {
	const width = from.length;
	const out = new Float32Array(width * height);
	for (let y = 0, at = 0; y < height; y++) {
		for (let x = 0, k = 0; x < width; x++, k += 3) {
			const start = y * old + (from[x] ?? 0);
			const first = (weights[k] ?? 0) * (data[start] ?? 0);
			const second = (weights[k + 1] ?? 0) * (data[start + 1] ?? 0);
			out[at++] = first + second + (weights[k + 2] ?? 0) * (data[start + 2] ?? 0);
		}
	}
	return out;
}

function shrunkByAny({ width: old, height, data }: GrayImage, { from, weights, taps }: Weights): Float32Array {
	const width = from.length;
	const out = new Float32Array(width * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const start = y * old + (from[x] ?? 0);
			let sum = 0;
			for (let k = 0; k < taps; k++) sum += (weights[x * taps + k] ?? 0) * (data[start + k] ?? 0);
			out[y * width + x] = sum;
		}
	}
	return out;
}

/** Each column with fewer rows. */
function shrunkDown(across: Float32Array, width: number, { from, weights, taps }: Weights): Uint8Array {
	const out = new Uint8Array(width * from.length);
	const line = new Float32Array(width);
	for (let y = 0; y < from.length; y++) {
		line.fill(0.5);
		for (let k = 0; k < taps; k++) {
			const weight = weights[y * taps + k] ?? 0;
			const start = ((from[y] ?? 0) + k) * width;
			if (weight > 0) for (let x = 0; x < width; x++) line[x] = (line[x] ?? 0) + weight * (across[start + x] ?? 0);
		}
		out.set(line, y * width);
	}
	return out;
}

/** By how much each of some old pixels counts in each new one. */
interface Weights {
	/** The first old pixel of each new one. */
	readonly from: Int32Array;
	readonly weights: Float32Array;
	/** Old pixels of a new one. */
	readonly taps: number;
}

/** By the share of each old pixel that a new one covers. */
function weightsOf(old: number, now: number): Weights {
	const step = old / now;
	const taps = Math.ceil(step) + 1;
	const from = new Int32Array(now);
	const weights = new Float32Array(now * taps);
	for (let i = 0; i < now; i++) {
		const [low, high] = [i * step, Math.min(old, (i + 1) * step)];
		const first = Math.min(Math.floor(low), old - 1);
		from[i] = first;
		for (let k = 0; k < taps; k++)
			weights[i * taps + k] = Math.max(0, Math.min(high, first + k + 1) - Math.max(low, first + k)) / (high - low);
	}
	return { from, weights, taps };
}

function averaged(image: GrayImage, [x0, y0, x1, y1]: PixelBox): number {
	let sum = 0;
	let count = 0;
	for (let y = Math.floor(y0); y < Math.min(image.height, Math.max(Math.ceil(y1), Math.floor(y0) + 1)); y++) {
		for (let x = Math.floor(x0); x < Math.min(image.width, Math.max(Math.ceil(x1), Math.floor(x0) + 1)); x++) {
			sum += image.data[y * image.width + x] ?? 255;
			count++;
		}
	}
	return count === 0 ? 255 : Math.round(sum / count);
}

/** The shade between pixels, interpolated; white outside. */
export function sampled(image: GrayImage, x: number, y: number): number {
	const [left, top] = [Math.floor(x), Math.floor(y)];
	const [fx, fy] = [x - left, y - top];
	const at = (px: number, py: number) =>
		px < 0 || py < 0 || px >= image.width || py >= image.height ? 255 : (image.data[py * image.width + px] ?? 255);
	const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
	const lower = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
	return Math.round(upper * (1 - fy) + lower * fy);
}

/** How many quarter turns clockwise make a page upright. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** Turns a picture by quarter turns clockwise. */
export function quarterTurn(image: GrayImage, turns: QuarterTurns): GrayImage {
	if (turns === 0) return image;
	const sideways = turns !== 2;
	const [width, height] = sideways ? [image.height, image.width] : [image.width, image.height];
	const data = new Uint8Array(width * height);
	for (let y = 0; y < image.height; y++) {
		for (let x = 0; x < image.width; x++) {
			const [tx, ty] =
				turns === 1
					? [image.height - 1 - y, x]
					: turns === 2
						? [image.width - 1 - x, image.height - 1 - y]
						: [y, image.width - 1 - x];
			data[ty * width + tx] = image.data[y * image.width + x] ?? 255;
		}
	}
	return { width, height, data };
}

/** Turns a picture about its middle by a small angle (radians, clockwise), at the same size. */
export function rotate(image: GrayImage, angle: number): GrayImage {
	if (Math.abs(angle) < 1e-4) return image;
	const data = new Uint8Array(image.data.length);
	const [cx, cy] = [image.width / 2, image.height / 2];
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	for (let y = 0; y < image.height; y++) {
		for (let x = 0; x < image.width; x++) {
			const [dx, dy] = [x - cx, y - cy];
			data[y * image.width + x] = sampled(image, cx + dx * cos + dy * sin, cy - dx * sin + dy * cos);
		}
	}
	return { width: image.width, height: image.height, data };
}
