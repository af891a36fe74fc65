import type { Sql } from "../store/sql.ts";
import type { Filters } from "./filters.ts";
import { whereFindings } from "./filters.ts";

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
}

/** How many reports are there, late, missing, flagged, by a column of the index. */
export function coverageBy(sql: Sql, by: "region" | "level" | "year", filters: Filters): Coverage[] {
	const { text, values } = whereFindings({ year: filters.year, region: filters.region, level: filters.level });
	// `by` is one of three words of this file.
	return sql.all<Coverage>(
		`select cast(${by} as text) as "group", sum(published) as published, sum(late) as late, sum(flagged) as flagged,
			sum(verified) as verified, sum(doubted) as doubted, sum(missing) as missing from (
				select year, region, level, n as published, late * n as late, flagged * n as flagged, (status = 'verified') * n as verified,
					doubted * n as doubted, 0 as missing from report_tally where ${text}
				union all select year, region, level, 0, 0, 0, 0, 0, 1 from owed where ${text}
			) group by ${by} order by ${by}`,
		[...values, ...values],
	);
}

/** Findings by rule and where they stand. */
export interface RuleCount {
	readonly rule: string;
	readonly severity: "error" | "warn" | "info";
	readonly n: number;
	/** Open or come up again. */
	readonly todo: number;
	readonly confirmed: number;
	readonly dismissed: number;
}

/** How often each rule found something; most frequent first. */
export function rulesFound(sql: Sql, filters: Filters): RuleCount[] {
	const { text, values } = whereFindings(filters);
	return sql.all<RuleCount>(
		`select rule, severity, sum(n) as n, sum((state in ('open', 'reopened')) * n) as todo, sum((state = 'confirmed') * n) as confirmed,
			sum((state = 'dismissed') * n) as dismissed from finding_tally where ${text} group by rule having sum(n) > 0 order by sum(n) desc, rule`,
		values,
	);
}

/** Findings by year and severity. */
export function findingsByYear(
	sql: Sql,
	filters: Filters,
): { readonly year: number; readonly severity: string; readonly n: number }[] {
	const { text, values } = whereFindings(filters);
	return sql.all(
		`select year, severity, sum(n) as n from finding_tally where ${text} group by year, severity order by year, severity`,
		values,
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
export function choicesOf(sql: Sql): Choices {
	const column = (name: "year" | "region" | "level") =>
		sql
			.all<{ value: string | number }>(
				`select distinct ${name} as value from report_tally union select distinct ${name} from owed order by 1`,
			)
			.map(({ value }) => value);
	return {
		years: column("year").map(Number).reverse(),
		regions: column("region").map(String),
		levels: column("level").map(String),
		rules: sql.all<{ rule: string }>("select distinct rule from finding_tally order by rule").map(({ rule }) => rule),
		issuers: sql.one<{ n: number }>("select count(*) as n from issuer")?.n ?? 0,
	};
}

/** Reports owed and not there, soonest deadline first. */
export function owedReports(
	sql: Sql,
	filters: Filters,
	limit = 200,
): { readonly issuer: string; readonly year: number; readonly region: string; readonly deadline: string }[] {
	const { text, values } = whereFindings({ year: filters.year, level: filters.level });
	const region = filters.region === undefined ? "1" : "owed.region = ?";
	return sql.all(
		`select issuer.name as issuer, owed.year as year, owed.region as region, deadline from owed join issuer on issuer.id = owed.issuer
			where ${text.replaceAll("level", "owed.level")} and ${region} order by deadline, issuer.name limit ?`,
		[...values, ...(filters.region === undefined ? [] : [filters.region]), limit],
	);
}
