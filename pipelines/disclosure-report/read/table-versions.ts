import type { Block, IssueFacts, Table } from "../../../src/rules.ts";
import { parseFigure, parseYear, plainLabel, YEAR_PATTERN } from "../../../src/rules.ts";

/** A table of the document that carries the labels of one of the form's. */
export interface TableAt {
	readonly table: Table;
	/** Index of its block in the document. */
	readonly block: number;
}

/** One printing of a table, in its pieces. */
interface Version {
	readonly tables: readonly TableAt[];
	/** The words between it and what stands above it. */
	readonly caption: string;
}

/** The version of a table that is read, and what is said of the others. */
export interface ChosenVersion {
	readonly tables: readonly Table[];
	readonly issues: readonly IssueFacts[];
}

/** Where a table is printed. */
export interface PrintedTables {
	/** The key of the table. */
	readonly name: string;
	readonly blocks: readonly Block[];
	/** The year of the report, as far as it is known. */
	readonly year: number | undefined;
}

/** A table that has this share of the row labels of the one above it, and so many, is the same table again. */
const [SAME_SHARE, MIN_SAME] = [0.6, 3];
/** A caption is at most so many lines above its table, each at most so long. */
const [CAPTION_LINES, CAPTION_LENGTH] = [2, 40];

const WANTED = /更正后|修改后|修订后|修正后|调整后|更新后|正确|本年度?[）)]?(?:数据|情况|表)|更正为|应为/;
const UNWANTED = /更正前|修改前|修订前|修正前|调整前|更新前|原(?:表|数据|报告)|有误|错误|上年|去年|上一年|往年/;

/**
 * Parts the printings of one table, before and after a correction or of this year and another, and chooses the one that its
 * caption says is meant. Where none does and their figures differ, the last one is read, in doubt.
 */
export function chooseVersion(candidates: readonly TableAt[], printed: PrintedTables): ChosenVersion {
	const versions = versionsOf(candidates, printed.blocks);
	const [first] = versions;
	if (!first || versions.length === 1) return { tables: candidates.map(({ table }) => table), issues: [] };
	const tablesOf = ({ tables }: Version) => tables.map(({ table }) => table);
	if (versions.every((version) => printOf(version) === printOf(first))) return { tables: tablesOf(first), issues: [] };
	const count = versions.length - 1;
	const table = printed.name;
	const marks = versions.map(({ caption }) => markOf(caption, printed.year));
	const wanted = versions.filter((_, i) => marks[i] === "wanted");
	const left = versions.filter((_, i) => marks[i] !== "unwanted");
	const [told] = wanted.length === 1 ? wanted : left.length === 1 ? left : [];
	if (told) return { tables: tablesOf(told), issues: [{ code: "table-repeated", table, count }] };
	return { tables: tablesOf(versions.at(-1) ?? first), issues: [{ code: "versions-unclear", table, count }] };
}

function versionsOf(candidates: readonly TableAt[], blocks: readonly Block[]): Version[] {
	const versions: { tables: TableAt[]; caption: string }[] = [];
	for (const candidate of candidates) {
		const current = versions.at(-1);
		if (current && !isAgain(candidate.table, current.tables)) current.tables.push(candidate);
		else versions.push({ tables: [candidate], caption: captionAbove(candidate.block, blocks) });
	}
	return versions;
}

/** Whether a table has the rows again that the tables before it have; one of a single row of figures, the same headings. */
function isAgain(table: Table, before: readonly TableAt[]): boolean {
	const [rows, known] = [rowLabels(table), new Set(before.flatMap((one) => [...rowLabels(one.table)]))];
	const same = [...rows].filter((label) => known.has(label)).length;
	if (rows.size >= MIN_SAME) return same >= MIN_SAME && same >= SAME_SHARE * rows.size;
	const [heads, knownHeads] = [headsOf(table), new Set(before.flatMap((one) => [...headsOf(one.table)]))];
	const hasFigures = [table, ...before.map((one) => one.table)].every((one) => figuresOf(one).length >= MIN_SAME);
	return hasFigures && heads.size >= MIN_SAME && [...heads].every((head) => knownHeads.has(head));
}

function isFigure({ text }: { readonly text: string }): boolean {
	return parseFigure(text).state === "number";
}

function figuresOf({ cells }: Table): string[] {
	return cells.filter(isFigure).map(({ text }) => text);
}

function headsOf({ cells }: Table): Set<string> {
	return new Set(cells.filter((cell) => cell.text !== "" && !isFigure(cell)).map(({ text }) => plainLabel(text)));
}

/** The labels right before the first figure of each row. */
function rowLabels({ rows, cells }: Table): Set<string> {
	const byRow = Map.groupBy(cells, ({ row }) => row);
	const labels = Array.from({ length: rows }, (_, row) => {
		const inRow = [...(byRow.get(row) ?? [])].sort((a, b) => a.column - b.column);
		const first = inRow.findIndex(isFigure);
		return first < 0 ? "" : plainLabel(inRow.slice(0, first).findLast(({ text }) => text !== "")?.text ?? "");
	});
	return new Set(labels.filter((label) => label !== ""));
}

function printOf({ tables }: Version): string {
	return tables.flatMap(({ table }) => figuresOf(table)).join("|");
}

function captionAbove(block: number, blocks: readonly Block[]): string {
	const lines: string[] = [];
	for (let i = block - 1; i >= 0 && lines.length < CAPTION_LINES; i--) {
		const above = blocks[i];
		if (above?.kind !== "paragraph" || above.paragraph.text.length > CAPTION_LENGTH) break;
		lines.unshift(above.paragraph.text.replaceAll(/\s/g, ""));
	}
	return lines.join("\n");
}

/** What the nearest line that says anything says of the table below it. */
function markOf(caption: string, year: number | undefined): "wanted" | "unwanted" | undefined {
	for (const line of caption.split("\n").reverse()) {
		if (UNWANTED.test(line)) return "unwanted";
		if (WANTED.test(line)) return "wanted";
		const stated = new RegExp(`(${YEAR_PATTERN})\\s*年`).exec(line)?.[1];
		if (stated !== undefined && year !== undefined) return parseYear(stated) === year ? "wanted" : "unwanted";
	}
	return undefined;
}
