import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Box, Matrix } from "../../model/geometry.ts";
import { IDENTITY, imageOfBox, multiply, overlap } from "../../model/geometry.ts";
import type { TextState } from "./glyphs.ts";
import { initialTextState } from "./glyphs.ts";
import type { Look } from "./visibility.ts";
import { OPAQUE, OUTLINED, OUTLINES_ONLY, UNPAINTED } from "./visibility.ts";

/** Everything graphic that save and restore bring back. */
export interface GraphicState {
	matrix: Matrix;
	/** `#rrggbb`; undefined for a pattern. */
	fillColor: string | undefined;
	strokeColor: string | undefined;
	fillAlpha: number;
	strokeAlpha: number;
	lineWidth: number;
	/** Of the groups around: they are mixed with what is under them as one. */
	groupAlpha: number;
	/** Mixed with what is under it, or masked, by itself or in a group. */
	isMixed: boolean;
	/** Inside a soft mask, which is not painted. */
	isMask: boolean;
	clip: Box;
	text: TextState;
}

/** The graphics state at the start of a page that is so large. */
export function initialState(view: Box): GraphicState {
	return {
		matrix: IDENTITY,
		fillColor: "#000000",
		strokeColor: "#000000",
		fillAlpha: 1,
		strokeAlpha: 1,
		lineWidth: 1,
		groupAlpha: 1,
		isMixed: false,
		isMask: false,
		clip: view,
		text: initialTextState(),
	};
}

/** Colours, and how they mix with what is under them; false for other operations. */
export function setPaint(op: number, args: readonly unknown[], state: GraphicState): boolean {
	if (op === OPS.setFillRGBColor) state.fillColor = String(args[0]);
	else if (op === OPS.setStrokeRGBColor) state.strokeColor = String(args[0]);
	else if (op === OPS.setFillColorN) state.fillColor = undefined;
	else if (op === OPS.setStrokeColorN) state.strokeColor = undefined;
	else if (op === OPS.setLineWidth) state.lineWidth = Number(args[0]);
	else {
		if (op === OPS.setGState) setMixing((args[0] ?? []) as readonly [string, unknown][], state);
		return false;
	}
	return true;
}

function setMixing(entries: readonly [string, unknown][], state: GraphicState): void {
	for (const [key, value] of entries) {
		if (key === "ca") state.fillAlpha = Number(value);
		else if (key === "CA") state.strokeAlpha = Number(value);
		else if (key === "LW") state.lineWidth = Number(value);
		else if (key === "BM" && value !== "source-over") state.isMixed = true;
		else if (key === "SMask" && value !== false) state.isMixed = true;
	}
}

/** A transparency group, as pdf.js gives it. */
export interface Group {
	readonly matrix?: Matrix | null;
	readonly bbox?: ArrayLike<number> | null;
	readonly smask?: unknown;
}

/** What a group paints is mixed as one with what is under it. */
export function beginGroup(group: Group | undefined, state: GraphicState, base: Matrix): void {
	if (group?.smask) state.isMask = true;
	if (state.fillAlpha < OPAQUE) state.isMixed = true;
	state.groupAlpha *= state.fillAlpha;
	state.fillAlpha = state.strokeAlpha = 1;
	if (!group?.bbox) return;
	const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = Array.from(group.bbox);
	const matrix = group.matrix ? multiply(state.matrix, group.matrix) : state.matrix;
	state.clip = overlap(imageOfBox(multiply(base, matrix), [x0, y0, x1, y1]), state.clip);
}

/** How text is painted now. */
export function lookOf(
	{ text, fillColor, strokeColor, fillAlpha, strokeAlpha, groupAlpha, clip }: GraphicState,
	isOff: boolean,
): Look {
	const isOutlined = OUTLINED.has(text.mode);
	const isFilled = !OUTLINES_ONLY.has(text.mode);
	return {
		color: isFilled ? fillColor : strokeColor,
		...(isOutlined ? { outline: strokeColor } : {}),
		alpha: groupAlpha * Math.max(isFilled ? fillAlpha : 0, isOutlined ? strokeAlpha : 0),
		isUnpainted: isOff || UNPAINTED.has(text.mode),
		clip,
	};
}
