import { z } from "zod";
import type { Value } from "../../model/dataset.ts";
import { csvLine } from "../../output/dataset/rows-file.ts";
import { ApiProblem } from "./route.ts";

/** How a list is asked to be given. */
export interface ListForm {
	readonly fields?: string;
	readonly format?: "json" | "csv";
}

type Item = Readonly<Record<string, unknown>>;

/** A list as the API answers it. */
export function isList(value: unknown): value is { readonly items: readonly Item[] } {
	return typeof value === "object" && value !== null && "items" in value && Array.isArray(value.items);
}

/** The fields of a list's items, or those of them that are asked for, in the order of asking. Throws ApiProblem for others. */
export function columnsOf(schema: z.ZodType, fields: string | undefined): readonly string[] {
	const { items } = schema instanceof z.ZodObject ? schema.shape : {};
	const known = items instanceof z.ZodArray && items.element instanceof z.ZodObject ? Object.keys(items.element.shape) : [];
	if (fields === undefined) return known;
	const asked = [...new Set(fields.split(","))];
	const unknown = asked.filter((name) => !known.includes(name));
	if (unknown.length > 0) throw new ApiProblem(400, `fields: no ${unknown.join(", ")}; there are ${known.join(", ")}`);
	return asked;
}

/** An item with some of its fields. */
export function only(item: Item, columns: readonly string[]): Item {
	return Object.fromEntries(columns.map((name) => [name, item[name]]));
}

/** Items as CSV; what is no single value stands as JSON in its cell. */
export function listAsCsv(items: readonly Item[], columns: readonly string[]): string {
	return [columns, ...items.map((item) => columns.map((name) => cell(item[name])))].map(csvLine).join("");
}

function cell(value: unknown): Value {
	if (value === undefined || value === null) return null;
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	return JSON.stringify(value);
}
