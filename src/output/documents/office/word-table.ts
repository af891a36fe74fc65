import type { WordCell, WordParagraph, WordTable } from "./word-blocks.ts";
import { element } from "./xml.ts";

/** Between the margins of an A4 page, in twentieths of a point. */
const TEXT_WIDTH = 8845;

/**
 * A table (ECMA-376 part 1, 17.4). A cell over several rows is written in each of them: with its text in the
 * first, as its continuation in the others. Rows are not parted by the end of a page.
 */
export function wordTable(
	{ rows, columns, cells, widths: shares }: WordTable,
	paragraph: (content: WordParagraph) => string,
): string {
	const lines = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) =>
		element(`w:${side}`, { "w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto" }),
	);
	const all = shares?.reduce((sum, share) => sum + share, 0) ?? columns;
	const widths = Array.from({ length: columns }, (_, i) => Math.floor((TEXT_WIDTH * (shares ? (shares[i] ?? 0) : 1)) / all));
	const grid = widths.map((width) => element("w:gridCol", { "w:w": width }));
	const written = Array.from({ length: rows }, (_, row) => {
		const own = cells
			.filter((cell) => cell.row <= row && row < cell.row + cell.rowSpan)
			.sort((a, b) => a.column - b.column)
			.map((cell) => cellXml(cell, row, { paragraph, widths }));
		return element("w:tr", {}, element("w:trPr", {}, element("w:cantSplit")), ...own);
	});
	const looks = [element("w:tblW", { "w:w": 5000, "w:type": "pct" }), element("w:tblBorders", {}, ...lines)];
	return element("w:tbl", {}, element("w:tblPr", {}, ...looks), element("w:tblGrid", {}, ...grid), ...written);
}

function cellXml(
	cell: WordCell,
	row: number,
	{ paragraph, widths }: { readonly paragraph: (content: WordParagraph) => string; readonly widths: readonly number[] },
): string {
	const { rowSpan, columnSpan, fill, content } = cell;
	const width = widths.slice(cell.column, cell.column + columnSpan).reduce((sum, own) => sum + own, 0);
	const isFirst = row === cell.row;
	const looks = [
		element("w:tcW", { "w:w": width, "w:type": "dxa" }),
		columnSpan > 1 ? element("w:gridSpan", { "w:val": columnSpan }) : "",
		rowSpan > 1 ? element("w:vMerge", { "w:val": isFirst ? "restart" : "continue" }) : "",
		fill === undefined ? "" : element("w:shd", { "w:val": "clear", "w:color": "auto", "w:fill": fill }),
		element("w:vAlign", { "w:val": "center" }),
	];
	return element("w:tc", {}, element("w:tcPr", {}, ...looks), paragraph(isFirst ? content : { ...content, runs: [] }));
}
