import { isDue } from "../collecting/revisit.ts";
import type { NightOrder } from "./night-scope.ts";
import { isMeant, longestAgoFirst, sourcesIn } from "./night-scope.ts";
import type { NightlyTools } from "./run-context.ts";

/** What asking one host would take. */
export interface HostEstimate {
	readonly host: string;
	readonly requests: number;
	/** With the pause between two requests, without the time that answers take. */
	readonly minutes: number;
	/** Requests that this run would leave to the next ones, by the budgets of a host. */
	readonly postponed: number;
}

/** What a run would take, as far as earlier ones tell. */
export interface Estimate {
	/** In order of minutes, most first. Hosts are asked side by side. */
	readonly hosts: readonly HostEstimate[];
	readonly requests: number;
	/** Of the host that takes longest. */
	readonly minutes: number;
	/** Sources that were never looked through: nothing is known of them. */
	readonly unknown: readonly string[];
}

/** Says how many requests a run with this order would make, from what the ledger knows; asks nobody. */
export async function estimate(order: NightOrder, tools: EstimateTools): Promise<Estimate> {
	const sources = (await sourcesIn(order, tools)).flatMap((source) => (source.kind === "folder" ? [] : [source]));
	const asked = new Map<string, Set<string>>();
	const add = (url: string, key = url) => {
		const { host } = new URL(url);
		asked.set(host, (asked.get(host) ?? new Set([`${host}/robots.txt`])).add(key));
	};
	const unknown: string[] = [];
	for (const source of sources) {
		const [look] = await tools.ledger.looks(source.id, 1);
		if (!look) unknown.push(source.id);
		const url = source.kind === "urls" ? (source.urls[0] ?? "") : source.url;
		for (let page = 0; page < Math.max(1, look?.pages ?? 1); page++) add(url, `${source.id} ${page}`);
	}
	for (const url of await dueIn(order, new Set(sources.map(({ id }) => id)), tools)) add(url);
	return summedUp(asked, unknown, tools.config);
}

type EstimateTools = Pick<NightlyTools, "config" | "ledger" | "now">;

/** Known documents in scope and the pages that carry them, as far as they are due. */
async function dueIn(order: NightOrder, sources: ReadonlySet<string>, { config, ledger, now }: EstimateTools): Promise<string[]> {
	const isNamed = [order.source, order.issuer, order.year, order.failed].some((part) => part !== undefined);
	const isWanted = isMeant(order, config);
	const mayWait = async (url: string) => {
		const known = isNamed || config.politeness.revisit !== "due" ? undefined : await ledger.resource(url);
		return known?.state === "ok" && !isDue(known, now());
	};
	const wanted = (await ledger.addresses()).filter(
		(address) => sources.has(address.source) && isWanted(address) && /^https?:/.test(address.url),
	);
	const due: string[] = [];
	for (const { url } of longestAgoFirst(wanted).slice(0, order.limit ?? wanted.length)) {
		const page = (await ledger.reference(url))?.page_url;
		for (const address of page ? [url, page] : [url]) if (!(await mayWait(address))) due.push(address);
	}
	return due;
}

function summedUp(
	asked: ReadonlyMap<string, ReadonlySet<string>>,
	unknown: readonly string[],
	{ politeness }: NightlyTools["config"],
): Estimate {
	const perMinute = 60 / Math.max(0.001, politeness.delay_seconds);
	const most = Math.min(politeness.requests_per_host, Math.floor(politeness.minutes_per_host * perMinute));
	const hosts = [...asked]
		.map(([host, { size }]): HostEstimate => {
			const requests = Math.min(size, most);
			return { host, requests, minutes: Math.round((requests / perMinute) * 10) / 10, postponed: size - requests };
		})
		.sort((a, b) => b.minutes - a.minutes || (a.host < b.host ? -1 : 1));
	return {
		hosts,
		requests: hosts.reduce((sum, { requests }) => sum + requests, 0),
		minutes: hosts[0]?.minutes ?? 0,
		unknown,
	};
}
