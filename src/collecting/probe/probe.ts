import type { Reference } from "../../storage/rows.ts";
import type { CollectingContext, Fetched, FetchRequest } from "../context.ts";
import type { Fetcher } from "../fetcher.ts";
import type { Look } from "../look-through.ts";
import { lookThrough } from "../look-through.ts";
import { Source } from "../sources/source-kinds.ts";
import type { GuessedSource } from "./guess-sources.ts";

/** How far a probe looks. */
export interface ProbeBounds {
	readonly listPages: number;
	/** Pages about one report that are opened. */
	readonly articles: number;
}

/** What an address turned out to be as one kind of source. */
export interface ProbedSource {
	readonly guess: GuessedSource;
	readonly look: Look;
	readonly references: readonly Reference[];
	/** Addresses that this probe did not open. */
	readonly unopened: readonly string[];
}

/** What a probe of an address came to. */
export interface Probe {
	readonly url: string;
	/** What the page is called. */
	readonly title: string;
	/** The best guess first; empty where the address did not answer. */
	readonly sources: readonly ProbedSource[];
	/** Why there is no answer. */
	readonly trouble?: Pick<Fetched, "state" | "detail">;
}

/** Asks for an address as a run would, guesses its kind, and looks a little way into it. */
export async function probe(
	address: string,
	{ tools, fetcher }: { readonly tools: CollectingContext; readonly fetcher: Fetcher },
	{ id, bounds }: { readonly id: string; readonly bounds: ProbeBounds },
): Promise<Probe> {
	const fetched = await fetcher.fetch({ url: withoutFragment(address), method: "GET", wants: "any", source: id });
	const { resource, state, detail } = fetched;
	if ((state !== "ok" && state !== "unchanged") || !resource?.sha256)
		return { url: address, title: "", sources: [], trouble: { state, detail } };
	const isText = /^(?:html|xml|json|text)$/.test(resource.media ?? "");
	const url = resource.final_url ?? resource.url;
	const bytes = isText ? await tools.archive.bytesOf(resource.sha256) : new Uint8Array();
	const guessed = await tools.readSite({
		kind: "guess",
		run: tools.runId,
		address: url,
		page: { bytes, contentType: resource.content_type ?? "" },
		probed: { asked: address, url, media: resource.media ?? "", lastYear: tools.now().getUTCFullYear() - 1 },
	});
	const sources: ProbedSource[] = [];
	for (const guess of guessed.sources) {
		const looked = await lookAs(guess, { tools, fetcher }, { id, bounds });
		sources.push(looked);
		if (looked.references.length + looked.unopened.length > 0) break;
	}
	return { url, title: guessed.title, sources: sources.toSorted((a, b) => worthOf(b) - worthOf(a)) };
}

async function lookAs(
	guess: GuessedSource,
	{ tools, fetcher }: { readonly tools: CollectingContext; readonly fetcher: Fetcher },
	{ id, bounds }: { readonly id: string; readonly bounds: ProbeBounds },
): Promise<ProbedSource> {
	const source = Source.parse({ id, ...guess });
	const limits = { ...tools.config.limits, list_pages: bounds.listPages };
	const unopened: string[] = [];
	let opened = 0;
	const bounded = {
		fetch: async (request: FetchRequest): Promise<Fetched> => {
			if (request.wants === "any" && opened >= bounds.articles) {
				unopened.push(request.url);
				return { state: "postponed", detail: NOT_OPENED };
			}
			if (request.wants === "any") opened++;
			return fetcher.fetch(request);
		},
	};
	const references: Reference[] = [];
	const context = { tools: { ...tools, config: { ...tools.config, limits } }, fetcher: bounded };
	const look = await lookThrough(source, context, (found) => {
		if (found.kind === "reference") references.push(found.reference);
	});
	const isOwn = ({ url }: { readonly url: string }) => unopened.includes(url);
	return { guess, references, unopened, look: { ...look, troubles: look.troubles.filter((trouble) => !isOwn(trouble)) } };
}

const NOT_OPENED = "not opened by this probe";

function worthOf({ references, unopened, look }: ProbedSource): number {
	const found = references.length + unopened.length;
	// Where nothing is found, the likeliest kind stays first.
	return found === 0 ? 0 : found * 100 - look.troubles.length;
}

function withoutFragment(address: string): string {
	const url = new URL(address);
	url.hash = "";
	return url.href;
}
