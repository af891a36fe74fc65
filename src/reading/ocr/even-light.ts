import type { GrayImage } from "./gray.ts";
import type { PageMaps } from "./page-segmenter.ts";

/** Tiles in which ink and paper are measured are so wide and high, in points of the maps. */
const TILE = 32;
/** Ink is as dark as the darkest of a line's middle; paper as bright as the brightest of what is no ruling: these shares of the shades lie below. */
const [INK_SHARE, PAPER_SHARE] = [0.12, 0.6];
/** So many points tell of a tile. */
const TELLING = 12;
/** Ink and paper become this dark and bright. */
export const [INK, PAPER] = [25, 250];
/** Print is at least so much darker than paper. */
const LEAST = 22;

interface Tiles {
	readonly columns: number;
	readonly rows: number;
	/** Undefined where too little tells. */
	readonly values: readonly (number | undefined)[];
}

/**
 * The picture with its print as dark as print and its paper as bright as paper everywhere, by what the network sees as text: faded copies,
 * shadows, tired toner. A page without text stays as it is.
 */
export function evenLight(image: GrayImage, maps: PageMaps): GrayImage {
	const ink = withoutIslands(measured(image, maps, { isPrint: true, share: INK_SHARE }));
	const paper = measured(image, maps, { isPrint: false, share: PAPER_SHARE });
	if (ink.values.every((value) => value === undefined) || paper.values.every((value) => value === undefined)) return image;
	return stretched(image, { ink: filled(ink), paper: filled(paper), pitch: TILE * maps.step });
}

/** Print fades by no more than this from a tile to the next; tiles within this many of one another are next to one another. */
const [FADE, NEAR] = [50, 2];
/** As dark as the darkest of the tiles: this share of them, and what is within a fade of it. */
const DARK_SHARE = 0.2;
/** Where more than this share of the tiles is paler than print that fades could be, the page is as it is. */
const ISLANDS = 0.33;

/** Ink without the tiles whose text is paler than print around it by a leap: they show a watermark, and say nothing of print. */
function withoutIslands({ columns, rows, values }: Tiles): Tiles {
	const known = values.filter((value) => value !== undefined).sort((a, b) => a - b);
	const dark = (known[Math.floor(DARK_SHARE * known.length)] ?? 0) + FADE;
	const reached = new Set<number>();
	const open = [...values.keys()].filter((i) => (values[i] ?? Infinity) <= dark);
	for (let i = open.pop(); i !== undefined; i = open.pop()) {
		if (reached.has(i)) continue;
		reached.add(i);
		for (const next of around(i, { columns, rows }))
			if (!reached.has(next) && (values[next] ?? Infinity) <= (values[i] ?? 0) + FADE) open.push(next);
	}
	const islands = known.length - reached.size;
	if (islands === 0 || islands > ISLANDS * known.length) return { columns, rows, values };
	return { columns, rows, values: values.map((value, i) => (reached.has(i) ? value : undefined)) };
}

function around(i: number, { columns, rows }: { readonly columns: number; readonly rows: number }): number[] {
	const [x, y] = [i % columns, Math.floor(i / columns)];
	const found: number[] = [];
	for (let py = Math.max(0, y - NEAR); py <= Math.min(rows - 1, y + NEAR); py++)
		for (let px = Math.max(0, x - NEAR); px <= Math.min(columns - 1, x + NEAR); px++) found.push(py * columns + px);
	return found;
}

/** What is measured: the ink of lines of text, or bare paper, by the shade below which a share of its points lie. */
interface Measure {
	readonly isPrint: boolean;
	readonly share: number;
}

function measured(image: GrayImage, maps: PageMaps, { isPrint, share }: Measure): Tiles {
	const { text, step } = maps;
	const [columns, rows] = [Math.ceil(text.width / TILE), Math.ceil(text.height / TILE)];
	const shades = Array.from({ length: columns * rows }, (): number[] => []);
	for (let y = 0; y < text.height; y++) {
		for (let x = 0; x < text.width; x++) {
			if (!(isPrint ? isText : isBare)(maps, y * text.width + x)) continue;
			// A line of text is mostly paper: the darkest of the pixels that a point stands for tells of its ink.
			const shade = isPrint ? darkest(image, x, { y, step }) : shadeAt(image, x, { y, step });
			shades[Math.floor(y / TILE) * columns + Math.floor(x / TILE)]?.push(shade);
		}
	}
	const values = shades.map((some) =>
		some.length < TELLING ? undefined : some.sort((a, b) => a - b)[Math.floor(some.length * share)],
	);
	return { columns, rows, values };
}

function isText({ text }: PageMaps, at: number): boolean {
	return (text.data[at] ?? 0) >= 150;
}

function isBare({ across, down }: PageMaps, at: number): boolean {
	return Math.max(across.data[at] ?? 0, down.data[at] ?? 0) < 60;
}

function shadeAt({ width, data }: GrayImage, x: number, { y, step }: { readonly y: number; readonly step: number }): number {
	return data[Math.floor((y + 0.5) * step) * width + Math.floor((x + 0.5) * step)] ?? 255;
}

function darkest(
	{ width, height, data }: GrayImage,
	x: number,
	{ y, step }: { readonly y: number; readonly step: number },
): number {
	let least = 255;
	for (let py = Math.floor(y * step); py < Math.min(height, (y + 1) * step); py++)
		for (let px = Math.floor(x * step); px < Math.min(width, (x + 1) * step); px++)
			least = Math.min(least, data[py * width + px] ?? 255);
	return least;
}

/** The tiles with those that do not tell taken from the nearest that do, then smoothed. */
function filled({ columns, rows, values }: Tiles): FullTiles {
	let current = [...values];
	while (current.some((value) => value === undefined)) {
		const next = current.map((value, i) => value ?? mean(neighbours(current, i, { columns, rows })));
		if (next.every((value, i) => value === current[i])) break;
		current = next;
	}
	const known = current.map((value) => value ?? 128);
	return { columns, rows, values: known.map((value, i) => mean([value, ...neighbours(known, i, { columns, rows })]) ?? value) };
}

function neighbours(
	values: readonly (number | undefined)[],
	i: number,
	{ columns, rows }: { readonly columns: number; readonly rows: number },
): number[] {
	const [x, y] = [i % columns, Math.floor(i / columns)];
	const places = [
		[x - 1, y],
		[x + 1, y],
		[x, y - 1],
		[x, y + 1],
	];
	return places.flatMap(([px = 0, py = 0]) => {
		const value = px < 0 || py < 0 || px >= columns || py >= rows ? undefined : values[py * columns + px];
		return value === undefined ? [] : [value];
	});
}

function mean(values: readonly number[]): number | undefined {
	return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Shades of ink and of paper at the tiles' middles. */
interface Light {
	readonly ink: FullTiles;
	readonly paper: FullTiles;
	/** Distance of the tiles' middles, in pixels. */
	readonly pitch: number;
}

type FullTiles = Tiles & { readonly values: readonly number[] };

function stretched(image: GrayImage, { ink, paper, pitch }: Light): GrayImage {
	const { width, height } = image;
	const data = new Uint8Array(width * height);
	const [dark, scale] = [new Float32Array(width), new Float32Array(width)];
	for (let y = 0; y < height; y++) {
		// Light changes slowly: told anew for every fourth row.
		if (y % 4 === 0) tellRow(dark, scale, { ink, paper, pitch, y });
		for (let x = 0, at = y * width; x < width; x++, at++) {
			const shade = INK + (scale[x] ?? 1) * ((image.data[at] ?? 255) - (dark[x] ?? 0));
			data[at] = Math.min(255, Math.max(0, shade));
		}
	}
	return { width, height, data };
}

function tellRow(dark: Float32Array, scale: Float32Array, { ink, paper, pitch, y }: Light & { readonly y: number }): void {
	const [low, high] = [rowOf(ink, y / pitch - 0.5), rowOf(paper, y / pitch - 0.5)];
	const most = low.length - 1;
	for (let x = 0; x < dark.length; x++) {
		const u = Math.min(most, Math.max(0, x / pitch - 0.5));
		const i = Math.min(Math.max(0, most - 1), Math.floor(u));
		const f = u - i;
		const darkest = (low[i] ?? 0) * (1 - f) + (low[i + 1] ?? low[i] ?? 0) * f;
		const brightest = (high[i] ?? 0) * (1 - f) + (high[i + 1] ?? high[i] ?? 0) * f;
		dark[x] = darkest;
		scale[x] = (PAPER - INK) / Math.max(LEAST, brightest - darkest);
	}
}

/** The tiles' values along a row between two rows of tiles. */
function rowOf({ columns, rows, values }: FullTiles, v: number): Float32Array {
	const y = Math.min(rows - 1, Math.max(0, v));
	const j = Math.min(Math.max(0, rows - 2), Math.floor(y));
	const f = y - j;
	return Float32Array.from({ length: columns }, (_, i) => {
		const upper = values[j * columns + i] ?? 128;
		return upper * (1 - f) + (values[(j + 1) * columns + i] ?? upper) * f;
	});
}
