import { z } from "zod";
import { Report } from "./schema.ts";
import { ReportTables } from "./schema-tables.ts";

/** Chinese and English label of one figure. */
export interface FieldLabel {
	readonly zh: string;
	readonly en: string;
}

type JsonSchema = { title?: string; description?: string; properties?: Record<string, JsonSchema>; anyOf?: JsonSchema[] };

/** Labels of every figure by path in `tables`, derived from the schema. */
export const labelByPath: ReadonlyMap<string, FieldLabel> = collect();

const reportSchema = z.toJSONSchema(Report) as JsonSchema;

/** The Chinese label of a path: row and column as printed; the path itself for extra rows. */
export function labelOf(path: string): string {
	return labelByPath.get(path)?.zh ?? path;
}

/** The Chinese label of a row or block, without its column. */
export function rowLabelOf(path: string): string {
	const sibling = [...labelByPath.keys()].find((key) => key.startsWith(`${path}.`));
	return sibling ? (labelByPath.get(sibling)?.zh.split("·").slice(0, -1).join("·") ?? path) : path;
}

/** The Chinese name of a table (`requests`), a section (`sections.overview`) or another place; itself where it has none. */
export function placeLabelOf(place: string): string {
	const [first = "", second = ""] = place.split(".");
	const { properties = {} } = reportSchema;
	if (first === "sections") return properties.sections?.properties?.[second]?.title ?? place;
	return labelByPath.get(place)?.zh ?? properties.tables?.properties?.[first]?.title ?? properties[first]?.title ?? place;
}

function collect(): Map<string, FieldLabel> {
	const labels = new Map<string, FieldLabel>();
	walk(z.toJSONSchema(ReportTables) as JsonSchema, [], { labels, zh: [], en: [] });
	return labels;
}

function walk(
	schema: JsonSchema,
	path: readonly string[],
	at: { labels: Map<string, FieldLabel>; zh: readonly string[]; en: readonly string[] },
): void {
	const isTable = path.length <= 1;
	const zh = isTable || !schema.title ? at.zh : [...at.zh, schema.title];
	const en = isTable || !schema.description ? at.en : [...at.en, schema.description];
	const options = schema.anyOf ?? [schema];
	const nested = options.flatMap((option) => (option.properties ? [option] : option.anyOf ? [option] : []));
	for (const option of nested) {
		if (!option.properties) walk(option, path, { ...at, zh, en });
		for (const [key, child] of Object.entries(option.properties ?? {})) walk(child, [...path, key], { ...at, zh, en });
	}
	if (nested.length === 0 && path.length > 1) at.labels.set(path.join("."), { zh: zh.join("·"), en: en.join(", ") });
}
