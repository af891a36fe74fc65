import type { Block, Evidence, Issue, IssueFacts, ReportDocument, Table } from "../../../src/rules.ts";
import { doubtedTable, issueOf, judge, narrow, parseFigure, plainLabel } from "../../../src/rules.ts";
import { sumsOf } from "../fields/equations.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { newestOf } from "../fields/forms.ts";
import { matchersFor } from "../fields/matchers.ts";
import { signsFor } from "../fields/signs.ts";
import type { Forms } from "../fields/types.ts";
import type { SectionHeading } from "./heading.ts";
import type { ReadTables, TableName } from "./tables.ts";
import { TABLE_KEYS } from "./tables.ts";

/** Figures of a table that may have been read amiss are no surer than this, unless a sum proves them. */
const DOUBTED = 0.8;
/** So many figures that no field took are pieces of others: those of other tables may be pieces too. */
const TORN_FIGURES = 8;
/** Doubts by which a sum that closes proves nothing. */
const LEAVES_NO_PROOF: ReadonlySet<Issue["code"]> = new Set(["figures-left-over", "versions-unclear"]);
/** Shorter labels occur in running text too. */
const MIN_LABEL = 4;
/** A label is printed somewhere if this share of its pairs of characters is. */
const MIN_PAIRS = 0.6;
/** A table is printed somewhere if this many of its labels are. */
const MIN_SIGNS = 3;

/**
 * Compares what was read of the tables with everything that is printed in their sections: figures
 * that no field took, labels that are printed and whose rows were not found, rows with scraps of
 * labels. A table that shows any of these was not understood, and says nothing against its organ.
 */
export function findDoubts(document: ReportDocument, headings: readonly SectionHeading[], read: ReadTables): Issue[] {
	const byPlace = read.issues.filter(({ code }) => code === "rows-by-place");
	const others = TABLE_KEYS.flatMap((name) => {
		const section = sectionOf(document, headings, name);
		const isHeaded = headings.some(({ key }) => key === name);
		const found = read.found.has(name)
			? [strays(read, name, section), lostRows(read, name, section), scraps(read, name), mergedCells(read, name)]
			: [lostTable({ name, section, isOwn: isHeaded }, read.forms)];
		return found.flatMap((facts) => (facts ? issueOf(facts) : []));
	});
	return [...read.versions, ...byPlace, ...others];
}

/** The figures with what is in doubt made unsure; what a sum proves stays sure. */
export function withDoubts(read: ReadTables, doubts: readonly Issue[]): ReadTables {
	if (doubts.length === 0) return read;
	const proven = provenPaths(read);
	const codesOf = Map.groupBy(doubts, (issue) => doubtedTable(issue));
	const isTorn = doubts.some((issue) => issue.code === "figures-left-over" && issue.count >= TORN_FIGURES);
	const isDoubted = ({ path }: Evidence) => {
		const issues = codesOf.get(path.split(".")[0]) ?? (isTorn ? [] : undefined);
		// Where figures were left over, digits of others may be too, in every column of a sum alike.
		return issues !== undefined && (issues.some(({ code }) => LEAVES_NO_PROOF.has(code)) || !proven.has(path));
	};
	const evidence = read.evidence.map((figure) =>
		isDoubted(figure) ? { ...figure, confidence: Math.min(figure.confidence, DOUBTED) } : figure,
	);
	return { ...read, evidence };
}

/** Paths of figures in sums that hold without any blank and are more than 0 = 0. */
export function provenPaths({
	evidence,
	requestsEdition,
	forms,
}: Pick<ReadTables, "evidence" | "requestsEdition" | "forms">): Set<string> {
	const byPath = new Map(evidence.map((figure) => [figure.path, figure]));
	const sums = sumsOf(requestsEdition ?? newestOf(forms));
	return new Set(
		sums.flatMap(({ left, right }) => {
			const pick = (paths: readonly string[]) => paths.flatMap((path) => byPath.get(path) ?? []);
			const { judgement, leftSum, hasBlanks } = judge({ left: pick(left), right: pick(right) });
			const isWhole = pick([...left, ...right]).length === left.length + right.length;
			return isWhole && judgement === "holds" && leftSum > 0 && !hasBlanks ? [...left, ...right] : [];
		}),
	);
}

/** What is printed between a section's heading and the next; everything where the section has none. */
function sectionOf({ blocks }: ReportDocument, headings: readonly SectionHeading[], name: TableName): readonly Block[] {
	const at = headings.findIndex(({ key }) => key === name);
	return at < 0 ? blocks : blocks.slice(headings[at]?.block, headings[at + 1]?.block);
}

function strays({ named, evidence }: ReadTables, name: TableName, section: readonly Block[]): IssueFacts | undefined {
	const taken = new Set(evidence.map(({ page, box }) => `${page} ${box?.join()}`));
	const inTables = named[name].flatMap((table) => straysIn(table, taken));
	const inText = section.flatMap((block) => (block.kind === "paragraph" ? block.paragraph.lines : [])).filter(isRowOfFigures);
	const count = inTables.length + inText.length;
	return count > 0 ? { code: "figures-left-over", table: name, count } : undefined;
}

/** Figures that no field took beside labels, or in a row of figures without any; numbers of rows stand before their labels. */
function straysIn(table: Table, taken: ReadonlySet<string>): string[] {
	const isTaken = (cell: Table["cells"][number]) => taken.has(`${cell.page} ${cell.box.map(rounded).join()}`);
	const labels = table.cells.filter(({ text }) => text !== "" && parseFigure(text).state === "unreadable");
	const rowsTaken = new Set(table.cells.filter(isTaken).map(({ row }) => row));
	const first = [...rowsTaken].reduce((least, row) => Math.min(least, row), Infinity);
	// Of a heading that was misread there may be left what looks like a number of something.
	const isHeading = ({ row, text }: Table["cells"][number]) => row < first && /[\u3400-\u9fff]/.test(text);
	return table.cells
		.filter(
			(cell) => !isTaken(cell) && !isHeading(cell) && /\d/.test(narrow(cell.text)) && parseFigure(cell.text).state === "number",
		)
		.filter(({ row, column }) => {
			const beside = labels.filter((label) => label.row <= row && row < label.row + label.rowSpan);
			return beside.length === 0 ? rowsTaken.has(row) : beside.some((label) => label.column < column);
		})
		.map((cell) => cell.text);
}

function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}

/** Whether a line of running text is a row of a table that was not seen as one. */
function isRowOfFigures({ text }: { readonly text: string }): boolean {
	const parts = text.split(/\s+/).filter((part) => part !== "");
	return parts.length >= 3 && parts.filter((part) => parseFigure(part).state === "number").length >= 3;
}

/** Rows of the form that were not found although their labels are printed. */
function lostRows({ evidence, forms, issues }: ReadTables, name: TableName, section: readonly Block[]): IssueFacts | undefined {
	const absent = evidence.filter(({ path, state }) => state === "absent" && path.startsWith(`${name}.`));
	if (absent.length === 0) return undefined;
	const text = plainLabel(section.flatMap(textsOf).join(""));
	const fields = figureFields(forms);
	const rows = new Set(absent.map(({ path }) => plainLabel(fields.get(path)?.label ?? "")));
	const cells = section.flatMap((block) => (block.kind === "table" ? textsOf(block).map(plainLabel) : []));
	const outside = issues.flatMap((issue) =>
		issue.code === "row-outside-form" && issue.table === name ? [plainLabel(issue.label)] : [],
	);
	const printed = [...rows].filter(
		(label) =>
			outside.some((other) => isAlike(label, other)) ||
			(label.length >= MIN_LABEL ? isPrinted(label, text) : cells.some((cell) => cell.includes(label))),
	);
	return printed.length > 0 ? { code: "rows-not-found", table: name, count: printed.length } : undefined;
}

/** Two labels of which one has this share of the longer one's characters, in their order, may be the same one, misprinted or misread. */
const ALIKE_SHARE = 0.5;
/** Longer labels are cut: a label that is none of the form's may be of any length. */
const MOST_COMPARED = 60;

function isAlike(a: string, b: string): boolean {
	const [one = [], other = []] = [a, b].map((label) => (label.match(/[\u3400-\u9fff]/g) ?? []).slice(0, MOST_COMPARED));
	let before = new Array<number>(other.length + 1).fill(0);
	for (const character of one) {
		const row = [0];
		for (const [i, its] of other.entries())
			row.push(character === its ? (before[i] ?? 0) + 1 : Math.max(before[i + 1] ?? 0, row[i] ?? 0));
		before = row;
	}
	const longer = Math.max(one.length, other.length);
	return longer > 0 && (before.at(-1) ?? 0) >= ALIKE_SHARE * longer;
}

function isPrinted(label: string, text: string): boolean {
	const pairs = Array.from({ length: label.length - 1 }, (_, i) => label.slice(i, i + 2));
	return pairs.filter((pair) => text.includes(pair)).length >= MIN_PAIRS * pairs.length;
}

function lostTable(
	{ name, section, isOwn }: { name: TableName; section: readonly Block[]; isOwn: boolean },
	forms: Forms,
): IssueFacts | undefined {
	const { remedies } = matchersFor(forms);
	const text = plainLabel(section.flatMap(textsOf).join(""));
	const headings = remedies.columns.flatMap(({ labels }) => labels.slice(0, 1));
	const signs = name === "remedies" ? headings : signsFor(forms)[name];
	const isThere =
		signs.filter((sign) => isPrinted(sign, text)).length >= MIN_SIGNS ||
		(name === "remedies" && isOwn && isPrintedOften(headings.join(""), remedies.blocks.length, text));
	return isThere ? { code: "labels-without-table", table: name } : undefined;
}

/** Whether the characters of headings are printed about as often as the headings are, in whatever order narrow columns put them. */
function isPrintedOften(headings: string, times: number, text: string): boolean {
	const characters = [...headings];
	const found = [...new Set(characters)].map((character) => {
		const count = (of: Iterable<string>) => [...of].filter((other) => other === character).length;
		return Math.min(count(text), times * count(characters));
	});
	return found.reduce((sum, count) => sum + count, 0) >= MIN_PAIRS * times * characters.length;
}

function textsOf(block: Block): string[] {
	return block.kind === "table" ? block.table.cells.map(({ text }) => text) : [block.paragraph.text];
}

/** Rows outside the form whose labels are pieces of the form's, or empty. */
function scraps({ issues, forms }: ReadTables, name: TableName): IssueFacts | undefined {
	const { rows } = matchersFor(forms).requests;
	const groups = rows.flatMap(({ group = [] }) => group.slice(0, 1));
	const results = forms.editions.map(({ requests }) => requests.results);
	const labels = [...rows.flatMap((row) => row.labels.slice(0, 1)), ...groups, ...new Set(results)];
	const known = name === "requests" ? labels.map(plainLabel).join("") : "";
	const extra = issues.flatMap((issue) =>
		issue.code === "row-outside-form" && issue.table === name ? plainLabel(issue.label) : [],
	);
	const found = extra.filter((label) => label.length < 2 || isPrinted(label, known));
	return found.length > 0 ? { code: "label-scraps", table: name, count: found.length } : undefined;
}

/** Nobody writes a count with a 0 before it, or its heading into its cell: two cells were read as one. */
function mergedCells({ evidence }: ReadTables, name: TableName): IssueFacts | undefined {
	const merged = evidence.filter(({ path, raw, state }) => {
		const text = narrow(raw).replaceAll(/\s/g, "");
		const isBoth = state === "unreadable" && /\d/.test(text) && (text.match(/\p{Script=Han}/gu) ?? []).length >= MIN_LABEL;
		return path.startsWith(`${name}.`) && (isBoth || /^0\d/.test(text));
	});
	return merged.length > 0 ? { code: "cells-run-together", table: name, count: merged.length } : undefined;
}
