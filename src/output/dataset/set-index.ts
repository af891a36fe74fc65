import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isOwnBug, sqliteCode } from "../../model/causes.ts";
import type { ReportIdentity } from "../../model/dataset.ts";
import { GoujiError } from "../../model/errors.ts";
import type { IssuerBook } from "./issuer-book.ts";
import type { PlaceRow } from "./place-index.ts";
import { PLACE_TABLES, placeAll } from "./place-index.ts";
import type { ReportSource } from "./report-source.ts";

/** A report as the index knows it. */
export interface IndexedReport extends Omit<ReportIdentity, "facts">, PlaceRow {
	readonly name: string;
	readonly sha256: string;
	/** Its hash in the set that was published last; null where it was not in it. */
	readonly published: string | null;
}

/** A report's place with what it is told from. */
export interface PlacedFacts extends PlaceRow {
	readonly year: number;
	/** `IdentityFacts` as JSON. */
	readonly facts: string;
}

/** Whose a document is, or was when it was there. */
export interface KnownDocument {
	readonly issuer_id: string;
	readonly year: number;
}

/** A file of the source that gives no rows, and why. */
export interface LeftOut {
	readonly name: string;
	readonly reason: string;
}

/** Tells which report a JSON text is. Throws where it is none. */
export type Identify = (text: string) => ReportIdentity;

/** What an export remembers between nights: which reports there are, by year, without reading them again. */
export interface SetIndex {
	/** Takes over what the source has now; reads only reports whose mark changed. Returns how many it read. */
	readonly update: (source: ReportSource, identify: Identify) => Promise<number>;
	readonly years: () => readonly number[];
	readonly count: () => number;
	/** The set that was published last, and of which `published` tells; undefined before the first. */
	readonly lastSet: () => string | undefined;
	/** Remembers that all reports are in this set as they are now. */
	readonly markPublished: (set: string) => void;
	/** Tells the place of every report, after `update`: `roster` names what the book was made from. */
	readonly place: (book: IssuerBook, roster: string) => void;
	/** The reports of a year, or of all, by id. */
	readonly reports: (year?: number) => IterableIterator<IndexedReport>;
	/** The file of a report of the set; undefined where there is none. */
	readonly fileOf: (reportId: string) => Pick<IndexedReport, "name" | "sha256"> | undefined;
	/** What every report's place is told from, by issuer, year and id. */
	readonly placed: () => IterableIterator<PlacedFacts>;
	/** When the newest report was fetched, ISO; undefined where none tells. */
	readonly newest: () => string | undefined;
	/** Whose a document is or was, by its hash; undefined where this folder never held it. */
	readonly known: (document: string) => KnownDocument | undefined;
	/** Files that are no reports, and further files of a report that is there already. */
	readonly leftOut: () => readonly LeftOut[];
	readonly close: () => void;
}

/** Counts up when the tables change; an index of another layout is made anew. */
const LAYOUT = 2;
const TABLES = `
create table if not exists source (
	name text primary key, mark text not null, sha256 text not null, id text, year integer, document text, facts text, reason text, seen integer not null, published text
) without rowid;
create index if not exists source_by_year on source (year, id, name);
create view if not exists unique_source as
	select name, id, year, document, facts, sha256, published from source s
	where id is not null and not exists (select 1 from source o where o.id = s.id and o.year = s.year and o.name < s.name);
create table if not exists last_set (key text not null);
${PLACE_TABLES}`;

/**
 * Opens the index in a data set's folder and holds it: a second export at the same time gets GoujiError
 * locked. The lock is SQLite's, which the system releases however the process ends. The index is only a
 * memory: where it is missing or damaged every report is read again.
 */
export function openIndex(folder: string): SetIndex {
	const database = opened(join(folder, "index.sqlite"), folder);
	const all = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[];
	return {
		update: (source, identify) => update(database, source, identify),
		years: () => all("select distinct year from source where id is not null order by year").map(({ year }) => Number(year)),
		count: () => Number(all("select count(*) as n from unique_source")[0]?.n),
		lastSet: () => all("select key from last_set").map(({ key }) => String(key))[0],
		markPublished: (set) => {
			database.exec("begin; update source set published = sha256 where published is not sha256; delete from last_set");
			database.prepare("insert into last_set (key) values (?)").run(set);
			database.exec("commit");
		},
		place: (book, roster) => placeAll(database, book, roster),
		reports: (year) => {
			const where = year === undefined ? "" : "where s.year = ?";
			const rows = database.prepare(
				`select s.name, s.id, s.year, s.document, s.sha256, s.published, p.report_id, p.issuer_id, p.version, p.is_current, p.supersedes, p.copy_of
					from place p join source s on s.name = p.name ${where} order by s.year, p.report_id`,
			);
			return rows.iterate(...(year === undefined ? [] : [year])) as unknown as IterableIterator<IndexedReport>;
		},
		fileOf: (reportId) =>
			database
				.prepare("select s.name, s.sha256 from place p join source s on s.name = p.name where p.report_id = ?")
				.get(reportId) as Pick<IndexedReport, "name" | "sha256"> | undefined,
		placed: () =>
			database
				.prepare("select p.*, s.facts from place p join source s on s.name = p.name order by p.issuer_id, p.year, p.report_id")
				.iterate() as unknown as IterableIterator<PlacedFacts>,
		newest: () => {
			// Compared and told as times: reports tell theirs in zones of their own.
			const fetched = "julianday(json_extract(facts, '$.fetched'))";
			const [found] = all(
				`select strftime('%Y-%m-%dT%H:%M:%SZ', max(${fetched})) as at from source where id is not null and ${fetched} is not null`,
			);
			return typeof found?.at === "string" ? found.at : undefined;
		},
		known: (document) =>
			database.prepare("select issuer_id, year from known where document = ?").get(document) as KnownDocument | undefined,
		leftOut: () =>
			all(`select name, coalesce(reason, 'another file has the same report') as reason from source
				where name not in (select name from unique_source) order by name`) as unknown as LeftOut[],
		close: () => database.close(),
	};
}

function opened(path: string, folder: string): DatabaseSync {
	for (const isLastTry of [false, true]) {
		const database = new DatabaseSync(path, { timeout: 0 });
		try {
			// Exclusive mode keeps the lock that the first write takes until the database is closed.
			database.exec("pragma locking_mode = exclusive; begin exclusive");
			const { user_version } = database.prepare("pragma user_version").get() as { user_version: number };
			if (user_version !== 0 && user_version !== LAYOUT) throw new Error("an index of another version");
			database.exec(TABLES);
			database.exec(`pragma user_version = ${LAYOUT}; commit`);
			return database;
		} catch (cause) {
			database.close();
			const code = sqliteCode(cause);
			if (code === 5 || code === 6)
				throw new GoujiError("locked", `Another export is using ${folder}`, { hint: "Wait until it ends.", cause });
			if (isLastTry) throw cause;
			rmSync(path, { force: true });
		}
	}
	throw new Error("unreachable");
}

async function update(database: DatabaseSync, source: ReportSource, identify: Identify): Promise<number> {
	const round = Number((database.prepare("select coalesce(max(seen), 0) + 1 as n from source").get() as { n: number }).n);
	const known = database.prepare("select mark from source where name = ?");
	const touch = database.prepare("update source set seen = ? where name = ?");
	const put = database.prepare(
		`insert into source (name, mark, sha256, id, year, document, facts, reason, seen) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (name) do update set
			mark = excluded.mark, sha256 = excluded.sha256, id = excluded.id, year = excluded.year, document = excluded.document,
			facts = excluded.facts, reason = excluded.reason, seen = excluded.seen`,
	);
	let read = 0;
	database.exec("begin");
	try {
		for await (const { name, mark } of source.list()) {
			const before = known.get(name) as { mark: string } | undefined;
			if (mark !== "" && before?.mark === mark) {
				touch.run(round, name);
				continue;
			}
			read++;
			const found = await examine(source, name, identify);
			put.run(name, mark, found.sha256, found.id, found.year, found.document, found.facts, found.reason, round);
		}
		const { changes } = database.prepare("delete from source where seen <> ?").run(round);
		if (read > 0 || Number(changes) > 0) database.exec("delete from placed_by");
		database.exec("commit");
		return read;
	} catch (error) {
		database.exec("rollback");
		throw error;
	}
}

interface Examined {
	readonly sha256: string;
	readonly id: string | null;
	readonly year: number | null;
	readonly document: string | null;
	readonly facts: string | null;
	readonly reason: string | null;
}

async function examine(source: ReportSource, name: string, identify: Identify): Promise<Examined> {
	let sha256 = "";
	try {
		const text = await source.read(name);
		sha256 = createHash("sha256").update(text).digest("hex");
		const { facts, ...identity } = identify(text);
		return { sha256, ...identity, facts: JSON.stringify(facts), reason: null };
	} catch (error) {
		if (isOwnBug(error)) throw error;
		return {
			sha256,
			id: null,
			year: null,
			document: null,
			facts: null,
			reason: (error instanceof Error ? error.message : String(error)).slice(0, 300),
		};
	}
}
