import type { LogEntry } from "./decisions.ts";
import type { SyncSql } from "./sql.ts";

/** Whose an organ's reports are to check. */
export interface Assignment {
	readonly organ: string;
	readonly reviewer: string;
}

/** A decision of one person that another one changed. */
export interface Overruled {
	readonly own: LogEntry;
	readonly by: LogEntry;
}

/** A second look at a decision: whether another person comes to the same. */
export interface SecondLook {
	readonly id: number;
	readonly at: string;
	readonly who: string;
	readonly fingerprint: string;
	/** The version of the finding that was looked at. */
	readonly version: number;
	/** Whose decision it was. */
	readonly decided_by: string;
	readonly agrees: 0 | 1;
	readonly text: string;
}

/** A view that somebody keeps under a name. */
export interface SavedView {
	readonly id: number;
	readonly name: string;
	/** Path with its query, on this desk. */
	readonly path: string;
}

export const PEOPLE_TABLES = `
create table assignment (
	organ text primary key,
	reviewer text not null
) strict, without rowid;
create table second_look (
	id integer primary key,
	at text not null,
	who text not null,
	fingerprint text not null,
	version integer not null,
	decided_by text not null,
	agrees integer not null,
	text text not null,
	unique (fingerprint, version)
) strict;
create trigger second_look_kept before update on second_look begin select raise(abort, 'append-only'); end;
create trigger second_look_stays before delete on second_look begin select raise(abort, 'append-only'); end;
create table overrules_seen (
	who text primary key,
	decision integer not null
) strict, without rowid;
create table saved_view (
	id integer primary key,
	who text not null,
	name text not null,
	path text not null,
	unique (who, name)
) strict;
create index decision_at on decision (at)`;

/** Decisions on what was decided before. */
export const DECIDED_AGAIN = "create index decision_again on decision (id, fingerprint) where version > 1";

/** Who checks what, who looked twice, and what each person keeps. */
export interface People {
	/** Hands organs to a reviewer, or to nobody where `reviewer` is "". */
	readonly assign: (organs: readonly string[], reviewer: string) => void;
	readonly reviewerOf: (organ: string) => string;
	readonly assignments: () => Assignment[];
	/** Decisions in force of one person that another one changed since they last looked, newest first. */
	readonly overruled: (who: string) => Overruled[];
	readonly markOverruledSeen: (who: string) => void;
	/** False where somebody looked at that version before. */
	readonly lookAgain: (look: Omit<SecondLook, "id">) => boolean;
	readonly lookAt: (fingerprint: string, version: number) => SecondLook | undefined;
	/** Decisions that stand, of others than `me` (of one person where named), that nobody looked at twice. */
	readonly unlooked: (me: string, who?: string) => readonly { readonly fingerprint: string; readonly version: number }[];
	/** Second looks by whose decisions they were at: how many, and how many agreed. */
	readonly looksByPerson: () => { readonly decided_by: string; readonly n: number; readonly agreed: number }[];
	readonly views: (who: string) => SavedView[];
	readonly saveView: (who: string, name: string, path: string) => void;
	readonly dropView: (who: string, id: number) => void;
}

/** Overruled decisions that are told at once. */
const MAX_TOLD = 50;
/** Views that one person keeps at most. */
export const MAX_VIEWS = 30;

/** Opens them in a database that has their tables. */
export function peopleIn(sql: SyncSql): People {
	return {
		assign: (organs, reviewer) =>
			sql.whole(() => {
				for (const organ of organs)
					if (reviewer === "") sql.run("delete from assignment where organ = ?", [organ]);
					else sql.run("insert or replace into assignment (organ, reviewer) values (?,?)", [organ, reviewer]);
			}),
		reviewerOf: (organ) => sql.one<Assignment>("select organ, reviewer from assignment where organ = ?", [organ])?.reviewer ?? "",
		assignments: () => sql.all("select organ, reviewer from assignment order by organ"),
		...overrulesIn(sql),
		...secondLooksIn(sql),
		views: (who) => sql.all("select id, name, path from saved_view where who = ? order by name limit ?", [who, MAX_VIEWS]),
		saveView: (who, name, path) =>
			void sql.run("insert into saved_view (who, name, path) values (?,?,?) on conflict do update set path = excluded.path", [
				...[who, name, path],
			]),
		dropView: (who, id) => void sql.run("delete from saved_view where who = ? and id = ?", [who, id]),
	};
}

function overrulesIn(sql: SyncSql): Pick<People, "overruled" | "markOverruledSeen"> {
	const entry = (id: number) => sql.one<LogEntry>("select * from decision where id = ?", [id]);
	// What a person decided, another one changed or took back while it stood; the last change of each counts.
	const pairs = (who: string) =>
		sql.all<{ own: number; later: number }>(
			// Few findings are decided more than once: from these it is a short way to what was decided before.
			`select own.id as own, max(later.id) as later from decision as later indexed by decision_again
				cross join decision as own on own.fingerprint = later.fingerprint
				where later.version > 1 and own.who = ? and own.action in ('confirm', 'dismiss', 'ask', 'resolve') and later.version > own.version and later.who <> own.who
				and (later.undoes = own.id or (later.action in ('confirm', 'dismiss', 'ask', 'resolve') and later.action <> own.action
					and not (own.action = 'confirm' and later.action = 'resolve')))
				and later.id > coalesce((select decision from overrules_seen where overrules_seen.who = own.who), 0)
				and not exists (select 1 from decision as taken where taken.undoes = own.id and taken.id < later.id)
				group by own.id order by later desc limit ?`,
			[who, MAX_TOLD],
		);
	return {
		overruled: (who) =>
			pairs(who).flatMap(({ own, later }) => {
				const [mine, theirs] = [entry(own), entry(later)];
				return mine && theirs ? [{ own: mine, by: theirs }] : [];
			}),
		markOverruledSeen: (who) =>
			void sql.run("insert or replace into overrules_seen (who, decision) select ?, coalesce(max(id), 0) from decision", [who]),
	};
}

function secondLooksIn(sql: SyncSql): Pick<People, "lookAgain" | "lookAt" | "unlooked" | "looksByPerson"> {
	const lookAt = (fingerprint: string, version: number) =>
		sql.one<SecondLook>("select * from second_look where fingerprint = ? and version = ?", [fingerprint, version]);
	return {
		lookAt,
		unlooked: (me, who) =>
			sql.all(
				`select fingerprint, version from standing where state <> 'open' and who <> ? ${who === undefined ? "" : "and who = ?"} and not exists
					(select 1 from second_look as look where look.fingerprint = standing.fingerprint and look.version = standing.version)`,
				[me, ...(who === undefined ? [] : [who])],
			),
		lookAgain: ({ at, who, fingerprint, version, decided_by, agrees, text }) =>
			sql.whole(() => {
				if (lookAt(fingerprint, version)) return false;
				sql.run("insert into second_look (at, who, fingerprint, version, decided_by, agrees, text) values (?,?,?,?,?,?,?)", [
					...[at, who, fingerprint, version, decided_by, agrees, text],
				]);
				return true;
			}),
		looksByPerson: () =>
			sql.all("select decided_by, count(*) as n, sum(agrees) as agreed from second_look group by decided_by order by decided_by"),
	};
}
