import type { SyncSql } from "../store/sql.ts";
import { COVERED } from "./counts.ts";
import type { Filters } from "./filters.ts";
import { countedFindings, whereReports } from "./filters.ts";

/** Counts of a group of reports, such as one region's. */
export interface Coverage {
	/** The region, level or year. */
	readonly group: string;
	readonly published: number;
	readonly late: number;
	/** Reports with a broken error. */
	readonly flagged: number;
	/** Reports whose reading is verified. */
	readonly verified: number;
	/** Reports with findings whose cause is our reading. */
	readonly doubted: number;
	/** Owed and not there, the deadline past or not. */
	readonly missing: number;
	/** Of these: not due yet; past the deadline, but what may list them was not seen whole. */
	readonly undue: number;
	readonly unseen: number;
	/** Owed, found, and not read: nobody's fault but ours. */
	readonly unread: number;
}

/** How many reports are there, late, missing, flagged, by a column of the index. */
export function coverageBy(sql: SyncSql, by: "region" | "level" | "year", { region, level, year }: Filters): Coverage[] {
	const place = { region: region ?? "*", level: level ?? "*", year: year ?? 0 };
	const given = { region, level, year }[by];
	const others = (["region", "level", "year"] as const).filter((name) => name !== by);
	// Column names are words of this file.
	return sql.all<Coverage>(
		`select cast(${by} as text) as "group", ${COVERED.join(", ")} from coverage
			where ${others.map((name) => `${name} = ?`).join(" and ")} and ${by} <> ? ${given === undefined ? "" : `and ${by} = ?`}
			and published + missing + unread > 0 order by ${by}`,
		[...others.map((name) => place[name]), by === "year" ? 0 : "*", ...(given === undefined ? [] : [given])],
	);
}

/** Regions, levels or years that have reports, or owe some. */
function groupsOf(sql: SyncSql, by: "region" | "level" | "year"): string[] {
	const others = (["region", "level", "year"] as const).filter((name) => name !== by);
	const rows = sql.all<{ group: string }>(
		`select cast(${by} as text) as "group" from coverage where ${others.map((name) => `${name} = ?`).join(" and ")} and ${by} <> ?
			and published + missing + unread > 0 order by ${by}`,
		[...others.map((name) => (name === "year" ? 0 : "*")), by === "year" ? 0 : "*"],
	);
	return rows.map(({ group }) => group);
}

/** Findings by rule and where they stand. */
export interface RuleCount {
	readonly rule: string;
	/** The heaviest of its findings. */
	readonly severity: "error" | "warn" | "info" | "undetermined";
	readonly n: number;
	/** Open or come up again. */
	readonly todo: number;
	readonly confirmed: number;
	readonly dismissed: number;
}

/** How often each rule found something; most frequent first. */
export function rulesFound(sql: SyncSql, filters: Filters): RuleCount[] {
	const { table, where } = countedFindings(filters);
	return sql.all<RuleCount>(
		`select rule, case when sum((weight = 'error') * n) > 0 then 'error' when sum((weight = 'warn') * n) > 0 then 'warn'
			when sum((weight = 'info') * n) > 0 then 'info' else 'undetermined' end as severity, sum(n) as n, sum((state in ('open', 'reopened')) * n) as todo, sum((state = 'confirmed') * n) as confirmed,
			sum((state = 'dismissed') * n) as dismissed from ${table} where ${where.text} group by rule having sum(n) > 0 order by sum(n) desc, rule`,
		where.values,
	);
}

/** Organs with most errors in a view, then most warnings. */
export function flaggedMost(
	sql: SyncSql,
	filters: Filters,
	limit: number,
): { readonly issuer: string; readonly errors: number; readonly warnings: number }[] {
	const { text, values } = whereReports(filters);
	const isPlain = filters.q === undefined;
	// Without a condition on names, these are asked for of the few that are told only.
	const from = isPlain ? "report" : "report join issuer on issuer.id = report.issuer";
	return sql.all(
		`select issuer.name as issuer, errors, warnings from (
				select report.issuer as organ, sum(errors) as errors, sum(warnings) as warnings from ${from}
				where ${text} and errors > 0 group by report.issuer order by 2 desc, 3 desc, report.issuer limit ?)
			join issuer on issuer.id = organ order by 2 desc, 3 desc, 1 limit ?`,
		[...values, 4 * limit, limit],
	);
}

/** Findings by year and severity, `undetermined` for what cannot be told. */
export function findingsByYear(
	sql: SyncSql,
	filters: Filters,
): { readonly year: number; readonly severity: string; readonly n: number }[] {
	const { table, where } = countedFindings(filters);
	return sql.all(
		`select year, weight as severity, sum(n) as n from ${table} where ${where.text} group by year, weight order by year, weight`,
		where.values,
	);
}

/** What filters can be set to. */
export interface Choices {
	readonly years: readonly number[];
	readonly regions: readonly string[];
	readonly levels: readonly string[];
	readonly rules: readonly string[];
	readonly issuers: number;
}

/** Every year, region, level and rule of the index; years newest first. */
export function choicesOf(sql: SyncSql): Choices {
	const groups = (by: "region" | "level" | "year") => groupsOf(sql, by);
	return {
		years: groups("year").map(Number).reverse(),
		regions: groups("region"),
		levels: groups("level"),
		rules: sql
			.all<{ rule: string }>("select distinct rule from finding_tally where region = '*' and level = '*' and n > 0 order by rule")
			.map(({ rule }) => rule),
		issuers: sql.one<{ n: number }>("select count(*) as n from issuer")?.n ?? 0,
	};
}
