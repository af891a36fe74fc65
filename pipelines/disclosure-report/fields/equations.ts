import { remedyBlockZh, requestRowZh, zhOf } from "./figure-fields.ts";
import { madeOnce } from "./forms.ts";
import { requestRowsOf } from "./paths.ts";
import type { Edition, ListEdition, RequestPart } from "./types.ts";

/** An equation of the form, by paths; `name` says in Chinese what it is about. */
export interface SumSpec {
	readonly name: string;
	readonly left: readonly string[];
	readonly right: readonly string[];
	/** What the two sides are called, where both are sums. */
	readonly sides?: readonly [left: string, right: string];
}

/** A total of the list with its parts; local parts count where they are printed. */
export interface ListSum {
	readonly total: string;
	readonly parts: readonly string[];
	readonly local: readonly string[];
}

/** Every sum of an edition. */
export const sumsOf: (edition: Edition) => readonly SumSpec[] = madeOnce((edition: Edition) => [
	...rowSums(edition),
	...resultSums(edition),
	...balances(edition),
	...remedySums(edition),
]);

/** A01: every row's kinds of applicants against its 总计. */
export function rowSums(edition: Edition): SumSpec[] {
	const [parts, total] = partsAndTotal(edition.requests.columns.map(({ key }) => key));
	return requestRowsOf(edition).map((row) => ({
		name: `表三“${requestRowZh(row)}”行横向合计`,
		left: parts.map((column) => `requests.${row.key}.${column}`),
		right: [`requests.${row.key}.${total}`],
	}));
}

/** A02: every column's results against （七）总计. */
export function resultSums(edition: Edition): SumSpec[] {
	return edition.requests.columns.map((column) => ({
		name: `表三“${zhOf(column)}”列办理结果合计（（一）至（六））与“（七）总计”`,
		left: requestPathsOf(edition, "result", column.key),
		right: requestPathsOf(edition, "total", column.key),
	}));
}

/** A03: the printed identity, 一 + 二 = 三（七） + 四, in every column. */
export function balances(edition: Edition): SumSpec[] {
	return edition.requests.columns.map((column) => ({
		name: `表三“${zhOf(column)}”列勾稽关系`,
		sides: ["一＋二", "三（七）＋四"],
		left: requestPathsOf(edition, "intake", column.key),
		right: [...requestPathsOf(edition, "total", column.key), ...requestPathsOf(edition, "rest", column.key)],
	}));
}

/** A04: every block of table 四 against its 总计. */
export function remedySums({ remedies }: Edition): SumSpec[] {
	const [parts, total] = partsAndTotal(remedies.columns.map(({ key }) => key));
	return remedies.blocks.map((block) => ({
		name: `表四“${remedyBlockZh(block)}”合计`,
		left: parts.map((column) => `remedies.${block.key}.${column}`),
		right: [`remedies.${block.key}.${total}`],
	}));
}

/** A09: totals of the list that have parts, in printed order. */
export function listSums({ indicators }: ListEdition): ListSum[] {
	return indicators.flatMap(({ key: total }) => {
		const own = indicators.filter(({ partOf }) => partOf === total);
		const keys = (isLocal: boolean) => own.filter((one) => (one.isLocal === true) === isLocal).map(({ key }) => key);
		return own.length > 0 ? [{ total, parts: keys(false), local: keys(true) }] : [];
	});
}

function requestPathsOf(edition: Edition, part: RequestPart, column: string): string[] {
	return requestRowsOf(edition)
		.filter((row) => row.part === part)
		.map(({ key }) => `requests.${key}.${column}`);
}

/** The last column is the total of the others. */
function partsAndTotal(keys: readonly string[]): [parts: readonly string[], total: string] {
	return [keys.slice(0, -1), keys.at(-1) ?? ""];
}
