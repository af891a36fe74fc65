import { PRINTED_WAYS } from "../markup/printed-page.ts";
import type { WebExtras } from "../markup/web-page.ts";
import { WEB_WAYS } from "../markup/web-page.ts";
import type { Making, ProducerName, Random, ShownCell, ShownPiece, ShownReport, Way } from "../model.ts";
import { oneOf } from "../model.ts";
import { WORD_WAYS } from "../word/runs.ts";
import { INKS } from "../writer/inks.ts";
import type { WriterOptions } from "../writer/writer.ts";

/** A way in which what a document shows and what its text says come apart, or a reader is otherwise misled. */
export interface Kind {
	/** Group and way, such as `hidden/white`. */
	readonly name: string;
	/** What can set it. */
	readonly producers: readonly ProducerName[];
	readonly form?: "2019" | "2021";
	/** How it is set, where that is the kind. */
	readonly look?: Partial<Making["look"]>;
	readonly change?: (report: ShownReport, making: Making) => ShownReport;
	readonly write?: (report: ShownReport, making: Making) => WriterOptions;
	readonly print?: (report: ShownReport, making: Making) => { readonly style?: string; readonly body?: string };
	readonly web?: (report: ShownReport, making: Making) => WebExtras;
	/** What is done with the finished PDF. */
	readonly finish?: (pdf: Uint8Array, making: Making, report: ShownReport) => Promise<Uint8Array>;
}

/** Producers of PDF. */
export const PDF_PRODUCERS = ["writer", "chromium", "office"] as const satisfies readonly ProducerName[];

/** Ways that a word processor prints otherwise than it is told; formulas not at all, where its program for them is not installed. */
const NOT_BY_OFFICE: readonly Way[] = ["deleted", "shape", "symbol", "ruby", "class-raised", "select", "field", "formula"];

/** Who can set a way. */
export function producersOf(way: Way): ProducerName[] {
	const knows = {
		writer: way in INKS,
		chromium: way in PRINTED_WAYS,
		html: way in WEB_WAYS,
		docx: WORD_WAYS.includes(way),
		office: WORD_WAYS.includes(way) && !NOT_BY_OFFICE.includes(way),
	};
	return (Object.keys(knows) as ProducerName[]).filter((name) => knows[name]);
}

/** Every cell with a figure changed by a function, if its path is among those given. */
export function withCells(report: ShownReport, paths: ReadonlySet<string>, change: (cell: ShownCell) => ShownCell): ShownReport {
	const changed = (cell: ShownCell) => (cell.path !== undefined && paths.has(cell.path) ? change(cell) : cell);
	const pieces = report.pieces.map(
		(piece): ShownPiece => (piece.kind === "table" ? { ...piece, cells: piece.cells.map(changed) } : piece),
	);
	return { ...report, pieces };
}

/** Every figure of a report that is printed and fits a test. */
export function figureCells(report: ShownReport, fits: (cell: ShownCell) => boolean = () => true): ShownCell[] {
	return report.pieces.flatMap((piece) =>
		piece.kind === "table" ? piece.cells.filter((cell) => cell.path !== undefined && cell.text !== "" && fits(cell)) : [],
	);
}

/** Some figures, a row, a column, a table or all, as drawn; figures above 0 only where a few are taken. */
export function drawnPaths(report: ShownReport, random: Random, fits?: (cell: ShownCell) => boolean): Set<string> {
	const cells = figureCells(report, fits);
	const paths = cells.flatMap(({ path }) => path ?? []);
	const some = cells.filter(({ text }) => text !== "0").flatMap(({ path }) => path ?? []);
	const aim = oneOf(random, ["few", "few", "table", "column", "row", "all"]);
	const start = some[random(Math.max(1, some.length))] ?? paths[0] ?? "";
	const [table, last] = [start.split(".")[0], start.split(".").at(-1)];
	if (aim === "few") return new Set(Array.from({ length: 2 + random(5) }, () => some[random(some.length)] ?? start));
	if (aim === "table") return new Set(paths.filter((path) => path.startsWith(`${table}.`)));
	if (aim === "column") return new Set(paths.filter((path) => path.startsWith(`${table}.`) && path.endsWith(`.${last}`)));
	if (aim === "row") return new Set(paths.filter((path) => path.startsWith(start.slice(0, start.lastIndexOf(".") + 1))));
	return new Set(paths);
}

/** Another figure, about as long. */
export function otherFigure(text: string, random: Random): string {
	const value = Number(text);
	return Number.isFinite(value) ? String(Math.round(value) + 1 + random(Math.max(8, Math.round(value / 3)))) : "8";
}
