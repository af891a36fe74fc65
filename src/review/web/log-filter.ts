import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import type { LogFilter } from "../store/decisions.ts";
import { ACTIONS } from "../store/decisions.ts";
import type { Choice } from "./parts.ts";
import { select } from "./parts.ts";
import { ACTION_WORDS } from "./words.ts";

const empty = (value: unknown) => (value === "" ? undefined : value);
/** What the log is narrowed to: a person, an action, days of the office. */
const LogQuery = z.object({
	who: z.preprocess(empty, z.string().max(100).optional()).catch(undefined),
	action: z.preprocess(empty, z.enum(ACTIONS).optional()).catch(undefined),
	from: z.preprocess(empty, z.iso.date().optional()).catch(undefined),
	to: z.preprocess(empty, z.iso.date().optional()).catch(undefined),
});
/** What the log is narrowed to: a person, an action, days of the office. */
export type LogQuery = z.infer<typeof LogQuery>;

/** What a query string asks; what is not understood is left out. */
export function parseLogQuery(query: Readonly<Record<string, string>>): LogQuery {
	return LogQuery.parse(query);
}

/** Whether nothing narrows it. */
export function isWholeLog(asked: LogQuery): boolean {
	return Object.values(asked).every((value) => value === undefined);
}

/** Days of the office as moments: an office's day begins within a day of UTC's, so that what is near the edges is told by its own day. */
export function spanOf({ clock }: Desk, { who, action, from, to }: LogQuery): LogFilter {
	const begin = from === undefined ? undefined : startOf(clock, from);
	const end = to === undefined ? undefined : startOf(clock, new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10));
	return { who, action, from: begin, to: end };
}

const DAY_MS = 86_400_000;

/** The first quarter of an hour that lies in the day. */
function startOf(clock: Desk["clock"], day: string): string {
	let moment = Date.parse(day) - DAY_MS;
	while (clock.dayOf(new Date(moment).toISOString()) < day && moment < Date.parse(day) + DAY_MS) moment += 900_000;
	return new Date(moment).toISOString();
}

/** What was asked, with the place to go on from, as a query string. */
export function logQuery(asked: LogQuery, before: number): string {
	const given = Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
	return new URLSearchParams([...given, ["before", String(before)]]).toString();
}

/** The form that narrows the log. */
export function logFilter(desk: Desk, { who, action, from, to }: LogQuery): Html {
	return html`<form class="filters" method="get" action="/log">${select(
		"who",
		"谁",
		desk.decisions.persons().map((name): Choice => [name, name]),
		who,
	)}${select("action", "处理", Object.entries(ACTION_WORDS), action)}<label>从 <input type="date" name="from" value="${from}"></label><label>到 <input type="date" name="to" value="${to}"></label><button>筛选</button> <a href="/log">清除</a></form>`;
}
