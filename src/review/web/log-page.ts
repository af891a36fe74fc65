import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { reportNamed } from "../search-index/lists.ts";
import type { ReviewCorrection } from "../store/corrections.ts";
import type { DecisionRequest, LogEntry } from "../store/decisions.ts";
import { newBatch, refused } from "./decide.ts";
import { csrfField, page } from "./layout.ts";
import { isWholeLog, logFilter, logQuery, parseLogQuery, spanOf } from "./log-filter.ts";
import { reportHref } from "./parts.ts";
import type { DeskApp } from "./server.ts";
import { ACTION_WORDS } from "./words.ts";

const PAGE = 100;
const About = z.object({ issuer: z.string(), year: z.number(), rule: z.string(), message: z.string(), name: z.string() });

/** Who decided what, and when; a batch can be taken back as a whole. */
export function mountLog(app: DeskApp, desk: Desk, now: () => string): void {
	app.get("/log", (c) => {
		const before = Number(c.req.query("before")) || undefined;
		const asked = parseLogQuery(c.req.query());
		const entries = desk.decisions.log(before, PAGE, spanOf(desk, asked));
		const isWhole = isWholeLog(asked);
		const corrections = before === undefined && isWhole ? desk.corrections.log(undefined, 20) : [];
		const batches = new Set<string>();
		const rows = entries.map((entry) => {
			const { batch } = entry;
			const isFirst = batch !== null && !batches.has(batch);
			if (batch !== null) batches.add(batch);
			const size = isFirst && batch !== null ? desk.decisions.batchOf(batch).length : 0;
			const undo =
				isFirst && entry.action !== "undo" && c.get("user").role !== "viewer"
					? html`<form method="post" action="/bulk/undo" class="inline">${csrfField(c)}<input type="hidden" name="batch" value="${batch}"><button class="plain">撤销整批${size}个</button></form>`
					: undefined;
			return html`<tr><td><time datetime="${entry.at}">${desk.clock.minuteOf(entry.at)}</time></td><td>${entry.who}</td><td>${ACTION_WORDS[entry.action]}${undo}</td><td>${aboutCell(desk, entry)}</td><td>${entry.text}</td></tr>`;
		});
		const last = entries.at(-1);
		const body = html`<h1>处理记录</h1><p>记录只增不改；撤销也是一条记录。${c.get("user").role === "admin" ? html`<a href="/log/record">管理记录和校验</a>` : undefined}</p>${logFilter(desk, asked)}${
			rows.length === 0
				? html`<p class="empty">${isWhole ? "还没有处理过任何问题。" : "没有符合条件的记录。"}</p>`
				: html`<div class="scroll" tabindex="0" role="region" aria-label="处理记录"><table class="rows log"><thead><tr><th scope="col">时间</th><th scope="col">谁</th><th scope="col">处理</th><th scope="col">问题</th><th scope="col">理由、说明</th></tr></thead><tbody>${rows}</tbody></table></div>`
		}${entries.length === PAGE && last ? html`<nav class="pager" aria-label="翻页"><a rel="next" href="/log?${logQuery(asked, last.id)}">更早的</a></nav>` : undefined}${correctionsTable(desk, corrections)}`;
		return page(c, { title: "处理记录", view: "/log", body });
	});
	app.get("/log/record", (c) => {
		if (c.get("user").role !== "admin")
			return page(c, { title: "管理记录", body: html`<h1>管理记录</h1><p>只有管理员可以查看。</p>` }, 403);
		const body = html`<h1>管理记录</h1><p>登录、用户、发文、导出。每一条记录都以散列值与前一条相连。</p>${sealNotice(desk)}<form method="post" action="/log/record/check" class="inline">${csrfField(c)}<button>重新校验全部记录</button></form>
<div class="scroll" tabindex="0" role="region" aria-label="管理记录"><table><thead><tr><th scope="col">时间</th><th scope="col">谁</th><th scope="col">事项</th><th scope="col">内容</th></tr></thead><tbody>${desk.record.list(200).map(({ at, who, action, about }) => html`<tr><td><time datetime="${at}">${desk.clock.minuteOf(at)}</time></td><td>${who}</td><td>${action}</td><td>${about}</td></tr>`)}</tbody></table></div>`;
		return page(c, { title: "管理记录", view: "/log", body });
	});
	app.post("/log/record/check", async (c) => {
		if (c.get("user").role !== "admin") return refused(c, "只有管理员可以校验。");
		await desk.record.check(now());
		return c.redirect("/log/record", 303);
	});
	app.post("/bulk/undo", async (c) => {
		const { batch } = await c.req.parseBody();
		const entries = typeof batch === "string" ? desk.decisions.batchOf(batch) : [];
		if (entries.length === 0) return refused(c, "没有这一批处理。", 404);
		// Only where nothing was decided since: what others did later is not swept away.
		const wishes = entries.map(
			({ fingerprint, version, figures, about }): DecisionRequest => ({
				fingerprint,
				expected: version,
				action: "undo",
				text: "撤销整批",
				figures,
				about,
			}),
		);
		const decided = desk.decideAll(wishes, { who: c.get("user").name, at: now(), batch: newBatch() });
		if (decided.every(({ ok }) => ok)) return c.redirect("/log", 303);
		const body = html`<h1>没有撤销</h1><p role="alert">这一批中有问题后来又处理过，整批不能一起撤销；请逐个撤销。</p><p><a href="/log">回到处理记录</a></p>`;
		return page(c, { title: "没有撤销", body }, 409);
	});
}

function sealNotice({ record, clock }: Desk): Html {
	const check = record.lastCheck();
	if (!check) return html`<p class="notice" role="status">启动后的校验还没有完成，请稍后刷新。</p>`;
	const { at, sealed, broken } = check;
	return broken.length === 0
		? html`<p class="notice" role="status">${clock.minuteOf(at)}校验：${sealed}条记录全部相符。最后的散列值 <code>${record.head().slice(0, 16)}</code>，另行保存后可用于核对。</p>`
		: html`<p class="notice" role="alert">${clock.minuteOf(at)}校验：有${broken.length}条记录被改动或删除：${broken.slice(0, 20).join("、")}</p>`;
}

function correctionsTable(desk: Desk, corrections: readonly ReviewCorrection[]): Html | undefined {
	if (corrections.length === 0) return undefined;
	return html`<h2>最近改正的数字</h2><div class="scroll" tabindex="0" role="region" aria-label="改正的数字"><table><thead><tr><th scope="col">时间</th><th scope="col">谁</th><th scope="col">数字</th><th scope="col" class="n">读作</th><th scope="col" class="n">改正为</th><th scope="col">理由</th></tr></thead><tbody>${corrections.map(({ at, who, path, before: read, value, reason, is_withdrawn }) => html`<tr><td><time datetime="${at}">${desk.clock.minuteOf(at)}</time></td><td>${who}</td><td>${desk.pipeline.labelOf(path)}</td><td class="n">${read ?? "空白"}</td><td class="n">${is_withdrawn === 1 ? "撤回" : (value ?? "空白")}</td><td>${reason}</td></tr>`)}</tbody></table></div>`;
}

function aboutCell(desk: Desk, { about, fingerprint }: LogEntry): Html {
	const parsed = About.safeParse(parse(about));
	if (!parsed.success) return html`${about}`;
	const { issuer, year, message, name } = parsed.data;
	const text = html`${issuer} ${year}年：${message}`;
	return reportNamed(desk.index, name) ? html`<a href="${reportHref(name, { finding: fingerprint })}">${text}</a>` : text;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// A line of another version is shown as it stands.
		return undefined;
	}
}
