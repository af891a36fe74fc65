import type { Matrix } from "../../model/geometry.ts";
import { largest } from "../../model/many.ts";
import type { Warp } from "../../model/warp.ts";
import type { Bitmap } from "./binarize.ts";
import { binarize } from "./binarize.ts";
import { despeckled, isBilevel, isDirty, isTwoTone, printedPlaces, ruledPlaces } from "./clean-page.ts";
import { dottedRulings } from "./dotted-rulings.ts";
import type { DrawnScan } from "./drawn-scan.ts";
import { evenLight } from "./even-light.ts";
import { findPixelRulings } from "./find-rulings.ts";
import type { GrayImage, PixelBox, QuarterTurns } from "./gray.ts";
import { quarterTurn, shrink } from "./gray.ts";
import { grownRulings, inkedRulings, withoutFreeStrokes } from "./grow-rulings.ts";
import { joinSeenLines } from "./join-regions.ts";
import { rulingsOnMaps, withLinesOfInk } from "./map-rulings.ts";
import type { PageMaps, PageSegmenter, ProbabilityMap } from "./page-segmenter.ts";
import { SEGMENTER_DPI } from "./page-segmenter.ts";
import { onPaper, strongInk } from "./pale-marks.ts";
import type { PixelRuling } from "./pixel-ruling.ts";
import type { ScannedPage } from "./preprocess-page.ts";
import { isOnPaper, splitLines } from "./preprocess-page.ts";
import { trimRulings } from "./remove-rulings.ts";
import { ruledAreas } from "./ruled-areas.ts";
import type { Straightening } from "./straighten.ts";
import { straighteningOf, unbent } from "./straighten.ts";
import { findStreaks, withoutStreakRulings, withoutStreaks } from "./streaks.ts";
import type { TextRegion } from "./text-regions.ts";
import { characterHeight, findTextRegions } from "./text-regions.ts";

/** Finer scans are made coarser: small type is read as well at this resolution. */
const READING_DPI = 200;
const FINE_DPI = 220;
/** A page lies otherwise where the network says so with this probability. */
const SURE_TURN = 0.6;
/** Pages that were moved by more are seen anew, in radians and in points of the maps. */
const [SEEN_ANGLE, SEEN_BEND] = [0.012, 1.5];
/** Type smaller than this, in inches, is looked at more closely, at the other resolution. */
const SMALL_IN = 0.115;
const CLOSE_DPI = 200;

/** A page made upright and straight by what the page segmenter sees, with what stands on it in pixels; upright by `turned` where that is told. */
export async function seePage(
	{ print, luminance, dpi: drawnDpi, isTinted }: DrawnScan,
	segmenter: PageSegmenter,
	turned?: QuarterTurns,
): Promise<ScannedPage> {
	const { turns, ...lying } =
		turned === undefined
			? await turnUpright(print, drawnDpi, segmenter)
			: await turnedBy(print, turned, { dpi: drawnDpi, segmenter });
	const clean = await cleaned(lying, drawnDpi, segmenter);
	const scale = drawnDpi > FINE_DPI ? READING_DPI / drawnDpi : 1;
	const dpi = drawnDpi * scale;
	const upright = shrink(clean.upright, scale);
	const maps = { ...clean.maps, step: clean.maps.step * scale };
	const straightening = straighteningOf(maps);
	const bent = straightening ? unbent(upright, straightening, { scale: maps.step, outside: 255 }) : upright;
	const seen = await seenAnew(bent, { dpi, maps, straightening, segmenter });
	const straight = isBilevel(print) ? bent : evenLight(bent, seen);
	const found = rulingsOnMaps(seen, straight, isTinted);
	const streaks = findStreaks(straight, found, dpi);
	const even = withoutStreaks(straight, streaks);
	const ink = binarize(even, Math.round(dpi / 4));
	const solid = rulingsByInk(withoutStreakRulings(found, streaks, straight), ink, { grey: even, dpi, maps: seen });
	const rulings = [...solid, ...dottedRulings(solid, ink, dpi)];
	const strong = strongInk(ink, even, { dpi, rulings });
	const bitmap = strong ?? ink;
	const image = strong ? onPaper(even, strong, dpi) : even;
	const emPx = characterHeight(bitmap, rulings, dpi);
	const textRegions = seenRegions({
		image,
		bitmap: clean.isCleaned ? printOnly(bitmap, seen) : bitmap,
		rulings,
		maps: seen,
		dpi,
	});
	const pointsPerPixel = 72 / dpi;
	const toDisplayed = unturned({ width: upright.width * pointsPerPixel, height: upright.height * pointsPerPixel }, turns);
	const warp = straightening && warpOf(straightening, maps.step * pointsPerPixel, toDisplayed);
	const original = {
		image: quarterTurn(shrink(luminance, scale), turns),
		...(straightening ? { straightening } : {}),
		scale: maps.step,
	};
	const place = warp ? { warp, toDisplayed: IDENTITY } : { toDisplayed };
	const uprightness = maps.turn[0] ?? 0;
	const seenAs = { original, turns, uprightness, isBilevel: isTwoTone(print), isCleaned: clean.isCleaned };
	return { image, bitmap, rulings, textRegions, emPx, dpi, ...seenAs, ...place };
}

/** The network's rulings followed along their ink, with those that it missed and without those that only strokes of characters are. */
function rulingsByInk(
	found: readonly PixelRuling[],
	ink: Bitmap,
	{ grey, dpi, maps }: { readonly grey: GrayImage; readonly dpi: number; readonly maps: PageMaps },
): readonly PixelRuling[] {
	const grown = trimRulings(grownRulings(inkedRulings(found, ink, dpi), { ...ink, grey }, dpi), dpi);
	return withoutFreeStrokes(withLinesOfInk(grown, findPixelRulings(ink, dpi), { dpi, maps, bitmap: ink }), ink, dpi);
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

interface Upright {
	readonly upright: GrayImage;
	readonly maps: PageMaps;
	/** What made it so. */
	readonly turns: QuarterTurns;
}

async function turnUpright(image: GrayImage, dpi: number, segmenter: PageSegmenter): Promise<Upright> {
	const maps = await segmenter.segment(image, dpi);
	const lying: Upright = { upright: image, maps, turns: 0 };
	const likeliest = maps.turn.indexOf(largest(maps.turn));
	if (likeliest === 0) return lying;
	const isSure = (maps.turn[likeliest] ?? 0) >= SURE_TURN || (maps.turn[0] ?? 0) <= SURELY_NOT;
	const turned = await turnedBy(image, likeliest, { dpi, segmenter });
	if (!isSure && !isBetter(maps.turn, turned.maps.turn, likeliest)) return lying;
	// On which side a page lies is told less surely than that it does.
	const isOnHead = (turned.maps.turn[2] ?? 0) > (turned.maps.turn[0] ?? 0);
	const other = isOnHead ? await turnedBy(image, (likeliest + 2) % 4, { dpi, segmenter }) : turned;
	return (other.maps.turn[0] ?? 0) > (turned.maps.turn[0] ?? 0) ? other : turned;
}

/** Where the network is unsure of a page, both looks together must say so many times as surely that it is to be turned as that it is not. */
const TIMES = 10;

/** Whether a page and the page turned so many quarters say together that it is to be turned so. */
function isBetter(lying: readonly number[], turned: readonly number[], quarters: number): boolean {
	const isTo = (lying[quarters] ?? 0) * (turned[0] ?? 0);
	const isNot = (lying[0] ?? 0) * (turned[(4 - quarters) % 4] ?? 0);
	return isTo >= TIMES * isNot;
}

/** A page that stands upright is said to with more than this probability. */
const SURELY_NOT = 0.1;

async function turnedBy(
	image: GrayImage,
	quarters: number,
	{ dpi, segmenter }: { readonly dpi: number; readonly segmenter: PageSegmenter },
): Promise<Upright> {
	const turns = ([0, 1, 2, 3] as const)[quarters] ?? 0;
	const upright = quarterTurn(image, turns);
	return { upright, maps: await segmenter.segment(upright, dpi), turns };
}

/** A dirty page with its dirt taken off, seen anew. */
async function cleaned(
	{ upright, maps }: Pick<Upright, "upright" | "maps">,
	dpi: number,
	segmenter: PageSegmenter,
): Promise<Pick<Upright, "upright" | "maps"> & { readonly isCleaned: boolean }> {
	const printed = printedPlaces(maps);
	if (!isDirty(upright, printed, { dpi, maps })) return { upright, maps, isCleaned: false };
	const clean = despeckled(upright, { printed, ruled: ruledPlaces(maps), map: maps.text, step: maps.step, dpi });
	const again = await segmenter.segment(clean, dpi);
	// Pale rulings are dots on such a page, and may have gone with them.
	const either = (a: ProbabilityMap, b: ProbabilityMap) => ({
		...a,
		data: a.data.map((value, i) => Math.max(value, b.data[i] ?? 0)),
	});
	return {
		upright: clean,
		maps: { ...again, across: either(again.across, maps.across), down: either(again.down, maps.down) },
		isCleaned: true,
	};
}

/** The ink of a page where the network sees text or rulings. */
function printOnly(bitmap: Bitmap, maps: PageMaps): Bitmap {
	const printed = printedPlaces(maps);
	const { width, height } = maps.text;
	const data = bitmap.data.slice();
	for (let y = 0; y < bitmap.height; y++) {
		const row = Math.min(height - 1, Math.floor(y / maps.step)) * width;
		for (let x = 0; x < bitmap.width; x++)
			if (printed[row + Math.min(width - 1, Math.floor(x / maps.step))] === 0) data[y * bitmap.width + x] = 0;
	}
	return { ...bitmap, data };
}

interface Seeing {
	readonly dpi: number;
	readonly maps: PageMaps;
	readonly straightening: Straightening | undefined;
	readonly segmenter: PageSegmenter;
}

/** The maps of the straight page: moved as it was where that was little, seen anew otherwise, and closer where the type is small. */
async function seenAnew(straight: GrayImage, { dpi, maps, straightening, segmenter }: Seeing): Promise<PageMaps> {
	if (isSmallType(maps)) return segmenter.segment(straight, dpi, CLOSE_DPI);
	if (straightening === undefined) return maps;
	const isMuch = Math.abs(straightening.angle) > SEEN_ANGLE || straightening.bend > SEEN_BEND;
	if (isMuch) return segmenter.segment(straight, dpi);
	const moved = (map: ProbabilityMap) => unbent(map, straightening, { scale: 1, outside: 0 });
	const { text, across, down, cells, figures } = maps;
	return {
		...maps,
		text: moved(text),
		across: moved(across),
		down: moved(down),
		cells: moved(cells),
		figures: moved(figures),
	};
}

/** The middle stripe of a line takes this share of its height. */
const CORE_SHARE = 0.46;

/** Whether the lines of text inside tables are lower than the network likes. */
function isSmallType({ text, cells }: PageMaps): boolean {
	const heights: number[] = [];
	for (let x = 0; x < text.width; x += 3) {
		let from = -1;
		for (let y = 0; y <= text.height; y++) {
			const at = y * text.width + x;
			const isText = y < text.height && (text.data[at] ?? 0) >= 128 && (cells.data[at] ?? 0) >= 128;
			if (isText && from < 0) from = y;
			else if (!isText && from >= 0) {
				heights.push(y - from);
				from = -1;
			}
		}
	}
	heights.sort((a, b) => a - b);
	const usual = heights[heights.length >> 1];
	return usual !== undefined && usual / CORE_SHARE < (SMALL_IN * SEGMENTER_DPI) / 2;
}

function unturned({ width, height }: { readonly width: number; readonly height: number }, turns: QuarterTurns): Matrix {
	if (turns === 0) return IDENTITY;
	if (turns === 1) return [0, -1, 1, 0, 0, width];
	return turns === 2 ? [-1, 0, 0, -1, width, height] : [0, 1, -1, 0, height, 0];
}

interface Seen {
	readonly image: GrayImage;
	readonly bitmap: Bitmap;
	readonly rulings: readonly PixelRuling[];
	readonly maps: PageMaps;
	readonly dpi: number;
}

/** Pieces of text, those in ruled tables apart from those beside them: each by the height of its own characters. */
function seenRegions({ image, bitmap, rulings, maps, dpi }: Seen): TextRegion[] {
	const areas = ruledAreas(rulings, dpi);
	const { width, height } = bitmap;
	const inside = areas.flatMap((area) => regionsOf(cut(bitmap, area), rulings, { area, dpi }));
	const beside = withoutTexture(regionsOf(without(bitmap, areas), rulings, { area: [0, 0, width, height], dpi }), maps);
	return joinSeenLines([...inside, ...beside].filter(isOnPaper(image, dpi)), { maps, bitmap }, rulings);
}

/** Marks beside tables that the network takes for no text, where there are more than so many, are none: a desk's grain, a shadow's edge. */
const TEXTURE_PIECES = 12;
const SEEN_AS_TEXT = 40;

function withoutTexture(regions: readonly TextRegion[], { text, step }: PageMaps): readonly TextRegion[] {
	const seen = regions.filter(({ box: [x0, y0, x1, y1] }) => {
		for (let y = Math.floor(y0 / step); y <= y1 / step && y < text.height; y++)
			for (let x = Math.floor(x0 / step); x <= x1 / step && x < text.width; x++)
				if ((text.data[y * text.width + x] ?? 0) >= SEEN_AS_TEXT) return true;
		return false;
	});
	return regions.length - seen.length > TEXTURE_PIECES ? seen : regions;
}

interface Part {
	/** Where the part is on the page, in pixels. */
	readonly area: PixelBox;
	readonly dpi: number;
}

/** The pieces of text of a part of a page, in the page's pixels. */
function regionsOf(part: Bitmap, rulings: readonly PixelRuling[], { area: [left, top], dpi }: Part): TextRegion[] {
	const own = rulings.map((ruling) => {
		const [across, along] = ruling.axis === "horizontal" ? [top, left] : [left, top];
		return { ...ruling, at: ruling.at - across, from: ruling.from - along, to: ruling.to - along };
	});
	const emPx = characterHeight(part, own, dpi);
	return findTextRegions(part, own, emPx)
		.flatMap((segment) => splitLines(segment, part, emPx))
		.map(({ box: [x0, y0, x1, y1], ink }) => ({ box: [x0 + left, y0 + top, x1 + left, y1 + top], ink }));
}

function cut(bitmap: Bitmap, [x0, y0, x1, y1]: PixelBox): Bitmap {
	const [left, top] = [Math.max(0, x0), Math.max(0, y0)];
	const [width, height] = [Math.max(1, Math.min(bitmap.width, x1) - x0), Math.max(1, Math.min(bitmap.height, y1) - y0)];
	const data = new Uint8Array(width * height);
	const [wide, high] = [Math.min(bitmap.width, x1) - left, Math.min(bitmap.height, y1) - top];
	for (let y = 0; y < high; y++) {
		const start = (top + y) * bitmap.width + left;
		data.set(bitmap.data.subarray(start, start + wide), (top - y0 + y) * width + left - x0);
	}
	return { width, height, data };
}

function without(bitmap: Bitmap, areas: readonly PixelBox[]): Bitmap {
	if (areas.length === 0) return bitmap;
	const data = bitmap.data.slice();
	for (const [x0, y0, x1, y1] of areas) {
		for (let y = Math.max(0, y0); y < Math.min(bitmap.height, y1); y++)
			data.fill(0, y * bitmap.width + Math.max(0, x0), y * bitmap.width + Math.min(bitmap.width, x1));
	}
	return { ...bitmap, data };
}

/** The way from points of the straight page to those of the displayed one. */
function warpOf({ toSource }: Straightening, pointsPerStep: number, [a, b, c, d, e, f]: Matrix): Warp {
	const { columns, rows, step, xs, ys } = toSource;
	const at = (i: number) => [(xs[i] ?? 0) * pointsPerStep, (ys[i] ?? 0) * pointsPerStep] as const;
	const place = (pick: (x: number, y: number) => number) => Float32Array.from(xs, (_, i) => pick(...at(i)));
	return {
		columns,
		rows,
		step: step * pointsPerStep,
		xs: place((x, y) => a * x + c * y + e),
		ys: place((x, y) => b * x + d * y + f),
	};
}
