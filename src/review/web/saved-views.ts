import type { Context } from "hono";
import { z } from "zod";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { MAX_VIEWS } from "../store/people.ts";
import { refused } from "./decide.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";
import type { DeskApp } from "./server.ts";

/** Lists that can be kept as they are narrowed. */
const PLACES = ["/", "/findings", "/reports", "/owed"] as const;

const Saved = z.object({
	name: z.string().trim().min(1).max(40),
	path: z.enum(PLACES),
	query: z.string().max(2000).default(""),
});

/** Views that a person keeps under names of their own. */
export function mountSavedViews(app: DeskApp, desk: Desk): void {
	app.post("/views", async (c) => {
		const parsed = Saved.safeParse(await c.req.parseBody());
		if (!parsed.success) return refused(c, "请给视图起一个名称。");
		const { name, path, query } = parsed.data;
		const who = c.get("user").name;
		const own = desk.people.views(who);
		if (own.length >= MAX_VIEWS && !own.some((view) => view.name === name))
			return refused(c, `最多保存${MAX_VIEWS}个视图，请先删除不用的。`);
		const address = `${path}${query === "" ? "" : `?${new URLSearchParams(query)}`}`;
		desk.people.saveView(who, name, address);
		return c.redirect(address, 303);
	});
	app.post("/views/drop", async (c) => {
		const { id, back } = await c.req.parseBody();
		desk.people.dropView(c.get("user").name, Number(id));
		const place = PLACES.find((known) => known === back) ?? "/findings";
		return c.redirect(place, 303);
	});
}

/** Own views as links, and a field to keep this one. */
export function viewsBar(
	c: Context<DeskEnv>,
	desk: Desk,
	{ path, query }: { readonly path: (typeof PLACES)[number]; readonly query: string },
): Html | undefined {
	if (c.get("user").role === "viewer") return undefined;
	const views = desk.people.views(c.get("user").name);
	const here = `${path}${query === "" ? "" : `?${new URLSearchParams(query)}`}`;
	return html`<details class="views"><summary>我的视图${views.length === 0 ? undefined : `（${views.length}）`}</summary><ul>${views.map(
		(view) =>
			html`<li><a href="${view.path}"${view.path === here ? html` aria-current="true"` : undefined}>${view.name}</a> <form method="post" action="/views/drop" class="inline">${csrfField(c)}<input type="hidden" name="id" value="${view.id}"><input type="hidden" name="back" value="${path}"><button class="plain" aria-label="删除视图${view.name}">删除</button></form></li>`,
	)}</ul><form method="post" action="/views" class="inline">${csrfField(c)}<input type="hidden" name="path" value="${path}"><input type="hidden" name="query" value="${query}"><label>把现在的筛选存为 <input name="name" size="12" maxlength="40" required></label> <button>保存</button></form></details>`;
}
