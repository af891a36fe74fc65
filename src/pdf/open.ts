import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { getDocument, InvalidPDFException, PasswordException } from "pdfjs-dist/legacy/build/pdf.mjs";
import { GoujiError } from "../model/errors.ts";
import { pdfAssets } from "./assets.ts";

/** Bytes searched for the `%PDF-` mark; PDF 32000-1 annex H allows junk before it. */
const MARK_WINDOW_BYTES = 1024;

/**
 * Opens a document, hands it to `use` and closes it whatever happens. A document that only an
 * owner password protects opens; one that needs a user password does not.
 * Throws GoujiError: empty-file, not-a-pdf, password-needed, damaged-pdf, no-pages.
 */
export async function withPdf<T>(bytes: Uint8Array, use: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
	refuseOther(bytes);
	// pdf.js takes the memory over: give it a copy, so that the caller's bytes stay readable.
	const task = getDocument({
		...pdfAssets,
		data: bytes.slice(),
		verbosity: 0,
		useSystemFonts: false,
		stopAtErrors: false,
	});
	try {
		const pdf = await task.promise.catch((cause: unknown) => {
			throw openingError(cause);
		});
		if (pdf.numPages < 1) {
			throw new GoujiError("no-pages", "The PDF has no pages", {
				hint: "Fetch the document again; the published file may be damaged.",
			});
		}
		return await use(pdf);
	} finally {
		await task.destroy();
	}
}

function refuseOther(bytes: Uint8Array): void {
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

function knownKind(start: string): string | undefined {
	if (/^\s*(<!doctype html|<html|<\?xml)/i.test(start)) return "a web page, not a PDF";
	if (start.startsWith("PK\u0003\u0004")) return "a ZIP archive (perhaps a DOCX or OFD document), not a PDF";
	if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) return "an old Office document, not a PDF";
	if (start.startsWith("\u0089PNG") || start.startsWith("\u00ff\u00d8\u00ff")) return "a picture, not a PDF";
	return undefined;
}

function openingError(cause: unknown): GoujiError {
	if (cause instanceof PasswordException) {
		return new GoujiError("password-needed", "The PDF is encrypted and needs a password", {
			hint: "Ask the publisher for an open copy, or save one without a password.",
			cause,
		});
	}
	const why = cause instanceof InvalidPDFException || cause instanceof Error ? cause.message : String(cause);
	return new GoujiError("damaged-pdf", `The PDF cannot be opened: ${why}`, {
		hint: "Fetch the document again; if it stays so, ask the publisher for an intact file.",
		cause,
	});
}
