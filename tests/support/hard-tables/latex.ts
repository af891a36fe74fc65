import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { GridCell, HardDocument, HardTable, Stroke } from "./model.ts";
import { alignOf, cellsOf, isDark, isTable } from "./model.ts";

/** Typesets a document with XeLaTeX: tables as its users make them, with `longtable`, `multirow` and `booktabs`. */
export async function latexPdf(document: HardDocument): Promise<Uint8Array> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-latex-"));
	try {
		await writeFile(join(folder, "table.tex"), latexOf(document));
		// The second run knows the widths of columns that the first one measured.
		for (let run = 0; run < 2; run++)
			await promisify(execFile)("xelatex", ["-interaction=nonstopmode", "-halt-on-error", "table.tex"], {
				cwd: folder,
				timeout: 120_000,
				maxBuffer: 1e8,
			});
		return new Uint8Array(await readFile(join(folder, "table.pdf")));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function latexOf({ parts, language, landscape }: HardDocument): string {
	const zh = ["\\setmainfont{Noto Serif CJK SC}", '\\XeTeXlinebreaklocale "zh"', "\\XeTeXlinebreakskip=0pt plus 1pt"];
	return [
		"\\documentclass[10pt]{article}",
		`\\usepackage[a4paper,margin=50pt${landscape ? ",landscape" : ""}]{geometry}`,
		"\\usepackage{fontspec,array,multirow,longtable,booktabs,colortbl,xcolor}",
		...(language === "zh" ? zh : []),
		"\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}\\setlength{\\LTleft}{0pt}\\pagestyle{empty}",
		"\\begin{document}",
		...parts.map((part) => (part === "\f" ? "\\newpage" : isTable(part) ? latexTable(part) : `${escaped(part)}\\par`)),
		"\\end{document}",
	].join("\n");
}

function latexTable(table: HardTable): string {
	const { grid, head, look, widthsEm } = table;
	const rows = grid.map((_, row) => `${lineAbove(table, row)}${rowOf(table, row)} \\\\`);
	const columns = widthsEm.map((_, column) => `m{${widthPt(table, column, 1)}pt}`).join("");
	const stroke = strokesOf(table)[0] ?? { widthPt: 0.4, color: "#000000" };
	return [
		`{\\fontsize{${look.sizePt}}{${1.2 * look.sizePt}}\\selectfont\\setlength{\\tabcolsep}{${look.padPt}pt}\\setlength{\\extrarowheight}{${look.padPt}pt}`,
		`\\setlength{\\arrayrulewidth}{${stroke.widthPt}pt}\\arrayrulecolor[HTML]{${stroke.color.slice(1)}}\\setlength{\\aboverulesep}{0pt}\\setlength{\\belowrulesep}{0pt}`,
		`\\begin{longtable}{${columns}}`,
		...rows.slice(0, head),
		...(look.repeatsHead ? ["\\endhead"] : []),
		...rows.slice(head),
		lineAbove(table, grid.length),
		"\\end{longtable}}",
	].join("\n");
}

function strokesOf({ grid, look, widthsEm }: HardTable): Stroke[] {
	return [...grid, []].flatMap((_, row) =>
		widthsEm.flatMap((_em, column) => look.across(row, column) ?? look.down(column, row) ?? []),
	);
}

function rowOf(table: HardTable, row: number): string {
	const { grid, look } = table;
	const cells = cellsOf(grid);
	const parts: string[] = [];
	for (let column = 0; column < table.widthsEm.length; ) {
		const cell = cells.find((one) => isIn(one, row, column));
		const span = cell?.columnSpan ?? 1;
		const left = column === 0 && look.down(0, row) ? "|" : "";
		const right = look.down(column + span, row) ? "|" : "";
		const ground = look.fill?.(row, column);
		const fill = ground ? `\\cellcolor[HTML]{${ground.slice(1)}}` : "";
		const text = cell && cell.row === row ? textOf(table, cell) : "";
		parts.push(`\\multicolumn{${span}}{${left}m{${widthPt(table, column, span)}pt}${right}}{${fill}${text}}`);
		column += span;
	}
	return parts.join(" & ");
}

function isIn({ row, column, rowSpan, columnSpan }: GridCell, r: number, c: number): boolean {
	return r >= row && r < row + rowSpan && c >= column && c < column + columnSpan;
}

/** Width of a cell's text: that of its columns without the padding at its sides. */
function widthPt({ widthsEm, look }: HardTable, column: number, span: number): string {
	const width = widthsEm.slice(column, column + span).reduce((sum, em) => sum + em, 0) * look.sizePt;
	return (width - 2 * look.padPt).toFixed(2);
}

function textOf(table: HardTable, cell: GridCell): string {
	const { row, column, rowSpan, columnSpan, text } = cell;
	const align = { left: "\\raggedright", center: "\\centering", right: "\\raggedleft" }[alignOf(table, row, column)];
	const color = isDark(table.look.fill?.(row, column)) ? "\\color{white}" : "";
	const said = `${color}${text.split("\n").map(escaped).join("\\newline ")}`;
	const set = `${align}\\arraybackslash ${said}`;
	return rowSpan === 1 ? set : `\\multirow{${rowSpan}}{${widthPt(table, column, columnSpan)}pt}{${align} ${said}}`;
}

/** The lines above a row, or below the last one; none through cells that go on. */
function lineAbove(table: HardTable, row: number): string {
	const { grid, look, widthsEm } = table;
	const cells = cellsOf(grid);
	const strokes = widthsEm.map((_, column) => {
		const above = cells.find((cell) => isIn(cell, row - 1, column));
		return above && isIn(above, row, column) ? undefined : look.across(row, column);
	});
	const first = strokes[0];
	if (first && strokes.every((stroke) => stroke)) {
		const isOpen = widthsEm.every((_, column) => !look.down(column, Math.min(row, grid.length - 1)));
		return isOpen ? `\\specialrule{${first.widthPt}pt}{0pt}{0pt}` : "\\hline ";
	}
	return strokes.map((stroke, column) => (stroke ? `\\cline{${column + 1}-${column + 1}}` : "")).join("");
}

function escaped(text: string): string {
	const indent = /^[ \u3000]*/.exec(text)?.[0] ?? "";
	const width = [...indent].reduce((sum, c) => sum + (c === " " ? 0.3 : 1), 0);
	const rest = text
		.slice(indent.length)
		.replaceAll(/[&%$#_{}]/g, "\\$&")
		.replaceAll("±", "$\\pm$");
	return `${width > 0 ? `\\hspace*{${width}em}` : ""}${rest.replaceAll("—", "---").replaceAll("–", "--")}`;
}
