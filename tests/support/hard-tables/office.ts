import {
	AlignmentType,
	Document,
	HeightRule,
	Packer,
	PageBreak,
	PageOrientation,
	Paragraph,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlign,
	WidthType,
} from "docx";
import ExcelJS from "exceljs";
import type { GridCell, HardDocument, HardTable, Stroke } from "./model.ts";
import { alignOf, cellsOf, isDark, isTable, linesOf } from "./model.ts";

const FONTS = { zh: "Noto Serif CJK SC", en: "Liberation Sans" } as const;

/** Its letters are half as wide as its Chinese characters. */
const MONO = "Noto Sans Mono CJK SC";

/** A document as Word has it. */
export async function docxOf({ parts, language, landscape }: HardDocument): Promise<Uint8Array> {
	const font = FONTS[language];
	const line = (text: string, name: string) => new Paragraph({ children: [new TextRun({ text, font: name, size: 20 })] });
	const children = parts.flatMap((part): (Paragraph | Table)[] => {
		if (part === "\f") return [new Paragraph({ children: [new PageBreak()] })];
		return isTable(part) ? [docxTable(part, font)] : (linesOf(part)?.map((text) => line(text, MONO)) ?? [line(part, font)]);
	});
	const orientation = landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
	const size = { width: 11_906, height: 16_838, orientation };
	const page = { size, margin: { top: 1000, bottom: 1000, left: 1000, right: 1000 } };
	return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ properties: { page }, children }] })));
}

function docxTable(table: HardTable, font: string): Table {
	const { grid, widthsEm, look, head } = table;
	const cells = cellsOf(grid);
	return new Table({
		columnWidths: widthsEm.map((em) => Math.round(em * look.sizePt * 20)),
		layout: TableLayoutType.FIXED,
		width: { size: Math.round(widthsEm.reduce((sum, em) => sum + em, 0) * look.sizePt * 20), type: WidthType.DXA },
		rows: grid.map((_, row) => {
			const own = cells.filter((cell) => cell.row === row);
			return new TableRow({
				tableHeader: row < head && look.repeatsHead,
				cantSplit: true,
				height: { value: Math.round((look.sizePt * 1.3 + 2 * look.padPt) * 20), rule: HeightRule.ATLEAST },
				children: own.map((cell) => docxCell(table, cell, font)),
			});
		}),
	});
}

function docxCell(table: HardTable, cell: GridCell, font: string): TableCell {
	const { row, column, rowSpan, columnSpan, text } = cell;
	const { look, widthsEm } = table;
	const fill = look.fill?.(row, column);
	const ground = fill?.slice(1);
	const align = AlignmentType[({ left: "LEFT", center: "CENTER", right: "RIGHT" } as const)[alignOf(table, row, column)]];
	const lines = text.split("\n");
	return new TableCell({
		rowSpan,
		columnSpan,
		width: {
			size: Math.round(widthsEm.slice(column, column + columnSpan).reduce((sum, em) => sum + em, 0) * look.sizePt * 20),
			type: WidthType.DXA,
		},
		verticalAlign: look.vertical === "middle" ? VerticalAlign.CENTER : VerticalAlign.TOP,
		margins: { left: look.padPt * 20, right: look.padPt * 20 },
		...(ground ? { shading: { fill: ground, type: "clear", color: "auto" } } : {}),
		borders: {
			top: border(look.across(row, column)),
			bottom: border(look.across(row + rowSpan, column)),
			left: border(look.down(column, row)),
			right: border(look.down(column + columnSpan, row)),
		},
		children: lines.map(
			(line) =>
				new Paragraph({
					alignment: align,
					children: [
						new TextRun({
							text: line,
							font,
							size: Math.round(look.sizePt * 2),
							scale: Math.round(100 * (look.stretch ?? 1)),
							...(isDark(fill) ? { color: "FFFFFF" } : {}),
						}),
					],
				}),
		),
	});
}

function border(stroke: Stroke | undefined): {
	style: "none" | "single" | "dashed" | "dotted" | "double";
	size: number;
	color: string;
} {
	if (!stroke) return { style: "none", size: 0, color: "auto" };
	const style = stroke.dash ?? "single";
	return { style, size: Math.max(2, Math.round(stroke.widthPt * (style === "double" ? 2 : 8))), color: stroke.color.slice(1) };
}

/** A document as a sheet of a workbook: figures as numbers of the sheet would be texts here. */
export async function xlsxOf({ parts, language, landscape }: HardDocument): Promise<Uint8Array> {
	const workbook = new ExcelJS.Workbook();
	const sheet = workbook.addWorksheet("Sheet1", {
		pageSetup: {
			paperSize: 9,
			orientation: landscape ? "landscape" : "portrait",
			fitToPage: true,
			fitToWidth: 1,
			fitToHeight: 0,
		},
	});
	let top = 1;
	for (const part of parts) {
		if (typeof part === "string") {
			sheet.getCell(top++, 1).value = part;
			continue;
		}
		part.widthsEm.forEach((em, i) => {
			sheet.getColumn(i + 1).width = em * 1.15;
		});
		for (const cell of cellsOf(part.grid)) xlsxCell(sheet, { table: part, cell, top, font: FONTS[language] });
		if (part.look.repeatsHead) sheet.pageSetup.printTitlesRow = `${top}:${top + part.head - 1}`;
		top += part.grid.length + 1;
	}
	return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function xlsxCell(
	sheet: ExcelJS.Worksheet,
	{ table, cell, top, font }: { readonly table: HardTable; readonly cell: GridCell; readonly top: number; readonly font: string },
): void {
	const { look } = table;
	const { row, column, rowSpan, columnSpan, text } = cell;
	if (rowSpan * columnSpan > 1) sheet.mergeCells(top + row, column + 1, top + row + rowSpan - 1, column + columnSpan);
	const target = sheet.getCell(top + row, column + 1);
	target.value = text === "" ? null : text;
	target.font = { name: font, size: look.sizePt };
	target.alignment = {
		wrapText: true,
		vertical: look.vertical,
		horizontal: alignOf(table, row, column),
	};
	for (let r = row; r < row + rowSpan; r++)
		for (let c = column; c < column + columnSpan; c++) {
			const isIn = (stroke: Stroke | undefined) =>
				stroke ? { style: stroke.widthPt > 1 ? ("medium" as const) : ("thin" as const) } : undefined;
			const sides = {
				top: isIn(look.across(row, c)),
				left: isIn(look.down(column, r)),
				bottom: isIn(look.across(row + rowSpan, c)),
				right: isIn(look.down(column + columnSpan, r)),
			};
			sheet.getCell(top + r, c + 1).border = Object.fromEntries(Object.entries(sides).filter(([, side]) => side !== undefined));
		}
}
