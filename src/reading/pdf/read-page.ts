import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Box, Matrix } from "../../model/geometry.ts";
import { IDENTITY, imageOfBox, multiply, overlap } from "../../model/geometry.ts";
import type { Page } from "../../model/page.ts";
import { foldRadicals } from "../../text/radicals.ts";
import { tooMuchPainting } from "./bytes.ts";
import type { Canvas } from "./canvas.ts";
import { addArea, addPicture, fillShapes, strokeShapes } from "./canvas.ts";
import { isOpaquePicture } from "./covered.ts";
import type { Frame } from "./frame.ts";
import { frameOf } from "./frame.ts";
import type { FontFacts, FontGlyph } from "./glyphs.ts";
import { initialTextState, isUnmapped, showGlyphs } from "./glyphs.ts";
import type { GraphicState, Group } from "./graphic-state.ts";
import { beginGroup, initialState, lookOf, setPaint } from "./graphic-state.ts";
import { CLOSES, FILLS, IMAGES, OPENS, STROKES } from "./operations.ts";
import { subpathsOf, withDashesJoined } from "./paths.ts";
import { setText } from "./text-state.ts";
import { asSeen, shapesOf } from "./visibility.ts";

/** More painting than any page that people read has: a page made to exhaust its reader. */
const MAX_OPERATIONS = 2_000_000;

/**
 * Reads one page from its list of painting operations: characters with their places, rulings,
 * shading and pictures, as displayed (page rotation applied). One pass gives all of it, where the
 * text and the lines of a page are usually read twice.
 */
export async function readPage(page: PDFPageProxy, layers: Layers): Promise<Page> {
	const viewport = page.getViewport({ scale: 1 });
	// Form fields as they are painted, not as a browser would let them be filled in.
	const list = await page.getOperatorList({ annotationMode: 1 });
	if (list.fnArray.length > MAX_OPERATIONS) throw tooMuchPainting(page.pageNumber, list.fnArray.length);
	const fonts = await fontsOf(page, list);
	const isOpaque = (id: string | undefined) => isOpaquePicture(id, page);
	const base = viewport.transform as unknown as Matrix;
	const read = (frame?: Frame) => {
		const canvas: Canvas = { glyphs: [], rulings: [], fills: [], images: [], areas: [], glyphCount: 0, unmapped: 0 };
		const view = frame?.view ?? [0, 0, viewport.width, viewport.height];
		paint(list, { canvas, fonts, base: frame ? multiply(frame.toRead, base) : base, view, layers, isOpaque });
		return pageOf(canvas, view, frame);
	};
	const first = read();
	const frame = frameOf(first.glyphs, [0, 0, viewport.width, viewport.height]);
	return { number: page.pageNumber, ...(frame ? read(frame) : first) };
}

function pageOf(canvas: Canvas, view: Box, frame: Frame | undefined): Omit<Page, "number"> {
	return {
		widthPt: view[2],
		heightPt: view[3],
		glyphs: asSeen(canvas.glyphs, canvas.areas, view).glyphs.filter(
			({ box }) => box[2] > 0 && box[0] < view[2] && box[3] > 0 && box[1] < view[3],
		),
		rulings: withDashesJoined(canvas.rulings),
		fills: canvas.fills,
		images: canvas.images,
		shapes: shapesOf(canvas.areas),
		method: "text",
		reader: "pdf.js",
		unmappedShare: canvas.glyphCount === 0 ? 0 : canvas.unmapped / canvas.glyphCount,
		...(frame ? { toDisplayed: frame.toDisplayed } : {}),
	};
}

type OperatorList = Awaited<ReturnType<PDFPageProxy["getOperatorList"]>>;

async function fontsOf(page: PDFPageProxy, list: OperatorList): Promise<Map<string, FontFacts>> {
	const names = new Set<string>();
	list.fnArray.forEach((op, i) => {
		if (op === OPS.setFont) names.add(String(list.argsArray[i]?.[0]));
	});
	const fonts = new Map<string, FontFacts>();
	for (const name of names) {
		const font = await new Promise<FontFacts>((resolve) => page.commonObjs.get(name, resolve));
		fonts.set(name, font ?? {});
	}
	return fonts;
}

/** Which layers of the document are switched on; the shape of pdf.js' optional content. */
export interface Layers {
	readonly isVisible: (layer: never) => boolean;
}

interface Painting {
	readonly layers: Layers;
	readonly isOpaque: (id: string | undefined) => boolean;
	readonly canvas: Canvas;
	readonly fonts: ReadonlyMap<string, FontFacts>;
	readonly base: Matrix;
	readonly view: Box;
}

function paint(list: OperatorList, painting: Painting): void {
	const painter: Painter = {
		state: initialState(painting.view),
		stack: [],
		isClipNext: false,
		marked: [],
	};
	for (let i = 0; i < list.fnArray.length; i++) {
		const operation = { op: list.fnArray[i] ?? 0, args: list.argsArray[i] ?? [], run: i };
		if (!mark(operation, painter, painting) && !changeState(operation, painter, painting)) paintOne(operation, painter, painting);
	}
}

/** The graphics state in force, and those saved. */
interface Painter {
	state: GraphicState;
	readonly stack: GraphicState[];
	/** The next path cuts what is painted after it. */
	isClipNext: boolean;
	/** Of each part marked around the current operation: whether its layer is on. */
	readonly marked: boolean[];
}

interface Operation {
	readonly op: number;
	readonly args: readonly unknown[];
	readonly run: number;
}

/** Follows the parts of a page that can be switched on and off; false for other operations. */
function mark({ op, args }: Operation, { marked }: Painter, { layers }: Painting): boolean {
	if (op === OPS.beginMarkedContent) marked.push(true);
	else if (op === OPS.beginMarkedContentProps) marked.push(args[0] !== "OC" || layers.isVisible(args[1] as never));
	else if (op === OPS.endMarkedContent) marked.pop();
	else return false;
	return true;
}

/** Carries out what changes the graphics state only; false for other operations. */
function changeState({ op, args }: Operation, painter: Painter, painting: Painting): boolean {
	const { stack } = painter;
	if (OPENS.has(op)) {
		stack.push({ ...painter.state, text: { ...painter.state.text } });
		if (op === OPS.paintFormXObjectBegin) beginForm(args, painter.state, painting);
		if (op === OPS.beginGroup) beginGroup(args[0] as Group | undefined, painter.state, painting.base);
		if (op === OPS.beginAnnotation)
			painter.state = { ...painter.state, matrix: annotationMatrix(args), text: initialTextState() };
	} else if (CLOSES.has(op)) painter.state = stack.pop() ?? painter.state;
	else if (op === OPS.transform) painter.state.matrix = multiply(painter.state.matrix, args as unknown as Matrix);
	else if (op === OPS.clip || op === OPS.eoClip) painter.isClipNext = true;
	else return setPaint(op, args, painter.state);
	return true;
}

function beginForm(args: readonly unknown[], state: GraphicState, { base }: Painting): void {
	if (args[0]) state.matrix = multiply(state.matrix, args[0] as Matrix);
	if (args[1]) state.clip = overlap(imageOfBox(multiply(base, state.matrix), args[1] as Box), state.clip);
}

function paintOne({ op, args, run }: Operation, painter: Painter, painting: Painting): void {
	const { state } = painter;
	const isOff = state.isMask || painter.marked.includes(false);
	if (op === OPS.constructPath) {
		const clip = paintPath(args, { state, painting, run, isOff });
		if (painter.isClipNext && clip) state.clip = clip;
		painter.isClipNext = false;
	} else if (IMAGES.has(op)) {
		if (!isOff) addPicture({ op, args }, { state, canvas: painting.canvas, run }, painting);
	} else if (op === OPS.showText) paintText(args[0], { state, painting, run, isOff });
	else if (op === OPS.shadingFill && !isOff) addArea(painting.canvas, { box: state.clip, run });
	else setText(op, args, { text: state.text, fonts: painting.fonts });
}

function annotationMatrix(args: readonly unknown[]): Matrix {
	const transform = (args[2] ?? IDENTITY) as Matrix;
	const matrix = (args[3] ?? IDENTITY) as Matrix;
	return multiply(transform, matrix);
}

/** Where an operation paints, and whether that is seen at all. */
interface Stroke {
	readonly state: GraphicState;
	readonly painting: Painting;
	readonly run: number;
	/** In a part that is switched off, or in a mask. */
	readonly isOff: boolean;
}

/** Adds what a path draws; returns its box, cut by the clip in force, for use as the next clip. */
function paintPath(args: readonly unknown[], stroke: Stroke): Box | undefined {
	const { state, painting, run, isOff } = stroke;
	const brush = { state, canvas: painting.canvas, run };
	const [op, data, bounds] = args as [number, readonly (ArrayLike<number> | null)[], Box | null];
	const toPage = multiply(painting.base, state.matrix);
	const drawn = data?.[0];
	if (drawn && !isOff && (STROKES.has(op) || FILLS.has(op))) {
		const subpaths = subpathsOf(drawn, toPage);
		if (FILLS.has(op) && state.fillAlpha > 0) fillShapes(subpaths, brush);
		if (STROKES.has(op) && state.strokeAlpha > 0) strokeShapes(subpaths, toPage, brush);
	}
	if (!bounds?.every(Number.isFinite)) return undefined;
	return overlap(imageOfBox(toPage, bounds), state.clip);
}

function paintText(shown: unknown, { state, painting, run, isOff }: Stroke): void {
	const { canvas, base } = painting;
	const items = (Array.isArray(shown) ? shown : []).filter((item) => item !== null && item !== undefined) as (
		| FontGlyph
		| number
	)[];
	for (const item of items) {
		if (typeof item === "number" || item.isSpace) continue;
		canvas.glyphCount++;
		if (isUnmapped(item.unicode)) canvas.unmapped++;
	}
	const look = lookOf(state, isOff);
	for (const glyph of showGlyphs(items, state.text, { toPage: multiply(base, state.matrix), run })) {
		canvas.glyphs.push({ glyph: { ...glyph, text: foldRadicals(glyph.text) }, look });
	}
}
