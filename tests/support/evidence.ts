import type { Evidence } from "../../src/model/evidence.ts";

/** Evidence of a figure as printed: a number, null for a blank, other text as unreadable. */
export function evidenceOf(path: string, printed: number | string | null, more: Partial<Evidence> = {}): Evidence {
	const state = printed === null ? "blank" : typeof printed === "number" ? "number" : "unreadable";
	const value = typeof printed === "number" ? printed : null;
	return {
		path,
		raw: printed === null ? "" : String(printed),
		value,
		state,
		page: 1,
		box: [0, 0, 9, 9],
		method: "text",
		readBy: ["pdfium"],
		confidence: 1,
		...more,
	};
}
