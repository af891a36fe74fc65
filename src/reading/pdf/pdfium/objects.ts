import type { Box, Matrix } from "../../../model/geometry.ts";
import { applyTo, boxAround, IDENTITY, imageOfBox, multiply, overlap } from "../../../model/geometry.ts";
import type { Fill, ImageBox, Ruling } from "../../../model/page.ts";
import { clipFill, filledShapes, isWithin, strokedRulings, withDashesJoined } from "../paths.ts";
import { isScan } from "../scan-size.ts";
import type { Pdfium } from "./module.ts";

/** Kinds of page objects and path segments; constants of `fpdf_edit.h`. */
const [TEXT, PATH, IMAGE, FORM] = [1, 2, 3, 5];
const [BEZIER_TO, MOVE_TO] = [1, 2];
/** Forms within forms deeper than this are no drawing. */
const MAX_DEPTH = 12;

type Point = readonly [number, number];

/** Everything on a page but its characters. */
export interface Objects {
	readonly rulings: Ruling[];
	readonly fills: Fill[];
	readonly images: ImageBox[];
	/** In which order text objects are painted, by their address. */
	readonly orderOf: Map<number, number>;
	/** Whether a picture of the size of a scan is painted over text. */
	isCovered: boolean;
	/** Page objects seen, those of forms counted each time. */
	count: number;
}

/** Where objects lie: `toPage` maps user space to the displayed page; `scratch` is memory for results. */
export interface ObjectsOf {
	readonly pdfium: Pdfium;
	readonly page: number;
	readonly toPage: Matrix;
	readonly view: Box;
	readonly scratch: number;
	readonly maxCount: number;
}

/** Walks the objects of a page and of the forms on it, in paint order. */
export function readObjects(of: ObjectsOf): Objects {
	const found: Objects = { rulings: [], fills: [], images: [], orderOf: new Map(), isCovered: false, count: 0 };
	walk({ owner: of.page, form: IDENTITY, depth: 0 }, { of, found });
	return { ...found, rulings: withDashesJoined(found.rulings) };
}

/** The page or a form on it, whose objects lie in its space. */
interface ObjectOwner {
	readonly owner: number;
	readonly form: Matrix;
	/** Of forms within forms; 0 for the page. */
	readonly depth: number;
}

function walk({ owner, form, depth }: ObjectOwner, { of, found }: Place): void {
	const { pdfium } = of;
	const isPage = depth === 0;
	const count = isPage ? pdfium._FPDFPage_CountObjects(owner) : pdfium._FPDFFormObj_CountObjects(owner);
	for (let i = 0; i < count && found.count <= of.maxCount; i++) {
		const object = isPage ? pdfium._FPDFPage_GetObject(owner, i) : pdfium._FPDFFormObj_GetObject(owner, i);
		const kind = pdfium._FPDFPageObj_GetType(object);
		found.count++;
		if (kind === TEXT) found.orderOf.set(object, found.count);
		else if (kind === PATH) addPath(object, form, { of, found });
		else if (kind === IMAGE) addImage(object, form, { of, found });
		else if (kind === FORM && depth < MAX_DEPTH)
			walk({ owner: object, form: multiply(form, matrixOf(object, of)), depth: depth + 1 }, { of, found });
	}
}

interface Place {
	readonly of: ObjectsOf;
	readonly found: Objects;
}

function addPath(path: number, form: Matrix, { of, found }: Place): void {
	const { pdfium, scratch } = of;
	pdfium._FPDFPath_GetDrawMode(path, scratch, scratch + 4);
	// Taken out before the memory is used again.
	const [fillMode = 0, strokeMode = 0] = [...pdfium.HEAP32.subarray(scratch >> 2, (scratch >> 2) + 2)];
	const isFilled = fillMode !== 0 && isVisible("fill", path, of);
	const isStroked = strokeMode !== 0 && isVisible("stroke", path, of);
	if (!isFilled && !isStroked) return;
	const inForm = multiply(of.toPage, form);
	const toPage = multiply(inForm, matrixOf(path, of));
	const subpaths = subpathsOf(pdfium._FPDFPath_CountSegments(path), {
		of,
		toPage,
		segment: (i) => pdfium._FPDFPath_GetPathSegment(path, i),
	});
	const clip = clipOf(path, inForm, of);
	if (isStroked) found.rulings.push(...strokedRulings(subpaths).filter(isWithin(clip)));
	if (!isFilled) return;
	const { rulings, boxes } = filledShapes(subpaths);
	found.rulings.push(...rulings.filter(isWithin(clip)));
	const color = colorOf("fill", path, of);
	for (const box of boxes) {
		const fill = clipFill(box, color, clip);
		if (fill) found.fills.push(fill);
	}
}

function addImage(image: number, form: Matrix, { of, found }: Place): void {
	const { pdfium, scratch, toPage } = of;
	const box = imageOfBox(multiply(multiply(toPage, form), matrixOf(image, of)), [0, 0, 1, 1]);
	const isKnown = pdfium._FPDFImageObj_GetImagePixelSize(image, scratch, scratch + 4);
	const [widthPx = 0, heightPx = 0] = isKnown ? pdfium.HEAP32.subarray(scratch >> 2, (scratch >> 2) + 2) : [];
	found.images.push({ box, widthPx, heightPx });
	if (found.orderOf.size > 0 && isScan(box, of.view)) found.isCovered = true;
}

/** White is what the page is: nothing is seen of it. */
function isVisible(of: "fill" | "stroke", object: number, from: ObjectsOf): boolean {
	return colorOf(of, object, from) !== "#ffffff";
}

function colorOf(which: "fill" | "stroke", object: number, { pdfium, scratch }: ObjectsOf): string {
	const get = which === "fill" ? pdfium._FPDFPageObj_GetFillColor : pdfium._FPDFPageObj_GetStrokeColor;
	if (!get(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return "#000000";
	const parts = pdfium.HEAP32.subarray(scratch >> 2, (scratch >> 2) + 3);
	return `#${[...parts].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** An object's own matrix. */
function matrixOf(object: number, { pdfium, scratch }: ObjectsOf): Matrix {
	if (!pdfium._FPDFPageObj_GetMatrix(object, scratch)) return IDENTITY;
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = pdfium.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 6);
	return [a, b, c, d, e, f];
}

interface Segments {
	readonly of: ObjectsOf;
	readonly toPage: Matrix;
	readonly segment: (index: number) => number;
}

/** The corner points of each subpath; of a curve only where it ends. */
function subpathsOf(count: number, { of: { pdfium, scratch }, toPage, segment }: Segments): Point[][] {
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

/** The box that an object's clip paths leave of the page. */
function clipOf(object: number, toPage: Matrix, of: ObjectsOf): Box {
	const { pdfium, view } = of;
	const clip = pdfium._FPDFPageObj_GetClipPath(object);
	let box = view;
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
