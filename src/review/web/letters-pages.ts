import type { Context } from "hono";
import { z } from "zod";
import { html } from "../../output/documents/html.ts";
import { renderFeedback } from "../../output/documents/letter-parts.ts";
import type { Desk } from "../desk/desk.ts";
import { itemState, letterFigures, letterState } from "../desk/letter-state.ts";
import { lettersDue, makeNotice, makeUrge, urgeable } from "../desk/make-letter.ts";
import type { OutputPlace } from "../desk/outputs.ts";
import type { Letter } from "../store/letters.ts";
import { refused } from "./decide.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField, page } from "./layout.ts";
import { letterPage } from "./letter-page.ts";
import { figuresLine, ITEM_WORDS, LETTER_WORDS, letterBadge } from "./letter-words.ts";
import { select } from "./parts.ts";
import { download } from "./send-file.ts";
import type { DeskApp } from "./server.ts";
import type { ViewTools } from "./view-tools.ts";

/** Days that an organ has where nobody says otherwise. */
const USUAL_DAYS = 30;
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

const NewLetter = z.object({
	organ: z.string().min(1).max(200),
	kind: z.enum(["rectify", "urge"]),
	prefix: z.string().trim().max(40).default(""),
	sent_on: day,
	deadline: day,
});
const Event = z.object({
	item: z.coerce.number().int().min(0).max(1000).default(0),
	kind: z.enum(["reply", "accepted", "withdrawn", "note"]),
	text: z.string().trim().min(1).max(2000),
});

/** The register of letters: making them, what came back, and what the re-checks found. */
export function mountLetters(app: DeskApp, desk: Desk, { pictures, now }: Pick<ViewTools, "pictures" | "now">): void {
	const placeOf = (c: Context<DeskEnv>): OutputPlace => ({ origin: new URL(c.req.url).origin, today: desk.clock.dayOf(now()) });
	const letterOf = (c: Context<DeskEnv>) => desk.letters.find(Number(c.req.param("id")) || 0);
	app.get("/letters", (c) => letterList(c, desk, placeOf(c).today));
	app.get("/letters/new", (c) => newLetter(c, desk, placeOf(c)));
	app.post("/letters", async (c) => {
		const parsed = NewLetter.safeParse(await c.req.parseBody());
		if (!parsed.success) return refused(c, "请写明发文日期和整改期限。");
		const { organ, kind, prefix, sent_on: sentOn, deadline } = parsed.data;
		if (deadline < sentOn) return refused(c, "期限早于发文日期。");
		const order = { organ, prefix, sentOn, deadline, who: c.get("user").name, at: now() };
		const letter = kind === "urge" ? makeUrge(desk, order, placeOf(c).today) : await makeNotice(desk, order, placeOf(c));
		if (!letter) return refused(c, kind === "urge" ? "没有可以催报的年报。" : "没有待发的、已核对并确认的问题。");
		desk.record.add({ at: order.at, who: order.who, action: "发文登记", about: `${letter.number} ${organ}` });
		return c.redirect(`/letters/${letter.id}`, 303);
	});
	app.get("/letters/:id", async (c) => {
		const letter = letterOf(c);
		return letter ? letterPage(c, desk, { letter, pictures, today: placeOf(c).today }) : c.notFound();
	});
	app.get("/letters/:id/letter.docx", (c) => {
		const letter = letterOf(c);
		const bytes = letter && desk.letters.documentOf(letter.id);
		return letter && bytes
			? download(c, bytes, `${letter.kind === "urge" ? "催报通知" : "整改通知书"}-${letter.organ}.docx`)
			: c.notFound();
	});
	app.get("/letters/:id/feedback.docx", (c) => {
		const letter = letterOf(c);
		return letter ? download(c, feedbackOf(letter), `整改情况反馈表-${letter.organ}.docx`) : c.notFound();
	});
	app.post("/letters/:id/event", async (c) => {
		const letter = letterOf(c);
		const parsed = Event.safeParse(await c.req.parseBody());
		if (!letter) return c.notFound();
		if (!parsed.success) return refused(c, "请写明内容或理由。");
		const { item, kind, text } = parsed.data;
		if (item > letter.items.length || (kind === "accepted" && item === 0)) return refused(c, "没有这一项。", 404);
		desk.letters.add({ letter: letter.id, item, at: now(), who: c.get("user").name, kind, text, sha256: "", figures: [] });
		desk.record.seal();
		return c.redirect(`/letters/${letter.id}`, 303);
	});
}

function feedbackOf(letter: Letter): Uint8Array {
	return renderFeedback({
		...{ organ: letter.organ, number: letter.number, deadline: letter.deadline },
		lines: letter.items.map((item) => {
			const state = itemState(letter, item);
			return { number: item.item, year: item.year, message: item.message, outcome: state === "open" ? "" : ITEM_WORDS[state] };
		}),
	});
}

function letterList(c: Context<DeskEnv>, desk: Desk, today: string): Response {
	const wanted = c.req.query("state");
	const letters = desk.letters.list();
	const shown = letters.filter((letter) => wanted === undefined || wanted === "" || letterState(letter, today) === wanted);
	const rows = shown.slice(0, 500).map((letter) => {
		const state = letterState(letter, today);
		const done = letter.items.filter((item) => ["mended", "accepted"].includes(itemState(letter, item))).length;
		const replied = letter.events.find(({ kind }) => kind === "reply");
		return html`<tr><td><a href="/letters/${letter.id}">${letter.number}</a></td><th scope="row">${letter.organ}</th><td>${letter.kind === "urge" ? "催报" : "整改"}</td><td>${letter.sent_on}</td><td>${letter.deadline}</td><td class="n">${done}／${letter.items.length}</td><td>${replied ? desk.clock.dayOf(replied.at) : "未回复"}</td><td>${letterBadge(state)}</td></tr>`;
	});
	const body = html`<h1>发文和整改</h1>${figuresLine(letterFigures(letters, today))}<form class="filters" method="get" action="/letters">${select("state", "状态", Object.entries(LETTER_WORDS), wanted)}<button>筛选</button> <a href="/letters?state=overdue">已过期限的</a> <a href="/outputs">起草通知</a></form>${
		rows.length === 0
			? html`<p class="empty">没有符合条件的发文。</p>`
			: html`<div class="scroll" tabindex="0" role="region" aria-label="发文登记"><table class="rows" data-rows><thead><tr><th scope="col">文号</th><th scope="col">机关</th><th scope="col">种类</th><th scope="col">发文日期</th><th scope="col">期限</th><th scope="col" class="n">已整改</th><th scope="col">回复</th><th scope="col">状态</th></tr></thead><tbody>${rows}</tbody></table></div>`
	}`;
	return page(c, { title: "发文和整改", view: "/letters", body });
}

async function newLetter(c: Context<DeskEnv>, desk: Desk, place: OutputPlace): Promise<Response> {
	const organ = (c.req.query("issuer") ?? "").slice(0, 200);
	const kind = c.req.query("kind") === "urge" ? "urge" : "rectify";
	const due = kind === "urge" ? [] : await lettersDue(desk, organ, place);
	const items =
		kind === "urge"
			? urgeable(desk, organ, place.today).map(
					({ year, deadline, basis }) => `未发现${year}年度报告，应于${deadline}前公布（${basis}）。`,
				)
			: due.flatMap(({ year, findings }) => findings.map(({ message }) => `${year}年度：${message}`));
	const year = Number(place.today.slice(0, 4));
	const later = new Date(Date.parse(place.today) + USUAL_DAYS * 86_400_000).toISOString().slice(0, 10);
	const form = html`<form method="post" action="/letters" class="letter">${csrfField(c)}<input type="hidden" name="organ" value="${organ}"><input type="hidden" name="kind" value="${kind}"><p><label>发文字号 <input name="prefix" size="14" maxlength="40" placeholder="如 青政公开"></label>〔${year}〕${desk.letters.nextSerial(year)}号</p><p><label>发文日期 <input type="date" name="sent_on" value="${place.today}" required></label> <label>${kind === "urge" ? "公布期限" : "整改期限"} <input type="date" name="deadline" value="${later}" required></label></p><button class="main">登记并生成Word</button></form>`;
	const body = html`<h1>${kind === "urge" ? "催报通知" : "整改通知书"}：${organ}</h1>${
		items.length === 0
			? html`<p class="empty">${kind === "urge" ? "没有可以催报的年报：只有来源看全、期限已过、没有未读文件的才可催报。" : "没有待发的问题：只写人工确认、数字已核对、尚未发函的问题。"}</p>`
			: html`<ol>${items.map((text) => html`<li>${text}</li>`)}</ol>${c.get("user").role === "viewer" ? undefined : form}`
	}<p><a href="/letters">回到发文和整改</a></p>`;
	return page(c, { title: "起草通知", view: "/letters", body });
}
