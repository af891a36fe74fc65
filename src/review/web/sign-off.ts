import type { Context } from "hono";
import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { findingsOf, reportNamed } from "../search-index/lists.ts";
import { refused } from "./decide.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import { reportHref } from "./parts.ts";
import type { ReportView } from "./report-view.ts";
import type { DeskApp } from "./server.ts";

const SignOff = z.object({ name: z.string().max(300), withdraw: z.literal("1").optional() });

/** Signing a report off: somebody looked at it and has nothing to say of it. */
export function mountSignOff(app: DeskApp, desk: Desk, now: () => string): void {
	app.post("/sign-off", async (c) => {
		const parsed = SignOff.safeParse(await c.req.parseBody());
		const row = parsed.success ? reportNamed(desk.index, parsed.data.name) : undefined;
		if (!parsed.success || !row) return refused(c, "这份报告已不在最新的结果中。", 404);
		const is_withdrawn = parsed.data.withdraw === undefined ? 0 : 1;
		const left = leftOpen(desk, row.name);
		if (is_withdrawn === 0 && left !== undefined) return refused(c, `${left}，不能签“已核查”。`);
		desk.letters.signOff({
			at: now(),
			who: c.get("user").name,
			sha256: row.sha256,
			text: `${row.issuer} ${row.year}`,
			is_withdrawn,
		});
		desk.record.seal();
		return c.redirect(reportHref(row.name), 303);
	});
}

/** What keeps a report from being signed off: errors that nobody decided on, and doubtful readings that nobody looked at. */
function leftOpen({ index }: Desk, name: string): string | undefined {
	const open = findingsOf(index, name).filter(({ state }) => state === "open" || state === "reopened");
	const doubts = open.filter(({ cause }) => cause === "reading").length;
	const errors = open.filter(({ severity, verdict }) => severity === "error" && verdict === "broken").length;
	if (doubts > 0) return `还有${doubts}项识别待核对`;
	return errors > 0 ? `还有${errors}个错误没有处理` : undefined;
}

/** Who signed the report off, or the button to do so. It holds for these bytes: what is published anew is looked at anew. */
export function signOffPart(c: Context<DeskEnv>, desk: Desk, { row }: Pick<ReportView, "row">): Html | undefined {
	const signed = desk.letters.signOffOf(row.sha256);
	const left = leftOpen(desk, row.name);
	const form = (more: Html | undefined, word: string) =>
		c.get("user").role === "viewer"
			? undefined
			: html`<form method="post" action="/sign-off" class="inline">${csrfField(c)}<input type="hidden" name="name" value="${row.name}">${more}<button class="plain">${word}</button></form>`;
	return signed
		? html`<p class="notice">${signed.who}于${desk.clock.minuteOf(signed.at)}核查，无其他问题。${form(html`<input type="hidden" name="withdraw" value="1">`, "撤回")}</p>`
		: left === undefined
			? form(undefined, "本报告已核查，无其他问题")
			: html`<small>${left}，处理后可签“已核查”</small>`;
}
