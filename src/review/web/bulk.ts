import type { Context } from "hono";
import { z } from "zod";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { proofOf, refusalOf } from "../desk/proof.ts";
import { cellsByPath } from "../desk/report.ts";
import { parseFilters } from "../search-index/filters.ts";
import type { FindingRow } from "../search-index/lists.ts";
import { findingById, listFindings } from "../search-index/lists.ts";
import type { Action, DecisionRequest } from "../store/decisions.ts";
import { ACTIONS } from "../store/decisions.ts";
import { aboutOf, faultOf, newBatch, refused } from "./decide.ts";
import type { DeskEnv } from "./desk-env.ts";
import { findingsPage } from "./findings-page.ts";
import { csrfField, page } from "./layout.ts";
import { severityBadge, stateBadge } from "./parts.ts";
import type { Presence } from "./presence.ts";
import type { DeskApp } from "./server.ts";
import { ACTION_WORDS, STATE_WORDS } from "./words.ts";

/** Findings that are decided on together at most: a preview that nobody reads is none. */
const MAX_BULK = 500;

const Bulk = z.object({
	action: z.enum(ACTIONS).exclude(["undo", "note"]),
	text: z.string().trim().max(500).default(""),
	list: z.string().max(2000).default(""),
	scope: z.enum(["chosen", "all"]),
	/** Where the list stood, as in its address. */
	place: z.string().max(200).default(""),
});

const Applied = Bulk.pick({ action: true, text: true, list: true }).extend({
	/** What the preview showed: fingerprint, version and figures of each. */
	wishes: z.string().regex(/^([0-9a-f]{16}:\d{1,6}:[0-9a-f]{16}:\d{1,15})( [0-9a-f]{16}:\d{1,6}:[0-9a-f]{16}:\d{1,15}){0,499}$/),
});

/** Decides on many findings: first a preview of each, then all of them or none. */
export function mountBulk(
	app: DeskApp,
	desk: Desk,
	{ now, presence }: { readonly now: () => string; readonly presence: Presence },
): void {
	app.post("/bulk", async (c) => {
		const form = await c.req.parseBody({ all: true });
		const parsed = Bulk.safeParse(form);
		if (!parsed.success) return refused(c, "表单不完整，请返回刷新后再试。");
		const { action, text, list, scope } = parsed.data;
		const again = (message: string) => keptPage(c, desk, { sent: parsed.data, chosen: idsOf(form.chosen), message, presence });
		const wrong = faultOf(action, text);
		if (wrong) return again(wrong);
		const found = scope === "all" ? allOf(desk, list) : chosenOf(desk, form.chosen);
		// Two files of one report have the same findings: one decision holds for both.
		const unique = [...new Map(found.map((row) => [row.fingerprint, row])).values()];
		if (unique.length === 0) return again("没有选择任何问题。");
		const { rows, left } = await decidable(desk, unique, action);
		if (rows.length === 0) return again(`所选的${left.length}个问题都不能这样处理：${left[0]?.why}`);
		const kinds = Map.groupBy(rows, ({ state }) => state);
		const wishes = rows.map(
			({ id, fingerprint, figures }) => `${fingerprint}:${desk.decisions.standing(fingerprint).version}:${figures}:${id}`,
		);
		const body = html`<h1>预览：${ACTION_WORDS[action]} ${rows.length}个问题</h1>
<p>${text === "" ? "没有写理由或说明。" : html`理由、说明或期限：“${text}”`} 现在的状态：${[...kinds].map(([state, { length }]) => `${STATE_WORDS[state]}${length}个`).join("，")}。还没有保存任何内容。</p>${left.length === 0 ? undefined : html`<p class="notice">另有${left.length}个不能这样处理，已除外：${left[0]?.why}</p>`}
<form method="post" action="/bulk/apply" class="inline">${csrfField(c)}<input type="hidden" name="action" value="${action}"><input type="hidden" name="text" value="${text}"><input type="hidden" name="list" value="${list}"><input type="hidden" name="wishes" value="${wishes.join(" ")}"><button>对这${rows.length}个问题：${ACTION_WORDS[action]}</button> <a href="/findings?${list}">不处理，返回</a></form>
<div class="scroll" tabindex="0" role="region" aria-label="将要处理的问题"><table><thead><tr><th scope="col">级别</th><th scope="col">机关</th><th scope="col">年度</th><th scope="col">问题</th><th scope="col">现在</th></tr></thead><tbody>${rows.map(
			(row) =>
				html`<tr><td>${severityBadge(row)}</td><td>${row.issuer}</td><td>${row.year}</td><td>${row.message}</td><td>${stateBadge(row.state)}</td></tr>`,
		)}</tbody></table></div>`;
		return page(c, { title: "预览", view: "/findings", body });
	});
	app.post("/bulk/apply", async (c) => {
		const parsed = Applied.safeParse(await c.req.parseBody());
		if (!parsed.success) return refused(c, "预览已过期，请返回再试。");
		const { action, text, list } = parsed.data;
		const wrong = faultOf(action, text);
		if (wrong) return refused(c, wrong);
		const wishes = parsed.data.wishes.split(" ").flatMap((line): DecisionRequest[] => {
			const [fingerprint = "", version, figures = "", id] = line.split(":");
			const row = findingById(desk.index, Number(id));
			// A finding that is gone, or rests on other figures now, is not the one of the preview.
			if (row?.fingerprint !== fingerprint || row.figures !== figures) return [];
			return [{ fingerprint, expected: Number(version), action, text, figures, about: aboutOf(row) }];
		});
		const chosen = parsed.data.wishes.split(" ").flatMap((line) => findingById(desk.index, Number(line.split(":")[3])) ?? []);
		const { left } = await decidable(desk, chosen, action);
		const isWhole = left.length === 0 && wishes.length === parsed.data.wishes.split(" ").length;
		const decided = isWhole ? desk.decideAll(wishes, { who: c.get("user").name, at: now(), batch: newBatch() }) : [];
		if (!isWhole || decided.some(({ ok }) => !ok)) {
			const body = html`<h1>没有保存：情况已变</h1><p role="alert">预览之后，其中有问题被别人处理了，或数字变了。全部没有保存，请重新预览。</p><p><a href="/findings?${list}">回到清单</a></p>`;
			return page(c, { title: "情况已变", body }, 409);
		}
		return c.redirect("/log", 303);
	});
}

/** Those that an action may be taken on, and those that it may not, with the reason. */
async function decidable(
	desk: Desk,
	found: readonly FindingRow[],
	action: Action,
): Promise<{ readonly rows: FindingRow[]; readonly left: { readonly row: FindingRow; readonly why: string }[] }> {
	const rows: FindingRow[] = [];
	const left: { readonly row: FindingRow; readonly why: string }[] = [];
	for (const [name, own] of Map.groupBy(found, (row) => row.name)) {
		const report = (await desk.reportOf(name))?.report;
		const cells = report ? cellsByPath(report) : new Map<string, never>();
		for (const row of own) {
			const finding = report?.findings.find(({ fingerprint }) => fingerprint === row.fingerprint);
			const why = finding ? refusalOf(action, proofOf(finding, cells)) : "这个问题已不在最新的检查结果中。";
			if (why === undefined) rows.push(row);
			else left.push({ row, why });
		}
	}
	return { rows, left };
}

function allOf(desk: Desk, list: string): FindingRow[] {
	return listFindings(desk.index, parseFilters(Object.fromEntries(new URLSearchParams(list))), { limit: MAX_BULK });
}

function chosenOf(desk: Desk, chosen: unknown): FindingRow[] {
	return idsOf(chosen).flatMap((id) => findingById(desk.index, id) ?? []);
}

function idsOf(chosen: unknown): number[] {
	return [chosen].flat().map(Number).filter(Number.isInteger).slice(0, MAX_BULK);
}

/** The list again with what was chosen and written, and why nothing was done. */
function keptPage(
	c: Context<DeskEnv>,
	desk: Desk,
	{
		sent: { action, text, scope, list, place },
		chosen,
		message,
		presence,
	}: {
		readonly sent: z.infer<typeof Bulk>;
		readonly chosen: readonly number[];
		readonly message: string;
		readonly presence: Presence;
	},
): Response {
	const query = { ...Object.fromEntries(new URLSearchParams(list)), ...Object.fromEntries(new URLSearchParams(place)) };
	return findingsPage(c, desk, { query, presence, kept: { message, chosen: new Set(chosen), action, text, scope } });
}
