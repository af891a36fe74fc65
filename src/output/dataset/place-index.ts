import type { DatabaseSync } from "node:sqlite";
import type { IdentityFacts, ReportPlace } from "../../model/dataset.ts";
import type { IssuerBook } from "./issuer-book.ts";
import { placeVersions } from "./versions.ts";

/** Tables of the places of reports; `known` remembers whose a document was, also when it is gone. */
export const PLACE_TABLES = `
create table if not exists place (
	name text primary key, issuer_id text not null, year integer not null, report_id text, version integer, is_current integer, supersedes text, copy_of text
) without rowid;
create index if not exists place_by_issuer on place (issuer_id, year, name);
create index if not exists place_by_id on place (report_id);
create table if not exists known (document text primary key, issuer_id text not null, year integer not null, report_id text not null) without rowid;
create table if not exists placed_by (key text not null);`;

/** A row of `place`. */
export interface PlaceRow {
	readonly report_id: string;
	readonly issuer_id: string;
	readonly version: number;
	readonly is_current: number | null;
	readonly supersedes: string | null;
	readonly copy_of: string | null;
}

/** A row as rows of tables see it. */
export function placeOf({ report_id, issuer_id, version, is_current, supersedes, copy_of }: PlaceRow): ReportPlace {
	return {
		id: report_id,
		issuerId: issuer_id,
		version,
		isCurrent: is_current === null ? undefined : is_current === 1,
		supersedes: supersedes ?? undefined,
		copyOf: copy_of ?? undefined,
	};
}

/**
 * Tells the place of every report anew, unless nothing changed since the last time: `key` names the roster. One issuer's
 * reports of one year are in memory at a time.
 */
export function placeAll(database: DatabaseSync, book: IssuerBook, key: string): void {
	const before = database.prepare("select key from placed_by").get() as { key: string } | undefined;
	if (before?.key === key) return;
	database.exec("begin; delete from place; delete from placed_by");
	try {
		const put = database.prepare("insert into place (name, issuer_id, year) values (?, ?, ?)");
		const reports = database.prepare("select name, year, facts from unique_source order by name");
		for (const { name, year, facts } of reports.iterate() as Iterable<{ name: string; year: number; facts: string }>)
			put.run(name, book.issuerOf(JSON.parse(facts) as IdentityFacts).id, year);
		placeGroups(database);
		database.exec(`insert or replace into known (document, issuer_id, year, report_id)
			select s.document, p.issuer_id, p.year, p.report_id from place p join source s on s.name = p.name order by p.report_id desc`);
		rememberEarlier(database);
		database.prepare("insert into placed_by (key) values (?)").run(key);
		database.exec("commit");
	} catch (error) {
		database.exec("rollback");
		throw error;
	}
}

function placeGroups(database: DatabaseSync): void {
	const set = database.prepare(
		"update place set report_id = ?, version = ?, is_current = ?, supersedes = ?, copy_of = ? where name = ?",
	);
	const groups = database.prepare("select issuer_id, year from place group by issuer_id, year order by issuer_id, year");
	const members = database.prepare(
		"select p.name, s.facts from place p join source s on s.name = p.name where p.issuer_id = ? and p.year = ? order by p.name",
	);
	for (const { issuer_id, year } of groups.all() as { issuer_id: string; year: number }[]) {
		const own = members.all(issuer_id, year) as { name: string; facts: string }[];
		const candidates = own.map(({ name, facts }) => ({ name, facts: JSON.parse(facts) as IdentityFacts }));
		for (const [name, { id, version, isCurrent, supersedes, copyOf }] of placeVersions(issuer_id, year, candidates))
			set.run(id, version, isCurrent === undefined ? null : Number(isCurrent), supersedes ?? null, copyOf ?? null, name);
	}
}

/** What a run says stood at a report's address before is the same report, whoever exports it for the first time now. */
function rememberEarlier(database: DatabaseSync): void {
	const put = database.prepare("insert or ignore into known (document, issuer_id, year, report_id) values (?, ?, ?, ?)");
	const rows = database.prepare(
		"select p.issuer_id, p.year, p.report_id, s.facts from place p join source s on s.name = p.name where s.facts like '%\"earlier\":%' order by p.report_id",
	);
	for (const row of rows.all() as { issuer_id: string; year: number; report_id: string; facts: string }[])
		for (const document of (JSON.parse(row.facts) as IdentityFacts).earlier ?? [])
			put.run(document, row.issuer_id, row.year, row.report_id);
}
