import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { GoujiError } from "../../model/errors.ts";
import type { Box } from "../../model/geometry.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { byPdfJs, withPdf } from "./open.ts";

/** A page drawn as pixels. */
export interface DrawnPage {
	readonly png: Uint8Array;
	readonly widthPx: number;
	readonly heightPx: number;
}

/** What is drawn over a page, in its displayed points; the painter has them scaled. */
export type Overlay = (context: CanvasRenderingContext2D) => void;

/** The largest picture drawn; a page of an absurd size is drawn smaller. */
const MAX_PIXELS = 40_000_000;

/** The pixels of a drawn page. */
export interface PagePixels {
	readonly rgba: Uint8ClampedArray;
	readonly widthPx: number;
	readonly heightPx: number;
	/** Pixels per inch that it was drawn at, after bounds. */
	readonly dpi: number;
}

/** Draws pages one after another from one opening of the document; `dpiOf` gives each its resolution. */
export async function withPagePixels<T>(
	bytes: Uint8Array,
	numbers: readonly number[],
	{
		dpiOf,
		use,
	}: { readonly dpiOf: (number: number) => number; readonly use: (number: number, pixels: PagePixels) => Promise<T> },
): Promise<T[]> {
	return withPdf(bytes, async (pdf) => {
		const results: T[] = [];
		for (const number of numbers) {
			const pixels = await byPdfJs(() => pixelsOf(pdf, number, dpiOf(number)));
			results.push(await use(number, pixels));
		}
		return results;
	});
}

async function pixelsOf(pdf: PDFDocumentProxy, number: number, wantedDpi: number): Promise<PagePixels> {
	const page = await pdf.getPage(number);
	const { context, scale, widthPx, heightPx } = await drawn(pdf, page, { dpi: wantedDpi, turn: 0 });
	const rgba = context.getImageData(0, 0, widthPx, heightPx).data;
	page.cleanup();
	return { rgba, widthPx, heightPx, dpi: scale * 72 };
}

/** Draws a page on a canvas of its own, no larger than MAX_PIXELS. */
async function drawn(pdf: PDFDocumentProxy, page: PDFPageProxy, { dpi: wantedDpi, turn }: { dpi: number; turn: number }) {
	const size = page.getViewport({ scale: 1 });
	const scale = Math.min(wantedDpi / 72, Math.sqrt(MAX_PIXELS / (size.width * size.height)));
	const viewport = page.getViewport({ scale, rotation: (page.rotate + turn) % 360 });
	const [widthPx, heightPx] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
	const factory = pdf.canvasFactory as unknown as { create: (width: number, height: number) => NodeCanvas };
	const { canvas, context } = factory.create(widthPx, heightPx);
	await page.render({ canvas: canvas as never, canvasContext: context, viewport }).promise;
	return { canvas, context, scale, widthPx, heightPx };
}

interface NodeCanvas {
	readonly canvas: { toBuffer: (type: "image/png") => Uint8Array };
	readonly context: CanvasRenderingContext2D;
}

/** How a page is drawn: turned clockwise by `turn` degrees, or only an area of it, in points. */
interface PageDrawing {
	readonly dpi: number;
	readonly overlay?: Overlay;
	readonly turn?: number;
	readonly area?: Box;
}

/**
 * Draws one page (counted from 1) at a resolution in dots per inch, with an overlay on it: turned clockwise by `turn` degrees, or
 * only an area of it, in points, where one is given.
 */
export async function drawPage(
	bytes: Uint8Array,
	number: number,
	{ dpi, overlay, turn = 0, area }: PageDrawing,
): Promise<DrawnPage> {
	return withPdf(bytes, async (pdf) => {
		if (number < 1 || number > pdf.numPages)
			throw new GoujiError("bad-arguments", `The PDF has no page ${number}`, { hint: `Name a page from 1 to ${pdf.numPages}.` });
		const { canvas, context, scale, widthPx, heightPx } = await byPdfJs(async () =>
			drawn(pdf, await pdf.getPage(number), { dpi, turn }),
		);
		if (overlay) {
			context.save();
			context.setTransform(scale, 0, 0, scale, 0, 0);
			overlay(context);
			context.restore();
		}
		if (area) return cutOut(pdf, context, { area, scale, widthPx, heightPx });
		return { png: new Uint8Array(canvas.toBuffer("image/png")), widthPx, heightPx };
	});
}

interface Drawing {
	readonly area: Box;
	readonly scale: number;
	readonly widthPx: number;
	readonly heightPx: number;
}

/** An area of a drawn page as a picture of its own. */
function cutOut(
	pdf: PDFDocumentProxy,
	drawing: CanvasRenderingContext2D,
	{ area, scale, widthPx, heightPx }: Drawing,
): DrawnPage {
	const [x0, y0, x1, y1] = area.map((at) => Math.round(at * scale)) as [number, number, number, number];
	const [left, top] = [Math.max(0, Math.min(x0, widthPx - 1)), Math.max(0, Math.min(y0, heightPx - 1))];
	const [width, height] = [Math.max(1, Math.min(x1, widthPx) - left), Math.max(1, Math.min(y1, heightPx) - top)];
	const factory = pdf.canvasFactory as unknown as { create: (width: number, height: number) => NodeCanvas };
	const { canvas, context } = factory.create(width, height);
	context.putImageData(drawing.getImageData(left, top, width, height), 0, 0);
	return { png: new Uint8Array(canvas.toBuffer("image/png")), widthPx: width, heightPx: height };
}

/** Width and height of every page as displayed, in points. */
export async function pageSizes(bytes: Uint8Array): Promise<[number, number][]> {
	return withPdf(bytes, async (pdf) => {
		const sizes: [number, number][] = [];
		for (let number = 1; number <= Math.min(pdf.numPages, DEFAULT_LIMITS.pages); number++) {
			const page = await byPdfJs(() => pdf.getPage(number));
			const { width, height } = page.getViewport({ scale: 1 });
			sizes.push([width, height]);
		}
		return sizes;
	});
}
