import { isOwnBug } from "../../../model/causes.ts";
import type { Box, Matrix } from "../../../model/geometry.ts";
import { imageOfBox, multiply } from "../../../model/geometry.ts";
import { isSideways, isSquare } from "../paths.ts";
import type { Pdfium } from "./module.ts";
import { startPdfium } from "./module.ts";
import { matrixOf } from "./object-facts.ts";
import { viewOf } from "./read-pages.ts";

/** A page as pixels in colour, row by row from the top left. */
export interface PaintedPage {
	readonly rgba: Uint8ClampedArray;
	readonly widthPx: number;
	readonly heightPx: number;
	/** Pixels per inch of the page as displayed. */
	readonly dpi: number;
}

/** Paints the pages of one document. */
export interface PagePainter {
	/** A page (counted from 1) at about a resolution; undefined where it cannot be opened, or nothing shows on it. */
	readonly paint: (number: number, dpi: number) => PaintedPage | undefined;
}

/** `FPDFBitmap_BGR` of `fpdfview.h`. */
const BGR = 2;
/** `FPDF_ANNOT`: stamps and notes that show are painted too; form fields have a call of their own. */
const WITH_ANNOTATIONS = 1;
/** Kinds of page objects; constants of `fpdf_edit.h`. */
const [IMAGE, FORM] = [3, 5];
/** Forms within forms deeper than this hold no scan. */
const MAX_DEPTH = 4;
/** The largest picture painted, of A3 at 300 dots per inch: a page of an absurd size is painted smaller. */
const MAX_PIXELS = 18_000_000;
/** More pictures than this are no strips or tiles of a scan. */
const MAX_PICTURES = 4000;
/** A page whose scan is as fine as wanted, but for this share, is painted in the scan's own pixels. */
const SAME_SHARE = 0.01;
/** Pixels of a scan are square, but for what programs round. */
const SQUARE_SHARE = 0.003;
/** Edges of pictures this close to the edge of a pixel lie on it; then they are kept so far inside it. */
const [SNAP_PX, INSET_PX] = [0.3, 0.02];

/**
 * Opens a document to paint its pages, in a fresh instance of PDFium that goes with it. Undefined where PDFium does not
 * open it. A page that is a scan is painted pixel for pixel: what is scaled by a thousandth is blurred everywhere.
 */
export async function openPainter(bytes: Uint8Array): Promise<PagePainter | undefined> {
	const pdfium = await startPdfium();
	const data = pdfium._malloc(bytes.length);
	pdfium.HEAPU8.set(bytes, data);
	const document = pdfium._FPDF_LoadMemDocument(data, bytes.length, 0);
	if (document === 0) return undefined;
	const form = pdfium._PDFiumExt_InitFormFillEnvironment(document, pdfium._PDFiumExt_OpenFormFillInfo());
	const scratch = pdfium._malloc(64);
	let isTrapped = false;
	return {
		paint: (number, dpi) => {
			if (isTrapped) return undefined;
			try {
				return paintPage(number, dpi, { pdfium, document, form, scratch });
			} catch (error) {
				if (isOwnBug(error)) throw error;
				// A trap of WebAssembly: nothing more can be had of this instance.
				isTrapped = true;
				return undefined;
			}
		},
	};
}

interface Instance {
	readonly pdfium: Pdfium;
	readonly document: number;
	readonly form: number;
	readonly scratch: number;
}

function paintPage(number: number, dpi: number, instance: Instance): PaintedPage | undefined {
	const { pdfium, document, form } = instance;
	const page = pdfium._FPDF_LoadPage(document, number - 1);
	if (page === 0) return undefined;
	pdfium._FORM_OnAfterLoadPage(page, form);
	const size = [pdfium._FPDF_GetPageWidthF(page), pdfium._FPDF_GetPageHeightF(page)] as const;
	const pictures = picturesOf(page, instance);
	const scale = Math.min(dpi / 72, Math.sqrt(MAX_PIXELS / Math.max(1, size[0] * size[1])));
	const grid = gridOf(pictures, scale) ?? wholeGrid(size, scale);
	for (const picture of pictures) snap(picture, grid, instance);
	const painted = paint(page, { ...grid, size }, instance);
	pdfium._FPDF_ClosePage(page);
	return painted;
}

/** A picture of the page, upright or turned by quarter turns; `toPage` is the way of the page or form that it is an object of. */
interface PlacedPicture {
	readonly object: number;
	readonly toPage: Matrix;
	/** On the displayed page, in points. */
	readonly box: Box;
	/** Along the displayed page. */
	readonly widthPx: number;
	readonly heightPx: number;
}

function picturesOf(page: number, instance: Instance): PlacedPicture[] {
	const { pdfium } = instance;
	const found: PlacedPicture[] = [];
	const { toPage } = viewOf(page, instance);
	const objects = Math.min(MAX_PICTURES, pdfium._FPDFPage_CountObjects(page));
	for (let i = 0; i < objects; i++) addPictures(pdfium._FPDFPage_GetObject(page, i), toPage, { instance, found, depth: 0 });
	return found;
}

interface Gathering {
	readonly instance: Instance;
	readonly found: PlacedPicture[];
	/** Of forms within forms. */
	readonly depth: number;
}

function addPictures(object: number, toPage: Matrix, { instance, found, depth }: Gathering): void {
	const { pdfium, scratch } = instance;
	const kind = pdfium._FPDFPageObj_GetType(object);
	if (kind === FORM && depth < MAX_DEPTH) {
		const inner = multiply(toPage, matrixOf(object, instance));
		const objects = Math.min(MAX_PICTURES - found.length, pdfium._FPDFFormObj_CountObjects(object));
		for (let i = 0; i < objects; i++)
			addPictures(pdfium._FPDFFormObj_GetObject(object, i), inner, { instance, found, depth: depth + 1 });
	}
	if (kind !== IMAGE) return;
	const matrix = multiply(toPage, matrixOf(object, instance));
	if (!isSquare(matrix) || !pdfium._FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4)) return;
	const [across = 0, down = 0] = pdfium.HEAP32.subarray(scratch >> 2, (scratch >> 2) + 2);
	const [widthPx, heightPx] = isSideways(matrix) ? [down, across] : [across, down];
	found.push({ object, toPage, box: imageOfBox(matrix, [0, 0, 1, 1]), widthPx, heightPx });
}

/** Where the pixels of a page lie: so many for each point, beginning so many pixels before its corner. */
interface Grid {
	readonly scaleX: number;
	readonly scaleY: number;
	readonly x: number;
	readonly y: number;
}

/** Pixels in which the page lies just inside: what fills it, in a pattern or a stamp, would touch one more on each side. */
function wholeGrid([width, height]: readonly [number, number], scale: number): Grid {
	const within = (length: number) => scale * (1 - (2 * INSET_PX) / Math.max(1, Math.round(length * scale)));
	return { scaleX: within(width), scaleY: within(height), x: -INSET_PX, y: -INSET_PX };
}

/** The pixels of the largest picture; undefined where these are not as wanted, or not square. */
function gridOf(pictures: readonly PlacedPicture[], scale: number): Grid | undefined {
	const largest = pictures.reduce<PlacedPicture | undefined>(
		(best, picture) => (best && areaOf(best.box) >= areaOf(picture.box) ? best : picture),
		undefined,
	);
	if (!largest) return undefined;
	const [x0, y0, x1, y1] = largest.box;
	const scaleX = largest.widthPx / (x1 - x0);
	// A strip is too low to tell how high a pixel is.
	const own = largest.heightPx / (y1 - y0);
	const scaleY = largest.heightPx < largest.widthPx / 2 && Math.abs(own / scaleX - 1) < 10 * SQUARE_SHARE ? scaleX : own;
	if (Math.abs(scaleX / scale - 1) > SAME_SHARE || Math.abs(scaleY / scaleX - 1) > SQUARE_SHARE) return undefined;
	const [left, top] = [x0 * scaleX, y0 * scaleY];
	return { scaleX, scaleY, x: left - Math.round(left), y: top - Math.round(top) };
}

function areaOf([x0, y0, x1, y1]: Box): number {
	return (x1 - x0) * (y1 - y0);
}

/** Puts the edges of a picture that lie about on those of pixels just inside them: PDFium paints every pixel that an edge touches. */
function snap({ object, toPage, box }: PlacedPicture, { scaleX, scaleY, x, y }: Grid, { pdfium, scratch }: Instance): void {
	const edges = [box[0] * scaleX - x, box[1] * scaleY - y, box[2] * scaleX - x, box[3] * scaleY - y];
	if (edges.some((edge) => Math.abs(edge - Math.round(edge)) > SNAP_PX)) return;
	const [left = 0, top = 0, right = 0, bottom = 0] = edges.map(Math.round);
	if (right - left < 1 || bottom - top < 1) return;
	const place = [left + INSET_PX + x, top + INSET_PX + y, right - INSET_PX + x, bottom - INSET_PX + y] as const;
	const to: Box = [place[0] / scaleX, place[1] / scaleY, place[2] / scaleX, place[3] / scaleY];
	const [sx, sy] = [(to[2] - to[0]) / (box[2] - box[0]), (to[3] - to[1]) / (box[3] - box[1])];
	const move: Matrix = [sx, 0, 0, sy, to[0] - box[0] * sx, to[1] - box[1] * sy];
	const matrix = multiply(inverse(toPage), multiply(move, multiply(toPage, matrixOf(object, { pdfium, scratch }))));
	pdfium.HEAPF32.set(matrix, scratch >> 2);
	pdfium._FPDFPageObj_SetMatrix(object, scratch);
}

function inverse([a, b, c, d, e, f]: Matrix): Matrix {
	const det = a * d - b * c;
	return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

function paint(
	page: number,
	{ scaleX, scaleY, x, y, size }: Grid & { readonly size: readonly [number, number] },
	{ pdfium, form, scratch }: Instance,
): PaintedPage | undefined {
	const [width, height] = [Math.max(1, Math.round(size[0] * scaleX - x)), Math.max(1, Math.round(size[1] * scaleY - y))];
	const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, BGR, 0, 0);
	if (bitmap === 0) return undefined;
	const [start, stride] = [pdfium._FPDFBitmap_GetBuffer(bitmap), pdfium._FPDFBitmap_GetStride(bitmap)];
	pdfium.HEAPU8.fill(255, start, start + stride * height);
	pdfium.HEAPF32.set([scaleX, 0, 0, scaleY, -x, -y, 0, 0, width, height], scratch >> 2);
	pdfium._FPDF_RenderPageBitmapWithMatrix(bitmap, page, scratch, scratch + 24, WITH_ANNOTATIONS);
	if (form !== 0) pdfium._FPDF_FFLDraw(form, bitmap, page, 0, 0, width, height, 0, WITH_ANNOTATIONS);
	const rgba = rgbaOf(pdfium.HEAPU8.subarray(start, start + stride * height), { width, height, stride });
	pdfium._FPDFBitmap_Destroy(bitmap);
	return rgba && { rgba, widthPx: width, heightPx: height, dpi: scaleX * 72 };
}

/** Pixels of three bytes, blue first, as RGBA; undefined where all are alike. */
function rgbaOf(
	bgr: Uint8Array,
	{ width, height, stride }: { readonly width: number; readonly height: number; readonly stride: number },
): Uint8ClampedArray | undefined {
	const rgba = new Uint8ClampedArray(width * height * 4);
	const pixels = new Uint32Array(rgba.buffer);
	const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
	for (let y = 0, at = 0; y < height; y++) {
		for (let x = 0, from = y * stride; x < width; x++, from += 3) {
			const b = bgr[from] ?? 0;
			const g = bgr[from + 1] ?? 0;
			const r = bgr[from + 2] ?? 0;
			pixels[at++] = isLittleEndian ? (255 << 24) | (b << 16) | (g << 8) | r : (r << 24) | (g << 16) | (b << 8) | 255;
		}
	}
	return isUniform(pixels) ? undefined : rgba;
}

function isUniform(pixels: Uint32Array): boolean {
	const first = pixels[0];
	for (let i = 1; i < pixels.length; i++) if (pixels[i] !== first) return false;
	return true;
}
