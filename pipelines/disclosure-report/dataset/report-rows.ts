import type { RowContext, Value } from "../../../src/rules.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { madeOnce } from "../fields/forms.ts";
import type { Forms } from "../fields/types.ts";
import type { Report } from "../schema.ts";
import type { Get } from "./derived.ts";
import { derivedColumns } from "./derived.ts";
import { flagColumns } from "./flags.ts";
import type { Place } from "./long-rows.ts";
import { longRows, split } from "./long-rows.ts";
import { figureColumns, identityColumns } from "./report-columns.ts";
import type { Figure, RowFacts } from "./row-facts.ts";
import { rowFacts } from "./row-facts.ts";
import { seriesRow } from "./series.ts";
import { KEPT_FLAGS, KEPT_IDENTITY } from "./tables.ts";

type Rows = readonly (readonly Value[])[];

const pathOf = (column: { readonly name: string; readonly path?: string }) => (column.path ?? column.name).split(".");
const identityPaths = identityColumns.map(pathOf);

/** The places of the form's figures; other paths come from single reports. */
const placesOf = madeOnce((forms: Forms) => {
	const places = new Map([...figureFields(forms).keys()].map((path) => [path, split(path)]));
	return (path: string): Place => places.get(path) ?? split(path);
});
const keptIdentity = identityColumns.flatMap(({ name }, i) => (KEPT_IDENTITY.has(name) ? [i] : []));
const keptFlags = flagColumns.filter(({ name }) => KEPT_FLAGS.has(name));

/** The rows of one report in every table, in the tables' order; those of one table in the order of its key. */
export function rowsOfReport(report: Report, context: RowContext, forms: Forms): Rows[] {
	const facts = rowFacts(report, context, forms);
	const identity = identityColumns.map(({ tell }, i) => (tell ? tell(facts) : at(report, identityPaths[i] ?? [])));
	const flags = (columns: typeof flagColumns) => columns.map((column) => column.valueOf(facts, forms));
	return [
		[[...identity, ...figures(facts.printed, facts, forms), ...flags(flagColumns)]],
		[[...keptIdentity.map((i) => identity[i] ?? null), ...figures(facts.used, facts, forms), ...flags(keptFlags)]],
		[seriesRow(facts, forms)],
		...longRows(facts, placesOf(forms), forms),
	];
}

/** The figures of a wide table, and what is derived from them. */
function figures(of: (path: string) => Figure, { edition }: RowFacts, forms: Forms): Value[] {
	const get: Get = (path) => of(path).value;
	return [
		...figureColumns(forms).map(({ figure, isYuan }) => (isYuan ? of(figure).yuan : of(figure).value)),
		...derivedColumns(forms).map((column) => column.valueOf(get, edition)),
	];
}

function at(from: unknown, path: readonly string[]): Value {
	let here = from;
	for (const key of path)
		here = typeof here === "object" && here !== null && Object.hasOwn(here, key) ? (here as Record<string, unknown>)[key] : null;
	return typeof here === "string" || typeof here === "number" || typeof here === "boolean" ? here : null;
}
