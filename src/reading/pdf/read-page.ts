import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Box, Matrix } from "../../model/geometry.ts";
import { IDENTITY, imageOfBox, multiply, overlap } from "../../model/geometry.ts";
import type { Fill, Glyph, ImageBox, Page, Ruling } from "../../model/page.ts";
import { foldRadicals } from "../../text/radicals.ts";
import { tooMuchPainting } from "./bytes.ts";
import type { Cover } from "./covered.ts";
import { withoutCovered } from "./covered.ts";
import type { FontFacts, FontGlyph, TextState } from "./glyphs.ts";
import { initialTextState, isUnmapped, showGlyphs } from "./glyphs.ts";
import { FILLS, IMAGES, STROKES } from "./operations.ts";
import { clipFill, filledShapes, isWithin, strokedRulings, subpathsOf, withDashesJoined } from "./paths.ts";

/** More painting than any page that people read has: a page made to exhaust its reader. */
const MAX_OPERATIONS = 2_000_000;

/** Everything graphic that save and restore bring back. */
interface GraphicState {
	matrix: Matrix;
	fillColor: string;
	strokeColor: string;
	fillVisible: boolean;
	clip: Box;
	text: TextState;
}

/** What one page has gathered so far. */
interface Canvas {
	readonly glyphs: Glyph[];
	readonly rulings: Ruling[];
	readonly fills: Fill[];
	readonly images: ImageBox[];
	readonly covers: Cover[];
	glyphCount: number;
	unmapped: number;
}

/**
 * Reads one page from its list of painting operations: characters with their places, rulings,
 * shading and pictures, as displayed (page rotation applied). One pass gives all of it, where the
 * text and the lines of a page are usually read twice.
 */
export async function readPage(page: PDFPageProxy): Promise<Page> {
	const viewport = page.getViewport({ scale: 1 });
	const list = await page.getOperatorList({ annotationMode: 2 });
	if (list.fnArray.length > MAX_OPERATIONS) throw tooMuchPainting(page.pageNumber, list.fnArray.length);
	const fonts = await fontsOf(page, list);
	const canvas: Canvas = { glyphs: [], rulings: [], fills: [], images: [], covers: [], glyphCount: 0, unmapped: 0 };
	const view: Box = [0, 0, viewport.width, viewport.height];
	paint(list, { canvas, fonts, base: viewport.transform as unknown as Matrix, view });
	return {
		number: page.pageNumber,
		widthPt: viewport.width,
		heightPt: viewport.height,
		glyphs: withoutCovered(canvas.glyphs, canvas.covers, page).filter(
			({ box }) => box[2] > 0 && box[0] < view[2] && box[3] > 0 && box[1] < view[3],
		),
		rulings: withDashesJoined(canvas.rulings),
		fills: canvas.fills,
		images: canvas.images,
		method: "text",
		reader: "pdf.js",
		unmappedShare: canvas.glyphCount === 0 ? 0 : canvas.unmapped / canvas.glyphCount,
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

interface Painting {
	readonly canvas: Canvas;
	readonly fonts: ReadonlyMap<string, FontFacts>;
	readonly base: Matrix;
	readonly view: Box;
}

function paint(list: OperatorList, painting: Painting): void {
	const painter: Painter = {
		state: {
			matrix: IDENTITY,
			fillColor: "#000000",
			strokeColor: "#000000",
			fillVisible: true,
			clip: painting.view,
			text: initialTextState(),
		},
		stack: [],
		isClipNext: false,
	};
	for (let i = 0; i < list.fnArray.length; i++) {
		const operation = { op: list.fnArray[i] ?? 0, args: list.argsArray[i] ?? [], run: i };
		if (!changeState(operation, painter, painting)) paintOne(operation, painter, painting);
	}
}

/** The graphics state in force, and those saved. */
interface Painter {
	state: GraphicState;
	readonly stack: GraphicState[];
	/** The next path cuts what is painted after it. */
	isClipNext: boolean;
}

interface Operation {
	readonly op: number;
	readonly args: readonly unknown[];
	readonly run: number;
}

const OPENS = new Set<number>([OPS.save, OPS.paintFormXObjectBegin, OPS.beginAnnotation]);
const CLOSES = new Set<number>([OPS.restore, OPS.paintFormXObjectEnd, OPS.endAnnotation]);

/** Carries out what changes the graphics state only; false for other operations. */
function changeState({ op, args }: Operation, painter: Painter, painting: Painting): boolean {
	const { stack } = painter;
	if (OPENS.has(op)) {
		stack.push({ ...painter.state, text: { ...painter.state.text } });
		if (op === OPS.paintFormXObjectBegin) beginForm(args, painter.state, painting);
		if (op === OPS.beginAnnotation)
			painter.state = { ...painter.state, matrix: annotationMatrix(args), text: initialTextState() };
	} else if (CLOSES.has(op)) painter.state = stack.pop() ?? painter.state;
	else if (op === OPS.transform) painter.state.matrix = multiply(painter.state.matrix, args as unknown as Matrix);
	else if (op === OPS.setFillRGBColor) painter.state.fillColor = String(args[0]);
	else if (op === OPS.setStrokeRGBColor) painter.state.strokeColor = String(args[0]);
	else if (op === OPS.clip || op === OPS.eoClip) painter.isClipNext = true;
	else return false;
	return true;
}

function beginForm(args: readonly unknown[], state: GraphicState, { base }: Painting): void {
	if (args[0]) state.matrix = multiply(state.matrix, args[0] as Matrix);
	if (args[1]) state.clip = overlap(imageOfBox(multiply(base, state.matrix), args[1] as Box), state.clip);
}

function paintOne({ op, args, run }: Operation, painter: Painter, painting: Painting): void {
	const { state } = painter;
	if (op === OPS.constructPath) {
		const clip = paintPath(args, state, painting);
		if (painter.isClipNext && clip) state.clip = clip;
		painter.isClipNext = false;
	} else if (IMAGES.has(op)) paintImage(args, state, painting);
	else if (op === OPS.showText) paintText(args[0], { state, painting, run });
	else setText(op, args, { text: state.text, fonts: painting.fonts });
}

function annotationMatrix(args: readonly unknown[]): Matrix {
	const transform = (args[2] ?? IDENTITY) as Matrix;
	const matrix = (args[3] ?? IDENTITY) as Matrix;
	return multiply(transform, matrix);
}

/** Adds what a path draws; returns its box, cut by the clip in force, for use as the next clip. */
function paintPath(args: readonly unknown[], state: GraphicState, { canvas, base }: Painting): Box | undefined {
	const [op, data, bounds] = args as [number, readonly (ArrayLike<number> | null)[], Box | null];
	const toPage = multiply(base, state.matrix);
	const drawn = data?.[0];
	if (drawn && (STROKES.has(op) || FILLS.has(op))) {
		const subpaths = subpathsOf(drawn, toPage);
		if (STROKES.has(op) && state.strokeColor !== "#ffffff")
			canvas.rulings.push(...strokedRulings(subpaths).filter(isWithin(state.clip)));
		if (FILLS.has(op) && state.fillColor !== "#ffffff") fillShapes(subpaths, state, canvas);
	}
	if (!bounds?.every(Number.isFinite)) return undefined;
	return overlap(imageOfBox(toPage, bounds), state.clip);
}

function fillShapes(subpaths: ReturnType<typeof subpathsOf>, { fillColor, clip }: GraphicState, canvas: Canvas): void {
	const { rulings, boxes } = filledShapes(subpaths);
	canvas.rulings.push(...rulings.filter(isWithin(clip)));
	for (const box of boxes) {
		const fill = clipFill(box, fillColor, clip);
		if (fill) canvas.fills.push(fill);
	}
}

function paintImage(args: readonly unknown[], state: GraphicState, { canvas, base }: Painting): void {
	const first = args[0] as { width?: number; height?: number } | string | undefined;
	const width = typeof first === "object" ? first.width : args[1];
	const height = typeof first === "object" ? first.height : args[2];
	const box = imageOfBox(multiply(base, state.matrix), [0, 0, 1, 1]);
	canvas.images.push({ box, widthPx: Number(width ?? 0), heightPx: Number(height ?? 0) });
	canvas.covers.push({ box, id: typeof first === "string" ? first : undefined, glyphs: canvas.glyphs.length });
}

function paintText(shown: unknown, { state, painting, run }: { state: GraphicState; painting: Painting; run: number }): void {
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
	for (const glyph of showGlyphs(items, state.text, { toPage: multiply(base, state.matrix), run })) {
		canvas.glyphs.push({ ...glyph, text: foldRadicals(glyph.text) });
	}
}

function setText(
	op: number,
	args: readonly unknown[],
	{ text, fonts }: { text: TextState; fonts: ReadonlyMap<string, FontFacts> },
): void {
	const number = Number(args[0]);
	if (op === OPS.beginText) moveTo(text, IDENTITY);
	else if (op === OPS.setTextMatrix) moveTo(text, (args.length === 6 ? args : args[0]) as Matrix);
	else if (op === OPS.moveText) moveBy(text, number, Number(args[1]));
	else if (op === OPS.setLeadingMoveText) {
		text.leading = -Number(args[1]);
		moveBy(text, number, Number(args[1]));
	} else if (op === OPS.nextLine) moveBy(text, 0, -text.leading);
	else if (op === OPS.setLeading) text.leading = -number;
	else if (op === OPS.setCharSpacing) text.charSpacing = number;
	else if (op === OPS.setWordSpacing) text.wordSpacing = number;
	else if (op === OPS.setHScale) text.scale = number / 100;
	else if (op === OPS.setTextRise) text.rise = number;
	else if (op === OPS.setTextRenderingMode) text.mode = number;
	else if (op === OPS.setFont) {
		text.font = fonts.get(String(args[0]));
		text.sizePt = Number(args[1]);
	} else if (op === OPS.setGState) setFontOfState(args[0], { text, fonts });
}

/** The graphics-state dictionary may set the font too. */
function setFontOfState(entries: unknown, { text, fonts }: { text: TextState; fonts: ReadonlyMap<string, FontFacts> }): void {
	for (const [key, value] of (entries ?? []) as [string, unknown][]) {
		if (key !== "Font" || !Array.isArray(value)) continue;
		text.font = fonts.get(String(value[0])) ?? text.font;
		text.sizePt = Number(value[1]);
	}
}

function moveTo(text: TextState, matrix: Matrix): void {
	text.matrix = matrix;
	text.x = text.lineX = 0;
	text.y = text.lineY = 0;
}

function moveBy(text: TextState, dx: number, dy: number): void {
	text.x = text.lineX += dx;
	text.y = text.lineY += dy;
}
