import type { SyncSql } from "../store/sql.ts";
import type { Filters } from "./filters.ts";
import { whereReports } from "./filters.ts";

/** What one reviewer has before them; "" is nobody. */
export interface ReviewerLoad {
	readonly reviewer: string;
	readonly organs: number;
	readonly reports: number;
	/** Findings to be decided, and those of them that are errors. */
	readonly todo: number;
	readonly errors: number;
}

/** What everybody has who has something, by name. */
export function loadsOf(sql: SyncSql): ReviewerLoad[] {
	const organs = sql.all<{ reviewer: string; n: number }>(
		"select reviewer, count(*) as n from issuer where reviewer <> '' group by reviewer",
	);
	const loads = new Map(
		sql.all<Omit<ReviewerLoad, "organs">>("select * from load_tally").map((load) => [load.reviewer, load] as const),
	);
	return organs.map(({ reviewer, n }) => ({
		...(loads.get(reviewer) ?? { reviewer, reports: 0, todo: 0, errors: 0 }),
		organs: n,
	}));
}

/** Organs of a view with how many reports each has in it, most first; those that are nobody's alone where asked. */
export function organsIn(
	sql: SyncSql,
	filters: Filters,
	{ onlyFree, limit }: { readonly onlyFree: boolean; readonly limit: number },
): { readonly organ: string; readonly reports: number }[] {
	const { text, values } = whereReports(filters);
	return sql.all(
		`select issuer.name as organ, count(*) as reports from report join issuer on issuer.id = report.issuer
			where ${text} ${onlyFree ? "and issuer.reviewer = ''" : ""} group by issuer.id order by reports desc, organ limit ?`,
		[...values, limit],
	);
}

/** Deals organs out so that everybody has about as many reports: the largest first, each to whoever has least. */
export function dealOut(
	organs: readonly { readonly organ: string; readonly reports: number }[],
	reviewers: readonly string[],
): ReadonlyMap<string, string[]> {
	const hands = reviewers.map((reviewer) => ({ reviewer, reports: 0, organs: [] as string[] }));
	for (const { organ, reports } of organs) {
		const least = hands.reduce<(typeof hands)[number] | undefined>(
			(best, hand) => (best === undefined || hand.reports < best.reports ? hand : best),
			undefined,
		);
		if (!least) break;
		least.reports += reports;
		least.organs.push(organ);
	}
	return new Map(hands.map(({ reviewer, organs: own }) => [reviewer, own]));
}
