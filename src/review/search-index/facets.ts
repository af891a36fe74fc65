import type { SyncSql } from "../store/sql.ts";
import type { Filters } from "./filters.ts";
import { countedFindings } from "./filters.ts";

/** How many findings each choice of a filter would leave; undefined where no counts are kept for what is asked. */
export interface FacetCounts {
	readonly state?: ReadonlyMap<string, number>;
	readonly weight?: ReadonlyMap<string, number>;
	readonly rule?: ReadonlyMap<string, number>;
	readonly year?: ReadonlyMap<string, number>;
}

/** Counts for each filter with the others as they are. */
export function facetCounts(sql: SyncSql, filters: Filters): FacetCounts {
	const { q, status, flag, reviewer, region, level } = filters;
	const isKept =
		[q, status, flag, reviewer].every((value) => value === undefined) && (region === undefined || level === undefined);
	if (!isKept) return {};
	const state = countsBy(sql, "state", { ...filters, state: undefined });
	const todo = (state.get("open") ?? 0) + (state.get("reopened") ?? 0);
	return {
		state: new Map([...state, ["todo", todo]]),
		weight: countsBy(sql, "weight", { ...filters, severity: undefined }),
		rule: countsBy(sql, "rule", { ...filters, rule: undefined }),
		year: countsBy(sql, "year", { ...filters, year: undefined }),
	};
}

function countsBy(sql: SyncSql, column: "state" | "weight" | "rule" | "year", filters: Filters): Map<string, number> {
	const { table, where } = countedFindings(filters);
	const rows = sql.all<{ value: string | number; n: number }>(
		`select ${column} as value, sum(n) as n from ${table} where ${where.text} group by ${column}`,
		where.values,
	);
	return new Map(rows.map(({ value, n }) => [String(value), n]));
}
