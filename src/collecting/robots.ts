import type { CollectingContext, Fetched, FetchRequest } from "./context.ts";
import type { HostThrottle } from "./host-throttle.ts";
import type { Verdict } from "./http/answer.ts";
import { unlessUnreadable } from "./site-reader.ts";

/** What a site's robots.txt says of an address; where it cannot be had, why nothing of the site is asked for. */
export interface RobotsVerdict {
	readonly state: "allowed" | "forbidden" | "failed" | "blocked" | "postponed";
	readonly reason: string;
}

type Fetch = (request: FetchRequest) => Promise<Fetched>;
type Rules = (url: string) => Promise<RobotsVerdict> | RobotsVerdict;

/** robots.txt of each site, asked for once a run, after RFC 9309: not there means all, broken means nothing. */
export class Robots {
	readonly #rules = new Map<string, Promise<Rules>>();
	readonly #tools: CollectingContext;
	readonly #hosts: HostThrottle;

	constructor(tools: CollectingContext, hosts: HostThrottle) {
		this.#tools = tools;
		this.#hosts = hosts;
	}

	/** Whether an address may be asked for. */
	async verdict(url: string, fetch: Fetch): Promise<RobotsVerdict> {
		const { origin } = new URL(url);
		const rules = this.#rules.get(origin) ?? this.#load(origin, fetch);
		this.#rules.set(origin, rules);
		try {
			return await (await rules)(url);
		} catch (error) {
			// A fault of ours says nothing of the site: who comes next asks again.
			this.#rules.delete(origin);
			throw error;
		}
	}

	async #load(origin: string, fetch: Fetch): Promise<Rules> {
		const url = `${origin}/robots.txt`;
		const { state, resource, detail, verdict } = await fetch({ url, method: "GET", wants: "any", isRobots: true });
		if (state === "missing" || isRefusal(verdict)) return () => ({ state: "allowed", reason: "no robots.txt" });
		if (verdict?.kind === "useless" && verdict.why === "empty")
			return () => ({ state: "allowed", reason: "robots.txt is empty" });
		if (!resource?.sha256 || (state !== "ok" && state !== "unchanged")) {
			if (state === "postponed") return () => ({ state, reason: detail });
			return () => ({ state: state === "blocked" ? state : "failed", reason: `robots.txt cannot be had: ${detail}` });
		}
		const bytes = await this.#tools.archive.bytesOf(resource.sha256);
		const page = { bytes, contentType: resource.content_type ?? "" };
		const ask = (asked: string) =>
			unlessUnreadable(this.#tools.readSite({ kind: "robots", run: this.#tools.runId, address: url, page, asked }));
		const first = await ask(`${origin}/`);
		if ("value" in first && first.value.delay !== undefined)
			await this.#hosts.slowDown(new URL(origin).host, first.value.delay * 1000);
		return async (address) => {
			const said = await ask(address);
			if ("error" in said) return { state: "failed", reason: `robots.txt cannot be read: ${said.error.message}` };
			return said.value.isAllowed
				? { state: "allowed", reason: "robots.txt allows it" }
				: { state: "forbidden", reason: `robots.txt line ${said.value.line} forbids it` };
		};
	}
}

/** A site that refuses this one file has none for us (RFC 9309, 2.3.1.3); one behind a wall has not answered. */
function isRefusal(verdict: Verdict | undefined): boolean {
	return verdict?.kind === "blocked" && verdict.by === "refusal";
}
