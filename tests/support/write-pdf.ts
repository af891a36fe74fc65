import type { ReportDocument } from "../../src/model/document.ts";
import type { Table } from "../../src/model/table.ts";

/** A page in PDF points. */
const PAGE = { width: 595, height: 842, margin: 48 } as const;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const TEXT = { size: 11, leading: 18 } as const;
const CELL = { size: 7, leading: 9, pad: 2 } as const;

/**
 * A small PDF of a document: its paragraphs, and its tables with rulings, in a font that every reader of PDF knows by
 * name. For tests that need thousands of different reports; no browser is started.
 */
export function writePdf({ blocks }: ReportDocument): Uint8Array {
	const pages: string[][] = [[]];
	let y: number = PAGE.margin;
	const room = (height: number) => {
		if (y + height <= PAGE.height - PAGE.margin || y === PAGE.margin) return;
		pages.push([]);
		y = PAGE.margin;
	};
	for (const block of blocks) {
		if (block.kind === "table") {
			const set = setTable(block.table);
			room(set.height);
			pages.at(-1)?.push(...set.draw(y));
			y += set.height + 8;
			continue;
		}
		const { text, centred } = block.paragraph;
		for (const line of wrapped(centred ? text : `　　${text}`, WIDTH, TEXT.size)) {
			room(TEXT.leading);
			const x = centred ? PAGE.margin + (WIDTH - widthOf(line, TEXT.size)) / 2 : PAGE.margin;
			pages.at(-1)?.push(show(line, { x, y: y + TEXT.size, size: TEXT.size }));
			y += TEXT.leading;
		}
	}
	return assemble(pages.map((page) => page.join("\n")));
}

function setTable({ rows, columns, cells }: Table): { height: number; draw: (top: number) => string[] } {
	const column = WIDTH / columns;
	const heights = new Array<number>(rows).fill(CELL.leading + 2 * CELL.pad);
	const set = cells.map((cell) => {
		const lines = wrapped(cell.text.replaceAll("\n", ""), cell.columnSpan * column - 2 * CELL.pad, CELL.size);
		return { cell, lines, height: lines.length * CELL.leading + 2 * CELL.pad };
	});
	for (const { cell, height } of set) if (cell.rowSpan === 1) heights[cell.row] = Math.max(heights[cell.row] ?? 0, height);
	const span = (from: number, count: number) => heights.slice(from, from + count).reduce((sum, height) => sum + height, 0);
	for (const { cell, height } of set) {
		const last = cell.row + cell.rowSpan - 1;
		heights[last] = (heights[last] ?? 0) + Math.max(0, height - span(cell.row, cell.rowSpan));
	}
	const draw = (top: number) =>
		set.flatMap(({ cell, lines }) => {
			const x = PAGE.margin + cell.column * column;
			const y = top + span(0, cell.row);
			const height = span(cell.row, cell.rowSpan);
			const box = [x, PAGE.height - y - height, cell.columnSpan * column, height].map((n) => n.toFixed(2)).join(" ");
			const first = y + (height - lines.length * CELL.leading) / 2 + CELL.size;
			return [
				`${box} re S`,
				...lines.map((line, i) =>
					show(line, {
						x: x + (cell.columnSpan * column - widthOf(line, CELL.size)) / 2,
						y: first + i * CELL.leading,
						size: CELL.size,
					}),
				),
			];
		});
	return { height: span(0, rows), draw };
}

function show(text: string, { x, y, size }: { x: number; y: number; size: number }): string {
	const codes = Buffer.from(text, "utf16le").swap16().toString("hex");
	return `BT /F ${size} Tf ${x.toFixed(2)} ${(PAGE.height - y).toFixed(2)} Td <${codes}> Tj ET`;
}

/** Half-width for ASCII, as the font has it. */
function widthOf(text: string, size: number): number {
	return [...text].reduce((sum, character) => sum + (character < "\u007f" ? size / 2 : size), 0);
}

function wrapped(text: string, width: number, size: number): string[] {
	const lines = [""];
	for (const character of text) {
		const line = lines.at(-1) ?? "";
		if (widthOf(line + character, size) > width && line !== "") lines.push(character);
		else lines[lines.length - 1] = line + character;
	}
	return lines;
}

function assemble(contents: readonly string[]): Uint8Array {
	const first = 5;
	const kids = contents.map((_, i) => `${first + 2 * i} 0 R`).join(" ");
	const objects = [
		"<< /Type /Catalog /Pages 2 0 R >>",
		`<< /Type /Pages /Count ${contents.length} /Kids [${kids}] >>`,
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
		`<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>
/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>`,
		...contents.flatMap((content, i) => [
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F 3 0 R >> >> /Contents ${first + 2 * i + 1} 0 R >>`,
			`<< /Length ${Buffer.byteLength(content)} >>\nstream\n${content}\nendstream`,
		]),
	];
	let text = "%PDF-1.4\n";
	const places: number[] = [];
	for (const [i, object] of objects.entries()) {
		places.push(text.length);
		text += `${i + 1} 0 obj\n${object}\nendobj\n`;
	}
	const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
	text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
	return new Uint8Array(Buffer.from(text, "latin1"));
}
