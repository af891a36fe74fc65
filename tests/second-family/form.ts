import type { MatrixForm } from "../../src/family.ts";

/** The only table of these reports: proposals by who made them, and what became of them. */
export const proposalsForm = {
	table: "proposals",
	columns: [
		{ key: "received", labels: ["承办总数"] },
		{ key: "settled", labels: ["已经解决"] },
		{ key: "planned", labels: ["列入计划"] },
		{ key: "noted", labels: ["留作参考"] },
	],
	rows: [
		{ key: "deputies", labels: ["人大代表建议"] },
		{ key: "members", labels: ["政协委员提案"] },
		{ key: "total", labels: ["合计"] },
	],
} as const satisfies MatrixForm;

/** A sum of the form, by paths. */
export interface Sum {
	readonly name: string;
	readonly left: readonly string[];
	readonly right: readonly string[];
}

const at = (row: string, column: string) => `proposals.${row}.${column}`;

/** In each row, what became of proposals adds up to all of them. */
export const rowSums: readonly Sum[] = proposalsForm.rows.map(({ key, labels: [name] }) => ({
	name,
	left: ["settled", "planned", "noted"].map((column) => at(key, column)),
	right: [at(key, "received")],
}));

/** In each column, proposals of both kinds add up to the total. */
export const columnSums: readonly Sum[] = proposalsForm.columns.map(({ key, labels: [name] }) => ({
	name,
	left: [at("deputies", key), at("members", key)],
	right: [at("total", key)],
}));

const labels: ReadonlyMap<string, string> = new Map(
	proposalsForm.rows.flatMap((row) =>
		proposalsForm.columns.map((column) => [at(row.key, column.key), `${row.labels[0]}·${column.labels[0]}`] as const),
	),
);

/** Every path of the form, in its order. */
export const paths: readonly string[] = [...labels.keys()];

/** The Chinese label of a figure. */
export function labelOf(path: string): string {
	return labels.get(path) ?? path;
}
