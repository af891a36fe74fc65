import type { Look } from "./look.ts";
import { columnShares, shadeOf, sidesOf, strokeOf } from "./look.ts";
import type { MadeReport, Piece } from "./report.ts";
import type { Sheet, SheetCell } from "./sheet.ts";

/** A report as HTML for a browser to print. */
export function htmlOf({ pieces, truth }: MadeReport, look: Look): string {
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>${cssOf(look, truth)}</style></head><body>
${pieces.map((piece) => pieceHtml(piece, look)).join("\n")}</body></html>`;
}

function cssOf(look: Look, { issuer, year }: MadeReport["truth"]): string {
	const { widthMm: w, heightMm: h, marginMm, font, textPt, tablePt } = look;
	const head = { name: `"${issuer}"`, "name-year": `"${issuer}${year}年年度报告"`, dated: `"2026/1/5 10:32"` }[look.header];
	const foot = {
		number: "counter(page)",
		dashes: '"— " counter(page) " —"',
		of: 'counter(page) "/" counter(pages)',
		chinese: '"第 " counter(page) " 页 共 " counter(pages) " 页"',
	}[look.footer];
	const band = (place: string, content: string | undefined) => (content ? `@${place}{content:${content};font-size:9pt}` : "");
	const stroke = strokeOf(look.ruling);
	const align = { left: "left", center: "center", right: "right" };
	return `@page{size:${w}mm ${h}mm;margin:${marginMm}mm;${band("top-center", head)}${band("bottom-center", foot)}}
@page wide{size:${Math.max(w, h)}mm ${Math.min(w, h)}mm;margin:${Math.min(marginMm, 20)}mm}
body{font:${textPt}pt/1.7 "${font}";margin:0}h1{font-size:${textPt + 7}pt;text-align:center;line-height:1.4;margin:0}h2{font-size:${textPt + 2}pt;text-indent:2em;margin:.6em 0}p{text-indent:2em;margin:.3em 0}
${look.whitePaper ? "p,h2{background:#ffffff}" : ""}
.sign{text-align:right;text-indent:0}.small,.contents{text-indent:0}.break{break-after:page}
table{border-collapse:collapse;width:100%;font-size:${tablePt}pt;line-height:1.3;margin:.5em 0;${look.columns === "auto" ? "" : "table-layout:fixed"}}
td{padding:${look.padPt}pt ${Math.min(look.padPt, 3)}pt;vertical-align:${look.verticalAlign};border:0 ${stroke.pattern} ${stroke.color};overflow-wrap:anywhere}
td.label{text-align:${align[look.labelAlign]};${look.spaced ? "letter-spacing:2pt" : ""}}td.figure{text-align:${align[look.figureAlign]}}td.head{text-align:center}
${look.figureSpacingPt === undefined ? "" : `td.figure{letter-spacing:${look.figureSpacingPt}pt}`}
tr{break-inside:${look.cutsRows ? "auto" : "avoid"}}.wide{page:wide}
.turned{break-before:page;break-after:page;height:${h - 2 * marginMm - 4}mm;position:relative;overflow:hidden}
.turned>div{position:absolute;top:0;left:${w - 2 * marginMm}mm;width:${h - 2 * marginMm - 6}mm;transform-origin:0 0;transform:rotate(90deg)}
.turned table{font-size:${Math.min(tablePt, 7.5)}pt}.turned td{padding:${Math.min(look.padPt, 1)}pt 2pt}`;
}

function pieceHtml(piece: Piece, look: Look): string {
	if (piece.kind === "page-break") return '<div class="break"></div>';
	if (piece.kind === "title") return `<h1>${piece.text}</h1>`;
	if (piece.kind === "heading") return `<h2>${piece.text}</h2>`;
	if (piece.kind !== "table") return `<p class="${piece.kind}">${piece.text}</p>`;
	const table = tableHtml(piece.sheet, look);
	if (!piece.isWide || look.turn === "none") return table;
	return look.turn === "wide" ? `<div class="wide">${table}</div>` : `<div class="turned"><div>${table}</div></div>`;
}

function tableHtml(sheet: Sheet, look: Look): string {
	const shares = look.columns === "auto" ? [] : columnShares(sheet, look.labelShare);
	const columns = shares.map((share) => `<col style="width:${(share * 100).toFixed(2)}%">`);
	const row = (index: number) =>
		`<tr>${sheet.cells
			.filter((cell) => cell.row === index)
			.map((cell) => cellHtml(cell, sheet, look))
			.join("")}</tr>`;
	const rows = Array.from({ length: sheet.rows }, (_, index) => row(index));
	const head = look.repeatsHead ? sheet.headRows : 0;
	return `<table><colgroup>${columns.join("")}</colgroup><thead>${rows.slice(0, head).join("")}</thead><tbody>${rows.slice(head).join("")}</tbody></table>`;
}

function cellHtml(cell: SheetCell, sheet: Sheet, look: Look): string {
	const sides = sidesOf(cell, sheet, look.ruling);
	const width = (isDrawn: boolean) => (isDrawn ? `${strokeOf(look.ruling).pt}pt` : "0");
	const shade = shadeOf(cell, sheet, look.shading);
	const style = `border-width:${[sides.top, sides.right, sides.bottom, sides.left].map(width).join(" ")}${shade ? `;background:${shade}` : ""}`;
	const spans = `${cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ""}${cell.columnSpan > 1 ? ` colspan="${cell.columnSpan}"` : ""}`;
	return `<td class="${cell.role}"${spans} style="${style}">${cell.text}</td>`;
}
