import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { GoujiError } from "../model/errors.ts";
import type { Attempt, HostRow, Look, ReadOutcome, Reference, Resource, RunRow, SeenReference, Version } from "./rows.ts";
import { LEDGER_VERSION, TABLES } from "./schema.ts";

/** The memory of the job: what was seen, asked, kept and read. Every method throws GoujiError cannot-write on a full disk. */
export interface Ledger {
	/** The unfinished run if there is one that began after `resumeAfter`, else a new one. */
	readonly beginRun: (now: string, resumeAfter: string) => RunRow;
	readonly finishRun: (id: number, now: string) => void;
	readonly runs: () => RunRow[];
	readonly resource: (url: string) => Resource | undefined;
	readonly saveResource: (resource: Resource) => void;
	readonly attempt: (attempt: Attempt) => void;
	readonly attemptsSince: (at: string) => { readonly outcome: string; readonly count: number }[];
	/** Sees an address' bytes: the number of their version, and whether it is new. */
	readonly see: (
		resource: Resource & { readonly sha256: string },
		now: string,
	) => { readonly number: number; readonly isNew: boolean };
	readonly versions: (url: string) => Version[];
	/** Lists a reference; whether it was not known before. */
	readonly list: (reference: Reference, now: string) => boolean;
	/** Remembers that a source's lists were looked through whole. */
	readonly look: (look: Look) => void;
	/** The last whole look at a source before a moment; undefined where there was none. */
	readonly lookBefore: (source: string, at: string) => string | undefined;
	/** Days on which an address, asked since its last good answer, did not give a document. */
	readonly failedDays: (url: string) => number;
	/** In order of source and address. */
	readonly references: () => SeenReference[];
	readonly outcome: (sha256: string, reader: string) => ReadOutcome | undefined;
	/** What the reader that read these bytes last made of them, whichever it was. */
	readonly lastOutcome: (sha256: string) => ReadOutcome | undefined;
	readonly saveOutcome: (outcome: ReadOutcome) => void;
	readonly host: (name: string) => HostRow | undefined;
	readonly hosts: () => HostRow[];
	readonly saveHost: (host: HostRow) => void;
	/** Digests of the published files, by name. */
	readonly published: () => ReadonlyMap<string, string>;
	readonly savePublished: (name: string, digest: string | undefined) => void;
}

/** The ledger in a database; makes the tables in an empty one. Throws GoujiError bad-config for another version. */
export function ledgerIn(database: DatabaseSync): Ledger {
	const sql = statements(database);
	prepare(database, sql);
	return {
		...runMethods(sql),
		...resourceMethods(sql),
		...referenceMethods(sql),
		host: (name) => sql.one<HostRow>("select * from host where name = ?", [name]),
		hosts: () => sql.all<HostRow>("select * from host order by name"),
		saveHost: (host) => sql.put("host", { ...host }),
		published: () =>
			new Map(
				sql.all<{ name: string; digest: string }>("select * from published order by name").map((row) => [row.name, row.digest]),
			),
		savePublished: (name, digest) => {
			if (digest === undefined) sql.run("delete from published where name = ?", [name]);
			else sql.put("published", { name, digest });
		},
	};
}

/** Runs `work` as one transaction: all of it is kept, or nothing. */
function whole(database: DatabaseSync, work: () => void): void {
	guarded(() => database.exec("begin immediate"));
	try {
		work();
		guarded(() => database.exec("commit"));
	} catch (error) {
		if (database.isTransaction) database.exec("rollback");
		throw error;
	}
}

type Row = Readonly<Record<string, SQLInputValue>>;

interface Sql {
	readonly one: <T>(text: string, values?: readonly SQLInputValue[]) => T | undefined;
	readonly all: <T>(text: string, values?: readonly SQLInputValue[]) => T[];
	readonly run: (text: string, values?: readonly SQLInputValue[]) => void;
	readonly put: (table: string, row: Row) => void;
}

function statements(database: DatabaseSync): Sql {
	const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
	const prepareOnce = (text: string) => {
		const known = prepared.get(text) ?? database.prepare(text);
		prepared.set(text, known);
		return known;
	};
	const run = (text: string, values: readonly SQLInputValue[] = []) => {
		guarded(() => prepareOnce(text).run(...values));
	};
	return {
		one: <T>(text: string, values: readonly SQLInputValue[] = []) =>
			guarded(() => prepareOnce(text).get(...values) as T | undefined),
		all: <T>(text: string, values: readonly SQLInputValue[] = []) => guarded(() => prepareOnce(text).all(...values) as T[]),
		run,
		// Table and column names come from this folder's own code, never from outside.
		put: (table, row) => {
			const names = Object.keys(row);
			run(
				`insert or replace into ${table} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
				Object.values(row),
			);
		},
	};
}

function prepare(database: DatabaseSync, sql: Sql): void {
	const version = sql.one<{ user_version: number }>("pragma user_version")?.user_version ?? 0;
	if (version === LEDGER_VERSION) return;
	if (version !== 0) {
		throw new GoujiError("bad-config", `The ledger has version ${version}; this gouji writes version ${LEDGER_VERSION}`, {
			hint: "Use the gouji that made it, or another state folder.",
		});
	}
	whole(database, () => {
		guarded(() => database.exec(TABLES));
		guarded(() => database.exec(`pragma user_version = ${LEDGER_VERSION}`));
	});
}

function runMethods(sql: Sql): Pick<Ledger, "beginRun" | "finishRun" | "runs"> {
	const last = () => sql.one<RunRow>("select * from run order by id desc limit 1");
	return {
		beginRun: (now, resumeAfter) => {
			const unfinished = last();
			if (unfinished && unfinished.finished_at === null && unfinished.started_at >= resumeAfter) return unfinished;
			sql.run("insert into run (started_at) values (?)", [now]);
			return last() ?? { id: 0, started_at: now, finished_at: null };
		},
		finishRun: (id, now) => sql.run("update run set finished_at = ? where id = ?", [now, id]),
		runs: () => sql.all<RunRow>("select * from run order by id"),
	};
}

function resourceMethods(
	sql: Sql,
): Pick<Ledger, "resource" | "saveResource" | "attempt" | "attemptsSince" | "failedDays" | "see" | "versions"> {
	return {
		failedDays: (url) =>
			sql.one<{ days: number }>(
				"select count(distinct substr(at, 1, 10)) as days from attempt where url = ? and outcome in ('missing', 'useless', 'unreachable') and at > coalesce((select max(at) from attempt where url = ? and outcome in ('content', 'unchanged')), '')",
				[url, url],
			)?.days ?? 0,
		resource: (url) => sql.one<Resource>("select * from resource where url = ?", [url]),
		saveResource: (resource) => sql.put("resource", { ...resource }),
		attempt: (attempt) => sql.put("attempt", { ...attempt }),
		attemptsSince: (at) =>
			sql.all("select outcome, count(*) as count from attempt where at >= ? group by outcome order by outcome", [at]),
		see: ({ url, sha256, final_url, content_type, tls }, now) => {
			const last = sql.one<Version>("select * from version where url = ? order by number desc limit 1", [url]);
			const isNew = last?.sha256 !== sha256;
			const number = isNew ? (last?.number ?? 0) + 1 : (last?.number ?? 1);
			const first_seen = isNew ? now : (last?.first_seen ?? now);
			sql.put("version", { url, number, sha256, final_url, content_type, tls, first_seen, last_seen: now });
			return { number, isNew };
		},
		versions: (url) => sql.all<Version>("select * from version where url = ? order by number", [url]),
	};
}

function referenceMethods(
	sql: Sql,
): Pick<Ledger, "list" | "look" | "lookBefore" | "references" | "outcome" | "lastOutcome" | "saveOutcome"> {
	return {
		list: (reference, now) => {
			const known = sql.one<SeenReference>("select * from reference where url = ?", [reference.url]);
			// The first source that lists an address keeps it, whatever order a later night has.
			if (known && known.source !== reference.source) return false;
			sql.put("reference", { ...reference, first_seen: known?.first_seen ?? now, last_seen: now });
			return known === undefined;
		},
		look: (look) => sql.put("look", { ...look }),
		lookBefore: (source, at) =>
			sql.one<{ at: string | null }>("select max(at) as at from look where source = ? and at < ?", [source, at])?.at ?? undefined,
		references: () => sql.all<SeenReference>("select * from reference order by source, url"),
		outcome: (sha256, reader) => sql.one<ReadOutcome>("select * from outcome where sha256 = ? and reader = ?", [sha256, reader]),
		lastOutcome: (sha256) => sql.one<ReadOutcome>("select * from outcome where sha256 = ? order by rowid desc limit 1", [sha256]),
		saveOutcome: (outcome) => sql.put("outcome", { ...outcome }),
	};
}

/** SQLite's result codes for a disk that does not take or give what was asked. */
const DISK_CODES = new Set([8, 10, 11, 13, 14, 26]);

function guarded<T>(work: () => T): T {
	try {
		return work();
	} catch (cause) {
		const code = typeof cause === "object" && cause !== null && "errcode" in cause ? Number(cause.errcode) & 0xff : -1;
		if (!DISK_CODES.has(code)) throw cause;
		throw new GoujiError("cannot-write", `The ledger cannot be used (SQLite error ${code})`, {
			hint: "Check free space, permissions and the disk; what is finished is kept.",
			cause,
		});
	}
}
