import { AlignmentType, Document, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import type { ReportDocument } from "../../src/model/document.ts";
import type { Table as ReadTable } from "../../src/model/table.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";
import { buildDocument } from "../../src/reading/tables/build-document.ts";
import { samplePdf } from "./pages.ts";

/** A numbered heading of a section, as Word's lists number it. */
const NUMBERED = /^[一二三四五六]、/;

/**
 * A sample as a Word document, by another's writer of that format: paragraphs, tables with merged cells,
 * and the sections' numbers made by a list, so that they are not in the text.
 */
export async function sampleAsWord(name: string): Promise<Uint8Array> {
	return documentAsWord(buildDocument(await readPages(await samplePdf(name))));
}

/** Any document as a Word document. */
export async function documentAsWord({ blocks }: ReportDocument): Promise<Uint8Array> {
	const children = blocks.map((block) => {
		if (block.kind === "table") return wordTable(block.table);
		const { text, centred } = block.paragraph;
		const isNumbered = NUMBERED.test(text);
		return new Paragraph({
			...(centred ? { alignment: AlignmentType.CENTER } : {}),
			...(isNumbered ? { numbering: { reference: "sections", level: 0 } } : {}),
			children: [new TextRun(isNumbered ? text.slice(2) : text)],
		});
	});
	const levels = [{ level: 0, format: LevelFormat.CHINESE_COUNTING, text: "%1、", start: 1 }];
	const document = new Document({ numbering: { config: [{ reference: "sections", levels }] }, sections: [{ children }] });
	return new Uint8Array(await Packer.toBuffer(document));
}

function wordTable({ rows, cells }: ReadTable): Table {
	return new Table({
		rows: Array.from(
			{ length: rows },
			(_, row) =>
				new TableRow({
					children: cells
						.filter((cell) => cell.row === row)
						.map(
							({ text, rowSpan, columnSpan }) =>
								new TableCell({ rowSpan, columnSpan, children: text.split("\n").map((line) => new Paragraph(line)) }),
						),
				}),
		),
	});
}
