import { decodeText } from "../collecting/http/decode.ts";
import type { ReportDocument } from "../model/document.ts";
import { wordToHtml } from "./docx/to-html.ts";
import type { ArticleSigns } from "./html/read-html.ts";
import { readHtml } from "./html/read-html.ts";

/** What a report may be published as. */
export type DocumentMedia = "pdf" | "html" | "docx";

/** Web pages and Word documents flow: they have text and tables, and no places on pages. Throws GoujiError. */
export function readFlow(
	bytes: Uint8Array,
	{ media, contentType, signs }: { media: "html" | "docx"; contentType: string; signs: ArticleSigns },
): ReportDocument {
	const { pageDate, ...document } = readHtml(media === "docx" ? wordToHtml(bytes) : decodeText(bytes, contentType), signs);
	// A Word document has no page that could say when it was published.
	const stated = media === "html" && pageDate !== undefined ? { pageDate } : {};
	return { ...document, ...stated, readings: [{ page: 1, reader: media, method: "text" }] };
}
