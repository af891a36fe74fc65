import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import type { Desk } from "../desk/desk.ts";
import type { DeskEnv } from "./desk-env.ts";
import type { Access } from "./guard.ts";
import { cookieName, tokenOf } from "./guard.ts";
import { keptForm } from "./kept-form.ts";
import { page } from "./layout.ts";
import { loginForm } from "./login-form.ts";
import type { DeskApp } from "./server.ts";

const Credentials = z.object({
	name: z.string().max(100),
	password: z.string().max(200),
	to: z.string().max(2000).default("/"),
	/** A form that was sent when its session was over. */
	kept: z.string().max(70_000).default(""),
});
const DEVICE_SECONDS = 180 * 24 * 3600;

/** Signing in and out. */
export function mountLogin(
	app: DeskApp,
	desk: Desk,
	{ access, now }: { readonly access: Access; readonly now: () => string },
): void {
	const cookie = cookieName(access);
	const common = { httpOnly: true, path: "/", secure: access.isHttps } as const;
	app.get("/login", (c) => {
		const refused = c.req.query("refused");
		return page(c, { title: "登录", body: loginForm(c, { refused, to: c.req.query("to") ?? "/", kept: "" }) });
	});
	app.post("/login", async (c) => {
		const parsed = Credentials.safeParse(await c.req.parseBody());
		if (!parsed.success) return c.redirect("/login?refused=wrong", 303);
		const { name, password, to, kept } = parsed.data;
		const device = getCookie(c, `${cookie}-device`) ?? "";
		const address = addressOf(c, access);
		const result = await access.sessions.signIn({ name, password, address, device });
		const log = (action: string) => desk.record.add({ at: now(), who: name.slice(0, 40), action, about: address ?? "" });
		if ("refused" in result) {
			if (result.refused === "wrong") log("登录失败");
			if (kept !== "") return page(c, { title: "登录", body: loginForm(c, { refused: result.refused, to, kept }) }, 401);
			return c.redirect(`/login?refused=${result.refused}&to=${encodeURIComponent(to)}`, 303);
		}
		log("登录");
		setCookie(c, cookie, result.id, { ...common, sameSite: "Lax" });
		setCookie(c, `${cookie}-device`, result.device, { ...common, sameSite: "Strict", maxAge: DEVICE_SECONDS });
		c.set("csrf", tokenOf(result.id));
		const form = kept === "" ? undefined : keptForm(c, kept);
		return form ? page(c, { title: "继续保存", body: form }) : c.redirect(ownPath(to), 303);
	});
	app.post("/logout", (c) => {
		access.sessions.end(getCookie(c, cookie) ?? "");
		deleteCookie(c, cookie, { path: "/", secure: access.isHttps });
		desk.record.add({ at: now(), who: c.get("user").name, action: "退出", about: "" });
		return c.redirect("/login", 303);
	});
}

/**
 * Who asks. A proxy on this machine says it for whom it asks: its last entry is its own, all before it may be made up.
 * Undefined where it does not: counting its address, anybody could lock out everybody.
 */
function addressOf(c: Context<DeskEnv>, { local }: Access): string | undefined {
	const { address = "" } = getConnInfo(c).remote;
	if (!/^(::ffff:)?127\.|^::1$/.test(address)) return address;
	const forwarded = local === undefined ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
	return forwarded !== undefined && /^[0-9a-f:.]{3,45}$/i.test(forwarded) ? forwarded : undefined;
}

/** Only paths of this server, read as browsers read them: a login page must not send people elsewhere. */
function ownPath(to: string): string {
	const isPlain = to.startsWith("/") && !to.startsWith("//") && !/[\\\p{Cc}]/u.test(to);
	return isPlain && URL.parse(to, "http://desk.invalid")?.host === "desk.invalid" ? to : "/";
}
