import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { refusalOf } from "../desk/proof.ts";
import { reportsWith } from "../search-index/keyset.ts";
import type { FindingRow } from "../search-index/lists.ts";
import { findingsOf } from "../search-index/lists.ts";
import type { DecisionRequest, LogEntry } from "../store/decisions.ts";
import { ACTIONS } from "../store/decisions.ts";
import { conflictPage } from "./conflict-page.ts";
import type { DeskEnv } from "./desk-env.ts";
import { page } from "./layout.ts";
import { takeNext } from "./next-finding.ts";
import { reportHref } from "./parts.ts";
import type { Presence } from "./presence.ts";
import type { DeskApp } from "./server.ts";

const Decision = z.object({
	name: z.string().max(300),
	fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
	version: z.coerce.number().int().min(0),
	figures: z.string().regex(/^[0-9a-f]{16}$/),
	action: z.enum(ACTIONS),
	text: z.string().trim().max(2000).default(""),
	/** An action with a field of its own keeps its text apart from the reason's. */
	deadline: z.string().optional(),
	list: z.string().max(2000).default(""),
	/** Sent again, knowing what somebody else decided. */
	overrules: z.literal("1").optional(),
});

interface DecideTools {
	readonly now: () => string;
	readonly presence: Presence;
}

/** Takes decisions on one finding, and goes on to the next. */
export function mountDecide(app: DeskApp, desk: Desk, { now, presence }: DecideTools): void {
	app.post("/undo", (c) => undoLast(c, desk, now()));
	app.post("/decide", async (c) => {
		const parsed = Decision.safeParse(await c.req.parseBody());
		if (!parsed.success) return refused(c, "表单不完整，请返回刷新后再试。");
		const { name, fingerprint, action } = parsed.data;
		const text = action === "deadline" ? (parsed.data.deadline ?? "") : parsed.data.text;
		const wrong = faultOf(action, text);
		if (wrong) return refused(c, wrong);
		const row = findingsOf(desk.index, name).find((finding) => finding.fingerprint === fingerprint);
		if (!row) return refused(c, "这个问题已不在最新的检查结果中。", 404);
		const proof = await desk.proofOf(name, fingerprint);
		const refusal = proof && refusalOf(action, proof);
		if (refusal !== undefined) return refused(c, refusal);
		if (parsed.data.overrules !== undefined && text === "") return refused(c, "改变别人的处理须写明理由，对方会看到。");
		return decide(c, desk, { row, sent: { ...parsed.data, text }, at: now(), presence });
	});
}

function decide(
	c: Context<DeskEnv>,
	desk: Desk,
	{
		row,
		sent,
		at,
		presence,
	}: { readonly row: FindingRow; readonly sent: z.infer<typeof Decision>; readonly at: string; readonly presence: Presence },
): Response | Promise<Response> {
	const { fingerprint, version, action, text, figures, list } = sent;
	const who = c.get("user").name;
	const wish: DecisionRequest = { fingerprint, expected: version, action, text, figures, about: aboutOf(row) };
	// A run in between may have read other figures: the decision was made on what the reviewer saw.
	if (row.figures !== figures) return conflictPage(c, desk, { row, wish, meanwhile: [], list });
	const decided = desk.decide(wish, { who, at });
	// A key that was pressed twice is one decision.
	if (!decided.ok && !isSameAgain(decided.meanwhile, wish, who))
		return conflictPage(c, desk, { row, wish, meanwhile: decided.meanwhile, list });
	return c.redirect(nextHref(desk, row, { action, list, presence, who }), 303);
}

function isSameAgain(meanwhile: readonly LogEntry[], { action, text, figures }: DecisionRequest, who: string): boolean {
	const [only, ...more] = meanwhile;
	return more.length === 0 && only?.who === who && only.action === action && only.text === text && only.figures === figures;
}

/** What a log line says of the finding, for when it is gone. */
export function aboutOf({ issuer, year, rule, message, name }: FindingRow): string {
	return JSON.stringify({ issuer, year, rule, message: message.slice(0, 300), name });
}

/** Why these words are not enough for this action; undefined where they are. */
export function faultOf(action: (typeof ACTIONS)[number], text: string): string | undefined {
	if (action === "dismiss" && text === "") return "认定“不成立”须写明理由。";
	if (action === "note" && text === "") return "备注是空的。";
	if (action === "deadline" && text !== "" && !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text))
		return "期限请写成 2026-03-31 这样的日期。";
	return undefined;
}

/** A name for decisions taken together. */
export function newBatch(): string {
	return randomUUID();
}

/** Takes back the last decision of whoever asks, wherever it was, unless somebody decided on the same finding since. */
function undoLast(c: Context<DeskEnv>, desk: Desk, at: string): Response {
	const who = c.get("user").name;
	const last = desk.decisions.lastOf(who);
	if (!last) return refused(c, "没有可以撤销的处理。", 404);
	const { fingerprint, version, figures, about } = last;
	const wish: DecisionRequest = { fingerprint, expected: version, action: "undo", text: "", figures, about };
	if (!desk.decide(wish, { who, at }).ok) return refused(c, "您的上一个处理之后，别人又处理了这个问题，不能撤销。");
	const [place] = reportsWith(desk.index, fingerprint);
	return c.redirect(place ? reportHref(place.name, { finding: fingerprint }) : "/log", 303);
}

/** A page that says why nothing was done. */
export function refused(c: Context<DeskEnv>, message: string, status: 400 | 404 = 400): Response {
	return page(
		c,
		{
			title: "没有保存",
			body: html`<h1>没有保存</h1><p role="alert">${message}</p><p><a href="/findings?state=todo">回到问题清单</a></p>`,
		},
		status,
	);
}

/** Decisions on a state lead on to the next finding of the list or of the report; the others stay. */
function nextHref(
	desk: Desk,
	row: FindingRow,
	{
		action,
		list,
		presence,
		who,
	}: { readonly action: (typeof ACTIONS)[number]; readonly list: string; readonly presence: Presence; readonly who: string },
): string {
	const stay = reportHref(row.name, { finding: row.fingerprint, list });
	if (action === "note" || action === "deadline" || action === "undo") return stay;
	if (list !== "") {
		const next = takeNext(desk, list, { after: row, presence, who });
		return next ? reportHref(next.name, { finding: next.fingerprint, list }) : `/findings?${list}&done=1`;
	}
	const left = findingsOf(desk.index, row.name).filter(({ state }) => state === "open" || state === "reopened");
	const next = left.find(({ rank, id }) => rank > row.rank || (rank === row.rank && id > row.id)) ?? left[0];
	return next ? reportHref(next.name, { finding: next.fingerprint }) : stay;
}
