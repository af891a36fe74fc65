import { GoujiError } from "../../model/errors.ts";
import type { SyncSql } from "./sql.ts";

/** What a reviewer can do about a finding. `note` and `deadline` leave its state as it is; `undo` takes one entry back. */
export const ACTIONS = ["confirm", "dismiss", "ask", "resolve", "note", "deadline", "undo"] as const;
export type Action = (typeof ACTIONS)[number];

/** Where a finding stands. `reopened` is never stored: see `stateFor`. */
export const STATES = ["open", "reopened", "confirmed", "asked", "dismissed", "resolved"] as const;
export type State = (typeof STATES)[number];

/** One line of the log; lines are added and never changed or removed. */
export interface LogEntry {
	readonly id: number;
	/** ISO 8601 in UTC. */
	readonly at: string;
	readonly who: string;
	readonly fingerprint: string;
	/** Counts from 1 for each finding. */
	readonly version: number;
	readonly action: Action;
	/** Reason of a dismissal, question to the agency, note, or the deadline as an ISO date; may be empty. */
	readonly text: string;
	/** Digest of the figures that it was made on. */
	readonly figures: string;
	/** The entry that an undo takes back. */
	readonly undoes: number | null;
	/** Entries of one bulk decision share it. */
	readonly batch: string | null;
	/** What was decided on, for reading the log when the finding is gone: rule, issuer, year, message. */
	readonly about: string;
}

/** Where a finding stands after all that was decided on it. */
export interface FindingStatus {
	readonly fingerprint: string;
	/** Of the last entry; 0 before the first. */
	readonly version: number;
	readonly state: Exclude<State, "reopened">;
	/** Digest of the figures that the state was decided on; empty while open. */
	readonly figures: string;
	readonly who: string;
	readonly at: string;
	/** Of the decision. */
	readonly reason: string;
	readonly note: string;
	/** ISO date; empty for none. */
	readonly deadline: string;
}

/** What is asked of the log. */
export interface DecisionRequest {
	readonly fingerprint: string;
	/** The version that the reviewer saw; another one now means that somebody else was faster. */
	readonly expected: number;
	readonly action: Action;
	readonly text: string;
	readonly figures: string;
	readonly about: string;
}

/** What became of a wish: kept, or refused with what was decided meanwhile. */
export type DecisionResult =
	| { readonly ok: true; readonly standing: FindingStatus }
	| { readonly ok: false; readonly standing: FindingStatus; readonly meanwhile: readonly LogEntry[] };

export const DECISION_TABLES = `
create table decision (
	id integer primary key,
	at text not null,
	who text not null,
	fingerprint text not null,
	version integer not null,
	action text not null,
	text text not null,
	figures text not null,
	undoes integer references decision (id),
	batch text,
	about text not null,
	unique (fingerprint, version)
) strict;
create index decision_batch on decision (batch) where batch is not null;
create trigger decision_kept before update on decision begin select raise(abort, 'the log is append-only'); end;
create trigger decision_stays before delete on decision begin select raise(abort, 'the log is append-only'); end;
create table standing (
	fingerprint text primary key,
	version integer not null,
	state text not null,
	figures text not null,
	who text not null,
	at text not null,
	reason text not null,
	note text not null,
	deadline text not null
) strict`;

/** Added with version 2 of the state. */
export const DECISION_INDICES = `
create index decision_who on decision (who, id);
create index decision_undoes on decision (undoes) where undoes is not null`;

const STATE_OF: Partial<Record<Action, FindingStatus["state"]>> = {
	confirm: "confirmed",
	dismiss: "dismissed",
	ask: "asked",
	resolve: "resolved",
};

/** What a log is narrowed to. */
export interface LogFilter {
	readonly who?: string | undefined;
	readonly action?: Action | undefined;
	/** ISO 8601: from this moment on, and before this one. */
	readonly from?: string | undefined;
	readonly to?: string | undefined;
}

/** The decisions of all reviewers. A wish is carried out only on the version that its reviewer saw: no update is lost. */
export interface Decisions {
	readonly standing: (fingerprint: string) => FindingStatus;
	/** Every finding that was ever decided on. */
	readonly standings: () => FindingStatus[];
	/** Oldest first. */
	readonly historyOf: (fingerprint: string) => LogEntry[];
	/** Newest first, entries before `before` (an id); of one person, action or span of time where asked. */
	readonly log: (before: number | undefined, limit: number, asked?: LogFilter) => LogEntry[];
	/** Decisions on states by person and minute since a moment, undone ones left out: to be counted by the office's days. */
	readonly work: (since: string) => { readonly who: string; readonly minute: string; readonly n: number }[];
	/** Everybody who decided anything. */
	readonly persons: () => string[];
	/** Texts that somebody gave for an action, the latest first and each once. */
	readonly recentTexts: (who: string, action: Action, limit: number) => string[];
	readonly decide: (
		wish: DecisionRequest,
		by: { readonly who: string; readonly at: string; readonly batch?: string },
	) => DecisionResult;
	/** All wishes, or none where one is refused. */
	readonly decideAll: (
		wishes: readonly DecisionRequest[],
		by: { readonly who: string; readonly at: string; readonly batch: string },
	) => DecisionResult[];
	/** The last decision of somebody that stands, alone and not in bulk; undefined where there is none. */
	readonly lastOf: (who: string) => LogEntry | undefined;
	readonly batchOf: (batch: string) => LogEntry[];
}

/** Opens the decisions in a database that has their tables. */
export function decisionsIn(sql: SyncSql): Decisions {
	const standing = (fingerprint: string) =>
		sql.one<FindingStatus>("select * from standing where fingerprint = ?", [fingerprint]) ?? undecided(fingerprint);
	const historyOf = (fingerprint: string) =>
		sql.all<LogEntry>("select * from decision where fingerprint = ? order by version", [fingerprint]);
	const decide: Decisions["decide"] = (wish, by) => sql.whole(() => decideNow(sql, wish, { ...by, standing, historyOf }));
	return {
		standing,
		standings: () => sql.all<FindingStatus>("select * from standing"),
		historyOf,
		...logIn(sql),
		decide,
		decideAll: (wishes, by) => {
			const decided: DecisionResult[] = [];
			try {
				sql.whole(() => {
					for (const wish of wishes) {
						const result = decide(wish, by);
						decided.push(result);
						if (!result.ok) throw new Refused();
					}
				});
			} catch (error) {
				if (!(error instanceof Refused)) throw error;
				return decided.filter(({ ok }) => !ok);
			}
			return decided;
		},
		lastOf: (who) =>
			sql.one<LogEntry>(
				`select * from decision as own where who = ? and action <> 'undo' and batch is null
					and not exists (select 1 from decision as undo where undo.undoes = own.id) order by id desc limit 1`,
				[who],
			),
		batchOf: (batch) => sql.all<LogEntry>("select * from decision where batch = ? order by id", [batch]),
	};
}

function logIn(sql: SyncSql): Pick<Decisions, "log" | "work" | "persons" | "recentTexts"> {
	return {
		log: (before, limit, { who, action, from, to } = {}) => {
			const asked = [
				["id < ?", before ?? Number.MAX_SAFE_INTEGER],
				["who = ?", who],
				["action = ?", action],
				["at >= ?", from],
				["at < ?", to],
			] as const;
			const given = asked.flatMap(([text, value]) => (value === undefined ? [] : [{ text, value }]));
			return sql.all<LogEntry>(
				`select * from decision where ${given.map(({ text }) => text).join(" and ")} order by id desc limit ?`,
				[...given.map(({ value }) => value), limit],
			);
		},
		work: (since) =>
			sql.all(
				`select who, substr(at, 1, 16) as minute, count(*) as n from decision as own where at >= ?
					and action in ('confirm', 'dismiss', 'ask', 'resolve')
					and not exists (select 1 from decision as undo where undo.undoes = own.id) group by 1, 2`,
				[since],
			),
		persons: () => sql.all<{ who: string }>("select distinct who from decision order by who").map(({ who }) => who),
		recentTexts: (who, action, limit) =>
			sql
				.all<{ text: string }>(
					`select text from (select id, text from decision where who = ? and action = ? and text <> '' order by id desc limit 200)
						group by text order by max(id) desc limit ?`,
					[who, action, limit],
				)
				.map(({ text }) => text),
	};
}

/** The state of a finding whose figures are `figures` now: a decision on other figures does not hold for these. */
export function stateFor({ state, figures: decidedOn }: FindingStatus, figures: string): State {
	return state === "open" || decidedOn === figures ? state : "reopened";
}

class Refused extends Error {}

function undecided(fingerprint: string): FindingStatus {
	return { fingerprint, version: 0, state: "open", figures: "", who: "", at: "", reason: "", note: "", deadline: "" };
}

function decideNow(
	sql: SyncSql,
	wish: DecisionRequest,
	{
		who,
		at,
		batch,
		standing,
		historyOf,
	}: { who: string; at: string; batch?: string } & Pick<Decisions, "standing" | "historyOf">,
): DecisionResult {
	const { fingerprint, expected, action, text, figures, about } = wish;
	const before = standing(fingerprint);
	const history = historyOf(fingerprint);
	if (before.version !== expected)
		return { ok: false, standing: before, meanwhile: history.filter(({ version }) => version > expected) };
	const undoes = action === "undo" ? lastStanding(history) : undefined;
	if (action === "undo" && undoes === undefined)
		throw new GoujiError("bad-arguments", "There is nothing to undo", { hint: "Look at the finding's history." });
	sql.run(
		"insert into decision (at, who, fingerprint, version, action, text, figures, undoes, batch, about) values (?,?,?,?,?,?,?,?,?,?)",
		[at, who, fingerprint, expected + 1, action, text, figures, undoes?.id ?? null, batch ?? null, about],
	);
	const after = standingOf(fingerprint, historyOf(fingerprint));
	sql.run(
		"insert or replace into standing (fingerprint, version, state, figures, who, at, reason, note, deadline) values (?,?,?,?,?,?,?,?,?)",
		[fingerprint, after.version, after.state, after.figures, after.who, after.at, after.reason, after.note, after.deadline],
	);
	return { ok: true, standing: after };
}

/** The last entry that is neither an undo nor undone. */
function lastStanding(history: readonly LogEntry[]): LogEntry | undefined {
	return inForce(history).at(-1);
}

function inForce(history: readonly LogEntry[]): LogEntry[] {
	const undone = new Set(history.map(({ undoes }) => undoes));
	return history.filter(({ id, action }) => action !== "undo" && !undone.has(id));
}

/** Where the log of one finding leads; the same log always leads to the same standing. */
export function standingOf(fingerprint: string, history: readonly LogEntry[]): FindingStatus {
	let standing: FindingStatus = { ...undecided(fingerprint), version: history.at(-1)?.version ?? 0 };
	for (const { action, text, figures, who, at } of inForce(history)) {
		if (action === "note") standing = { ...standing, note: text };
		else if (action === "deadline") standing = { ...standing, deadline: text };
		else standing = { ...standing, state: STATE_OF[action] ?? "open", figures, who, at, reason: text };
	}
	return standing;
}
