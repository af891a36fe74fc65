import { decodeText } from "../collecting/http/decode.ts";
import type { ReportDocument } from "../model/document.ts";
import type { IssueFacts } from "../model/issue.ts";
import { readWord } from "./docx/to-html.ts";
import type { ArticleSigns } from "./html/read-html.ts";
import { readHtml } from "./html/read-html.ts";

/** What a report may be published as. */
export type DocumentMedia = "pdf" | "html" | "docx";

/** What a flowing document is, and what is known of pages like it. */
export interface FlowKind {
	readonly media: "html" | "docx";
	readonly contentType: string;
	/** By whom it was made of another file; goes into its readings. */
	readonly convertedBy?: string | undefined;
	readonly signs: ArticleSigns;
}

/** Web pages and Word documents flow: they have text and tables, and no places on pages. Throws GoujiError. */
export function readFlow(bytes: Uint8Array, { media, contentType, convertedBy, signs }: FlowKind): ReportDocument {
	const word = media === "docx" ? readWord(bytes) : undefined;
	const { pageDate, ...document } = readHtml(word?.html ?? decodeText(bytes, contentType), signs);
	const losses: IssueFacts[] = [
		...(document.losses ?? []),
		...(word?.isCut ? [{ code: "bound-reached", bound: "depth" } as const] : []),
	];
	const reader = convertedBy === undefined ? media : `${media} (${convertedBy})`;
	// A Word document has no page that could say when it was published.
	const stated = media === "html" && pageDate !== undefined ? { pageDate } : {};
	return { ...document, ...stated, losses, readings: [{ page: 1, reader, method: "text" }] };
}
