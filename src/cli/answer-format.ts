import { GoujiError } from "../model/errors.ts";
import type { QueryResult } from "../output/dataset/query.ts";
import { csv } from "../text/csv.ts";
import { textTable } from "../text/display.ts";

/** How answers are printed. */
const ANSWER_FORMATS = ["table", "csv", "json"] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** Throws GoujiError bad-arguments for other names. */
export function answerFormat(name: string): AnswerFormat {
	const format = ANSWER_FORMATS.find((one) => one === name);
	if (format) return format;
	throw new GoujiError("bad-arguments", `No such format: ${name}`, { hint: "Choose table, csv or json." });
}

/** An answer as text with its last line end. */
export function showAnswer({ columns, rows }: QueryResult, format: AnswerFormat): string {
	if (format === "json")
		return `${JSON.stringify(
			rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))),
			null,
			"\t",
		)}\n`;
	const cells = rows.map((row) =>
		row.map((value) => (value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value))),
	);
	return format === "csv" ? csv([columns, ...cells]) : `${textTable([columns, ...cells])}\n`;
}
