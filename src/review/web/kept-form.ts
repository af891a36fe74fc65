import type { Context } from "hono";
import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import { reportHref } from "./parts.ts";
import { ACTION_WORDS } from "./words.ts";

/** Longer forms are not kept over a login. */
const MAX_KEPT = 60_000;
const Kept = z.object({
	path: z.string().regex(/^\/[a-z][a-z0-9/-]{0,60}$/),
	fields: z.array(z.tuple([z.string().max(40), z.string().max(20_000)])).max(600),
});

/** A form that was sent when its session was over, as text for the login's form; undefined where it is none of ours. */
export async function keptOf(c: Context<DeskEnv>): Promise<string | undefined> {
	const sent = await c.req.parseBody({ all: true });
	const fields = Object.entries(sent).flatMap(([name, value]) =>
		[value].flat().flatMap((one) => (typeof one === "string" && name !== "csrf" ? [[name, one] as const] : [])),
	);
	const kept = JSON.stringify({ path: c.req.path, fields });
	return kept.length <= MAX_KEPT && Kept.safeParse(JSON.parse(kept)).success ? kept : undefined;
}

/** After the login: what was to be saved, to be sent again by whoever signed in; undefined for what is no such form. */
export function keptForm(c: Context<DeskEnv>, kept: string): Html | undefined {
	let value: unknown;
	try {
		value = JSON.parse(kept);
	} catch {
		// Nothing of ours.
		return undefined;
	}
	const parsed = Kept.safeParse(value);
	if (!parsed.success) return undefined;
	const { path, fields } = parsed.data;
	const words = fields.filter(([name, text]) => (name === "text" || name === "reason") && text !== "");
	return html`<h1>已登录</h1><p>会话结束前没有保存的内容还在。${whatIsKept(fields)}</p>${words.map(([, text]) => html`<blockquote>${text}</blockquote>`)}<form method="post" action="${path}">${csrfField(c)}${fields.map(([name, text]) => html`<input type="hidden" name="${name}" value="${text}">`)}<button class="main" autofocus>继续保存</button> <a href="/findings?state=todo">不保存</a></form>`;
}

/** What would be decided, and about what: nobody should have to decide from memory. */
function whatIsKept(fields: z.infer<typeof Kept>["fields"]): Html | undefined {
	const given = (wanted: string) => fields.find(([name, text]) => name === wanted && text !== "")?.[1];
	const word = new Map<string, string>(Object.entries(ACTION_WORDS)).get(given("action") ?? "");
	const [report, finding] = [given("name"), given("fingerprint")];
	if (word === undefined) return undefined;
	return html`要保存的处理是“<strong>${word}</strong>”${report !== undefined && finding !== undefined ? html`，<a href="${reportHref(report, { finding })}">先看这个问题</a>` : undefined}。`;
}
