import type { PrintedCell, PrintedTable } from "../../model/printed.ts";
import type { WordCell, WordParagraph, WordRun, WordTable } from "./office/word-blocks.ts";

/** How a paragraph differs from the running text; sizes in half points, spaces in twentieths of a point. */
interface ParagraphStyle {
	readonly align?: "center" | "right";
	readonly bold?: boolean;
	readonly size?: number;
	readonly font?: string;
	readonly indent?: boolean;
	readonly spaceBefore?: number;
	readonly keepNext?: boolean;
}

/** 三号, what official letters are set in, and the line of 28 points that 22 of fit on a page (GB/T 9704—2012, 5.2.2 and 5.2.3). */
const BODY = 32;
const LINE = 560;

/** The title: 二号小标宋, in the middle. */
export function titleParagraph(text: string): WordParagraph {
	return paragraph(text, { align: "center", size: 44, font: "方正小标宋简体" });
}

/** A paragraph, its first line indented by two characters unless it is aligned otherwise. */
export function paragraph(
	text: string,
	{ align, bold = false, size = BODY, font, indent, spaceBefore, keepNext = false }: ParagraphStyle = {},
): WordParagraph {
	return {
		runs: [{ text: atMost(text), bold, size, font }],
		align,
		firstLine: (indent ?? align === undefined) ? size * 20 : undefined,
		spacing: { before: spaceBefore, after: 0, line: size > BODY ? 720 : LINE, isExact: true },
		keepNext,
	};
}

/** An address that can be followed; it is a web address already. */
export function linked(address: string): WordRun {
	return { text: atMost(address), size: 21, link: address };
}

/** A printed table, its flagged cells shaded; the disputed one, or all where none is, darker and in bold. */
export function printedTable(
	{ rows, columns, cells }: PrintedTable,
	flagged: ReadonlySet<string>,
	disputed: string | undefined,
): WordTable {
	return { rows, columns, cells: cells.map((cell) => tableCell(cell, flagged, disputed)) };
}

function tableCell({ text, path, ...place }: PrintedCell, flagged: ReadonlySet<string>, disputed: string | undefined): WordCell {
	const { row, column, rowSpan, columnSpan } = place;
	const isFlagged = path !== undefined && flagged.has(path);
	const isDisputed = isFlagged && (disputed === undefined || path === disputed);
	return {
		...{ row, column, rowSpan, columnSpan },
		fill: isDisputed ? "F4B6B6" : isFlagged ? "FFF2CC" : path === undefined ? "EEF1F5" : undefined,
		content: {
			align: path === undefined && (text.length > 6 || /^\d\./.test(text)) ? "left" : "center",
			runs: [{ text: atMost(text), size: 18, bold: isDisputed }],
		},
	};
}

/** Longer texts are no sentence of a report. */
function atMost(text: string): string {
	return text.slice(0, 4000);
}
