import type { LookDoubt } from "../collecting/source-account.ts";
import { doubtWords } from "../collecting/source-account.ts";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import type { Entry } from "../nightly/entries.ts";
import { entriesOf } from "../nightly/entries.ts";
import { OVER_SITES } from "../nightly/night-kind.ts";
import { lastLooks, owingOf } from "../nightly/owing.ts";
import { storedFailureOf } from "../nightly/read-archived.ts";
import type { Orphan } from "../nightly/report-events.ts";
import { orphansOf } from "../nightly/roster-events.ts";
import type { ReportLine } from "../nightly/run-report.ts";
import { toldOwed } from "../nightly/run-report.ts";
import { wordsOf } from "../nightly/webhook.ts";
import type { DeadTask } from "../storage/queue.ts";
import type { Trouble } from "../storage/rows.ts";
import type { Store } from "../storage/store.ts";
import { textTable } from "../text/display.ts";
import { configAt, usualConfig } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { lookAtStore } from "./open-store.ts";
import { readerName } from "./reader-name.ts";

interface SourceStatus {
	readonly source: string;
	readonly found: number;
	readonly read: number;
	readonly failed: number;
	readonly blocked: number;
	readonly last_success: string | null;
	/** The last look through its lists; null where there was none. */
	readonly last_look: {
		readonly at: string;
		readonly found: number;
		readonly pages: number;
		readonly not_seen: readonly string[];
	} | null;
}

/** Tells from the ledger how every source and issuer stands; asks nobody. */
export async function status(
	path: string | undefined,
	options: { readonly json?: boolean },
	environment: Environment,
): Promise<number> {
	const config = await configAt(path ?? usualConfig(), environment);
	const store = await lookAtStore(config, environment);
	try {
		const now = new Date().toISOString();
		const entries = await entriesOf({ ledger: store.ledger, reader: await readerName(), kind: OVER_SITES, config });
		const sources: SourceStatus[] = [];
		for (const { id } of config.sources) sources.push({ ...sourceStatus(id, entries), last_look: await lastLook(id, store) });
		const wasSeenWhole = await lastLooks({ ledger: store.ledger, config });
		const owing = owingOf(entries, { config, pipeline: environment.pipeline, at: now, accounts: [], wasSeenWhole });
		const issuers = config.roster.map((issuer) => ({
			issuer: issuer.name,
			...issuerStatus(issuer, { entries, ...toldOwed(owing) }),
		}));
		const hosts = (await store.ledger.hosts()).filter(({ blocked_until }) => blocked_until > Date.parse(now));
		const runs = await store.ledger.runs();
		const dead = await store.queue.dead();
		const troubles = await store.ledger.troubles();
		const last_run = runs.at(-1) ?? null;
		const told = {
			last_run,
			sources,
			issuers,
			blocked_hosts: hosts.map(({ name, reason }) => ({ host: name, reason })),
			given_up: dead,
			troubles: troubles.map((trouble) => ({ ...trouble, is_new: trouble.since === last_run?.id })),
			orphans: orphansOf(entries, { config }),
		};
		environment.out(options.json ? `${JSON.stringify(told, null, "\t")}\n` : describeStatus(told));
		const isBad = dead.length > 0 || isAnythingOpen({ entries, sources, late: overdue(toldOwed(owing)), troubles });
		return isBad ? EXIT.attention : EXIT.ok;
	} finally {
		await store.close();
	}
}

/** What is past its deadline and was not found, however much was seen. */
function overdue({ late, unseen }: Pick<ReturnType<typeof toldOwed>, "late" | "unseen">) {
	return [...late, ...unseen];
}

/** Whether anything asks for attention that nobody has acknowledged. */
function isAnythingOpen({
	entries,
	sources,
	late,
	troubles,
}: {
	readonly entries: readonly Entry[];
	readonly sources: readonly SourceStatus[];
	readonly late: ReturnType<typeof toldOwed>["late"];
	readonly troubles: readonly Trouble[];
}): boolean {
	const known = troubles.filter(({ acknowledged_at }) => acknowledged_at !== null);
	const isKnown = (key: "url" | "source" | "issuer", value: string) => known.some((trouble) => trouble[key] === value);
	return (
		known.length < troubles.length ||
		entries.some((entry) => storedFailureOf(entry) !== undefined && !isKnown("url", entry.reference.url)) ||
		sources.some(({ source, last_look }) => (last_look?.not_seen.length ?? 0) > 0 && !isKnown("source", source)) ||
		late.some(({ issuer }) => !isKnown("issuer", issuer))
	);
}

async function lastLook(source: string, { ledger }: Store): Promise<SourceStatus["last_look"]> {
	const [look] = await ledger.looks(source, 1);
	if (!look) return null;
	const { at, found, pages, doubts } = look;
	return { at, found, pages, not_seen: (JSON.parse(doubts) as LookDoubt[]).map(doubtWords) };
}

function sourceStatus(source: string, entries: readonly Entry[]): Omit<SourceStatus, "last_look"> {
	const own = entries.filter(({ reference }) => reference.source === source);
	const successes = own.flatMap(({ resource }) => resource?.last_seen ?? []).sort();
	return {
		source,
		found: own.length,
		read: own.filter(({ outcome }) => outcome?.report).length,
		failed: own.filter((entry) => storedFailureOf(entry) !== undefined && entry.resource?.state !== "blocked").length,
		blocked: own.filter(({ resource }) => resource?.state === "blocked").length,
		last_success: successes.at(-1) ?? null,
	};
}

function issuerStatus(
	{ name, aliases }: NightlyConfig["roster"][number],
	{
		entries,
		missing,
		late,
		unseen,
	}: { entries: readonly Entry[] } & Pick<ReturnType<typeof toldOwed>, "missing" | "late" | "unseen">,
): { readonly found: number[]; readonly missing: number[]; readonly late: number[]; readonly unseen: number[] } {
	const names = [name, ...aliases];
	const own = entries.filter(
		({ outcome, reference, held }) =>
			held === undefined && (names.includes(outcome?.issuer ?? "") || names.includes(reference.issuer ?? "")),
	);
	const years = own.flatMap(({ outcome }) => (outcome?.report && outcome.year ? [outcome.year] : []));
	const ofIssuer = (lines: typeof late) => lines.filter(({ issuer }) => issuer === name).map(({ year }) => year);
	return {
		found: [...new Set(years)].sort((a, b) => a - b),
		missing: ofIssuer(missing),
		late: ofIssuer(late),
		unseen: ofIssuer(unseen),
	};
}

function describeStatus({
	last_run,
	sources,
	issuers,
	blocked_hosts,
	given_up,
	troubles,
	orphans,
}: {
	last_run: { started_at: string; finished_at: string | null } | null;
	sources: readonly SourceStatus[];
	issuers: readonly (ReturnType<typeof issuerStatus> & { readonly issuer: string })[];
	blocked_hosts: readonly { readonly host: string; readonly reason: string }[];
	given_up: readonly DeadTask[];
	troubles: readonly (Trouble & { readonly is_new: boolean })[];
	orphans: readonly Orphan[];
}): string {
	const sourceRows = sources.map(({ source, found, read, failed, blocked, last_success, last_look }) => [
		source,
		...[found, read, failed, blocked].map(String),
		last_success ?? "never",
		last_look === null ? "not looked through yet" : last_look.not_seen.join("; ") || "seen whole",
	]);
	const issuerRows = issuers.map(({ issuer, found, missing, late, unseen }) => [
		issuer,
		found.join(" "),
		missing.join(" "),
		late.join(" "),
		unseen.join(" "),
	]);
	const open = troubles.filter(({ acknowledged_at }) => acknowledged_at === null);
	const told = [...open.filter(({ is_new }) => is_new), ...open.filter(({ is_new }) => !is_new)];
	return [
		last_run
			? `Last run: ${last_run.started_at}, ${last_run.finished_at ? `ended ${last_run.finished_at}` : "not finished"}`
			: "No run yet",
		`${open.filter(({ is_new }) => is_new).length} troubles are new since the run before, ${troubles.length - open.length} are acknowledged`,
		...told.map((line) => `${line.is_new ? "new: " : ""}${line.kind} ${wordsOf(filled(line))}`),
		textTable([["source", "found", "read", "failed", "blocked", "last success", "last look"], ...sourceRows]),
		...(issuerRows.length > 0 ? [textTable([["issuer", "read", "missing", "late", "not all seen"], ...issuerRows])] : []),
		...blocked_hosts.map(({ host, reason }) => `blocked: ${host} (${reason})`),
		...orphans.map(({ source, reports }) => `no source any more: ${source}, whose ${reports} reports stay published`),
		...given_up.map(({ stage, key, tries, error }) => `given up after ${tries} tries: ${stage} ${key} (${error})`),
		"",
	].join("\n");
}

function filled({ url, source, issuer, year, detail }: Trouble): ReportLine {
	return { url, detail, ...(source ? { source } : {}), ...(issuer ? { issuer } : {}), ...(year ? { year } : {}) };
}
