import type { Box, Matrix } from "../../model/geometry.ts";
import { applyTo, boxAround, IDENTITY, multiply } from "../../model/geometry.ts";
import type { Glyph } from "../../model/page.ts";

/** Nominal extent of a character above and below its baseline, in units of its size. */
export const ASCENT = 0.88;
export const DESCENT = -0.12;
/** Text that leans by less than this many degrees stands level. */
const LEAST_LEAN = 0.2;
/** Characters that print nothing. */
export const BLANKS = /[\u0000-\u0020\u00a0\u3000]|\p{Cf}|\p{Noncharacter_Code_Point}/gu;

/** What painting text needs to know of a font; the shape of pdf.js' font objects. */
export interface FontFacts {
	readonly vertical?: boolean | undefined;
	readonly isType3Font?: boolean | undefined;
	readonly fontMatrix?: readonly number[] | undefined;
	/** `[advance, vx, vy]` for vertical writing, in thousandths. */
	readonly defaultVMetrics?: readonly number[] | undefined;
}

/** A character as pdf.js hands it to the painter; numbers between them are adjustments in thousandths. */
export interface FontGlyph {
	readonly unicode: string;
	readonly width: number;
	readonly isSpace: boolean;
	readonly vmetric?: readonly number[] | null;
}

/** The text state of PDF 32000-1 §9.3 and the matrices of §9.4. */
export interface TextState {
	font: FontFacts | undefined;
	sizePt: number;
	charSpacing: number;
	wordSpacing: number;
	scale: number;
	leading: number;
	rise: number;
	mode: number;
	matrix: Matrix;
	lineX: number;
	lineY: number;
	x: number;
	y: number;
}

/** The text state at the start of a page. */
export function initialTextState(): TextState {
	return {
		font: undefined,
		sizePt: 0,
		charSpacing: 0,
		wordSpacing: 0,
		scale: 1,
		leading: 0,
		rise: 0,
		mode: 0,
		matrix: IDENTITY,
		lineX: 0,
		lineY: 0,
		x: 0,
		y: 0,
	};
}

/**
 * The characters of one text-showing operation, placed on the displayed page by `toPage`
 * (the transformation matrix with the page's own view applied). Moves the state's position on.
 * The arithmetic follows pdf.js' canvas painter, so that what it draws and what we read agree.
 */
export function showGlyphs(
	shown: readonly (FontGlyph | number)[],
	state: TextState,
	place: { readonly toPage: Matrix; readonly run: number },
): Glyph[] {
	const glyphs: Glyph[] = [];
	const { font } = state;
	const size = Math.abs(state.sizePt);
	const vertical = font?.vertical === true;
	const unit = font?.fontMatrix?.[0] ?? 0.001;
	const toPage = multiply(place.toPage, state.matrix);
	const up = upOf(font, toPage);
	const flat = ({ width }: FontGlyph, from: number) =>
		horizontalBox(from * state.scale, width * unit * size * state.scale, { size, up });
	const kerning = vertical ? 1 : -1;
	let along = 0;
	for (const item of shown) {
		if (typeof item === "number") {
			along += (kerning * item * size) / 1000;
			continue;
		}
		const spacing = spacingAfter(item, state);
		const metric = verticalMetric(item, font);
		const advance = metric ? -(metric[0] ?? 0) * unit * size - spacing : item.width * unit * size + spacing;
		const text = item.unicode.replaceAll(BLANKS, "");
		if (text !== "") {
			const local = metric ? verticalBox(item, metric, { along, unit, size }) : flat(item, along);
			glyphs.push(placed(text, shiftBox(local, state), { toPage, size, state, run: place.run }));
		}
		along += advance;
	}
	if (vertical) state.y -= along;
	else state.x += along * state.scale * signOf(state);
	return glyphs;
}

/** Text of a negative size runs backwards. */
function signOf({ sizePt }: TextState): 1 | -1 {
	return sizePt < 0 ? -1 : 1;
}

function spacingAfter({ isSpace }: FontGlyph, state: TextState): number {
	return ((isSpace ? state.wordSpacing : 0) + state.charSpacing) * signOf(state);
}

/** Text is never mirrored: where its space is, the shapes of a Type 3 font are drawn upside down in it. */
function upOf(font: TextState["font"], toPage: Matrix): 1 | -1 {
	return font?.isType3Font === true && toPage[0] * toPage[3] - toPage[1] * toPage[2] > 0 ? -1 : 1;
}

/** Advance and origin of a character in vertical writing. */
function verticalMetric(glyph: FontGlyph, font: TextState["font"]): readonly number[] | undefined {
	return font?.vertical === true ? (glyph.vmetric ?? font.defaultVMetrics) : undefined;
}

function horizontalBox(x: number, width: number, { size, up }: { size: number; up: number }): Box {
	const [a, b] = [DESCENT * size * up, ASCENT * size * up];
	return [Math.min(x, x + width), Math.min(a, b), Math.max(x, x + width), Math.max(a, b)];
}

function verticalBox(
	glyph: FontGlyph,
	metric: readonly number[],
	{ along, unit, size }: { along: number; unit: number; size: number },
): Box {
	const width = glyph.width * unit * size;
	const height = Math.abs(metric[0] ?? 1000) * unit * size;
	return [-width / 2, -along - height, width / 2, -along];
}

function shiftBox(box: Box, state: TextState): Box {
	const [x, y] = [state.x, state.y + state.rise];
	return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
}

function placed(text: string, local: Box, at: { toPage: Matrix; size: number; state: TextState; run: number }): Glyph {
	const { toPage, size, state, run } = at;
	const corners = [
		applyTo(toPage, local[0], local[1]),
		applyTo(toPage, local[2], local[1]),
		applyTo(toPage, local[2], local[3]),
		applyTo(toPage, local[0], local[3]),
	] as const;
	const heightScale = Math.hypot(toPage[2], toPage[3]);
	const direction = state.font?.vertical ? 0 : directionOf(toPage);
	const lean = state.font?.vertical ? undefined : leanOf(toPage);
	return { text, box: boxAround(corners), sizePt: size * heightScale, direction, run, ...(lean ? { leanDeg: lean } : {}) };
}

/** Private-use and control characters: the font has no usable map back to Unicode. */
export function isUnmapped(text: string): boolean {
	return text === "" || /[\u0000-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]/.test(text);
}

/** Clockwise angle of the writing direction, to the nearest quarter. */
export function directionOf([a, b]: Matrix): Glyph["direction"] {
	if (Math.abs(a) >= Math.abs(b)) return a >= 0 ? 0 : 180;
	return b > 0 ? 90 : 270;
}

/** By how many degrees, clockwise, the writing direction leans from the nearest quarter; undefined where it does not. */
export function leanOf([a, b]: Matrix): number | undefined {
	const [along, across] = Math.abs(a) >= Math.abs(b) ? [a, b] : [b, -a];
	const degrees = (Math.atan(across / along) * 180) / Math.PI;
	return Math.abs(degrees) < LEAST_LEAN ? undefined : Math.round(degrees * 100) / 100;
}
