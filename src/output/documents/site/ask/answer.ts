import type { Table } from "apache-arrow";
import { DataType } from "apache-arrow";

/** A value as it is shown and written. */
export type Shown = string | number | boolean | null;

/** An answer in plain values. */
export interface PlainAnswer {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Shown[])[];
}

/** Plain values of an Arrow table: days as ISO dates, lists and structs as JSON. */
export function plainAnswer(table: Table): PlainAnswer {
	const { fields } = table.schema;
	const columns = fields.map(({ name }) => name);
	const vectors = fields.map((_, i) => table.getChildAt(i));
	const rows = Array.from({ length: table.numRows }, (_, row) =>
		fields.map(({ type }, i) => plainValue(vectors[i]?.get(row), type)),
	);
	return { columns, rows };
}

function plainValue(value: unknown, type: DataType): Shown {
	if (value === null || value === undefined) return null;
	if (DataType.isDate(type)) return new Date(Number(value)).toISOString().slice(0, 10);
	if (DataType.isTimestamp(type)) return new Date(Number(value)).toISOString();
	if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part));
}

/** The answer as CSV (RFC 4180); for spreadsheets with a byte-order mark, and no text that they would take for a formula. */
export function answerCsv({ columns, rows }: PlainAnswer, isForSpreadsheets: boolean): string {
	const cell = (value: Shown) => {
		const text = value === null ? "" : String(value);
		const inert = isForSpreadsheets && typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? ` ${text}` : text;
		return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
	};
	return `${isForSpreadsheets ? "\ufeff" : ""}${[columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}
