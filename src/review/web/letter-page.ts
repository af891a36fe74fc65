import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { decidingEvent, itemState, letterState } from "../desk/letter-state.ts";
import type { Pictures } from "../desk/pictures.ts";
import { isStillThere, newlyPublished } from "../desk/recheck.ts";
import { cellsByPath } from "../desk/report.ts";
import { reportsOf } from "../search-index/lists.ts";
import type { Letter, LetterEvent, LetterItem } from "../store/letters.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField, page } from "./layout.ts";
import { ITEM_WORDS, letterBadge } from "./letter-words.ts";
import { reportHref } from "./parts.ts";

const EVENT_WORDS: Readonly<Record<LetterEvent["kind"], string>> = {
	reply: "回复",
	mended: "已复核消除",
	"not-mended": "仍未改正",
	accepted: "说明成立",
	withdrawn: "撤回",
	note: "备注",
};
const TONES = { open: "info", mended: "verified", "not-mended": "error", accepted: "verified" } as const;

/** One letter: what it asked for, old and new figures with both documents side by side, and what came back. */
export async function letterPage(
	c: Context<DeskEnv>,
	desk: Desk,
	{ letter, pictures, today }: { readonly letter: Letter; readonly pictures: Pictures; readonly today: string },
): Promise<Response> {
	const canWrite = c.get("user").role !== "viewer";
	const items: Html[] = [];
	for (const item of letter.items) items.push(await itemPart(c, desk, { letter, item, pictures, canWrite }));
	const replies = letter.events.filter((event) => event.item === 0);
	const body = html`<h1>${letter.kind === "urge" ? "催报通知" : "整改通知书"} ${letter.number}</h1><p>${letter.organ} · ${letter.sent_on}发出（${letter.who}登记） · 期限${letter.deadline} · ${letterBadge(letterState(letter, today))}</p>
<p><a href="/letters/${letter.id}/letter.docx">通知（Word）</a>　<a href="/letters/${letter.id}/feedback.docx">整改情况反馈表（Word）</a></p>${items}
<h2>往来</h2>${replies.length === 0 ? html`<p class="empty">还没有回复。</p>` : eventList(replies, desk)}${
		canWrite
			? html`<form method="post" action="/letters/${letter.id}/event" class="letter">${csrfField(c)}<label for="reply">回复、备注或撤回的理由</label><textarea id="reply" name="text" rows="2" maxlength="2000" required></textarea><div class="buttons"><button name="kind" value="reply" class="main">登记回复</button><button name="kind" value="note">备注</button><button name="kind" value="withdrawn">撤回通知</button></div></form>`
			: undefined
	}<p><a href="/letters">回到发文和整改</a></p>`;
	return page(c, { title: letter.number, view: "/letters", body });
}

async function itemPart(
	c: Context<DeskEnv>,
	desk: Desk,
	{
		letter,
		item,
		pictures,
		canWrite,
	}: { readonly letter: Letter; readonly item: LetterItem; readonly pictures: Pictures; readonly canWrite: boolean },
): Promise<Html> {
	const state = itemState(letter, item);
	const event = decidingEvent(letter, item.item);
	const now = reportsOf(desk.index, letter.organ).find(
		({ year, sha256 }) => year === item.year && sha256 === (event?.sha256 || item.sha256),
	);
	const rest =
		state === "open" || state === "not-mended"
			? html`${canWrite && letter.kind === "rectify" ? acceptForm(c, letter, item) : undefined}`
			: undefined;
	return html`<article class="card" id="item-${item.item}"><h2>${item.item}．${item.year}年度：${item.message} <span class="badge ${TONES[state]}">${ITEM_WORDS[state]}</span></h2><p><small>${item.basis}</small>${now ? html` <a href="${reportHref(now.name, state === "not-mended" || state === "open" ? { finding: item.fingerprint } : {})}">看${event?.sha256 ? "重新公布的" : ""}报告</a>` : undefined}</p>${pendingNote(desk, letter, item)}${figuresTable(desk, item, event)}${event?.sha256 ? await bothDocuments(desk, pictures, { item, event, organ: letter.organ }) : undefined}${eventList(
		letter.events.filter((own) => own.item === item.item),
		desk,
	)}${rest}</article>`;
}

/** What was published since and tells nothing for sure; a person looks at it. */
function pendingNote({ index }: Desk, letter: Letter, item: LetterItem): Html | undefined {
	const state = itemState(letter, item);
	if (state !== "open" && state !== "not-mended") return undefined;
	const found = newlyPublished(index, letter, item);
	const links = found.map(({ name }) => html` <a href="${reportHref(name)}">查看</a>`);
	if (found.length > 0)
		return html`<p class="notice">已见到重新公布的报告，${isStillThere(index, letter, item) ? "但原来的文件仍在公布" : "但读取存疑，不能自动判定"}，请人工核对。${links}</p>`;
	if (!isStillThere(index, letter, item)) return undefined;
	const now = index.one<{ verdict: string }>(
		"select verdict from finding join report on report.id = finding.report where fingerprint = ? and sha256 = ?",
		[item.fingerprint, item.sha256],
	);
	if (now === undefined)
		return html`<p class="notice">文件没有变，程序现在的读法不再报告这个问题。请人工核对；如属误读，撤回通知。</p>`;
	return now.verdict === "broken"
		? undefined
		: html`<p class="notice">文件没有变，但所依据的数字改正过或者存疑，这个问题现在不作认定。请人工核对；如属误读，撤回通知。</p>`;
}

function acceptForm(c: Context<DeskEnv>, letter: Letter, { item }: LetterItem): Html {
	return html`<form method="post" action="/letters/${letter.id}/event" class="inline">${csrfField(c)}<input type="hidden" name="item" value="${item}"><input type="hidden" name="kind" value="accepted"><label>机关说明成立，理由 <input name="text" size="30" maxlength="500" required></label> <button>说明成立</button></form>`;
}

function figuresTable(desk: Desk, { figures }: LetterItem, event: LetterEvent | undefined): Html | undefined {
	if (figures.length === 0) return undefined;
	const after = new Map(event?.figures.map(({ path, value }) => [path, value]));
	return html`<div class="scroll" tabindex="0" role="region" aria-label="新旧数字"><table class="evidence"><thead><tr><th scope="col">数字</th><th scope="col" class="n">发函时</th>${event?.sha256 ? html`<th scope="col" class="n">重新公布</th>` : undefined}</tr></thead><tbody>${figures.map(
		({ path, value }) => {
			const now = after.get(path);
			const isChanged = event?.sha256 !== undefined && event.sha256 !== "" && now !== value;
			return html`<tr><th scope="row">${desk.pipeline.labelOf(path)}</th><td class="n">${value ?? "空白"}</td>${event?.sha256 ? html`<td class="n">${isChanged ? html`<strong class="actual">${now ?? "空白"}</strong>` : (now ?? "空白")}</td>` : undefined}</tr>`;
		},
	)}</tbody></table></div>`;
}

/** The page that the finding is on, as it was and as it is now; nothing where the document is not kept. */
async function bothDocuments(
	desk: Desk,
	pictures: Pictures,
	{ item, event, organ }: { readonly item: LetterItem; readonly event: LetterEvent; readonly organ: string },
): Promise<Html> {
	const pages = await pagesOf(desk, organ, item, event);
	const shown = [
		{ name: "发函时的文件", sha256: item.sha256 },
		{ name: "重新公布的文件", sha256: event.sha256 },
	];
	const sheets: Html[] = [];
	for (const { name, sha256 } of shown) {
		const sizes = sha256 === "" ? undefined : await pictures.sizesOf(sha256);
		const number = Math.min(pages.get(sha256) ?? pages.get(event.sha256) ?? 1, sizes?.length ?? 1);
		sheets.push(
			html`<figure><figcaption>${name}${sizes ? html`，第${number}页` : undefined}</figcaption>${sizes ? html`<img src="/page/${sha256}/${number}/110.png" alt="${name}第${number}页" loading="lazy">` : html`<p class="empty">页面不能显示。</p>`}</figure>`,
		);
	}
	return html`<div class="both">${sheets}</div>`;
}

/** The page of each of the two documents that what was found is on, as far as their reports are there. */
async function pagesOf(desk: Desk, organ: string, item: LetterItem, event: LetterEvent): Promise<ReadonlyMap<string, number>> {
	const pages = new Map<string, number>();
	const rows = reportsOf(desk.index, organ).filter(({ sha256 }) => sha256 === event.sha256 || sha256 === item.sha256);
	for (const { name, sha256 } of rows) {
		const found = await desk.reportOf(name);
		const cells = found && cellsByPath(found.report);
		const at = item.cells.flatMap((path) => cells?.get(path)?.page ?? [])[0];
		if (at !== undefined) pages.set(sha256, at);
	}
	return pages;
}

function eventList(events: readonly LetterEvent[], desk: Desk): Html | undefined {
	if (events.length === 0) return undefined;
	return html`<ol class="history">${events.map(
		({ at, who, kind, text }) =>
			html`<li><time datetime="${at}">${desk.clock.minuteOf(at)}</time> ${who}：${EVENT_WORDS[kind]}${text === "" || kind === "mended" || kind === "not-mended" ? undefined : html`，“${text}”`}</li>`,
	)}</ol>`;
}
