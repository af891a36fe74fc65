import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { RosterFacts } from "../check/check-context.ts";
import type { PublishedReport } from "../check/published-report.ts";
import { wellFormedName } from "../text/well-formed.ts";
import type { Entry } from "./entries.ts";
import { heldOf, publicationOf } from "./publication-facts.ts";
import type { Failure } from "./read-archived.ts";
import { storedFailureOf } from "./read-archived.ts";
import { readingOf, readingUnlessLost } from "./readings.ts";
import type { RelatedReports } from "./related-reports.ts";
import type { NightlyTools } from "./run-context.ts";

/** A document's report, checked with all that stands around it, or why there is none. */
export type CheckedEntry = { readonly url: string } & ({ readonly report: PublishedReport } | { readonly failure: Failure });

/**
 * Checks the reading of every entry, in their order, each when it is asked for: one report at a time is in memory.
 * Copies of another's report, what is held for a person, and what was not fetched yet are left out.
 */
export async function* check(
	entries: readonly Entry[],
	surroundings: RelatedReports,
	tools: NightlyTools,
): AsyncGenerator<CheckedEntry> {
	for (const entry of entries) {
		const { outcome, sameAs, held, reference } = entry;
		if (sameAs !== undefined || held !== undefined) continue;
		const failure = outcome?.report ? undefined : storedFailureOf(entry);
		if (outcome?.report) yield { url: reference.url, report: await checked(entry, surroundings, tools) };
		else if (failure) yield { url: reference.url, failure };
	}
}

/** The reading with where it came from and what is known of its issuer, checked with all that the archive knows. */
async function checked(entry: Entry, surroundings: RelatedReports, tools: NightlyTools): Promise<PublishedReport> {
	const { ledger, config, kind } = tools;
	const { url } = entry.reference;
	const reference = await ledger.reference(url);
	if (!reference) throw new Error(`The ledger has lost its reference to ${url}`);
	const versions = await ledger.versions(url);
	const parsed = await readingOf(entry.outcome?.report ?? "", tools);
	const last = versions.at(-1);
	const before = versions.at(-2);
	const read = before ? await ledger.lastOutcome(before.sha256) : undefined;
	// Where another organ's report stood at this address before, this one has not changed.
	const isSame = read?.issuer === entry.outcome?.issuer && read?.year === entry.outcome?.year;
	const earlier = isSame && read?.report ? await readingUnlessLost(read.report, tools) : undefined;
	const around = await surroundings.around(heldOf(entry, tools));
	const publication = kind.knowsPublication ? await publicationOf({ ...entry, reference }, surroundings, tools) : undefined;
	const { report: found } = parsed.check({
		...around,
		issuer: rosterFacts(parsed.report.issuer.name, surroundings.organOf(heldOf(entry, tools)), tools),
		...(publication ? { publication } : {}),
		settings: config.rules,
		...(earlier ? { earlier } : {}),
	});
	const origin = publication && {
		url,
		...(reference.page_url === null ? {} : { page_url: reference.page_url }),
		...(last ? { retrieved_at: last.first_seen } : {}),
		...(publication.pageDate === undefined ? {} : { page_date: publication.pageDate }),
		first_seen: reference.first_seen,
		...(versions.length > 1 ? { earlier: versions.slice(0, -1).map(({ sha256 }) => sha256) } : {}),
	};
	return { ...found, source: { ...origin, ...found.source, file: wellFormedName(fileName(url, reference.kind)) } };
}

function rosterFacts(name: string, organ: string, { config }: NightlyTools): RosterFacts {
	const issuer = config.roster.find((known) => known.name === organ);
	return {
		...(issuer?.level ? { level: issuer.level } : {}),
		...(issuer?.code ? { division_code: issuer.code } : {}),
		...(issuer && issuer.name !== name ? { organ: issuer.name } : {}),
	};
}

function fileName(url: string, kind: string): string {
	const { protocol, pathname, searchParams } = new URL(url);
	if (protocol === "file:") return basename(fileURLToPath(url));
	const name = searchParams.get("filename") ?? basename(pathname);
	return name === "" ? `index.${kind}` : name.slice(0, 200);
}
