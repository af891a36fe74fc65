import type { ReportDocument } from "../../src/model/document.ts";
import type { Block, Paragraph, Table } from "../../src/model/table.ts";

/** A paragraph of one line. */
export function paragraphOf(text: string, { sizePt = 12, page = 1 } = {}): Paragraph {
	const box = [60, 100, 500, 114] as const;
	return { text, lines: [{ text, box, page, confidence: 1, sizePt }], page, box, centred: false };
}

/** A document of texts and tables in reading order; texts that begin with `#` are set as titles are. */
export function documentOf(parts: readonly (string | Table)[]): ReportDocument {
	const blocks = parts.map((part): Block => {
		if (typeof part !== "string") return { kind: "table", table: part };
		const isTitle = part.startsWith("#");
		return { kind: "paragraph", paragraph: paragraphOf(isTitle ? part.slice(1) : part, { sizePt: isTitle ? 19 : 12 }) };
	});
	const readings = [{ page: 1, reader: "pdfium", method: "text" }] as const;
	return { blocks, pageCount: 1, readings, text: "digital", ocrPages: [], pictureCount: 0, textConfidence: 1 };
}
