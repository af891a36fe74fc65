import type { Value } from "../model/dataset.ts";
import { GoujiError } from "../model/errors.ts";
import type { AnswerBlock, QueryResult } from "../output/dataset/query.ts";
import { csvLine } from "../output/dataset/rows-file.ts";
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
export function showAnswer(answer: QueryResult, format: AnswerFormat): string {
	if (format === "table") return `${textTable([answer.columns, ...answer.rows.map((row) => row.map(printed))])}\n`;
	const writer = answerWriter(format);
	return writer.block({ ...answer, rows: [] }) + writer.block(answer) + writer.end();
}

/** Writes an answer piece by piece: the first block gives the head. */
export interface AnswerWriter {
	readonly block: (block: AnswerBlock) => string;
	readonly end: () => string;
}

/** CSV (RFC 4180; null is nothing, with a byte-order mark where asked), or a JSON list of objects. */
export function answerWriter(format: "csv" | "json", { hasMark = false }: { readonly hasMark?: boolean } = {}): AnswerWriter {
	let count = 0;
	let isBegun = false;
	if (format === "csv")
		return {
			block: ({ columns, rows }) => {
				const head = isBegun ? "" : `${hasMark ? "\ufeff" : ""}${csvLine(columns)}`;
				isBegun = true;
				return head + rows.map((row) => csvLine(row.map(csvValue))).join("");
			},
			end: () => "",
		};
	return {
		block: (block) => block.rows.map((row) => `${count++ === 0 ? "[\n" : ",\n"}${jsonRow(block, row)}`).join(""),
		end: () => (count === 0 ? "[]\n" : "\n]\n"),
	};
}

function jsonRow({ columns, types }: AnswerBlock, row: readonly unknown[]): string {
	const fields = columns.map((name, i) => `\t\t${JSON.stringify(name)}: ${jsonValue(row[i], types[i] ?? "")}`);
	return `\t{\n${fields.join(",\n")}\n\t}`;
}

/** A number is one whatever its length: a column does not become text where it grows. */
function jsonValue(value: unknown, type: string): string {
	if (typeof value === "string" && isNumeric(type) && /^-?\d+(?:\.\d+)?$/.test(value)) return value;
	return JSON.stringify(value, null, "\t").replaceAll("\n", "\n\t\t");
}

const isNumeric = (type: string) => /^(?:U?BIGINT|U?HUGEINT|DECIMAL)/.test(type);

const printed = (value: unknown): string =>
	value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);

function csvValue(value: unknown): Value {
	if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	return JSON.stringify(value);
}
