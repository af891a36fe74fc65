import { randomUUID } from "node:crypto";
import type { HostTurn, TurnRequest } from "./hosts.ts";
import { hostMethods } from "./hosts.ts";
import type {
	Address,
	Attempt,
	EntryRow,
	HostRow,
	ListedSince,
	OpenDocument,
	ReadOutcome,
	Reference,
	Resource,
	RunRow,
	ScanRecord,
	SeenReference,
	Version,
} from "./rows.ts";
import type { Sql } from "./sql.ts";
import { put } from "./sql.ts";

/**
 * The memory of the job: what was seen, asked, kept and read. Every method throws GoujiError cannot-write on a full
 * disk; one that belongs to a task throws lease-lost where the task is another worker's by now.
 */
export interface Ledger {
	/** The store's time. */
	readonly now: () => Promise<Date>;
	/** The unfinished run if there is one that began after `resumeAfter`, else a new one. */
	readonly beginRun: (now: string, resumeAfter: string) => Promise<RunRow>;
	readonly finishRun: (id: number, now: string) => Promise<void>;
	readonly runs: () => Promise<RunRow[]>;
	readonly resource: (url: string) => Promise<Resource | undefined>;
	readonly saveResource: (resource: Resource) => Promise<void>;
	readonly attempt: (attempt: Attempt) => Promise<void>;
	readonly attemptsSince: (at: string) => Promise<{ readonly outcome: string; readonly count: number }[]>;
	/** Sees an address' bytes: the number of their version, and whether it is new. */
	readonly see: (
		resource: Resource & { readonly sha256: string },
		now: string,
	) => Promise<{ readonly number: number; readonly isNew: boolean }>;
	readonly versions: (url: string) => Promise<Version[]>;
	/** Lists a reference; whether it was not known before. */
	readonly list: (reference: Reference, now: string) => Promise<boolean>;
	/** Remembers what a look through a source's lists saw. */
	readonly look: (look: ScanRecord) => Promise<void>;
	/** The last looks at a source, newest first. */
	readonly looks: (source: string, most: number) => Promise<ScanRecord[]>;
	/**
	 * The last look at a source that must have shown a report and did not: a whole one, which found others, reached back to
	 * the report's day, and was made as the look that found it. Undefined where there was none.
	 */
	readonly lastAbsent: (report: ListedSince) => Promise<string | undefined>;
	/** Days on which an address, asked since its last good answer, did not give a document. */
	readonly failedDays: (url: string) => Promise<number>;
	readonly reference: (url: string) => Promise<SeenReference | undefined>;
	/** Of every reference, in order of source and address. */
	readonly addresses: () => Promise<Address[]>;
	/** What this reader has not read, in order of source and address; the same bytes may come twice. */
	readonly openDocuments: (reader: string) => Promise<OpenDocument[]>;
	/**
	 * Every reference, in order of source and address, with what this reader made of it; where it has not come to it yet,
	 * with what the reader before it did.
	 */
	readonly entries: (reader: string) => Promise<EntryRow[]>;
	/** What the reader that read these bytes last made of them, whichever it was. */
	readonly lastOutcome: (sha256: string) => Promise<ReadOutcome | undefined>;
	readonly saveOutcome: (outcome: ReadOutcome) => Promise<void>;
	readonly hosts: () => Promise<HostRow[]>;
	/** Takes a host's turn, in one atomic statement: of all workers one has it, and none before its pause is over. */
	readonly takeHost: (request: TurnRequest) => Promise<HostTurn>;
	/** Keeps a turn for as long again; false where it was lost. */
	readonly keepHost: (name: string, ticket: string, holdMs: number) => Promise<boolean>;
	/** Ends a turn and begins the pause after it. */
	readonly leaveHost: (name: string, ticket: string, pauseMs: number) => Promise<void>;
	/** Leaves a host alone at least this long. */
	readonly restHost: (name: string, ms: number, reason: string | undefined) => Promise<void>;
	/** Counts a refusal; blocks the host for `blockMs` once there are `most` in a row. Whether it is blocked now. */
	readonly refuseHost: (name: string, reason: string, most: number, blockMs: number) => Promise<boolean>;
	/** A good answer ends a row of refusals. */
	readonly welcomeHost: (name: string) => Promise<void>;
	/** Digests of the published files, by name. */
	readonly published: () => Promise<ReadonlyMap<string, string>>;
	readonly savePublished: (name: string, digest: string | undefined) => Promise<void>;
}

/**
 * The ledger in a database that has its tables. `fence`, for the ledger of one task, runs in the transaction of each
 * write that a later worker's must not be overwritten by, and throws where the task is no longer the caller's.
 */
export function ledgerIn(sql: Sql, fence?: (sql: Sql) => Promise<void>): Ledger {
	const fenced: Fenced = fence
		? (work) =>
				sql.whole(async (inside) => {
					await fence(inside);
					return work(inside);
				})
		: (work) => work(sql);
	return {
		now: async () => new Date((await sql.one<{ now: number }>("select now_ms() as now"))?.now ?? Number.NaN),
		...runMethods(sql),
		...resourceMethods(sql, fenced),
		...referenceMethods(sql, fenced),
		...hostMethods(sql),
		published: async () => {
			const rows = await sql.all<{ name: string; digest: string }>("select * from published order by name");
			return new Map(rows.map((row) => [row.name, row.digest]));
		},
		savePublished: async (name, digest) => {
			if (digest === undefined) await sql.run("delete from published where name = ?", [name]);
			else await put(sql, "published", ["name"], { name, digest });
		},
	};
}

type Fenced = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

function runMethods(sql: Sql): Pick<Ledger, "beginRun" | "finishRun" | "runs"> {
	const last = () => sql.one<RunRow>("select * from run order by id desc limit 1");
	return {
		beginRun: async (now, resumeAfter) => {
			const unfinished = await last();
			if (unfinished && unfinished.finished_at === null && unfinished.started_at >= resumeAfter) return unfinished;
			await sql.run("insert into run (started_at) values (?) on conflict (started_at) do nothing", [now]);
			return (await last()) ?? { id: 0, started_at: now, finished_at: null };
		},
		finishRun: async (id, now) => {
			await sql.run("update run set finished_at = ? where id = ?", [now, id]);
		},
		runs: () => sql.all<RunRow>("select * from run order by id"),
	};
}

const FAILED_DAYS = `select count(distinct substr(at, 1, 10)) as days from attempt where url = ?
	and outcome in ('missing', 'useless', 'unreachable')
	and at > coalesce((select max(at) from attempt where url = ? and outcome in ('content', 'unchanged')), '')`;

type ResourceMethods = "resource" | "saveResource" | "attempt" | "attemptsSince" | "failedDays" | "see" | "versions";

function resourceMethods(sql: Sql, fenced: Fenced): Pick<Ledger, ResourceMethods> {
	return {
		resource: (url) => sql.one<Resource>("select * from resource where url = ?", [url]),
		saveResource: async (resource) => {
			await fenced((inside) => put(inside, "resource", ["url"], { ...resource }));
		},
		// The ticket keeps a statement that is sent again after a lost connection from counting twice.
		attempt: async (attempt) => {
			await put(sql, "attempt", ["ticket"], { ...attempt, ticket: randomUUID() });
		},
		failedDays: async (url) => (await sql.one<{ days: number }>(FAILED_DAYS, [url, url]))?.days ?? 0,
		attemptsSince: (at) =>
			sql.all("select outcome, count(*) as count from attempt where at >= ? group by outcome order by outcome", [at]),
		see: ({ url, sha256, final_url, content_type, tls }, now) =>
			fenced(async (inside) => {
				const last = await inside.one<Version>("select * from version where url = ? order by number desc limit 1", [url]);
				const isNew = last?.sha256 !== sha256;
				const number = isNew ? (last?.number ?? 0) + 1 : (last?.number ?? 1);
				const first_seen = isNew ? now : (last?.first_seen ?? now);
				const version = { url, number, sha256, final_url, content_type, tls, first_seen, last_seen: now };
				await put(inside, "version", ["url", "number"], version);
				return { number, isNew };
			}),
		versions: (url) => sql.all<Version>("select * from version where url = ? order by number", [url]),
	};
}

type ReferenceMethods =
	| "list"
	| "look"
	| "looks"
	| "lastAbsent"
	| "reference"
	| "addresses"
	| "openDocuments"
	| "entries"
	| "lastOutcome"
	| "saveOutcome";

const ADDRESSES = `select r.url, r.source, r.kind, r.first_seen, s.last_attempt
	from reference r left join resource s on s.url = r.url order by r.source, r.url`;

const OPEN_DOCUMENTS = `select r.url, r.source, r.first_seen, s.sha256, s.media, s.content_type, o.code, o.tries
	from reference r join resource s on s.url = r.url left join outcome o on o.sha256 = s.sha256 and o.reader = ?
	where s.sha256 is not null and (o.sha256 is null or o.code is not null) order by r.source, r.url`;

const ENTRIES = `select r.source, r.kind, r.title, r.issuer, r.year, substr(r.first_seen, 1, 10) as first_day, s.state, o.reader, r.url, s.detail as state_detail,
	case when s.hint is null then null else s.code end as state_code, s.hint as state_hint, s.last_seen, s.sha256,
	o.report, o.issuer as report_issuer, o.year as report_year, o.code, o.detail as code_detail, o.hint as code_hint, o.figures, o.content
	from reference r left join resource s on s.url = r.url
	left join outcome o on o.sha256 = s.sha256 and o.reader = (
		select reader from outcome where sha256 = s.sha256 order by case when reader = ? then 0 else 1 end, saved desc, reader limit 1
	) order by r.source, r.url`;

const LAST_ABSENT = `select max(at) as at from look where source = ? and at < ? and is_whole = 1 and found > 0 and oldest <= ?
	and fingerprint = (select fingerprint from look where source = ? and at >= ? order by at limit 1)`;

function referenceMethods(sql: Sql, fenced: Fenced): Pick<Ledger, ReferenceMethods> {
	return {
		list: (reference, now) =>
			fenced(async (inside) => {
				const known = await inside.one<SeenReference>("select * from reference where url = ?", [reference.url]);
				// The first source that lists an address keeps it, whatever order a later night has.
				if (known && known.source !== reference.source) return false;
				await put(inside, "reference", ["url"], { ...reference, first_seen: known?.first_seen ?? now, last_seen: now });
				return known === undefined;
			}),
		look: async (look) => {
			await put(sql, "look", ["source", "at"], { ...look });
		},
		looks: (source, most) => sql.all<ScanRecord>("select * from look where source = ? order by at desc limit ?", [source, most]),
		lastAbsent: async ({ source, first_seen, dated }) =>
			(await sql.one<{ at: string | null }>(LAST_ABSENT, [source, first_seen, dated, source, first_seen]))?.at ?? undefined,
		reference: (url) => sql.one<SeenReference>("select * from reference where url = ?", [url]),
		addresses: () => sql.all<Address>(ADDRESSES),
		openDocuments: (reader) => sql.all<OpenDocument>(OPEN_DOCUMENTS, [reader]),
		entries: (reader) => sql.all<EntryRow>(ENTRIES, [reader]),
		lastOutcome: (sha256) => sql.one<ReadOutcome>("select * from outcome where sha256 = ? order by saved desc limit 1", [sha256]),
		saveOutcome: async (outcome) => {
			await fenced(async (inside) => {
				const last = await inside.one<{ saved: number | null }>("select max(saved) as saved from outcome where sha256 = ?", [
					outcome.sha256,
				]);
				await put(inside, "outcome", ["sha256", "reader"], { ...outcome, saved: (last?.saved ?? 0) + 1 });
			});
		},
	};
}
