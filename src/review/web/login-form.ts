import type { Context } from "hono";
import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { DeskEnv } from "./desk-env.ts";
import { csrfField } from "./layout.ts";

const REFUSED: Readonly<Record<string, string>> = {
	wrong: "用户名或密码不对。",
	wait: "尝试次数过多，请一刻钟后再试。",
	over: "会话已结束，您刚才要保存的内容还在。登录后可继续保存。",
};

/** The form to sign in with; `kept` is what was to be saved when the session was over. */
export function loginForm(
	c: Context<DeskEnv>,
	{ refused, to, kept }: { readonly refused: string | undefined; readonly to: string; readonly kept: string },
): Html {
	const told = refused !== undefined && Object.hasOwn(REFUSED, refused) ? REFUSED[refused] : undefined;
	return html`<h1>登录</h1>${told === undefined ? undefined : html`<p role="alert" class="notice">${told}</p>`}<form method="post" action="/login" class="login">${csrfField(c)}<input type="hidden" name="to" value="${to}">${kept === "" ? undefined : html`<input type="hidden" name="kept" value="${kept}">`}<label>用户名 <input name="name" autocomplete="username" required autofocus></label><label>密码 <input type="password" name="password" autocomplete="current-password" required></label><button>登录</button></form>`;
}
