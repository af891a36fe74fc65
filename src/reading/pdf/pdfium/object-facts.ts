import type { Box, Matrix } from "../../../model/geometry.ts";
import { applyTo, boxAround, IDENTITY, overlap } from "../../../model/geometry.ts";
import type { Pdfium } from "./module.ts";

/** Kinds of path segments; constants of `fpdf_edit.h`. */
const [BEZIER_TO, MOVE_TO] = [1, 2];

type Point = readonly [number, number];

/** An instance, and memory for its results. */
export interface Reader {
	readonly pdfium: Pdfium;
	readonly scratch: number;
}

/** A colour, `#rrggbb`, and how much of what is under it it hides. */
export interface Paint {
	readonly color: string;
	/** 0 to 1. */
	readonly alpha: number;
}

/** A whole number among an instance's results, by its place. */
export function wholeAt(place: number, { pdfium, scratch }: Reader): number {
	return pdfium.HEAP32[(scratch >> 2) + place] ?? 0;
}

/** The colour an object fills or draws lines with. */
export function colorOf(which: "fill" | "stroke", object: number, { pdfium, scratch }: Reader): Paint {
	const get = which === "fill" ? pdfium._FPDFPageObj_GetFillColor : pdfium._FPDFPageObj_GetStrokeColor;
	if (!get(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return { color: "#000000", alpha: 1 };
	const at = scratch >> 2;
	const [r = 0, g = 0, b = 0, a = 255] = [0, 1, 2, 3].map((i) => pdfium.HEAP32[at + i] ?? 0);
	const color = `#${((1 << 24) | (r << 16) | (g << 8) | b).toString(16).slice(1)}`;
	return { color, alpha: a / 255 };
}

/** An object's own matrix. */
export function matrixOf(object: number, { pdfium, scratch }: Reader): Matrix {
	if (!pdfium._FPDFPageObj_GetMatrix(object, scratch)) return IDENTITY;
	const { HEAPF32: singles } = pdfium;
	const at = (place: number) => singles[(scratch >> 2) + place] ?? 0;
	return [at(0), at(1), at(2), at(3), at(4), at(5)];
}

/** The segments of a path, by number. */
export interface Segments {
	readonly of: Reader;
	readonly toPage: Matrix;
	readonly segment: (index: number) => number;
}

/** The corner points of each subpath; of a curve only where it ends. */
export function subpathsOf(count: number, { of: { pdfium, scratch }, toPage, segment }: Segments): Point[][] {
	const subpaths: Point[][] = [];
	let current: Point[] = [];
	let controls = 0;
	for (let i = 0; i < count; i++) {
		const part = segment(i);
		const kind = pdfium._FPDFPathSegment_GetType(part);
		pdfium._FPDFPathSegment_GetPoint(part, scratch, scratch + 4);
		const at = scratch >> 2;
		const point = applyTo(toPage, pdfium.HEAPF32[at] ?? 0, pdfium.HEAPF32[at + 1] ?? 0);
		controls = kind === BEZIER_TO ? (controls + 1) % 3 : 0;
		if (kind === MOVE_TO) {
			current = [point];
			subpaths.push(current);
		} else if (controls === 0) current.push(point);
		if (pdfium._FPDFPathSegment_GetClose(part) && current[0]) current.push(current[0]);
	}
	return subpaths;
}

/** What an object's clip paths leave of the part of the page that the forms around it leave. */
export function clipOf(object: number, toPage: Matrix, of: Reader & { readonly clip: Box }): Box {
	const { pdfium } = of;
	const clip = pdfium._FPDFPageObj_GetClipPath(object);
	let box = of.clip;
	const count = clip === 0 ? 0 : pdfium._FPDFClipPath_CountPaths(clip);
	for (let path = 0; path < count; path++) {
		const points = subpathsOf(pdfium._FPDFClipPath_CountPathSegments(clip, path), {
			of,
			toPage,
			segment: (i) => pdfium._FPDFClipPath_GetPathSegment(clip, path, i),
		}).flat();
		if (points.length === 0) continue;
		box = overlap(boxAround(points), box);
	}
	return box;
}
