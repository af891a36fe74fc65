import { createHmac, randomBytes } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { ApiCaller } from "../api/callers.ts";
import { callerOf } from "../api/callers.ts";
import { problem } from "../api/problem.ts";
import type { User } from "../store/users.ts";
import type { DeskEnv } from "./desk-env.ts";
import { keptOf } from "./kept-form.ts";
import { page } from "./layout.ts";
import { loginForm } from "./login-form.ts";
import type { Sessions } from "./sessions.ts";
import { isSame } from "./sessions.ts";

/** How a server is reached, and by whom. */
export interface Access {
	/** Origins that browsers may name, such as http://127.0.0.1:8787. The first is the one that is told. */
	readonly origins: readonly string[];
	/** The person at the machine; undefined where everybody must sign in. */
	readonly local: User | undefined;
	/** What the printed address carries where nobody signs in: without it nobody is the person at the machine. */
	readonly token?: string | undefined;
	readonly sessions: Sessions;
	/** Programs that may read the API; none where left out. */
	readonly callers?: readonly ApiCaller[];
	/** Origins whose pages may read the API, by a caller's token. */
	readonly readers?: readonly string[];
	readonly isHttps: boolean;
}

const SECRET = randomBytes(32);

/** The name of the session's cookie; the prefix binds it to this host and to https. */
export function cookieName({ isHttps }: Pick<Access, "isHttps">): string {
	return isHttps ? "__Host-gouji" : "gouji";
}

/** Headers of every answer: nothing from elsewhere is loaded, nothing inline is run, nobody frames a page. */
export const headers: MiddlewareHandler<DeskEnv> = async (c, next) => {
	await next();
	// Pages made to be printed name their own, stricter one.
	if (!c.res.headers.has("Content-Security-Policy"))
		c.header(
			"Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		);
	c.header("X-Content-Type-Options", "nosniff");
	c.header("X-Frame-Options", "DENY");
	// Not no-referrer: browsers would send `Origin: null` with our own forms.
	c.header("Referrer-Policy", "same-origin");
	c.header("Cross-Origin-Opener-Policy", "same-origin");
	c.header("Cross-Origin-Resource-Policy", "same-origin");
	if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
};

/** Refuses names that are not ours: a foreign name that leads to this machine is DNS rebinding. */
export function onlyOurNames({ origins }: Access): MiddlewareHandler<DeskEnv> {
	const hosts = new Set(origins.map((origin) => new URL(origin).host));
	return async (c, next) => {
		if (hosts.has((c.req.header("host") ?? "").toLowerCase())) return next();
		return c.text("421: this server does not answer to that name\n", 421);
	};
}

/** Finds out who asks; sends to the login whoever must sign in and did not. */
export function knowUser(access: Access): MiddlewareHandler<DeskEnv> {
	const { local, token, callers = [] } = access;
	return (c, next) => {
		const caller = isReadOfApi(c) ? callerOf(callers, c.req.header("authorization")) : undefined;
		if (caller) return asCaller(c, next, caller);
		if (local === undefined) return knowSignedIn(c, next, access);
		if (token !== undefined) return knowLocal(c, next, { ...access, local, token });
		c.set("user", local);
		c.set("isSignedIn", false);
		c.set("csrf", tokenOf("local"));
		return next();
	};
}

function isReadOfApi({ req }: Context<DeskEnv>): boolean {
	return req.path.startsWith("/api/") && (req.method === "GET" || req.method === "HEAD");
}

function asCaller(c: Context<DeskEnv>, next: () => Promise<void>, caller: User): Promise<void> {
	c.set("user", caller);
	c.set("isSignedIn", false);
	c.set("csrf", tokenOf("nobody"));
	return next();
}

async function knowSignedIn(c: Context<DeskEnv>, next: () => Promise<void>, access: Access): Promise<Response | undefined> {
	const id = getCookie(c, cookieName(access)) ?? "";
	const user = access.sessions.userOf(id);
	c.set("csrf", tokenOf(user ? id : "nobody"));
	if (user) {
		c.set("user", user);
		c.set("isSignedIn", true);
	}
	if (user || isOpen(c.req.path)) {
		await next();
		return undefined;
	}
	if (c.req.path.startsWith("/api/")) return problem(401, "Sign in at /login; the session's cookie is asked for");
	if (c.req.method !== "GET") return sessionOver(c, access);
	const { pathname, search } = new URL(c.req.url);
	return c.redirect(`/login?to=${encodeURIComponent(pathname + search)}`, 303);
}

/** Without login, whoever knows the address that was printed is the person at the machine; other users of it are not. */
async function knowLocal(
	c: Context<DeskEnv>,
	next: () => Promise<void>,
	{ token, local, ...access }: Access & { readonly token: string; readonly local: User },
): Promise<Response | undefined> {
	const cookie = cookieName({ ...access });
	const given = c.req.query("token");
	if (given !== undefined && isSame(given, token)) {
		setCookie(c, cookie, token, { httpOnly: true, sameSite: "Lax", path: "/", secure: access.isHttps });
		const url = new URL(c.req.url);
		url.searchParams.delete("token");
		return c.redirect(url.pathname + url.search, 303);
	}
	const bearer = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1];
	if (isSame(getCookie(c, cookie) ?? "", token) || isSame(bearer ?? "", token)) {
		c.set("user", local);
		c.set("isSignedIn", false);
		c.set("csrf", tokenOf(token));
		await next();
		return undefined;
	}
	c.set("csrf", tokenOf("nobody"));
	if (isOpen(c.req.path) && c.req.path !== "/login") {
		await next();
		return undefined;
	}
	if (c.req.path.startsWith("/api/")) return problem(401, "Give the token of the printed address: Authorization: Bearer TOKEN");
	return c.text("403: 请用 gouji review 启动时显示的完整网址打开（其中有 token）。\n", 403);
}

/** A form that comes after its session ended is kept over the login, unless another site sent it. */
async function sessionOver(c: Context<DeskEnv>, { origins }: Access): Promise<Response> {
	const [origin, site] = [c.req.header("origin"), c.req.header("sec-fetch-site")];
	const isOurs = (origin === undefined || origins.includes(origin)) && (site === undefined || site === "same-origin");
	const kept = isOurs ? await keptOf(c) : undefined;
	if (kept === undefined) return c.text("401: 请先登录：打开 /login\n", 401);
	return page(c, { title: "登录", body: loginForm(c, { refused: "over", to: "/", kept }) }, 401);
}

/** Refuses bodies that are no forms without files, as ours are: they are not even taken apart. */
export const onlyForms: MiddlewareHandler<DeskEnv> = async (c, next) => {
	const isSent = c.req.method !== "GET" && c.req.method !== "HEAD";
	if (isSent && !/^application\/x-www-form-urlencoded(?:;|$)/i.test(c.req.header("content-type") ?? ""))
		return c.text("415: a form was expected\n", 415);
	return next();
};

/** Refuses what would change something unless one of our own pages sent it. Bodies are forms. */
export function onlyOurForms({ origins }: Access): MiddlewareHandler<DeskEnv> {
	return async (c, next) => {
		if (c.req.method === "GET" || c.req.method === "HEAD") return next();
		const origin = c.req.header("origin");
		if (origin !== undefined && !origins.includes(origin)) return c.text("403: sent from another site\n", 403);
		const site = c.req.header("sec-fetch-site");
		if (site !== undefined && site !== "same-origin") return c.text("403: sent from another site\n", 403);
		const sent = await c.req.parseBody();
		if (!isSame(String(sent.csrf ?? ""), c.get("csrf"))) return c.text("403: 页面已过期，请返回并刷新后再试。\n", 403);
		if (c.req.path !== "/login" && c.req.path !== "/logout" && c.get("user").role === "viewer")
			return c.text("403: 您的账号只能查看。\n", 403);
		return next();
	};
}

/** Whether the person may manage users. */
export function isAdmin(c: Context<DeskEnv>): boolean {
	return c.get("user").role === "admin";
}

function isOpen(path: string): boolean {
	return path === "/login" || path.startsWith("/assets/") || path === "/healthz";
}

/** What forms carry, by the session that they are of. */
export function tokenOf(session: string): string {
	return createHmac("sha256", SECRET).update(session).digest("base64url");
}
