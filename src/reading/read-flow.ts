import { decodeText } from "../collecting/http/decode.ts";
import type { ReportDocument } from "../model/document.ts";
import type { IssueFacts } from "../model/issue.ts";
import { readWord } from "./docx/to-html.ts";
import type { ArticleSigns } from "./html/read-html.ts";
import { readHtml } from "./html/read-html.ts";

/** What a report may be published as. */
export type DocumentMedia = "pdf" | "html" | "docx";

/** Web pages and Word documents flow: they have text and tables, and no places on pages. Throws GoujiError. */
export function readFlow(
	bytes: Uint8Array,
	{ media, contentType, signs }: { media: "html" | "docx"; contentType: string; signs: ArticleSigns },
): ReportDocument {
	const word = media === "docx" ? readWord(bytes) : undefined;
	const { pageDate, ...document } = readHtml(word?.html ?? decodeText(bytes, contentType), signs);
	const losses: IssueFacts[] = [
		...(document.losses ?? []),
		...(word?.isCut ? [{ code: "bound-reached", bound: "depth" } as const] : []),
	];
	// A Word document has no page that could say when it was published.
	const stated = media === "html" && pageDate !== undefined ? { pageDate } : {};
	return { ...document, ...stated, losses, readings: [{ page: 1, reader: media, method: "text" }] };
}
