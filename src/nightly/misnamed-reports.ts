import { organsOf } from "../collecting/owed/organs.ts";
import type { Issuer } from "../collecting/sources/config.ts";
import type { Entry } from "./entries.ts";
import type { NightlyTools } from "./run-context.ts";
import type { ReportLine } from "./run-report.ts";
import { isOfficeOf } from "./whose-report.ts";

/**
 * Reports that a list calls one organ's and that name another of the roster: a wrong file behind a link, or a wrong name in a file. They are
 * published as what they say; the organ that the list names has none there, and somebody has to look.
 */
export function misnamedReports(
	entries: readonly Entry[],
	{ config, pipeline }: Pick<NightlyTools, "config" | "pipeline">,
): ReportLine[] {
	const organs = organsOf(config.roster, pipeline);
	return entries.flatMap(({ reference, outcome, held, sameAs }) => {
		if (!outcome?.report || !outcome.issuer || held !== undefined || sameAs !== undefined) return [];
		const [listed, named] = [organs.inText(reference.title), organs.find(outcome.issuer)];
		if (listed === undefined || named === undefined || areOfOneHouse(listed, named)) return [];
		const detail = `it is listed as ${listed.name}'s, and names ${named.name}: look which is right, and tell the site`;
		const line = { url: reference.url, source: reference.source, issuer: listed.name, detail };
		return [outcome.year === null ? line : { ...line, year: outcome.year }];
	});
}

/** Whether two names are one organ's, that of its office, or that of the organ above it. */
function areOfOneHouse(one: Issuer, other: Issuer): boolean {
	if (one.name === other.name || one.parent === other.name || other.parent === one.name) return true;
	return isOfficeOf(one.name, other.name) || isOfficeOf(other.name, one.name);
}
