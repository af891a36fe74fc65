import type { Correction, Value } from "../../../src/rules.ts";
import { madeOnce } from "../fields/forms.ts";
import type { Forms } from "../fields/types.ts";
import type { Report } from "../schema.ts";
import type { Get } from "./derived.ts";
import { derivedColumns, flagColumns } from "./derived.ts";
import { figureColumns, identityColumns } from "./report-columns.ts";
import type { RowFacts } from "./row-facts.ts";
import { rowFacts } from "./row-facts.ts";

type Rows = readonly (readonly Value[])[];

const pathOf = (column: { readonly name: string; readonly path?: string }) => (column.path ?? column.name).split(".");
const identityPaths = identityColumns.map(pathOf);

/** The form's figures with the keys of their paths and their places; other paths come from single reports. */
const placesOf = madeOnce((forms: Forms) => {
	const paths = figureColumns(forms).map(({ path = "" }) => path.slice("tables.".length));
	return { paths, keys: paths.map((path) => path.split(".")), byPath: new Map(paths.map((path) => [path, split(path)])) };
});
const keptIdentity = ["id", "issuer", "division_code", "year", "form"].map((name) =>
	identityColumns.findIndex((column) => column.name === name),
);
const keptFlags = flagColumns.filter(({ name }) => name === "n_imputed" || name === "n_corrected");

/** The rows of one report in every table, in the tables' order; those of one table in the order of its key. */
export function rowsOfReport(report: Report, corrections: readonly Correction[], forms: Forms): Rows[] {
	const facts = rowFacts(report, corrections, forms);
	const { paths, keys, byPath } = placesOf(forms);
	const placeOf = (path: string) => byPath.get(path) ?? split(path);
	const derived = derivedColumns(forms);
	const identity = identityPaths.map((path) => at(report, path));
	const printed = keys.map((path) => at(report.tables, path));
	const reported: Get = (path) => facts.cellByPath.get(path)?.value ?? null;
	const used: Get = (path) => usedValue(facts, path, reported(path));
	return [
		[
			[
				...identity,
				...printed,
				...derived.map((column) => column.valueOf(reported, facts.edition)),
				...flagColumns.map((column) => column.valueOf(facts)),
			],
		],
		[
			[
				...keptIdentity.map((i) => identity[i] ?? null),
				...paths.map((path, i) => usedValue(facts, path, printed[i] as number | null)),
				...derived.map((column) => column.valueOf(used, facts.edition)),
				...keptFlags.map((column) => column.valueOf(facts)),
			],
		],
		sorted(cellRows(facts, placeOf), CELL_KEY),
		sorted(correctionRows(facts, placeOf), CELL_KEY),
		sorted(findingRows(report), FINDING_KEY),
	];
}

/** Places of the key's columns in a row, the report's own left out: it is the same for all. */
const CELL_KEY = [2, 3, 4];
const FINDING_KEY = [2, 9, 6];

function usedValue({ corrected, imputed }: RowFacts, path: string, reported: number | null): number | null {
	const correction = corrected.get(path);
	if (correction) return correction.value;
	return reported ?? (imputed.has(path) ? 0 : null);
}

function at(from: unknown, path: readonly string[]): Value {
	let here = from;
	for (const key of path)
		here = typeof here === "object" && here !== null && Object.hasOwn(here, key) ? (here as Record<string, unknown>)[key] : null;
	return typeof here === "string" || typeof here === "number" || typeof here === "boolean" ? here : null;
}

type Place = readonly [table: string, row: string, column: string];

function split(path: string): Place {
	const [table = "", ...rest] = path.split(".");
	return [table, rest.slice(0, -1).join("."), rest.at(-1) ?? ""];
}

function cellRows({ report, corrected, imputed }: RowFacts, placeOf: (path: string) => Place): Value[][] {
	return report.cells.map((cell) => {
		const correction = corrected.get(cell.path);
		const isImputed = imputed.has(cell.path);
		return [
			report.id,
			report.year,
			...placeOf(cell.path),
			cell.value,
			cell.state,
			cell.raw,
			cell.page,
			...(cell.box ?? [null, null, null, null]),
			cell.method,
			cell.confidence,
			correction?.value ?? null,
			correction !== undefined,
			isImputed ? 0 : null,
			correction?.reason ?? (isImputed ? "blank_as_zero" : null),
		];
	});
}

function correctionRows({ report, corrected, cellByPath }: RowFacts, placeOf: (path: string) => Place): Value[][] {
	return [...corrected.values()].map(({ path, value, reason, at: when }) => [
		report.id,
		report.year,
		...placeOf(path),
		cellByPath.get(path)?.value ?? null,
		value,
		reason,
		when,
	]);
}

function findingRows(report: Report): Value[][] {
	return report.findings.map((finding) => [
		report.id,
		report.year,
		finding.rule,
		finding.severity,
		finding.verdict,
		finding.cause,
		finding.message,
		finding.cells.join(" "),
		finding.basis,
		finding.fingerprint,
		finding.expected === undefined ? null : String(finding.expected),
		finding.actual === undefined ? null : String(finding.actual),
	]);
}

/** By code units, which are the same everywhere. */
function sorted(rows: Value[][], key: readonly number[]): Value[][] {
	return rows.sort((a, b) => {
		for (const i of key) {
			const [x, y] = [String(a[i]), String(b[i])];
			if (x !== y) return x < y ? -1 : 1;
		}
		return 0;
	});
}
