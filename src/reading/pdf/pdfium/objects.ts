import type { Box, Matrix } from "../../../model/geometry.ts";
import { IDENTITY, imageOfBox, multiply, overlap } from "../../../model/geometry.ts";
import { append } from "../../../model/many.ts";
import type { Fill, ImageBox, Ruling } from "../../../model/page.ts";
import type { PaintedShape } from "../paths.ts";
import {
	clipFill,
	filledShapes,
	isSideways,
	isSquare,
	isWithin,
	paintedShapes,
	strokedRulings,
	strokedShapes,
	withDashesJoined,
} from "../paths.ts";
import { isScan } from "../scan-size.ts";
import type { Area, Look } from "../visibility.ts";
import { OPAQUE, OUTLINED, OUTLINES_ONLY, UNPAINTED } from "../visibility.ts";
import type { Pdfium } from "./module.ts";
import type { Paint } from "./object-facts.ts";
import { clipOf, colorOf, matrixOf, subpathsOf, wholeAt } from "./object-facts.ts";

/** Kinds of page objects; constants of `fpdf_edit.h`. */
const [TEXT, PATH, IMAGE, SHADING, FORM] = [1, 2, 3, 4, 5];
/** A colour that is not used. */
const UNUSED: Paint = { color: "#000000", alpha: 0 };
const WHITE = "#ffffff";
/** Forms within forms deeper than this are no drawing. */
const MAX_DEPTH = 12;

/** Everything on a page but its characters. */
export interface Objects {
	readonly rulings: Ruling[];
	readonly fills: Fill[];
	readonly images: ImageBox[];
	/** In which order text objects are painted and how, by their address. */
	readonly textOf: Map<number, TextObject>;
	/** What is painted over, in paint order. */
	readonly areas: Area[];
	/** Whether a picture of the size of a scan is painted over text. */
	isCovered: boolean;
	/** Page objects seen, those of forms counted each time. */
	count: number;
}

/** A text object among the others. */
export interface TextObject {
	readonly run: number;
	readonly look: Look;
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
	const found: Objects = { rulings: [], fills: [], images: [], textOf: new Map(), areas: [], isCovered: false, count: 0 };
	walk(
		{ owner: of.page, form: IDENTITY, depth: 0 },
		{ of: { ...of, clip: of.view }, found, isTranslucent: false, groupAlpha: 1 },
	);
	return { ...found, rulings: withDashesJoined(found.rulings) };
}

/** The page or a form on it, whose objects lie in its space. */
interface ObjectOwner {
	readonly owner: number;
	readonly form: Matrix;
	/** Of forms within forms; 0 for the page. */
	readonly depth: number;
}

function walk({ owner, form, depth }: ObjectOwner, place: Place): void {
	const { of, found } = place;
	const { pdfium } = of;
	const isPage = depth === 0;
	const count = isPage ? pdfium._FPDFPage_CountObjects(owner) : pdfium._FPDFFormObj_CountObjects(owner);
	for (let i = 0; i < count && found.count <= of.maxCount; i++) {
		const object = isPage ? pdfium._FPDFPage_GetObject(owner, i) : pdfium._FPDFFormObj_GetObject(owner, i);
		found.count++;
		add(object, { owner, form, depth }, place);
	}
}

function add(object: number, { form, depth }: ObjectOwner, place: Place): void {
	const { of, found } = place;
	const kind = of.pdfium._FPDFPageObj_GetType(object);
	if (kind === TEXT) found.textOf.set(object, { run: found.count, look: lookOf(object, form, place) });
	else if (kind === PATH) addPath(object, form, place);
	else if (kind === IMAGE) addImage(object, form, place);
	else if (kind === SHADING) addArea(clipOf(object, multiply(of.toPage, form), of), undefined, place);
	else if (kind === FORM && depth < MAX_DEPTH) walkForm({ owner: object, form, depth }, place);
}

function walkForm({ owner, form, depth }: ObjectOwner, { of, found, isTranslucent, groupAlpha }: Place): void {
	const inner = { owner, form: multiply(form, matrixOf(owner, of)), depth: depth + 1 };
	const isMixed = isTranslucent || of.pdfium._FPDFPageObj_HasTransparency(owner) !== 0;
	// A form has no colour of its own, but what it was painted with has an opacity.
	const alpha = isMixed ? colorOf("fill", owner, of).alpha : 1;
	const clip = clipOf(owner, multiply(of.toPage, form), of);
	walk(inner, { of: { ...of, clip }, found, isTranslucent: isMixed, groupAlpha: groupAlpha * alpha });
}

/** How a text object is painted. */
function lookOf(object: number, form: Matrix, { of, groupAlpha }: Place): Look {
	const mode = of.pdfium._FPDFTextObj_GetTextRenderMode(object);
	const fill = colorOf("fill", object, of);
	const isOutlined = OUTLINED.has(mode);
	const isFilled = !OUTLINES_ONLY.has(mode);
	const stroke = isOutlined ? colorOf("stroke", object, of) : fill;
	return {
		color: isFilled ? fill.color : stroke.color,
		...(isOutlined ? { outline: stroke.color } : {}),
		alpha: groupAlpha * Math.max(isFilled ? fill.alpha : 0, isOutlined ? stroke.alpha : 0),
		isUnpainted: UNPAINTED.has(mode),
		clip: clipOf(object, multiply(of.toPage, form), of),
	};
}

function addArea(box: Box, color: string | undefined, { found }: Place, isSolid = false): void {
	found.areas.push({ box, color: isSolid ? color : undefined, run: found.count, isSolid, isPicture: false });
}

function addShapes(shapes: readonly PaintedShape[], { color, alpha }: Paint, clip: Box, place: Place): void {
	const isOpaque = alpha > OPAQUE && !place.isTranslucent;
	for (const { box, isWhole } of shapes) {
		const shown = overlap(box, clip);
		if (shown[2] > shown[0] && shown[3] > shown[1]) addArea(shown, color, place, isWhole && isOpaque);
	}
}

interface Place {
	/** With the part of the page that the forms around leave. */
	readonly of: ClippedObjects;
	readonly found: Objects;
	/** Inside a group that may let through what is under it. */
	readonly isTranslucent: boolean;
	/** Of the groups around, 0 to 1: they are mixed with what is under them as one. */
	readonly groupAlpha: number;
}

type ClippedObjects = ObjectsOf & { readonly clip: Box };

function addPath(path: number, form: Matrix, place: Place): void {
	const { of, found } = place;
	const { pdfium, scratch } = of;
	pdfium._FPDFPath_GetDrawMode(path, scratch, scratch + 4);
	// Taken out before the memory is used again.
	const [fillMode, strokeMode] = [wholeAt(0, of), wholeAt(1, of)];
	const fill = fillMode === 0 ? UNUSED : colorOf("fill", path, of);
	const stroke = strokeMode === 0 ? UNUSED : colorOf("stroke", path, of);
	if (fill.alpha === 0 && stroke.alpha === 0) return;
	const inForm = multiply(of.toPage, form);
	const toPage = multiply(inForm, matrixOf(path, of));
	const subpaths = subpathsOf(pdfium._FPDFPath_CountSegments(path), {
		of,
		toPage,
		segment: (i) => pdfium._FPDFPath_GetPathSegment(path, i),
	});
	const clip = clipOf(path, inForm, of);
	const isMixed = of.pdfium._FPDFPageObj_HasTransparency(path) !== 0;
	const own = isMixed ? { ...place, isTranslucent: true } : place;
	if (fill.alpha > 0) addShapes(paintedShapes(subpaths), fill, clip, own);
	if (stroke.alpha > 0) addShapes(strokedShapes(subpaths, strokeWidthOf(path, toPage, of)), stroke, clip, own);
	// White is what the page is: nothing is seen of it but what it hides.
	if (stroke.alpha > 0 && stroke.color !== WHITE) append(found.rulings, strokedRulings(subpaths).filter(isWithin(clip)));
	if (fill.alpha === 0 || fill.color === WHITE) return;
	const { rulings, boxes } = filledShapes(subpaths);
	append(found.rulings, rulings.filter(isWithin(clip)));
	for (const box of boxes) {
		const shown = clipFill(box, fill.color, clip);
		if (shown) found.fills.push(shown);
	}
}

/** How thick a line is on the page, in points. */
function strokeWidthOf(path: number, [a, b, c, d]: Matrix, { pdfium, scratch }: ObjectsOf): number {
	if (!pdfium._FPDFPageObj_GetStrokeWidth(path, scratch)) return 0;
	return (pdfium.HEAPF32[scratch >> 2] ?? 0) * Math.sqrt(Math.abs(a * d - b * c));
}

function addImage(image: number, form: Matrix, { of, found, isTranslucent }: Place): void {
	const { pdfium, scratch } = of;
	const inForm = multiply(of.toPage, form);
	const toPage = multiply(inForm, matrixOf(image, of));
	const box = imageOfBox(toPage, [0, 0, 1, 1]);
	const isKnown = pdfium._FPDFImageObj_GetImagePixelSize(image, scratch, scratch + 4);
	const [widthPx = 0, heightPx = 0] = isKnown ? pdfium.HEAP32.subarray(scratch >> 2, (scratch >> 2) + 2) : [];
	const turned = isSideways(toPage) ? ({ isTurned: true } as const) : {};
	found.images.push({ box, widthPx, heightPx, ...turned });
	const isSolid = !isTranslucent && pdfium._FPDFPageObj_HasTransparency(image) === 0 && isSquare(toPage);
	const shown = overlap(box, clipOf(image, inForm, of));
	if (shown[2] <= shown[0] || shown[3] <= shown[1]) return;
	found.areas.push({ box: shown, color: undefined, run: found.count, isSolid, isPicture: true });
	if (isSolid && found.textOf.size > 0 && isScan(box, of.view)) found.isCovered = true;
}
