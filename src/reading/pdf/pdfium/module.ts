import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { init } from "@embedpdf/pdfium";
import { ROOM_BYTES, withImportedMemory } from "./shared-memory.ts";

/** The functions of PDFium that reading needs; pointers and booleans are numbers. See `fpdfview.h`, `fpdf_text.h`, `fpdf_edit.h`. */
export interface Pdfium {
	/** Views of the instance's memory; growing it replaces them, so they are never kept. */
	readonly HEAPU8: Uint8Array;
	readonly HEAP32: Int32Array;
	readonly HEAPF32: Float32Array;
	readonly HEAPF64: Float64Array;
	readonly _malloc: (bytes: number) => number;
	readonly _FPDF_InitLibrary: () => void;
	readonly _FPDF_LoadMemDocument: (data: number, bytes: number, password: number) => number;
	readonly _FPDF_GetLastError: () => number;
	readonly _FPDF_GetPageCount: (document: number) => number;
	readonly _FPDF_LoadPage: (document: number, index: number) => number;
	readonly _FPDF_ClosePage: (page: number) => void;
	readonly _FPDF_GetPageBoundingBox: (page: number, rect: number) => number;
	readonly _FPDFPage_GetRotation: (page: number) => number;
	readonly _FPDFPage_GetAnnotCount: (page: number) => number;
	readonly _FPDFPage_GetAnnot: (page: number, index: number) => number;
	readonly _FPDFPage_CloseAnnot: (annotation: number) => void;
	readonly _FPDFAnnot_GetSubtype: (annotation: number) => number;
	readonly _FPDFPage_CountObjects: (page: number) => number;
	readonly _FPDFPage_GetObject: (page: number, index: number) => number;
	readonly _FPDFFormObj_CountObjects: (form: number) => number;
	readonly _FPDFFormObj_GetObject: (form: number, index: number) => number;
	readonly _FPDFPageObj_GetType: (object: number) => number;
	readonly _FPDFPageObj_GetMatrix: (object: number, matrix: number) => number;
	readonly _FPDFPageObj_GetFillColor: (object: number, r: number, g: number, b: number, a: number) => number;
	readonly _FPDFPageObj_GetStrokeColor: (object: number, r: number, g: number, b: number, a: number) => number;
	readonly _FPDFPageObj_GetStrokeWidth: (object: number, width: number) => number;
	readonly _FPDFPageObj_HasTransparency: (object: number) => number;
	readonly _FPDFPageObj_GetClipPath: (object: number) => number;
	readonly _FPDFPageObj_CountMarks: (object: number) => number;
	readonly _FPDFPageObj_GetMark: (object: number, index: number) => number;
	readonly _FPDFPage_Flatten: (page: number, usage: number) => number;
	readonly _EPDFAnnot_HasAppearanceStream: (annotation: number, mode: number) => number;
	readonly _EPDFAnnot_GenerateFormFieldAP: (annotation: number) => number;
	readonly _FPDFPageObjMark_GetParamValueType: (mark: number, key: number) => number;
	readonly _FPDFClipPath_CountPaths: (clip: number) => number;
	readonly _FPDFClipPath_CountPathSegments: (clip: number, path: number) => number;
	readonly _FPDFClipPath_GetPathSegment: (clip: number, path: number, index: number) => number;
	readonly _FPDFPath_CountSegments: (path: number) => number;
	readonly _FPDFPath_GetPathSegment: (path: number, index: number) => number;
	readonly _FPDFPath_GetDrawMode: (path: number, fill: number, stroke: number) => number;
	readonly _FPDFPathSegment_GetPoint: (segment: number, x: number, y: number) => number;
	readonly _FPDFPathSegment_GetType: (segment: number) => number;
	readonly _FPDFPathSegment_GetClose: (segment: number) => number;
	readonly _FPDFImageObj_GetImagePixelSize: (image: number, width: number, height: number) => number;
	readonly _FPDFText_LoadPage: (page: number) => number;
	readonly _FPDFText_ClosePage: (text: number) => void;
	readonly _FPDFText_CountChars: (text: number) => number;
	readonly _FPDFText_GetUnicode: (text: number, index: number) => number;
	readonly _FPDFText_IsGenerated: (text: number, index: number) => number;
	readonly _FPDFText_IsHyphen: (text: number, index: number) => number;
	readonly _FPDFText_HasUnicodeMapError: (text: number, index: number) => number;
	readonly _FPDFText_GetTextObject: (text: number, index: number) => number;
	readonly _FPDFText_GetFontSize: (text: number, index: number) => number;
	readonly _FPDFText_GetMatrix: (text: number, index: number, matrix: number) => number;
	readonly _FPDFText_GetCharOrigin: (text: number, index: number, x: number, y: number) => number;
	readonly _FPDFText_GetCharBox: (
		text: number,
		index: number,
		left: number,
		right: number,
		bottom: number,
		top: number,
	) => number;
	readonly _FPDFText_GetLooseCharBox: (text: number, index: number, rect: number) => number;
	readonly _FPDFTextObj_GetTextRenderMode: (object: number) => number;
	readonly _FPDF_GetPageWidthF: (page: number) => number;
	readonly _FPDF_GetPageHeightF: (page: number) => number;
	readonly _FPDFBitmap_CreateEx: (width: number, height: number, format: number, buffer: number, stride: number) => number;
	readonly _FPDFBitmap_GetBuffer: (bitmap: number) => number;
	readonly _FPDFBitmap_GetStride: (bitmap: number) => number;
	readonly _FPDFBitmap_Destroy: (bitmap: number) => void;
	readonly _FPDF_RenderPageBitmap: (bitmap: number, page: number, ...placeAndFlags: readonly number[]) => void;
	/** `matrix` and `clip` are memory with six and four floats. */
	readonly _FPDF_RenderPageBitmapWithMatrix: (bitmap: number, page: number, matrix: number, clip: number, flags: number) => void;
	readonly _FPDFPageObj_SetMatrix: (object: number, matrix: number) => number;
	readonly _FPDF_FFLDraw: (form: number, bitmap: number, page: number, ...placeAndFlags: readonly number[]) => void;
	readonly _PDFiumExt_OpenFormFillInfo: () => number;
	readonly _PDFiumExt_InitFormFillEnvironment: (document: number, info: number) => number;
	readonly _FORM_OnAfterLoadPage: (page: number, form: number) => void;
}

interface Compiled {
	readonly module: WebAssembly.Module;
	readonly memory: WebAssembly.MemoryDescriptor;
}

let compiled: Promise<Compiled> | undefined;

/** Compiles PDFium, once a process: threads of their own do so while the rest is loaded. */
export function compilePdfium(): Promise<Compiled> {
	compiled ??= compile();
	return compiled;
}

async function compile(): Promise<Compiled> {
	const { code, memory } = withImportedMemory(
		fileAfterRoom(createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm")),
	);
	return { module: await WebAssembly.compile(code), memory };
}

function fileAfterRoom(path: string): Uint8Array<ArrayBuffer> {
	const file = openSync(path, "r");
	try {
		const bytes = new Uint8Array(ROOM_BYTES + fstatSync(file).size);
		for (let at = ROOM_BYTES; at < bytes.length; ) {
			const read = readSync(file, bytes, { offset: at });
			if (read === 0) throw new Error(`${path} ends early`);
			at += read;
		}
		return bytes;
	} finally {
		closeSync(file);
	}
}

/** Memories of the instances that are in use. */
const memories = new WeakMap<Pdfium, WebAssembly.Memory>();
/** The memory of an instance that was ended, for the next one. */
let left: WebAssembly.Memory | undefined;
/** A memory that grew larger is not kept: a large document does not fill the process for good. */
const KEPT_BYTES = 64 * 1024 * 1024;

/**
 * A fresh instance of PDFium: what a hostile document does to it cannot reach the next one. Its memory is new, or that of
 * an instance that was ended, all zeros again: the system takes longer to give new memory than all of a page's text takes.
 */
export async function startPdfium(): Promise<Pdfium> {
	const { module: code, memory: declared } = await compilePdfium();
	const memory = takenMemory() ?? new WebAssembly.Memory(declared);
	let exported: WebAssembly.Exports = {};
	const { pdfium } = await init({
		instantiateWasm: (imports: WebAssembly.Imports, use: (instance: WebAssembly.Instance, code: WebAssembly.Module) => void) => {
			const given = { ...imports, env: { ...imports.env, memory } };
			void WebAssembly.instantiate(code, given).then((instance) => {
				exported = instance.exports;
				use(instance, code);
			});
			return {};
		},
		print: () => {},
		printErr: () => {},
	} as never);
	callDirectly(pdfium as unknown as Record<string, unknown>, exported);
	const calls = pdfium as unknown as Pdfium;
	memories.set(calls, memory);
	calls._FPDF_InitLibrary();
	return calls;
}

/** Puts the instance's own functions in place of Emscripten's wrappers, which make two messages of errors for every call that has none. */
function callDirectly(pdfium: Record<string, unknown>, exported: WebAssembly.Exports): void {
	for (const name in exported) {
		const call = exported[name];
		if (typeof call === "function" && `_${name}` in pdfium) pdfium[`_${name}`] = call;
	}
}

function takenMemory(): WebAssembly.Memory | undefined {
	const memory = left;
	left = undefined;
	if (memory !== undefined) new Uint8Array(memory.buffer).fill(0);
	return memory;
}

/** Ends an instance that nobody will call again and that did not trap: its memory goes to the next one. */
export function endPdfium(pdfium: Pdfium): void {
	const memory = memories.get(pdfium);
	memories.delete(pdfium);
	if (memory !== undefined && memory.buffer.byteLength <= KEPT_BYTES) left = memory;
}
