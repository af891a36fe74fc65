import type { GridCell, HardDocument, HardTable, Stroke } from "./model.ts";
import { alignOf, cellsOf, isDark, isTable, linesOf } from "./model.ts";

/** A document as a page for a browser. */
export function htmlOf({ parts, beside, language, landscape }: HardDocument): string {
	const font = language === "zh" ? '"Noto Serif CJK SC", serif' : '"Liberation Sans", "Nimbus Sans", sans-serif';
	const flow = parts
		.map((part) => {
			if (part === "\f") return '<div style="break-after:page"></div>';
			if (isTable(part)) return tableHtml(part);
			const drawn = linesOf(part);
			return drawn ? `<pre>${escaped(drawn.join("\n"))}</pre>` : `<p>${escaped(part)}</p>`;
		})
		.join("\n");
	const side = beside
		? `<div style="float:right;width:62mm">${beside.map((text) => `<p>${escaped(text)}</p>`).join("")}</div>`
		: "";
	return `<!doctype html><meta charset="utf-8"><style>@page{size:A4 ${landscape ? "landscape" : "portrait"};margin:18mm}
body{font:10pt/1.3 ${font};margin:0}table{border-collapse:collapse;table-layout:fixed;margin:4mm 0}p{margin:2mm 0}pre{font:10pt/1.2 "Noto Sans Mono CJK SC",monospace}</style>${side}${flow}`;
}

function tableHtml(table: HardTable): string {
	const { grid, widthsEm, look, head } = table;
	const cells = cellsOf(grid);
	const width = widthsEm.reduce((sum, em) => sum + em, 0);
	const rows = grid.map((_, row) => {
		const own = cells.filter((cell) => cell.row === row);
		return `<tr>${own.map((cell) => cellHtml(table, cell)).join("")}</tr>`;
	});
	const columns = widthsEm.map((em) => `<col style="width:${em}em">`).join("");
	const spacing = look.wordSpacingEm ? `;word-spacing:${look.wordSpacingEm}em` : "";
	return `<table style="font-size:${look.sizePt}pt;width:${width}em${spacing}"><colgroup>${columns}</colgroup><thead style="display:${look.repeatsHead ? "table-header-group" : "table-row-group"}">${rows.slice(0, head).join("")}</thead><tbody>${rows.slice(head).join("")}</tbody></table>`;
}

function cellHtml(table: HardTable, { row, column, rowSpan, columnSpan, text }: GridCell): string {
	const { look } = table;
	const ground = look.fill?.(row, column);
	const style = [
		`padding:${look.padPt}pt`,
		`text-align:${alignOf(table, row, column)}`,
		`vertical-align:${look.vertical}`,
		"white-space:pre-wrap",
		"break-inside:avoid",
		...(ground ? [`background:${ground}`] : []),
		...(isDark(ground) ? ["color:#fff"] : []),
		border("top", look.across(row, column)),
		border("bottom", look.across(row + rowSpan, column)),
		border("left", look.down(column, row)),
		border("right", look.down(column + columnSpan, row)),
	];
	return `<td rowspan="${rowSpan}" colspan="${columnSpan}" style="${style.filter(Boolean).join(";")}">${escaped(text)}</td>`;
}

function border(side: string, stroke: Stroke | undefined): string {
	return stroke ? `border-${side}:${stroke.widthPt}pt ${stroke.dash ?? "solid"} ${stroke.color}` : "";
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
