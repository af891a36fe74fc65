import { GoujiError } from "../../model/errors.ts";
import type { PdfLimits } from "./limits.ts";

/** Bytes searched for the `%PDF-` mark; PDF 32000-1 annex H allows junk before it. */
const MARK_WINDOW_BYTES = 1024;

/** The same bytes as a plain array: a Buffer of Node's shares its memory where an array copies, and pdf.js takes none. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
	return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Throws GoujiError empty-file or not-a-pdf for what no reader should be asked to open. */
export function refuseOther(bytes: Uint8Array): void {
	if (bytes.length === 0) {
		throw new GoujiError("empty-file", "The file is empty", { hint: "Fetch the document again." });
	}
	const start = new TextDecoder("latin1").decode(bytes.subarray(0, MARK_WINDOW_BYTES));
	if (start.includes("%PDF-")) return;
	const kind = knownKind(start);
	throw new GoujiError("not-a-pdf", `The file is ${kind ?? "something else than a PDF"}`, {
		hint: "Open the link; the agency may publish a web page or another format there.",
	});
}

/** Throws GoujiError too-large. */
export function refuseLarge(bytes: Uint8Array, limits: PdfLimits): void {
	if (bytes.length <= limits.bytes) return;
	throw new GoujiError("too-large", `The file has ${bytes.length} bytes; the limit is ${limits.bytes}`, {
		hint: "Check that this is a report; raise the limit in the configuration if it is.",
	});
}

/** Throws GoujiError too-many-pages. */
export function refusePages(count: number, limits: PdfLimits): void {
	if (count <= limits.pages) return;
	throw new GoujiError("too-many-pages", `The PDF has ${count} pages; the limit is ${limits.pages}`, {
		hint: "Check that this is a report; raise the limit in the configuration if it is.",
	});
}

/** Adds up the characters of pages, one that is read again once. Throws GoujiError too-much-text on the page that passes the limit. */
export function textBound(limits: PdfLimits): { readonly add: (page: number, glyphs: number) => void } {
	const byPage = new Map<number, number>();
	let all = 0;
	return {
		add: (page, glyphs) => {
			all += glyphs - (byPage.get(page) ?? 0);
			byPage.set(page, glyphs);
			if (all > limits.glyphs) throw tooMuchText(limits, page);
		},
	};
}

/** The error of a document with more text than any report, noticed on this page. */
export function tooMuchText(limits: PdfLimits, page: number): GoujiError {
	return new GoujiError("too-much-text", `The PDF has more than ${limits.glyphs} characters by page ${page}`, {
		hint: "Check that this is a report; no report seen has a tenth of that.",
	});
}

/** The error of a page with more painting than any that people read. */
export function tooMuchPainting(page: number, operations: number): GoujiError {
	return new GoujiError("too-much-text", `Page ${page} has ${operations} painting operations`, {
		hint: "Look at the document by hand; no report needs so many.",
	});
}

function knownKind(start: string): string | undefined {
	if (/^\s*(<!doctype html|<html|<\?xml)/i.test(start)) return "a web page, not a PDF";
	if (start.startsWith("PK\u0003\u0004")) return "a ZIP archive (perhaps a DOCX or OFD document), not a PDF";
	if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) return "an old Office document, not a PDF";
	if (start.startsWith("\u0089PNG") || start.startsWith("\u00ff\u00d8\u00ff")) return "a picture, not a PDF";
	return undefined;
}
