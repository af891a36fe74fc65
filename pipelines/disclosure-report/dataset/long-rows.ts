import { createHash } from "node:crypto";
import type { Value } from "../../../src/rules.ts";
import { figuresDigest } from "../../../src/rules.ts";
import { SECTION_KEYS } from "../fields/sections.ts";
import type { Forms } from "../fields/types.ts";
import { inUnits, isDoubtful } from "./amounts.ts";
import { knownRules } from "./flags.ts";
import { revisedFigures } from "./revised-figures.ts";
import type { RowFacts } from "./row-facts.ts";

/** Table, row and column of a figure. */
export type Place = readonly [table: string, row: string, column: string];

/** Where the parts of a path stand. */
export function split(path: string): Place {
	const [table = "", ...rest] = path.split(".");
	return [table, rest.slice(0, -1).join("."), rest.at(-1) ?? ""];
}

/** Rows of the tables with several rows a report, in the order of `LONG_TABLES`, each table's in the order of its key. */
export function longRows(facts: RowFacts, placeOf: (path: string) => Place, forms: Forms): Value[][][] {
	return [
		sorted(cellRows(facts, placeOf), CELL_KEY),
		sorted(correctionRows(facts, placeOf), CELL_KEY),
		sorted(findingRows(facts), FINDING_KEY),
		sorted(assessmentRows(facts, forms), [2]),
		sectionRows(facts),
		sorted(revisionRows(facts, placeOf), REVISION_KEY),
	];
}

/** Places of the key's columns in a row, the report's own left out: it is the same for all. */
const CELL_KEY = [2, 3, 4];
const REVISION_KEY = [3, 4, 5];
const FINDING_KEY = [2, 9, 6];

function headOf({ report, context }: RowFacts): Value[] {
	return [context.place.id, report.year];
}

function cellRows(facts: RowFacts, placeOf: (path: string) => Place): Value[][] {
	const { report, fields, corrected, imputed } = facts;
	const head = headOf(facts);
	return report.cells.map((cell) => {
		const field = fields.get(cell.path);
		const { value, yuan } = inUnits(cell.value, cell, field);
		const correction = corrected.get(cell.path);
		const isImputed = imputed.has(cell.path);
		return [
			...head,
			...placeOf(cell.path),
			value,
			cell.state,
			cell.raw,
			cell.unit ?? null,
			cell.unit_from ?? null,
			yuan,
			isDoubtful(cell),
			cell.page,
			...(cell.box ?? [null, null, null, null]),
			cell.method,
			cell.confidence,
			correction === undefined ? null : inUnits(correction.value, cell, field).value,
			correction !== undefined,
			isImputed ? 0 : null,
			correction?.reason ?? (isImputed ? "blank_as_zero" : null),
		];
	});
}

function correctionRows(facts: RowFacts, placeOf: (path: string) => Place): Value[][] {
	const { corrected, cellByPath, fields } = facts;
	return [...corrected.values()].map(({ path, value, reason, at, isCarried }) => {
		const cell = cellByPath.get(path);
		const inColumn = (one: number | null) => inUnits(one, cell, fields.get(path)).value;
		return [...headOf(facts), ...placeOf(path), inColumn(cell?.value ?? null), inColumn(value), reason, at, isCarried === true];
	});
}

function findingRows(facts: RowFacts): Value[][] {
	const values = new Map(facts.cells.map(({ path, value }) => [path, value]));
	return facts.findings.map((finding) => [
		...headOf(facts),
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
		figuresDigest(finding, values),
	]);
}

function assessmentRows(facts: RowFacts, forms: Forms): Value[][] {
	const head = headOf(facts);
	const rules = knownRules(forms);
	const found = Map.groupBy(facts.findings, ({ rule }) => rule);
	return Object.entries(facts.assessments).map(([rule, outcome]) => {
		const own = found.get(rule) ?? [];
		const severity = worst(own.map((finding) => finding.severity)) ?? rules.get(rule)?.severity ?? null;
		const read = facts.report.assessments[rule] ?? null;
		return [...head, rule, severity, outcome, read, reasonOf(rule, outcome, { facts, needs: rules.get(rule)?.needs })];
	});
}

function worst(severities: readonly string[]): string | undefined {
	return ["error", "warn", "info"].find((one) => severities.includes(one));
}

function reasonOf(
	rule: string,
	outcome: string,
	{ facts, needs }: { readonly facts: RowFacts; readonly needs: string | undefined },
): string | null {
	if (outcome === "not_assessable") return needs === undefined ? "nothing_to_check" : `needs_${needs}`;
	if (outcome !== "undetermined") return null;
	if (facts.undecided.has(rule)) return "corrected";
	return facts.findings.some((finding) => finding.rule === rule && finding.cause === "reading") ? "reading" : "unclear";
}

function sectionRows(facts: RowFacts): Value[][] {
	const { sections } = facts.report;
	return SECTION_KEYS.flatMap((section) => {
		const text = sections[section];
		if (text === null) return [];
		const bare = text.replaceAll(/\s/g, "");
		const hash = createHash("sha256").update(bare).digest("hex").slice(0, 16);
		return [[...headOf(facts), section, text, [...bare].length, hash]];
	});
}

function revisionRows(facts: RowFacts, placeOf: (path: string) => Place): Value[][] {
	const { context } = facts;
	return revisedFigures(facts).map(({ path, before, after, rawBefore, rawAfter, isSure }) => [
		...headOf(facts),
		context.place.supersedes ?? null,
		...placeOf(path),
		...[before, after, rawBefore, rawAfter],
		isSure ? "revised" : "undetermined",
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
