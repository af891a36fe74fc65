import type { Context } from "hono";
import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { parseFilters } from "../search-index/filters.ts";
import { reportNamed } from "../search-index/lists.ts";
import { choicesOf } from "../search-index/overview.ts";
import { dealOut, loadsOf, organsIn } from "../search-index/people.ts";
import { refused } from "./decide.ts";
import type { DeskEnv } from "./desk-env.ts";
import { isAdmin } from "./guard.ts";
import { csrfField, page } from "./layout.ts";
import type { Choice } from "./parts.ts";
import { count, reportHref, select } from "./parts.ts";
import type { Presence } from "./presence.ts";
import type { DeskApp } from "./server.ts";
import { levelWord, regionWord } from "./words.ts";

/** Days that progress is told for. */
const DAYS = 7;
/** Organs that are dealt out at once. */
const MOST_ORGANS = 50_000;

const Share = z.object({
	region: z.string().max(200).default(""),
	level: z.string().max(200).default(""),
	year: z.string().max(4).default(""),
	who: z.union([z.string().max(100), z.array(z.string().max(100)).max(100)]).transform((given) => [given].flat()),
	all: z.literal("1").optional(),
});

/** Who checks what: claims, shares, progress by person and day, and who looks at what now. */
export function mountPeople(
	app: DeskApp,
	desk: Desk,
	{ presence, now }: { readonly presence: Presence; readonly now: () => string },
): void {
	app.get("/people", (c) => page(c, { title: "分工", view: "/people", body: peopleBody(c, desk, { presence, now: now() }) }));
	app.post("/people/share", async (c) => {
		if (!isAdmin(c)) return refused(c, "只有管理员可以分配。");
		const parsed = Share.safeParse(await c.req.parseBody({ all: true }));
		const names = new Set(reviewersOf(c, desk));
		const who = parsed.success ? parsed.data.who.filter((name) => names.has(name)) : [];
		if (!parsed.success || who.length === 0) return refused(c, "请至少选择一人。");
		const { region, level, year, all } = parsed.data;
		const filters = parseFilters({ region, level, year });
		const organs = organsIn(desk.index, filters, { onlyFree: all === undefined, limit: MOST_ORGANS });
		for (const [reviewer, own] of dealOut(organs, who)) handOver(c, desk, { organs: own, reviewer, at: now() });
		return c.redirect("/people", 303);
	});
	app.post("/people/take", async (c) => {
		const { organ, back, drop } = await c.req.parseBody();
		if (typeof organ !== "string" || organ.length > 200) return refused(c, "表单不完整，请返回刷新后再试。");
		const [owner, me] = [desk.people.reviewerOf(organ), c.get("user").name];
		if (owner !== "" && owner !== me && !isAdmin(c)) return refused(c, `这个机关由${owner}负责，请管理员改派。`);
		handOver(c, desk, { organs: [organ], reviewer: drop === "1" ? "" : me, at: now() });
		return c.redirect(typeof back === "string" && /^\/report\/[^\\/]+$/.test(back) ? back : "/people", 303);
	});
	app.post("/people/free", async (c) => {
		const { reviewer } = await c.req.parseBody();
		if (!isAdmin(c) || typeof reviewer !== "string") return refused(c, "只有管理员可以收回。");
		const organs = desk.people.assignments().filter((one) => one.reviewer === reviewer);
		handOver(c, desk, { organs: organs.map(({ organ }) => organ), reviewer: "", at: now() });
		return c.redirect("/people", 303);
	});
}

function handOver(
	c: Context<DeskEnv>,
	desk: Desk,
	{ organs, reviewer, at }: { readonly organs: readonly string[]; readonly reviewer: string; readonly at: string },
): void {
	if (organs.length === 0) return;
	desk.assign(organs, reviewer);
	const few = organs.length <= 5 ? organs.join("、") : `${organs.slice(0, 5).join("、")}等${organs.length}个机关`;
	const action = reviewer === "" ? "收回分工" : "分工";
	desk.record.add({ at, who: c.get("user").name, action, about: reviewer === "" ? few : `${reviewer}：${few}` });
}

/** Who may be handed something: users who decide; on a desk without login whoever decided there, and the person at it. */
export function reviewersOf(c: Context<DeskEnv>, desk: Desk): string[] {
	if (!c.get("isSignedIn")) return [...new Set([c.get("user").name, ...desk.decisions.persons()])];
	return desk.users.list().flatMap(({ name, role, disabled }) => (disabled === 0 && role !== "viewer" ? [name] : []));
}

function peopleBody(
	c: Context<DeskEnv>,
	desk: Desk,
	{ presence, now }: { readonly presence: Presence; readonly now: string },
): Html {
	const loads = new Map(loadsOf(desk.index).map((load) => [load.reviewer, load]));
	const names = [...new Set([...reviewersOf(c, desk), ...loads.keys()])];
	const days = lastDays(desk, now);
	const done = workByDay(desk, now);
	const looking = presence.now();
	const rows = names.map((name) => {
		const load = loads.get(name);
		return html`<tr><th scope="row"><a href="/log?who=${encodeURIComponent(name)}">${name}</a></th><td class="wrap">${lookingAt(desk, looking.get(name))}</td><td class="n">${count(load?.organs ?? 0)}</td><td class="n"><a href="/reports?reviewer=${encodeURIComponent(name)}">${count(load?.reports ?? 0)}</a></td><td class="n"><a href="/findings?state=todo&reviewer=${encodeURIComponent(name)}">${count(load?.todo ?? 0)}</a></td><td class="n">${count(load?.errors ?? 0)}</td>${days.map((day) => html`<td class="n">${done.get(`${name} ${day}`) ?? 0}</td>`)}<td>${isAdmin(c) && load ? html`<form method="post" action="/people/free" class="inline">${csrfField(c)}<input type="hidden" name="reviewer" value="${name}"><button class="plain">收回</button></form>` : undefined}</td></tr>`;
	});
	return html`<h1>分工</h1><p>每个机关的各年报告由一人负责；打开着的报告不会派给别人，“下一个”自动跳过。<a href="/findings?state=todo&reviewer=${encodeURIComponent(c.get("user").name)}">我的待处理</a> · <a href="/second-look">抽查复核</a></p>
<div class="scroll" tabindex="0" role="region" aria-label="分工和进度"><table class="rows"><thead><tr><th scope="col">核查人</th><th scope="col">正在看</th><th scope="col" class="n">机关</th><th scope="col" class="n">报告</th><th scope="col" class="n">待处理</th><th scope="col" class="n">其中错误</th>${days.map((day, i) => html`<th scope="col" class="n">${i === 0 ? "今日" : day.slice(5)}</th>`)}<th scope="col"><span class="sr">收回</span></th></tr></thead><tbody>${rows}</tbody></table></div><p><small>各日为处理的问题数，撤销的不计。</small></p>
${isAdmin(c) ? shareForm(c, desk, names) : undefined}`;
}

function lookingAt(desk: Desk, name: string | undefined): Html | undefined {
	const row = name === undefined ? undefined : reportNamed(desk.index, name);
	return row && html`<a href="${reportHref(row.name)}">${row.issuer}${row.year}年</a>`;
}

function shareForm(c: Context<DeskEnv>, desk: Desk, names: readonly string[]): Html {
	const { years, regions, levels } = choicesOf(desk.index);
	const named = (values: readonly string[], word: (value: string) => string) =>
		values.filter((value) => value !== "").map((value): Choice => [value, word(value)]);
	return html`<h2>平均分配</h2><p>按所选范围的报告数平均分给所选的人；同一机关的报告归一人。</p><form method="post" action="/people/share" class="filters">${csrfField(c)}${select("region", "地区", named(regions, regionWord), undefined)}${select("level", "层级", named(levels, levelWord), undefined)}${select(
		"year",
		"年度",
		years.map((year): Choice => [year, `${year}年`]),
		undefined,
	)}<fieldset class="who-choice"><legend>分给</legend>${names.map((name) => html`<label><input type="checkbox" name="who" value="${name}"> ${name}</label> `)}</fieldset><label><input type="checkbox" name="all" value="1"> 已有人负责的也重新分</label><button>分配</button></form>`;
}

/** The office's last days, today first. */
function lastDays({ clock }: Desk, now: string): string[] {
	const moment = Date.parse(now);
	return Array.from({ length: DAYS }, (_, i) => clock.dayOf(new Date(moment - i * 86_400_000).toISOString()));
}

function workByDay({ decisions, clock }: Desk, now: string): ReadonlyMap<string, number> {
	const done = new Map<string, number>();
	for (const { who, minute, n } of decisions.work(new Date(Date.parse(now) - DAYS * 86_400_000).toISOString())) {
		const key = `${who} ${clock.dayOf(`${minute}:00Z`)}`;
		done.set(key, (done.get(key) ?? 0) + n);
	}
	return done;
}
