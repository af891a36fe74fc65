import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { GoujiError } from "../../model/errors.ts";
import type { User } from "../store/users.ts";
import type { DeskEnv } from "../web/desk-env.ts";

/** A program that may ask the API, and nothing else, by a word of its own. */
export interface ApiCaller {
	readonly name: string;
	/** SHA-256 of its token, hex: the token itself is not kept. */
	readonly hash: string;
}

const SHORTEST = 32;
/** How long a browser keeps what an answer to its preflight said. */
const PREFLIGHT_S = "600";

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Reads callers from a file with lines of `NAME TOKEN`; `#` begins a remark. Throws GoujiError bad-config. */
export function parseCallers(text: string, file: string): readonly ApiCaller[] {
	const lines = text.split(/\r?\n/).map((line, i) => ({ words: line.trim().split(/\s+/), place: `${file}:${i + 1}` }));
	const callers = lines.flatMap(({ words, place }) => {
		const [name = "", token = "", ...others] = words;
		if (name === "" || name.startsWith("#")) return [];
		if (token.length < SHORTEST || others.length > 0)
			throw new GoujiError("bad-config", `${place}: a line is NAME TOKEN, and a token has ${SHORTEST} characters at least`, {
				hint: "Make one with: openssl rand -hex 32",
			});
		return [{ name, hash: hashOf(token) }];
	});
	if (callers.length === 0) throw new GoujiError("bad-config", `${file} has no token`, { hint: "Add a line NAME TOKEN." });
	return callers;
}

/** Whoever asks with a token; looks only. Comparing hashes tells nothing of the token that is nearly right. */
export function callerOf(callers: readonly ApiCaller[], authorization: string | undefined): User | undefined {
	const token = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
	if (token === undefined) return undefined;
	const hash = hashOf(token);
	const found = callers.find((caller) => caller.hash === hash);
	return found && { name: found.name, role: "viewer" };
}

/** Lets pages of these origins read the API, with a token: cookies are never taken from them. Others are told nothing. */
export function readableFrom(origins: readonly string[]): MiddlewareHandler<DeskEnv> {
	return async (c, next) => {
		if (origins.length === 0 || !c.req.path.startsWith("/api/")) return next();
		const origin = c.req.header("origin");
		const isAllowed = origin !== undefined && origins.includes(origin);
		if (isAllowed && c.req.method === "OPTIONS")
			return new Response(null, {
				status: 204,
				headers: {
					"Access-Control-Allow-Origin": origin,
					"Access-Control-Allow-Methods": "GET, HEAD",
					"Access-Control-Allow-Headers": "Authorization, If-None-Match",
					"Access-Control-Max-Age": PREFLIGHT_S,
					Vary: "Origin",
				},
			});
		await next();
		c.header("Vary", "Origin", { append: true });
		if (!isAllowed) return undefined;
		c.header("Access-Control-Allow-Origin", origin);
		c.header("Access-Control-Expose-Headers", "ETag, Link");
		c.header("Cross-Origin-Resource-Policy", "cross-origin");
		return undefined;
	};
}
