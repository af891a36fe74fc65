import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { getDocument, InvalidPDFException, PasswordException } from "pdfjs-dist/legacy/build/pdf.mjs";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import { pdfAssets } from "./assets.ts";
import { refuseOther } from "./bytes.ts";

/**
 * Opens a document, hands it to `use` and closes it whatever happens. A document that only an
 * owner password protects opens; one that needs a user password does not.
 * Throws GoujiError: empty-file, not-a-pdf, password-needed, damaged-pdf, no-pages.
 */
export async function withPdf<T>(bytes: Uint8Array, use: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
	const { pdf, close } = await openPdf(bytes);
	try {
		return await use(pdf);
	} finally {
		await close();
	}
}

/** Opens a document for whoever closes it; throws as `withPdf` does. */
export async function openPdf(
	bytes: Uint8Array,
): Promise<{ readonly pdf: PDFDocumentProxy; readonly close: () => Promise<void> }> {
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
		return { pdf, close: () => task.destroy() };
	} catch (error) {
		await task.destroy();
		throw error;
	}
}

/** Has pdf.js do something with an open document. What goes wrong in it is the document's fault: GoujiError damaged-pdf. */
export async function byPdfJs<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		if (cause instanceof GoujiError || isOwnBug(cause)) throw cause;
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new GoujiError("damaged-pdf", `The PDF cannot be read or drawn: ${why}`, {
			hint: "Fetch the document again; if it stays so, ask the publisher for an intact file.",
			cause,
		});
	}
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
