import { z } from "zod";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { ROLES } from "../store/users.ts";
import { refused } from "./decide.ts";
import type { Access } from "./guard.ts";
import { isAdmin } from "./guard.ts";
import { csrfField, page } from "./layout.ts";
import type { DeskApp } from "./server.ts";
import { ROLE_WORDS } from "./words.ts";

const NewUser = z.object({
	name: z.string().regex(/^[\p{L}\p{N}._-]{1,40}$/u),
	role: z.enum(ROLES),
	password: z.string().min(10).max(200),
});

/** The users of a server. A desk without login has none to manage: whoever reached it could make himself one. */
export function mountUsers(
	app: DeskApp,
	desk: Desk,
	{ access, now }: { readonly access: Access; readonly now: () => string },
): void {
	app.use("/users/*", async (c, next) => {
		if (access.local) return page(c, { title: "用户", body: html`<h1>用户</h1><p>${NO_USERS}</p>` }, 403);
		return isAdmin(c) ? next() : page(c, { title: "用户", body: html`<h1>用户</h1><p>只有管理员可以管理用户。</p>` }, 403);
	});
	app.get("/users", (c) => {
		const users = desk.users.list();
		const body = html`<h1>用户</h1><div class="scroll" tabindex="0" role="region" aria-label="用户"><table><thead><tr><th scope="col">用户名</th><th scope="col">角色</th><th scope="col">密码设于</th><th scope="col">状态</th></tr></thead><tbody>${users.map(({ name, role, changed_at, disabled }) => html`<tr><th scope="row">${name}</th><td>${ROLE_WORDS[role]}</td><td>${desk.clock.minuteOf(changed_at)}</td><td>${disabled ? "已停用" : html`在用 <form method="post" action="/users/disable" class="inline">${csrfField(c)}<input type="hidden" name="name" value="${name}"><button class="plain">停用此用户</button></form>`}</td></tr>`)}</tbody></table></div>
<h2>添加用户或重设密码</h2><p>重设密码或停用后，该用户已登录的会话立即结束。</p><form method="post" action="/users" class="filters">${csrfField(c)}<label>用户名 <input name="name" required maxlength="40" autocomplete="off"></label><label>角色 <select name="role">${ROLES.map((role) => html`<option value="${role}">${ROLE_WORDS[role]}</option>`)}</select></label><label>密码（至少10位） <input type="password" name="password" required minlength="10" autocomplete="new-password"></label><button>保存</button></form>`;
		return page(c, { title: "用户", view: "/users", body });
	});
	app.post("/users", async (c) => {
		const parsed = NewUser.safeParse(await c.req.parseBody());
		if (!parsed.success) return refused(c, "用户名用字母、数字、汉字；密码至少10位。");
		const { name, role, password } = parsed.data;
		const [by, at] = [c.get("user").name, now()];
		if (role !== "admin" && isLastAdmin(desk, name)) return refused(c, LAST_ADMIN);
		const isKnown = desk.users.find(name) !== undefined;
		await desk.users.put({ name, role }, password, at);
		desk.record.add({ at, who: by, action: isKnown ? "重设用户" : "添加用户", about: `${name}（${ROLE_WORDS[role]}）` });
		return c.redirect("/users", 303);
	});
	app.post("/users/disable", async (c) => {
		const name = String((await c.req.parseBody()).name);
		if (!desk.users.find(name)) return refused(c, "没有这个用户。", 404);
		if (isLastAdmin(desk, name)) return refused(c, LAST_ADMIN);
		desk.users.disable(name);
		desk.record.add({ at: now(), who: c.get("user").name, action: "停用用户", about: name });
		return c.redirect("/users", 303);
	});
}

const NO_USERS = "现在只有本机可以访问，不需要登录，也不能在这里管理用户。在服务器上供多人使用的方法见 docs/review.md。";
const LAST_ADMIN = "这是最后一位管理员：没有管理员就没有人能管理用户。";

function isLastAdmin(desk: Desk, name: string): boolean {
	const admins = desk.users.list().filter(({ role, disabled }) => role === "admin" && disabled === 0);
	return admins.length === 1 && admins[0]?.name === name;
}
