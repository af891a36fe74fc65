import type { IParagraphOptions } from "docx";
import {
	AlignmentType,
	ExternalHyperlink,
	Paragraph,
	ShadingType,
	Table,
	TableCell,
	TableRow,
	TextRun,
	VerticalAlign,
	WidthType,
} from "docx";
import type { PrintedCell, PrintedTable } from "../model/printed.ts";

/** How a paragraph differs from the running text; sizes in half points, spaces in twentieths of a point. */
interface Look {
	readonly alignment?: IParagraphOptions["alignment"];
	readonly bold?: boolean;
	readonly size?: number;
	readonly indent?: boolean;
	readonly spaceBefore?: number;
	readonly keepNext?: boolean;
}

/** A paragraph, its first line indented by two characters unless it is aligned otherwise. */
export function paragraph(
	text: string,
	{ alignment, bold = false, size = 28, indent, spaceBefore, keepNext = false }: Look = {},
): Paragraph {
	const isIndented = indent ?? alignment === undefined;
	return new Paragraph({
		children: [new TextRun({ text: clean(text), bold, size })],
		keepNext,
		spacing: { after: 120, line: 360, ...(spaceBefore === undefined ? {} : { before: spaceBefore }) },
		...(alignment === undefined ? {} : { alignment }),
		...(isIndented ? { indent: { firstLine: size * 20 } } : {}),
	});
}

/** An address that can be followed; it is a web address already. */
export function linked(address: string): ExternalHyperlink {
	return new ExternalHyperlink({
		link: address,
		children: [new TextRun({ text: clean(address), size: 21, style: "Hyperlink" })],
	});
}

/** A printed table, its flagged cells shaded and in bold. */
export function printedTable(table: PrintedTable, flagged: ReadonlySet<string>): Table {
	const rows = Array.from({ length: table.rows }, (_, row) => table.cells.filter((cell) => cell.row === row));
	return new Table({
		width: { size: 100, type: WidthType.PERCENTAGE },
		rows: rows.map((cells) => new TableRow({ cantSplit: true, children: cells.map((cell) => tableCell(cell, flagged)) })),
	});
}

function tableCell({ text, path, rowSpan, columnSpan }: PrintedCell, flagged: ReadonlySet<string>): TableCell {
	const isFlagged = path !== undefined && flagged.has(path);
	const fill = isFlagged ? "F4B6B6" : path === undefined ? "EEF1F5" : undefined;
	return new TableCell({
		...{ rowSpan, columnSpan },
		verticalAlign: VerticalAlign.CENTER,
		...(fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, color: "auto", fill } }),
		children: [
			new Paragraph({
				alignment: path === undefined && (text.length > 6 || /^\d\./.test(text)) ? AlignmentType.LEFT : AlignmentType.CENTER,
				children: [new TextRun({ text: clean(text), size: 18, bold: isFlagged })],
			}),
		],
	});
}

/** Text without what XML cannot hold. */
function clean(text: string): string {
	return text
		.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
		.toWellFormed()
		.slice(0, 4000);
}
