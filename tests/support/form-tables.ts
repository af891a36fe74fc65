import { form2021 } from "../../pipelines/disclosure-report/fields/form-2021.ts";
import { requestRowsOf } from "../../pipelines/disclosure-report/fields/paths.ts";
import type { Edition } from "../../pipelines/disclosure-report/fields/types.ts";
import type { Table } from "../../src/model/table.ts";
import { tableOf } from "./tables.ts";

/** Figures by path in `tables`; null is printed blank. */
export type Figures = Readonly<Record<string, number | string | null>>;

const shown = (value: number | string | null | undefined) => (value === null || value === undefined ? "" : String(value));

/** Table 三 of an edition with these figures; rows named in `without` are left out. */
export function requestsTable(figures: Figures, edition: Edition, without: readonly string[] = []): Table {
	const { columns } = edition.requests;
	const rows = requestRowsOf(edition).filter(({ key }) => !without.includes(key));
	const body = rows.map(({ key, group, label }) => [
		group ? group.number + group.label : "",
		label,
		...columns.map((column) => shown(figures[`requests.${key}.${column.key}`])),
	]);
	return tableOf([["", "<", ...columns.map(({ label }) => label)], ...body]);
}

/** Table 四 with these figures. */
export function remediesTable(figures: Figures, { remedies }: Edition = form2021): Table {
	const { columns, blocks } = remedies;
	const names = columns.map(({ label }) => label);
	const spread = (name: string, count: number) => [name, ...Array.from({ length: count - 1 }, () => "<")];
	const [review, ...others] = blocks;
	const values = blocks.flatMap((block) => columns.map((column) => shown(figures[`remedies.${block.key}.${column.key}`])));
	return tableOf([
		[...spread(review?.label ?? "", names.length), ...spread(others[0]?.under ?? "", names.length * others.length)],
		[...names, ...others.flatMap(({ label }) => spread(label, names.length))],
		[...names.map(() => "^"), ...others.flatMap(() => names)],
		values,
	]);
}

/** Table 二 of an edition with these figures. */
export function proactiveTable(figures: Figures, { proactive }: Edition): Table {
	const { blocks, corner, article } = proactive;
	const widest = Math.max(...blocks.map(({ columns }) => columns.length));
	const line = (first: string, others: readonly string[]) => [
		...[first, ...others],
		...Array.from({ length: widest - others.length }, () => "<"),
	];
	return tableOf(
		blocks.flatMap(({ item, columns, rows }) => [
			line(article + item, []),
			line(
				corner,
				columns.map(({ label }) => label),
			),
			...rows.map(({ key, label }) =>
				line(
					label,
					columns.map((column) => shown(figures[`proactive.${key}.${column.key}`])),
				),
			),
		]),
	);
}
