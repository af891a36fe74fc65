import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { problem } from "../api/problem.ts";
import type { User } from "../store/users.ts";
import type { Sessions } from "./sessions.ts";

/** What every request carries on its way. */
export interface DeskEnv {
	readonly Variables: {
		/** Who asks; on loopback without login, the person at the machine. */
		user: User;
		/** Whether there is a session to end. */
		isSignedIn: boolean;
		/** Goes into every form as `csrf`. */
		csrf: string;
	};
}

/** How a server is reached, and by whom. */
export interface Access {
	/** Origins that browsers may name, such as http://127.0.0.1:8787. The first is the one that is told. */
	readonly origins: readonly string[];
	/** The person at the machine; undefined where everybody must sign in. */
	readonly local: User | undefined;
	readonly sessions: Sessions;
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
	return async (c, next) => {
		const id = getCookie(c, cookieName(access)) ?? "";
		const user = access.local ?? access.sessions.userOf(id);
		if (user) {
			c.set("user", user);
			c.set("isSignedIn", access.local === undefined);
			c.set("csrf", tokenOf(access.local ? "local" : id));
			return next();
		}
		if (isOpen(c.req.path)) {
			c.set("csrf", tokenOf("nobody"));
			return next();
		}
		if (c.req.path.startsWith("/api/")) return problem(401, "Sign in at /login; the session's cookie is asked for");
		if (c.req.method !== "GET") return c.text("请先登录。\n", 401);
		const { pathname, search } = new URL(c.req.url);
		return c.redirect(`/login?to=${encodeURIComponent(pathname + search)}`, 303);
	};
}

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

function tokenOf(session: string): string {
	return createHmac("sha256", SECRET).update(session).digest("base64url");
}

function isSame(a: string, b: string): boolean {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
}
