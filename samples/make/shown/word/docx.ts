import { createCanvas } from "@napi-rs/canvas";
import { zipSync } from "fflate";
import { columnShares } from "../../variety/look.ts";
import type { Making, ShownCell, ShownPiece, ShownReport, ShownTable } from "../model.ts";
import { cellContent, RUN_STYLES, SIZE_HERE } from "./runs.ts";

const NAMESPACES =
	'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A report as a Word document. */
export function docxOf(report: ShownReport, { look }: Making): Uint8Array {
	const pictures = new Map<string, Uint8Array>();
	const width = (look.widthMm - 2 * look.marginMm) * 56.7;
	const pictureOf = (text: string) => {
		const name = `p${pictures.size + 1}`;
		pictures.set(name, pngOf(text));
		return drawing(name, pictures.size, text.length);
	};
	const body = report.pieces.map((piece) => pieceXml(piece, { look, width, pictureOf })).join("\n");
	const size = `<w:sectPr><w:pgSz w:w="${Math.round(look.widthMm * 56.7)}" w:h="${Math.round(look.heightMm * 56.7)}"/><w:pgMar w:top="${Math.round(look.marginMm * 56.7)}" w:right="${Math.round(look.marginMm * 56.7)}" w:bottom="${Math.round(look.marginMm * 56.7)}" w:left="${Math.round(look.marginMm * 56.7)}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>`;
	const relations = [...pictures.keys()].map(
		(name) => `<Relationship Id="${name}" Type="${RELATION}/image" Target="media/${name}.png"/>`,
	);
	const text = (xml: string) => new TextEncoder().encode(`${HEAD}${xml}`);
	return zipSync({
		"[Content_Types].xml": text(
			'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
		),
		"_rels/.rels": text(
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATION}/officeDocument" Target="word/document.xml"/></Relationships>`,
		),
		"word/_rels/document.xml.rels": text(
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="${RELATION}/styles" Target="styles.xml"/>${relations.join("")}</Relationships>`,
		),
		"word/styles.xml": text(
			`<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="DejaVu Serif" w:hAnsi="DejaVu Serif" w:eastAsia="${look.font}"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>${RUN_STYLES}</w:styles>`,
		),
		"word/document.xml": text(`<w:document ${NAMESPACES}><w:body>${body}${size}</w:body></w:document>`),
		...Object.fromEntries([...pictures].map(([name, png]) => [`word/media/${name}.png`, png])),
	});
}

interface Setting {
	readonly look: Making["look"];
	/** Of the text, in twentieths of a point. */
	readonly width: number;
	readonly pictureOf: (text: string) => string;
}

function pieceXml(piece: ShownPiece, setting: Setting): string {
	if (piece.kind === "page-break") return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
	if (piece.kind === "table") return tableXml(piece, setting);
	const align = { title: "center", sign: "right" }[piece.kind as string] ?? "left";
	const bold = piece.kind === "title" || piece.kind === "heading" ? "<w:b/>" : "";
	const half = Math.round(2 * (setting.look.textPt + (piece.kind === "title" ? 7 : 0)));
	const indent = piece.kind === "text" || piece.kind === "heading" ? '<w:ind w:firstLineChars="200" w:firstLine="480"/>' : "";
	return `<w:p><w:pPr>${indent}<w:jc w:val="${align}"/></w:pPr><w:r><w:rPr>${bold}<w:sz w:val="${half}"/></w:rPr><w:t xml:space="preserve">${piece.text}</w:t></w:r></w:p>`;
}

function tableXml(table: ShownTable, setting: Setting): string {
	const widths = columnShares(table, setting.look.labelShare).map((share) => Math.round(share * setting.width));
	const rows = Array.from({ length: table.rows }, (_, row) => rowXml(table, row, { ...setting, widths }));
	const edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map(
		(side) => `<w:${side} w:val="single" w:sz="4" w:color="000000"/>`,
	);
	return `<w:tbl><w:tblPr><w:tblW w:w="${Math.round(setting.width)}" w:type="dxa"/><w:tblBorders>${edges.join("")}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>${rows.join("")}</w:tbl><w:p/>`;
}

function rowXml(table: ShownTable, row: number, setting: Setting & { readonly widths: readonly number[] }): string {
	const cells: string[] = [];
	for (let column = 0; column < table.columns; ) {
		const cell = table.cells.find(
			(one) => one.row <= row && row < one.row + one.rowSpan && one.column <= column && column < one.column + one.columnSpan,
		);
		if (!cell) break;
		cells.push(cellXml(cell, row, setting));
		column = cell.column + cell.columnSpan;
	}
	return `<w:tr>${cells.join("")}</w:tr>`;
}

function cellXml(
	cell: ShownCell,
	row: number,
	{ look, widths, pictureOf }: Setting & { readonly widths: readonly number[] },
): string {
	const width = widths.slice(cell.column, cell.column + cell.columnSpan).reduce((a, b) => a + b, 0);
	const merge = cell.rowSpan === 1 ? "" : row === cell.row ? '<w:vMerge w:val="restart"/>' : "<w:vMerge/>";
	const span = cell.columnSpan > 1 ? `<w:gridSpan w:val="${cell.columnSpan}"/>` : "";
	const align = cell.path === undefined ? look.labelAlign : look.figureAlign;
	const content = row === cell.row ? cellContent(cell.parts, align, pictureOf) : "<w:p/>";
	const sized = content.replaceAll(SIZE_HERE, `<w:sz w:val="${Math.round(look.tablePt * 2)}"/>`);
	return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${merge}<w:vAlign w:val="center"/></w:tcPr>${sized}</w:tc>`;
}

function pngOf(text: string): Uint8Array {
	const canvas = createCanvas(text.length * 24 + 8, 44);
	const context = canvas.getContext("2d");
	context.fillStyle = "#fff";
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.fillStyle = "#000";
	context.font = '36px "DejaVu Sans", "Noto Sans CJK SC"';
	context.fillText(text, 4, 36);
	return new Uint8Array(canvas.toBuffer("image/png"));
}

function drawing(name: string, id: number, characters: number): string {
	const [wide, high] = [(characters * 24 + 8) * 3200, 44 * 3200];
	return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${wide}" cy="${high}"/><wp:docPr id="${id}" name="${name}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${id}" name="${name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${wide}" cy="${high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}
