import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Box, Matrix } from "../../model/geometry.ts";
import { imageOfBox, multiply, overlap } from "../../model/geometry.ts";
import { append } from "../../model/many.ts";
import type { Fill, ImageBox, Ruling } from "../../model/page.ts";
import type { GraphicState } from "./graphic-state.ts";
import type { PaintedShape } from "./paths.ts";
import {
	clipFill,
	filledShapes,
	isSideways,
	isSquare,
	isWithin,
	paintedShapes,
	strokedRulings,
	strokedShapes,
	type subpathsOf,
} from "./paths.ts";
import type { Area, PaintedGlyph } from "./visibility.ts";
import { OPAQUE } from "./visibility.ts";

/** What one page has gathered so far. */
export interface Canvas {
	readonly glyphs: PaintedGlyph[];
	readonly rulings: Ruling[];
	readonly fills: Fill[];
	readonly images: ImageBox[];
	readonly areas: Area[];
	glyphCount: number;
	unmapped: number;
}

type Subpaths = ReturnType<typeof subpathsOf>;

/** What is painted with, and when. */
export interface Brush {
	readonly state: GraphicState;
	readonly canvas: Canvas;
	readonly run: number;
}

/** White is what the page is: nothing is seen of it but what it hides. */
const WHITE = "#ffffff";

/** Adds what filled shapes paint. */
export function fillShapes(subpaths: Subpaths, { state, canvas, run }: Brush): void {
	const { fillColor, fillAlpha, clip, isMixed } = state;
	addShapes(paintedShapes(subpaths), { color: fillColor, isMixed: isMixed || fillAlpha < OPAQUE, clip, run }, canvas);
	if (fillColor === WHITE) return;
	const { rulings, boxes } = filledShapes(subpaths);
	append(canvas.rulings, rulings.filter(isWithin(clip)));
	for (const box of boxes) {
		const fill = clipFill(box, fillColor ?? "#000000", clip);
		if (fill) canvas.fills.push(fill);
	}
}

/** Adds what stroked lines paint. */
export function strokeShapes(subpaths: Subpaths, [a, b, c, d]: Matrix, { state, canvas, run }: Brush): void {
	const { strokeColor, strokeAlpha, clip, isMixed, lineWidth } = state;
	const widthPt = lineWidth * Math.sqrt(Math.abs(a * d - b * c));
	const paint = { color: strokeColor, isMixed: isMixed || strokeAlpha < OPAQUE, clip, run };
	addShapes(strokedShapes(subpaths, widthPt), paint, canvas);
	if (strokeColor !== WHITE) append(canvas.rulings, strokedRulings(subpaths).filter(isWithin(clip)));
}

function addShapes(
	shapes: readonly PaintedShape[],
	{ color, isMixed, clip, run }: { color: string | undefined; isMixed: boolean; clip: Box; run: number },
	canvas: Canvas,
): void {
	for (const { box, isWhole } of shapes) {
		const shown = overlap(box, clip);
		const isSolid = isWhole && !isMixed;
		if (shown[2] > shown[0] && shown[3] > shown[1])
			addArea(canvas, { box: shown, run, isSolid, color: isSolid ? color : undefined });
	}
}

/** Adds a place that is painted over. */
export function addArea(canvas: Canvas, area: Pick<Area, "box" | "run"> & Partial<Area>): void {
	canvas.areas.push({ color: undefined, isSolid: false, isPicture: false, ...area });
}

/** Adds a picture that one operation paints. `isOpaque` tells by its name whether it hides what is under it. */
export function addPicture(
	{ op, args }: { readonly op: number; readonly args: readonly unknown[] },
	{ state, canvas, run }: Brush,
	{ base, isOpaque }: { readonly base: Matrix; readonly isOpaque: (id: string | undefined) => boolean },
): void {
	const first = args[0] as { width?: number; height?: number } | string | undefined;
	const width = typeof first === "object" ? first.width : args[1];
	const height = typeof first === "object" ? first.height : args[2];
	const toPage = multiply(base, state.matrix);
	const box = imageOfBox(toPage, [0, 0, 1, 1]);
	const turned = isSideways(toPage) ? ({ isTurned: true } as const) : {};
	canvas.images.push({ box, widthPx: Number(width ?? 0), heightPx: Number(height ?? 0), ...turned });
	const shown = overlap(box, state.clip);
	if (shown[2] <= shown[0] || shown[3] <= shown[1]) return;
	const isPlain = op !== OPS.paintImageMaskXObject && !state.isMixed && state.fillAlpha > OPAQUE && isSquare(toPage);
	const isSolid = isPlain && isOpaque(typeof first === "string" ? first : undefined);
	addArea(canvas, { box: shown, run, isSolid, isPicture: true });
}
