import type { Context } from "hono";
import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { reportNamed } from "../search-index/lists.ts";
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

/** Who signed the report off, or the button to do so. It holds for these bytes: what is published anew is looked at anew. */
export function signOffPart(c: Context<DeskEnv>, desk: Desk, { row }: Pick<ReportView, "row">): Html | undefined {
	const signed = desk.letters.signOffOf(row.sha256);
	const form = (more: Html | undefined, word: string) =>
		c.get("user").role === "viewer"
			? undefined
			: html`<form method="post" action="/sign-off" class="inline">${csrfField(c)}<input type="hidden" name="name" value="${row.name}">${more}<button class="plain">${word}</button></form>`;
	return signed
		? html`<p class="notice">${signed.who}于${desk.clock.minuteOf(signed.at)}核查，无其他问题。${form(html`<input type="hidden" name="withdraw" value="1">`, "撤回")}</p>`
		: form(undefined, "本报告已核查，无其他问题");
}
