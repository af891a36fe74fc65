import { isOwnBug } from "../../model/causes.ts";
import { byPdfJs, withPdf } from "./open.ts";

/** So many names are told. */
const MAX_NAMES = 5;

/** Names of the documents that a PDF carries inside it, as portfolios do; empty where it carries none or cannot be opened. */
export async function attachedDocuments(bytes: Uint8Array): Promise<readonly string[]> {
	try {
		const found: unknown = await withPdf(bytes, (pdf) => byPdfJs(() => pdf.getAttachments()));
		const attached: readonly { readonly filename?: unknown }[] = found instanceof Map ? [...found.values()] : [];
		return attached
			.flatMap(({ filename }) => (typeof filename === "string" && /\.(?:pdf|docx|html?)$/i.test(filename) ? [filename] : []))
			.slice(0, MAX_NAMES);
	} catch (error) {
		if (isOwnBug(error)) throw error;
		return [];
	}
}
