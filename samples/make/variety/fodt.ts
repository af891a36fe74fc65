import type { Look } from "./look.ts";
import { columnShares, shadeOf, sidesOf, strokeOf } from "./look.ts";
import type { MadeReport, Piece } from "./report.ts";
import type { Sheet, SheetCell } from "./sheet.ts";

const NAMESPACES = ["office", "style", "text", "table"]
	.map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
	.concat(
		'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
		'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
	)
	.join(" ");

/** A report as a flat OpenDocument text for a word processor to print. */
export function fodtOf({ pieces, truth }: MadeReport, look: Look): string {
	const styles: string[] = [];
	const tables = pieces.filter((piece) => piece.kind === "table");
	const body = pieces.map((piece) => pieceXml(piece, { look, styles, index: tables.indexOf(piece as never) }));
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'${look.font}'"/></office:font-face-decls>
<office:automatic-styles>${pageStyles(look)}${textStyles(look)}${styles.join("")}</office:automatic-styles>
<office:master-styles>${masterPages(look, truth)}</office:master-styles>
<office:body><office:text>${body.join("\n")}</office:text></office:body></office:document>`;
}

function pageStyles({ widthMm: w, heightMm: h, marginMm }: Look): string {
	const page = (name: string, width: number, height: number, orientation: string) =>
		`<style:page-layout style:name="${name}"><style:page-layout-properties fo:page-width="${width}mm" fo:page-height="${height}mm" style:print-orientation="${orientation}" fo:margin="${marginMm * 0.7}mm"/><style:header-style><style:header-footer-properties fo:min-height="${marginMm * 0.3}mm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="${marginMm * 0.3}mm"/></style:footer-style></style:page-layout>`;
	return page("Usual", w, h, w > h ? "landscape" : "portrait") + page("Wide", Math.max(w, h), Math.min(w, h), "landscape");
}

function textStyles(look: Look): string {
	const spacing = (name: string, pt?: number) =>
		pt === undefined && !(look.spaced && /^[LG]/.test(name)) ? "" : `fo:letter-spacing="${pt ?? 2}pt"`;
	const style = (name: string, paragraph: string, pt: number, more = "", spacingPt?: number) =>
		`<style:style style:name="${name}" style:family="paragraph" ${more}><style:paragraph-properties ${paragraph}/><style:text-properties style:font-name="F" style:font-name-asian="F" fo:font-size="${pt}pt" style:font-size-asian="${pt}pt" ${spacing(name, spacingPt)}/></style:style>`;
	const { textPt, tablePt } = look;
	const white = look.whitePaper ? 'fo:background-color="#ffffff"' : "";
	const align = { left: "start", center: "center", right: "end" };
	return [
		style("title", 'fo:text-align="center"', textPt + 7),
		style("heading", `fo:text-indent="${2 * (textPt + 2)}pt" fo:margin-top="6pt" fo:margin-bottom="4pt" ${white}`, textPt + 2),
		style("text", `fo:text-indent="${2 * textPt}pt" fo:line-height="160%" fo:text-align="justify" ${white}`, textPt),
		style("small", "", textPt),
		style("contents", "", textPt),
		style("sign", 'fo:text-align="end"', textPt),
		style("label", `fo:text-align="${align[look.labelAlign]}"`, tablePt),
		style("figure", `fo:text-align="${align[look.figureAlign]}"`, tablePt, "", look.figureSpacingPt),
		style("head", 'fo:text-align="center"', tablePt),
		style("break", 'fo:break-before="page"', 2),
		style("toWide", "", 2, 'style:master-page-name="Wide"'),
		style("toUsual", "", 2, 'style:master-page-name="Standard"'),
	].join("");
}

function masterPages(look: Look, { issuer, year }: MadeReport["truth"]): string {
	const [number, count] = ["<text:page-number/>", "<text:page-count/>"];
	const head = { name: issuer, "name-year": `${issuer}${year}年年度报告`, dated: "2026/1/5 10:32" }[look.header];
	const foot = { number, dashes: `— ${number} —`, of: `${number}/${count}`, chinese: `第 ${number} 页 共 ${count} 页` }[
		look.footer
	];
	const band = (name: string, content: string | undefined) =>
		content ? `<style:${name}><text:p text:style-name="head">${content}</text:p></style:${name}>` : "";
	const page = (name: string, layout: string) =>
		`<style:master-page style:name="${name}" style:page-layout-name="${layout}">${band("header", head)}${band("footer", foot)}</style:master-page>`;
	return page("Standard", "Usual") + page("Wide", "Wide");
}

function pieceXml(piece: Piece, { look, styles, index }: { look: Look; styles: string[]; index: number }): string {
	if (piece.kind === "page-break") return '<text:p text:style-name="break"/>';
	if (piece.kind !== "table") return `<text:p text:style-name="${piece.kind}">${spaced(piece.text)}</text:p>`;
	const table = tableXml(piece.sheet, look, { styles, name: `T${index}` });
	const isTurned = piece.isWide && look.turn !== "none";
	return isTurned ? `<text:p text:style-name="toWide"/>${table}<text:p text:style-name="toUsual"/>` : table;
}

function spaced(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(/ {2,}/g, (run) => ` <text:s text:c="${run.length - 1}"/>`);
}

function tableXml(sheet: Sheet, look: Look, { styles, name }: { styles: string[]; name: string }): string {
	styles.push(
		`<style:style style:name="${name}" style:family="table"><style:table-properties table:align="margins" fo:margin-top="4pt" fo:margin-bottom="4pt" table:border-model="collapsing"/></style:style>`,
		`<style:style style:name="${name}r" style:family="table-row"><style:table-row-properties fo:keep-together="${look.cutsRows ? "auto" : "always"}"/></style:style>`,
	);
	const equal = Array.from({ length: sheet.columns }, () => 1 / sheet.columns);
	const shares = look.columns === "equal" ? equal : columnShares(sheet, look.labelShare);
	const columns = shares.map((share, i) => {
		styles.push(
			`<style:style style:name="${name}c${i}" style:family="table-column"><style:table-column-properties style:rel-column-width="${Math.round(share * 65535)}*"/></style:style>`,
		);
		return `<table:table-column table:style-name="${name}c${i}"/>`;
	});
	const rows = Array.from({ length: sheet.rows }, (_, row) => rowXml(row, sheet, { look, styles, name }));
	const head = look.repeatsHead ? sheet.headRows : 0;
	const heads = head > 0 ? `<table:table-header-rows>${rows.slice(0, head).join("")}</table:table-header-rows>` : "";
	return `<table:table table:name="${name}" table:style-name="${name}">${columns.join("")}${heads}${rows.slice(head).join("")}</table:table>`;
}

function rowXml(row: number, sheet: Sheet, at: { look: Look; styles: string[]; name: string }): string {
	const cells: string[] = [];
	for (let column = 0; column < sheet.columns; column++) {
		const owner = sheet.cells.find(
			(cell) =>
				cell.row <= row && row < cell.row + cell.rowSpan && cell.column <= column && column < cell.column + cell.columnSpan,
		);
		if (owner?.row === row && owner.column === column) cells.push(cellXml(owner, sheet, at));
		else cells.push("<table:covered-table-cell/>");
	}
	return `<table:table-row table:style-name="${at.name}r">${cells.join("")}</table:table-row>`;
}

function cellXml(cell: SheetCell, sheet: Sheet, { look, styles, name }: { look: Look; styles: string[]; name: string }): string {
	const id = `${name}x${cell.row}y${cell.column}`;
	const sides = sidesOf(cell, sheet, look.ruling);
	const { pt, pattern, color } = strokeOf(look.ruling);
	const border = (side: string, isDrawn: boolean) => `fo:border-${side}="${isDrawn ? `${pt}pt ${pattern} ${color}` : "none"}"`;
	const borders = Object.entries(sides).map(([side, isDrawn]) => border(side, isDrawn));
	const shade = shadeOf(cell, sheet, look.shading);
	styles.push(
		`<style:style style:name="${id}" style:family="table-cell"><style:table-cell-properties ${borders.join(" ")} fo:padding="${look.padPt / 2}pt" style:vertical-align="${look.verticalAlign}" ${shade ? `fo:background-color="${shade}"` : ""}/></style:style>`,
	);
	return `<table:table-cell table:style-name="${id}" table:number-columns-spanned="${cell.columnSpan}" table:number-rows-spanned="${cell.rowSpan}"><text:p text:style-name="${cell.role}">${spaced(cell.text)}</text:p></table:table-cell>`;
}
