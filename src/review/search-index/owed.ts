import type { OwedState, UnreadDocument } from "../../collecting/owed/owed-reports.ts";
import type { SyncSql } from "../store/sql.ts";
import type { Filters } from "./filters.ts";
import { whereCharacters, whereName } from "./filters.ts";
import { COUNTED, hasFewIssuers } from "./lists.ts";
import type { Where } from "./where.ts";

/** A report that is owed and not read. */
export interface OwedRow {
	readonly issuer: string;
	readonly year: number;
	readonly region: string;
	readonly level: string;
	readonly deadline: string;
	/** What sets the deadline. */
	readonly basis: string;
	readonly state: OwedState;
	/** 1 where all that may list it was seen; null where nothing was looked at. */
	readonly seen_whole: 0 | 1 | null;
	/** Of the document that was found and not read. */
	readonly url: string | null;
}

/** What lists of them can be narrowed to: `missing` and `unseen` are those not found where all was seen, and where not. */
export const OWED_STATES = ["missing", "unseen", "not-found", "unread", "not-due"] as const;
export type OwedChoice = (typeof OWED_STATES)[number];

/** Where a list of them goes on: after this one. */
export type OwedPlace = Pick<OwedRow, "deadline" | "issuer" | "year">;

/** A part of a list of what is owed. */
export interface OwedPart {
	readonly state?: OwedChoice | undefined;
	/** After it, or (backwards) before it. */
	readonly after?: OwedPlace | undefined;
	readonly backwards?: boolean;
	readonly limit?: number;
}

/** Reports owed and not read, soonest deadline first, then by name and year; of one state, where that is asked. */
export function owedInView(
	sql: SyncSql,
	filters: Filters,
	{ state, after, backwards = false, limit = 200 }: OwedPart = {},
): OwedRow[] {
	const { text, values, hint } = whereOwed(sql, filters, state);
	const [compare, order] = backwards ? ["<", "desc"] : [">", "asc"];
	const place = after ? `and (deadline, name, year) ${compare} (?,?,?)` : "";
	const rows = sql.all<OwedRow>(
		`select name as issuer, year, region, level, deadline, basis, state, seen_whole, url from owed ${hint}
			where ${text} ${place} order by deadline ${order}, name ${order}, year ${order} limit ?`,
		[...values, ...(after ? [after.deadline, after.issuer, after.year] : []), limit],
	);
	return backwards ? rows.reverse() : rows;
}

/** Counts of `coverage` that tell how many there are of each state. */
const KEPT_COUNTS: Readonly<Record<OwedChoice | "all", string>> = {
	missing: "missing - undue - unseen",
	unseen: "unseen",
	"not-found": "missing - undue",
	unread: "unread",
	"not-due": "undue",
	all: "missing + unread",
};

/** How many there are; by name counted up to `most` only. */
export function countOwed(sql: SyncSql, filters: Filters, state?: OwedChoice, most = COUNTED): number {
	const { year = 0, region = "*", level = "*", q } = filters;
	if (q === undefined)
		return (
			// The sum is one of this file's words.
			sql.one<{ n: number }>(
				`select ${KEPT_COUNTS[state ?? "all"]} as n from coverage where region = ? and level = ? and year = ?`,
				[region, level, year],
			)?.n ?? 0
		);
	const { text, values, hint } = whereOwed(sql, filters, state);
	return (
		sql.one<{ n: number }>(`select count(*) as n from (select 1 from owed ${hint} where ${text} limit ?)`, [...values, most])
			?.n ?? 0
	);
}

/** What so many organs owe is sorted sooner than it is found along the list. */
const FEW = 1000;

/** Conditions on rows of `owed`, and the index that has them in the order of lists. */
function whereOwed(sql: SyncSql, filters: Filters, state: OwedChoice | undefined): Where & { readonly hint: string } {
	const { year, region, level, q } = filters;
	const given = Object.entries({ year, region, level }).flatMap(([column, value]) =>
		value === undefined ? [] : [{ text: `${column} = ?`, values: [value] }],
	);
	const name = q === undefined ? undefined : whereName(q);
	const isRare = q !== undefined && hasFewIssuers(sql, q, FEW);
	const parts: Where[] = [
		...given,
		...(state === undefined ? [] : [whereState(state)]),
		...(name === undefined ? [] : [{ ...name, text: `issuer in (select id from issuer where ${name.text})` }]),
	];
	const index = isRare ? "sqlite_autoindex_owed_1" : indexOf(filters, state);
	return {
		text: parts.map(({ text }) => text).join(" and ") || "1",
		values: parts.flatMap(({ values }) => values),
		hint: `indexed by ${index}`,
	};
}

function indexOf({ region, year }: Filters, state: OwedChoice | undefined): string {
	if (region !== undefined) return "owed_region";
	if (state === "unread" || state === "not-due") return "owed_state";
	return year === undefined ? "owed_order" : "owed_year";
}

function whereState(state: OwedChoice): Where {
	const stored: OwedState = state === "missing" || state === "unseen" ? "not-found" : state;
	const seen = state === "missing" ? " and seen_whole = 1" : state === "unseen" ? " and seen_whole is not 1" : "";
	return { text: `state = ?${seen}`, values: [stored] };
}

/** What one organ owes and is not read, oldest year first. */
export function owedOf(sql: SyncSql, organ: string): OwedRow[] {
	return sql.all<OwedRow>(
		`select name as issuer, year, region, level, deadline, basis, state, seen_whole, url
			from owed where issuer = (select id from issuer where name = ?) order by year`,
		[organ],
	);
}

/** A document that was found and not read. */
export interface UnreadRow extends Omit<UnreadDocument, "sha256"> {
	readonly region: string;
	readonly level: string;
	readonly sha256: string | null;
}

/** Documents found and not read, by organ and year; narrowed by year, region, level and name. */
export function unreadInView(
	sql: SyncSql,
	filters: Filters,
	{ limit = 200, offset = 0 }: { readonly limit?: number; readonly offset?: number } = {},
): UnreadRow[] {
	const { text, values } = whereUnread(filters);
	return sql.all<UnreadRow>(`select * from unread where ${text} order by issuer, year, url limit ? offset ?`, [
		...[...values, limit, offset],
	]);
}

/** How many of them there are. */
export function countUnread(sql: SyncSql, filters: Filters): number {
	const { text, values } = whereUnread(filters);
	return sql.one<{ n: number }>(`select count(*) as n from unread where ${text}`, values)?.n ?? 0;
}

function whereUnread({ year, region, level, q }: Filters): Where {
	const given = Object.entries({ year, region, level }).flatMap(([column, value]) =>
		value === undefined ? [] : [{ text: `${column} = ?`, values: [value] }],
	);
	const parts: Where[] = [...given, ...(q === undefined ? [] : [whereCharacters(q, "issuer")])];
	return { text: parts.map(({ text }) => text).join(" and ") || "1", values: parts.flatMap(({ values }) => values) };
}

/** One of them by its address. */
export function unreadAt(sql: SyncSql, url: string): UnreadRow | undefined {
	return sql.one<UnreadRow>("select * from unread where url = ?", [url]);
}
