import type { SourceAccount } from "../collecting/source-account.ts";
import type { Issuer } from "../collecting/sources/config.ts";
import { likest } from "../text/similar.ts";
import type { Entry } from "./entries.ts";
import type { Orphan, Stranger } from "./report-events.ts";
import type { NightlyTools } from "./run-context.ts";
import type { OwedReport, ReportLine, RunReport } from "./run-report.ts";

/** A report with what became of sources and organs since the runs before. */
export function withEvents(report: RunReport, entries: readonly Entry[], tools: NightlyTools): RunReport {
	if (!tools.kind.keepsRunReports) return report;
	const strangers = strangersOf(entries, tools.config.roster);
	return {
		...report,
		late: report.late.map((late) => withLike(late, strangers)),
		unseen: report.unseen.map((unseen) => withLike(unseen, strangers)),
		withdrawn: withdrawnOf(entries, report.sources, tools),
		strangers,
		orphans: orphansOf(entries, tools),
	};
}

/** Issuers that published and that the roster does not have, in order of their names; none where there is no roster. */
export function strangersOf(entries: readonly Entry[], roster: readonly Issuer[]): Stranger[] {
	if (roster.length === 0) return [];
	const known = new Set(roster.flatMap(({ name, aliases }) => [name, ...aliases]));
	const strange = entries.filter(({ outcome }) => outcome?.report && outcome.issuer && !known.has(outcome.issuer));
	return [...Map.groupBy(strange, ({ outcome }) => outcome?.issuer ?? "")]
		.map(([issuer, own]): Stranger => {
			const years = [...new Set(own.flatMap(({ outcome }) => outcome?.year || []))].sort((a, b) => a - b);
			const like = likest(issuer, known);
			return { issuer, years, ...(like === undefined ? {} : { like }) };
		})
		.sort((a, b) => (a.issuer < b.issuer ? -1 : 1));
}

/** A late report with the issuer outside the roster that is nearly its own and published for that year. */
export function withLike(late: OwedReport, strangers: readonly Stranger[]): OwedReport {
	const near = strangers.find(({ like, years }) => like === late.issuer && years.includes(late.year));
	return near ? { ...late, like: near.issuer } : late;
}

/** Reports that a whole look through their source did not list any more. */
export function withdrawnOf(
	entries: readonly Entry[],
	accounts: readonly SourceAccount[],
	{ startedAt }: Pick<NightlyTools, "startedAt">,
): ReportLine[] {
	const whole = new Set(accounts.filter(({ doubts }) => doubts.length === 0).map(({ source }) => source));
	return entries.flatMap(({ reference: { url, source, issuer, year }, outcome, listedAt }) => {
		if (!outcome?.report || !whole.has(source) || listedAt >= startedAt) return [];
		const told = { issuer: outcome.issuer || issuer, year: outcome.year || year };
		const detail = `its source lists it no longer, last on ${listedAt.slice(0, 10)}; what was published stays published`;
		return [{ url, source, ...(told.issuer ? { issuer: told.issuer } : {}), ...(told.year ? { year: told.year } : {}), detail }];
	});
}

/** Sources of published reports that the configuration no longer has: removed, or renamed to a list without these reports. */
export function orphansOf(entries: readonly Entry[], { config }: Pick<NightlyTools, "config">): Orphan[] {
	const known = new Set(config.sources.map(({ id }) => id));
	const orphaned = entries.filter(({ reference, outcome }) => outcome?.report && !known.has(reference.source));
	return [...Map.groupBy(orphaned, ({ reference }) => reference.source)].map(([source, own]) => ({
		source,
		reports: own.length,
	}));
}
