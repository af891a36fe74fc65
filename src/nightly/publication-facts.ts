import type { PageFacts } from "../collecting/sources/page-facts.ts";
import type { KnownPublication } from "../model/publication.ts";
import type { Ledger } from "../storage/ledger.ts";
import type { SeenReference } from "../storage/rows.ts";
import type { OfficeClock } from "../text/day.ts";
import { officeClock } from "../text/day.ts";
import type { Entry } from "./entries.ts";
import type { Owing } from "./owing.ts";
import { readingOf } from "./readings.ts";
import type { StoredReport } from "./related-reports.ts";
import { RelatedReports } from "./related-reports.ts";
import type { NightlyTools } from "./run-context.ts";

/** What stands around the reports that are published. */
export async function relate(entries: readonly Entry[], owing: Owing, tools: NightlyTools): Promise<RelatedReports> {
	const held = entries
		.filter(({ outcome, sameAs, held }) => outcome?.report && sameAs === undefined && held === undefined)
		.sort((a, b) => Number(b.isOwn) - Number(a.isOwn))
		.map((entry) => heldOf(entry, tools));
	const surroundings = new RelatedReports(held, owing, tools.pipeline);
	await surroundings.comparePeers();
	return surroundings;
}

/** An entry's report as one of those held. */
export function heldOf(
	{ reference, outcome, isOwn }: Entry,
	tools: Pick<NightlyTools, "readings" | "kind" | "pipeline">,
): StoredReport {
	return {
		key: tools.kind.nameOf(reference.url),
		issuer: outcome?.issuer || (reference.issuer ?? ""),
		publisher: reference.issuer ?? undefined,
		year: outcome?.year ?? reference.year ?? 0,
		group: reference.source,
		isOwn,
		load: () => readingOf(outcome?.report ?? "", tools),
	};
}

/** When and how it was published, as far as lists, pages and the ledger tell. */
export async function publicationOf(
	entry: Entry & { readonly reference: SeenReference },
	surroundings: RelatedReports,
	{ ledger, config }: NightlyTools,
): Promise<KnownPublication> {
	const { reference, resource, copyKinds } = entry;
	const isFetched = /^https?:/.test(reference.url);
	if (!isFetched) return {};
	const { date, inColumn, hasDownload, hasTextTwin, hasBorders, list } = JSON.parse(reference.page_facts) as PageFacts;
	const { source, first_seen } = await firstListing(entry, ledger);
	const { dayOf } = clockOf(config.time_zone);
	// Without a day there is nothing that the lists could contradict.
	const lastAbsent = date === undefined ? undefined : await ledger.lastAbsent({ source, first_seen, dated: date });
	const isGone = resource?.state === "missing" || resource?.state === "failed";
	const twin = copyKinds.some((kind) => kind !== "pdf") ? true : hasTextTwin;
	return {
		url: reference.url,
		...(reference.page_url === null ? {} : { pageUrl: reference.page_url }),
		firstSeen: dayOf(first_seen),
		...(lastAbsent === undefined ? {} : { lastAbsent: dayOf(lastAbsent) }),
		...(date === undefined ? {} : { pageDate: date }),
		...surroundings.publicationOf(entry.outcome?.issuer ?? ""),
		...(inColumn === undefined ? {} : { inColumn }),
		...(hasDownload === undefined ? {} : { hasDownload: hasDownload || copyKinds.some((kind) => kind !== "html") }),
		...(twin === undefined ? {} : { hasTextTwin: twin }),
		failedNights: isGone ? await ledger.failedDays(reference.url) : 0,
		trustedHosts: [...config.trusted_hosts, ...config.roster.flatMap(({ hosts = [] }) => hosts), ...sourceHosts(config)],
		...(list ? { list } : {}),
		...(hasBorders === undefined ? {} : { hasBorders }),
	};
}

/** Where and when a report was first listed, under whatever address: one that moved is no new one. */
async function firstListing(
	{ reference, copyUrls }: Pick<Entry, "copyUrls"> & { readonly reference: SeenReference },
	ledger: Ledger,
): Promise<Pick<SeenReference, "source" | "first_seen">> {
	let first: Pick<SeenReference, "source" | "first_seen"> = reference;
	for (const url of copyUrls) {
		const copy = await ledger.reference(url);
		if (copy && copy.first_seen < first.first_seen) first = copy;
	}
	return first;
}

/** Whoever configured a source vouches for its host. */
function sourceHosts({ sources }: NightlyTools["config"]): string[] {
	const urls = sources.flatMap((source) => (source.kind === "folder" ? [] : source.kind === "urls" ? source.urls : [source.url]));
	return [...new Set(urls.map((url) => new URL(url).hostname))];
}

const clocks = new Map<string, OfficeClock>();

/** Reports are published and judged by the office's day. */
function clockOf(timeZone: string): OfficeClock {
	const clock = clocks.get(timeZone) ?? officeClock(timeZone);
	clocks.set(timeZone, clock);
	return clock;
}
