import type { Box } from "../../model/geometry.ts";
import { holdsMiddle, midX, midY } from "../../model/geometry.ts";
import { largest } from "../../model/many.ts";
import type { Glyph } from "../../model/page.ts";

/** What is closer to its ground than this is not seen: of the range of each colour, 0 to 1. */
const UNSEEN_CONTRAST = 0.06;
/** Text that stands out by more than this is ordinary text: nobody needs to know by how much. */
const PLAIN_CONTRAST = 0.6;
/** A paint hides a character where it lies over this share of its ink. */
const HIDING_SHARE = 0.75;
/** Where the ink of a character is in its box, at least, from its left, top, right and bottom, as shares. */
const INK = [0.15, 0.25, 0.85, 0.8] as const;
/** Paints are looked up by place, in so many columns and rows of a page. */
const BUCKETS = 16;
/** Pictures are found from so far outside them: a character may stand on a seam between two. */
const NEAR_PT = 12;
/** The last paints so many are kept: more are a drawing, on which no table stands. */
const MAX_AREAS = 20_000;

/** Text rendering modes that paint nothing: PDF 32000-1 table 106. */
export const UNPAINTED: ReadonlySet<number> = new Set([3, 7]);
/** Those that draw outlines. */
export const OUTLINED: ReadonlySet<number> = new Set([1, 2, 5, 6]);
/** Those that draw nothing else. */
export const OUTLINES_ONLY: ReadonlySet<number> = new Set([1, 5]);
/** What lets less than this through hides what is under it. */
export const OPAQUE = 0.95;

/** How a character is painted. */
export interface Look {
	/** `#rrggbb` of its inside; undefined where that is a pattern, or unknown. */
	readonly color: string | undefined;
	/** `#rrggbb` of its outline, where that is drawn. */
	readonly outline?: string | undefined;
	/** 0 to 1; 0 lets everything through. */
	readonly alpha: number;
	/** Not painted at all: by its rendering mode, or on a layer that is switched off. */
	readonly isUnpainted: boolean;
	/** The part of the page that it may be painted on. */
	readonly clip: Box;
}

/** A character and how it is painted. */
export interface PaintedGlyph {
	readonly glyph: Glyph;
	readonly look: Look;
}

/** A place that is painted over. */
export interface Area {
	readonly box: Box;
	/** `#rrggbb`; undefined for pictures, patterns, and what is not solid. */
	readonly color: string | undefined;
	/** When it is painted, counted as `Glyph.run` is. */
	readonly run: number;
	/** Hides all that was painted there before: opaque, and of the very shape of its box. */
	readonly isSolid: boolean;
	readonly isPicture: boolean;
}

/** The characters as they are seen, and whether some are hidden otherwise than by their rendering mode. */
export interface SeenGlyphs {
	readonly glyphs: Glyph[];
	/** picture: some lie under a picture, which may have holes; paint: some cannot be seen for another reason. */
	readonly hidden: "picture" | "paint" | undefined;
}

/** Tells which characters are seen: what is painted over, cut off, or in the colour of its ground is invisible. */
export function asSeen(painted: readonly PaintedGlyph[], areas: readonly Area[], view: Box): SeenGlyphs {
	const areasAt = areaIndex(areas, view);
	let hidden: SeenGlyphs["hidden"];
	const glyphs = painted.map(({ glyph, look }) => {
		if (look.isUnpainted) return { ...glyph, invisible: true };
		const seen = contrastOf(glyph, look, areasAt);
		if (seen === "picture") hidden = "picture";
		else if (seen < UNSEEN_CONTRAST) hidden ??= "paint";
		if (seen === "picture" || seen < UNSEEN_CONTRAST) return { ...glyph, invisible: true };
		return seen < PLAIN_CONTRAST ? { ...glyph, contrast: seen } : glyph;
	});
	return { glyphs, hidden };
}

/** How many of the painted shapes are neither boxes nor pictures. */
export function shapesOf(areas: readonly Area[]): number {
	return areas.filter(({ isSolid, isPicture }) => !isSolid && !isPicture).length;
}

/** How much a character stands out, 0 to 1; "picture" where one lies over it, or several together do. */
function contrastOf(glyph: Glyph, look: Look, areasAt: (x: number, y: number) => readonly Area[]): number | "picture" {
	if (!holdsMiddle(look.clip, glyph.box)) return 0;
	const near = areasAt(midX(glyph.box), midY(glyph.box));
	if (isUnderPictures(glyph, near)) return "picture";
	const top = near.findLast(
		({ box, run, isSolid }) => holdsMiddle(box, glyph.box) && (run < glyph.run || (isSolid && hides(box, glyph.box))),
	);
	if (!top) return contrastOn("#ffffff", look);
	if (top.run < glyph.run) return contrastOn(top.color, look);
	return top.isPicture ? "picture" : 0;
}

/** Of a colour on its ground; full where either is not known. */
function contrastOn(ground: string | undefined, { color, outline, alpha }: Look): number {
	if (ground === undefined || color === undefined) return alpha;
	return alpha * Math.max(distance(color, ground), outline === undefined ? 0 : distance(outline, ground));
}

function distance(one: string, other: string): number {
	if (one === other) return 0;
	const [a, b] = [Number.parseInt(one.slice(1), 16), Number.parseInt(other.slice(1), 16)];
	return largest([16, 8, 0].map((shift) => Math.abs(((a >> shift) & 255) - ((b >> shift) & 255)))) / 255;
}

/** Whether pictures painted later hide a character together: strips and tiles of a scan, whose seams run through its text. */
function isUnderPictures({ box, run }: Glyph, areas: readonly Area[]): boolean {
	let share = 0;
	for (const area of areas) if (area.isPicture && area.isSolid && area.run > run) share += hiddenShare(area.box, box);
	return share >= HIDING_SHARE;
}

function hides(area: Box, glyph: Box): boolean {
	return hiddenShare(area, glyph) >= HIDING_SHARE;
}

/** The share of a character's ink that an area lies over. */
function hiddenShare(area: Box, [x0, y0, x1, y1]: Box): number {
	const [width, height] = [x1 - x0, y1 - y0];
	const ink = [x0 + INK[0] * width, y0 + INK[1] * height, x0 + INK[2] * width, y0 + INK[3] * height] as const;
	const shared =
		Math.max(0, Math.min(area[2], ink[2]) - Math.max(area[0], ink[0])) *
		Math.max(0, Math.min(area[3], ink[3]) - Math.max(area[1], ink[1]));
	return shared / Math.max(1e-9, (ink[2] - ink[0]) * (ink[3] - ink[1]));
}

/** Finds the paints that may lie at a place, in paint order. */
function areaIndex(areas: readonly Area[], [left, top, right, bottom]: Box): (x: number, y: number) => readonly Area[] {
	if (areas.length === 0) return () => areas;
	const buckets = new Map<number, Area[]>();
	const place = (v: number, from: number, to: number) =>
		Math.max(0, Math.min(BUCKETS - 1, Math.floor(((v - from) / (to - from || 1)) * BUCKETS)));
	for (const area of areas.slice(-MAX_AREAS)) {
		const room = area.isPicture ? NEAR_PT : 0;
		const [x0, x1] = [place(area.box[0] - room, left, right), place(area.box[2] + room, left, right)];
		const [y0, y1] = [place(area.box[1] - room, top, bottom), place(area.box[3] + room, top, bottom)];
		for (let x = x0; x <= x1; x++)
			for (let y = y0; y <= y1; y++) {
				const key = x * BUCKETS + y;
				const list = buckets.get(key);
				if (list) list.push(area);
				else buckets.set(key, [area]);
			}
	}
	return (x, y) => buckets.get(place(x, left, right) * BUCKETS + place(y, top, bottom)) ?? [];
}
