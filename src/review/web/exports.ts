import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { decoded } from "../../text/decoded.ts";
import type { Desk } from "../desk/desk.ts";
import type { DeskEnv } from "./desk-env.ts";

/** Files that are kept while nothing changes; each may be some megabytes. */
const KEPT = 4;

/** Makes heavy files one at a time, and each once while nothing of the desk changes; who takes one away is recorded. */
export interface Exports {
	readonly take: (c: Context<DeskEnv>, make: () => Promise<Uint8Array | undefined>) => Promise<Uint8Array | undefined>;
}

/** Exports of a desk. */
export function exportsOf(desk: Desk, now: () => string): Exports {
	const kept = new Map<string, Promise<Uint8Array | undefined>>();
	let last: Promise<unknown> = Promise.resolve();
	return {
		take: (c, make) => {
			// A page elsewhere may make a browser load this as a picture, over and over; a link that a person follows is no such thing.
			if (c.req.header("sec-fetch-site") === "cross-site" && c.req.header("sec-fetch-mode") !== "navigate")
				throw new HTTPException(403, { message: "sent from another site" });
			const { pathname, search } = new URL(c.req.url);
			const key = `${c.req.header("host")} ${desk.clock.dayOf(now())} ${desk.changes()} ${pathname}${search}`;
			desk.record.add({
				at: now(),
				who: c.get("user").name,
				action: "导出",
				about: decoded(pathname + search).slice(0, 300),
			});
			const known = kept.get(key);
			if (known) return known;
			const made = last.then(make, make);
			last = made.catch(() => undefined);
			kept.set(key, made);
			for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
			made.catch(() => kept.delete(key));
			return made;
		},
	};
}
