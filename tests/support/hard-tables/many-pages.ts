import { contentsFrom } from "./contents.ts";
import { hardDocument } from "./looks.ts";
import type { HardDocument, Part } from "./model.ts";
import { isTable } from "./model.ts";

/** Pages of text with a table on each, ruled and unruled in turn: as full as those of a yearbook. */
export function manyPages(pages: number): HardDocument {
	const { paragraph } = contentsFrom(1, "zh");
	const tableOf = (i: number) => hardDocument(i % 2 === 0 ? "labels without lines" : "three lines", 8 * i).parts.find(isTable);
	const parts = Array.from({ length: pages }, (_, i): Part[] => {
		const one = tableOf(i) ?? "";
		return [...(i === 0 ? [] : ["\f" as const]), paragraph(10), one, paragraph(12)];
	});
	return { look: "many pages", language: "zh", producers: ["painted"], parts: parts.flat(), truth: [] };
}
