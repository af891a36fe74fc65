import { getConnInfo } from "@hono/node-server/conninfo";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { html } from "../../output/documents/html.ts";
import type { Desk } from "../desk/desk.ts";
import { ROLES } from "../store/users.ts";
import type { Access } from "./guard.ts";
import { cookieName, isAdmin } from "./guard.ts";
import { csrfField, page } from "./layout.ts";
import type { DeskApp } from "./server.ts";
import { ROLE_WORDS } from "./words.ts";

const Credentials = z.object({ name: z.string().max(100), password: z.string().max(200), to: z.string().max(2000).default("/") });
const NewUser = z.object({
	name: z.string().regex(/^[\p{L}\p{N}._-]{1,40}$/u),
	role: z.enum(ROLES),
	password: z.string().min(10).max(200),
});

/** Signing in and out, and the users of the server. */
export function mountLogin(app: DeskApp, desk: Desk, access: Access, now: () => string): void {
	const cookie = cookieName(access);
	app.get("/login", (c) => {
		const body = html`<h1>登录</h1>${c.req.query("refused") === "wrong" ? html`<p role="alert" class="notice">用户名或密码不对。</p>` : undefined}${c.req.query("refused") === "wait" ? html`<p role="alert" class="notice">尝试次数过多，请一刻钟后再试。</p>` : undefined}<form method="post" action="/login" class="login">${csrfField(c)}<input type="hidden" name="to" value="${c.req.query("to") ?? "/"}"><label>用户名 <input name="name" autocomplete="username" required autofocus></label><label>密码 <input type="password" name="password" autocomplete="current-password" required></label><button>登录</button></form>`;
		return page(c, { title: "登录", body });
	});
	app.post("/login", async (c) => {
		const parsed = Credentials.safeParse(await c.req.parseBody());
		const to = encodeURIComponent(parsed.data?.to ?? "/");
		if (!parsed.success) return c.redirect(`/login?refused=wrong&to=${to}`, 303);
		const { name, password } = parsed.data;
		const { address = "" } = getConnInfo(c).remote;
		// A proxy on this machine: counting its address, anybody could lock out everybody.
		const isProxy = /^(::ffff:)?127\.|^::1$/.test(address);
		const result = await access.sessions.signIn(name, password, isProxy ? undefined : address);
		if ("refused" in result) return c.redirect(`/login?refused=${result.refused}&to=${to}`, 303);
		setCookie(c, cookie, result.id, { httpOnly: true, sameSite: "Lax", path: "/", secure: access.isHttps });
		return c.redirect(ownPath(parsed.data.to), 303);
	});
	app.post("/logout", (c) => {
		access.sessions.end(getCookie(c, cookie) ?? "");
		deleteCookie(c, cookie, { path: "/", secure: access.isHttps });
		return c.redirect("/login", 303);
	});
	app.get("/users", (c) => {
		if (!isAdmin(c)) return page(c, { title: "用户", body: html`<h1>用户</h1><p>只有管理员可以管理用户。</p>` }, 403);
		const users = desk.users.list();
		const body = html`<h1>用户</h1>${access.local ? html`<p>现在只有本机可以访问，不需要登录。在服务器上供多人使用的方法见 docs/review.md。</p>` : undefined}<div class="scroll" tabindex="0" role="region" aria-label="用户"><table><thead><tr><th scope="col">用户名</th><th scope="col">角色</th><th scope="col">密码设于</th><th scope="col">状态</th></tr></thead><tbody>${users.map(({ name, role, changed_at, disabled }) => html`<tr><th scope="row">${name}</th><td>${ROLE_WORDS[role]}</td><td>${desk.clock.minuteOf(changed_at)}</td><td>${disabled ? "已停用" : html`<form method="post" action="/users/disable" class="inline">${csrfField(c)}<input type="hidden" name="name" value="${name}"><button class="plain">停用</button></form>`}</td></tr>`)}</tbody></table></div>
<h2>添加用户或重设密码</h2><form method="post" action="/users" class="filters">${csrfField(c)}<label>用户名 <input name="name" required maxlength="40" autocomplete="off"></label><label>角色 <select name="role">${ROLES.map((role) => html`<option value="${role}">${ROLE_WORDS[role]}</option>`)}</select></label><label>密码（至少10位） <input type="password" name="password" required minlength="10" autocomplete="new-password"></label><button>保存</button></form>`;
		return page(c, { title: "用户", view: "/users", body });
	});
	app.post("/users", async (c) => {
		const parsed = NewUser.safeParse(await c.req.parseBody());
		if (!isAdmin(c)) return c.text("403\n", 403);
		if (!parsed.success)
			return page(
				c,
				{
					title: "没有保存",
					body: html`<h1>没有保存</h1><p role="alert">用户名用字母、数字、汉字；密码至少10位。</p><p><a href="/users">返回</a></p>`,
				},
				400,
			);
		const { name, role, password } = parsed.data;
		await desk.users.put({ name, role }, password, now());
		return c.redirect("/users", 303);
	});
	app.post("/users/disable", async (c) => {
		if (!isAdmin(c)) return c.text("403\n", 403);
		const { name } = await c.req.parseBody();
		desk.users.disable(String(name));
		return c.redirect("/users", 303);
	});
}

/** Only paths of this server: a login page must not send people elsewhere. */
function ownPath(to: string): string {
	return /^\/(?![/\\])[^\\\r\n]*$/.test(to) ? to : "/";
}
