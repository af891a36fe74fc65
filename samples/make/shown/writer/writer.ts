import { strokeOf } from "../../variety/look.ts";
import type { Making, Part, ShownReport } from "../model.ts";
import { HIDDEN_WAYS, oneOf } from "../model.ts";
import type { Arrange, PaintedPage } from "./arrange.ts";
import { arranged } from "./arrange.ts";
import type { Face } from "./faces.ts";
import { embeddedFace, hasGlyphs, isSingleByte, presentFonts, STANDARD_FONTS, standardFace } from "./faces.ts";
import type { Spot } from "./inks.ts";
import { INKS } from "./inks.ts";
import type { SetCell, SetLine, SetPage } from "./layout.ts";
import { layoutOf } from "./layout.ts";
import type { Painter } from "./painter.ts";
import { openPainter } from "./painter.ts";
import type { PdfFile } from "./pdf-file.ts";
import { num, pdfFile } from "./pdf-file.ts";

type Mark = (page: SetPage, painter: Painter, text: Face) => string;

/** What a document gets besides its report. */
export interface WriterOptions {
	/** Operators before and after everything else of a page. */
	readonly under?: Mark;
	readonly over?: Mark;
	/** Text is painted as paths, with no characters in the file. */
	readonly isOutlined?: true;
	readonly arrange?: Arrange;
	/** See `FileOrder`. */
	readonly isForWeb?: true;
}

/** A report as a PDF by operators of our own. */
export function writtenPdf(report: ShownReport, { look, random }: Making, options: WriterOptions = {}): Uint8Array {
	const file = pdfFile();
	const [catalog, tree] = [file.reserve(), file.reserve()];
	const isSans = /Sans|Hei/.test(look.font);
	const text = embeddedFace(isSans ? "Noto Sans CJK SC" : "Noto Serif CJK SC");
	const latin = presentFonts().filter((name) => name.startsWith("DejaVu"));
	const lieFont = oneOf(random, ["Noto Serif CJK SC", ...latin]);
	const embedded = oneOf(random, ["Noto Serif CJK SC", "Noto Sans CJK SC", ...latin]);
	const standard = random(3) === 0 ? oneOf(random, [...STANDARD_FONTS] as ["Helvetica"]) : undefined;
	const figures = figureFace(printedIn(report), standard, embedded);
	const painter = openPainter(file, { figures, lieFont, random });
	const letters: Letters = { face: text, painter, isOutlined: options.isOutlined === true };
	const painted = layoutOf(report, look, text.widthOf).map((page): PaintedPage => {
		const operators = [
			options.under?.(page, painter, text) ?? "",
			...page.cells.map((cell) => shadeOps(cell)),
			...page.cells.map((cell) => sideOps(cell, look.ruling)),
			...page.lines.map((line) => lineOps(line, letters)),
			...page.cells.flatMap((cell) => (cell.isFirst ? cellOps(cell, letters) : [])),
			options.over?.(page, painter, text) ?? "",
		].join("\n");
		return { width: page.width, height: page.height, operators, annotations: painter.annotations.splice(0) };
	});
	const kids = arranged(painted, options.arrange ?? "as-set", random).map((page) => pageObject(file, { page, tree, painter }));
	painter.close();
	file.put(tree, `/Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}]`);
	const form =
		painter.fields.length > 0
			? `/AcroForm << /Fields [${painter.fields.map((field) => `${field} 0 R`).join(" ")}] /DR ${painter.resources} 0 R >>`
			: "";
	const layers = `/OCProperties << /OCGs [${painter.layer} 0 R] /D << /BaseState /ON /OFF [${painter.layer} 0 R] /Order [] >> >>`;
	file.put(catalog, `/Type /Catalog /Pages ${tree} 0 R ${form} ${layers}`);
	// Fonts stand before pages: where the end of the file is missing, pages are, as in files of other programs.
	return file.bytes(catalog, { last: kids.at(-1), isForWeb: options.isForWeb === true });
}

/** Everything that figure cells show. */
function printedIn({ pieces }: ShownReport): string {
	const tables = pieces.filter((piece) => piece.kind === "table");
	return tables
		.flatMap(({ cells }) => cells.filter(({ path }) => path !== undefined).flatMap(({ parts }) => parts.map(({ text }) => text)))
		.join("");
}

/** The font of figures that was drawn, or the first that has every character: one without glyphs would print nothing. */
function figureFace(text: string, standard: (typeof STANDARD_FONTS)[number] | undefined, embedded: string): Face {
	if (standard !== undefined && isSingleByte(text)) return standardFace(standard);
	return embeddedFace([embedded, "Noto Sans CJK SC", ...presentFonts()].find((name) => hasGlyphs(name, text)) ?? embedded);
}

function pageObject(file: PdfFile, { page, tree, painter }: { page: PaintedPage; tree: number; painter: Painter }): number {
	const content = file.add("", page.operators);
	const notes = page.annotations.length > 0 ? `/Annots [${page.annotations.map((number) => `${number} 0 R`).join(" ")}]` : "";
	return file.add(
		`/Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${num(page.width)} ${num(page.height)}] /Resources ${painter.resources} 0 R /Contents ${content} 0 R ${notes}`,
	);
}

/** How plain text is painted. */
interface Letters {
	readonly face: Face;
	readonly painter: Painter;
	readonly isOutlined: boolean;
}

function lineOps({ text: words, x, y, pt, isBold }: SetLine, { face, painter, isOutlined }: Letters): string {
	if (isOutlined) return `q 0 g 1 0 0 1 ${num(x)} ${num(y)} cm ${face.outline(words, pt)} Q`;
	const bold = isBold ? `2 Tr ${num(pt / 40)} w` : "";
	return `q 0 g 0 G BT ${bold} /${painter.fontName(face)} ${num(pt)} Tf ${num(x)} ${num(y)} Td ${face.encode(words)} Tj ET Q`;
}

function shadeOps({ shade, box: [left, bottom, right, top] }: SetCell): string {
	return shade === undefined
		? ""
		: `q ${colour(shade)} rg ${num(left)} ${num(bottom)} ${num(right - left)} ${num(top - bottom)} re f Q`;
}

function sideOps({ sides, box: [left, bottom, right, top] }: SetCell, ruling: string): string {
	const { pt, pattern, color } = strokeOf(ruling);
	const lines = [
		sides.top ? [left, top, right, top] : [],
		sides.right ? [right, bottom, right, top] : [],
		sides.bottom ? [left, bottom, right, bottom] : [],
		sides.left ? [left, bottom, left, top] : [],
	].filter((line) => line.length > 0);
	const dash = pattern === "dashed" ? "[2 2] 0 d" : "";
	const ops = lines.map(([ax = 0, ay = 0, bx = 0, by = 0]) => `${num(ax)} ${num(ay)} m ${num(bx)} ${num(by)} l S`);
	return `q ${colour(color)} RG ${Math.min(pt, 1.5)} w ${dash} ${ops.join(" ")} Q`;
}

function cellOps({ cell, lines, box, shade }: SetCell, letters: Letters): string[] {
	const { face: text, painter, isOutlined } = letters;
	if (cell.path === undefined) return lines.map((line) => lineOps(line, letters));
	const [line] = lines;
	if (!line) return [];
	const inkOf = (part: (typeof cell.parts)[number]) => {
		const ink = INKS[isOutlined ? "outline" : part.way];
		if (!ink) throw new Error(`the writer knows no ${part.way}`);
		return ink;
	};
	const room = box[2] - box[0] - 2;
	const widthOf = (part: Part, at: Omit<Spot, "x">, isTight: boolean) =>
		part.isUnder || (isTight && isHidden(part)) ? 0 : inkOf(part).width(part, { ...at, x: 0 }, painter);
	const sum = (at: Omit<Spot, "x">, isTight: boolean) => cell.parts.reduce((all, part) => all + widthOf(part, at, isTight), 0);
	const usual = { y: line.y, pt: line.pt, box, ground: colour(shade ?? "#ffffff") };
	// What nobody sees takes no room where there is none, and what everybody sees is set smaller.
	const isTight = sum(usual, false) > room;
	const spot = { ...usual, pt: line.pt * Math.max(0.6, Math.min(1, room / Math.max(1, sum(usual, isTight)))) };
	const [whole, plain] = [sum(spot, isTight), text.widthOf(cell.text, line.pt)];
	// The line was set for the plain text; wider parts keep its middle, and keep within the cell where they can.
	const middle = line.x + plain / 2 - whole / 2;
	let x = whole <= room ? Math.max(box[0] + 1, Math.min(box[2] - 1 - whole, middle)) : middle;
	return cell.parts.map((part) => {
		const operators = inkOf(part).paint(part, { ...spot, x }, painter);
		x += widthOf(part, spot, isTight);
		return operators;
	});
}

function isHidden({ way }: Part): boolean {
	return HIDDEN_WAYS.some((hidden) => hidden === way);
}

function colour(hex: string): string {
	return [1, 3, 5].map((at) => num(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(" ");
}
