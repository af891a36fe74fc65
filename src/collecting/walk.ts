import { GoujiError, traitsOf } from "../model/errors.ts";
import type { Reference, Resource } from "../storage/rows.ts";
import type { CollectingContext, Fetched } from "./context.ts";
import type { Fetcher } from "./fetcher.ts";
import { shownPage } from "./shown-page.ts";
import type { SentBytes } from "./site-reader.ts";
import type { ReadList } from "./source-account.ts";
import type { ListRequest } from "./sources/list-page.ts";
import type { Source } from "./sources/source-kinds.ts";

/** Something that kept a source from being looked through whole. */
export interface FetchFailure {
	readonly source: string;
	readonly url: string;
	readonly state: "missing" | "failed" | "blocked" | "forbidden" | "postponed";
	readonly detail: string;
	/** What the whole look is in doubt for, where it is not one address that failed. */
	readonly doubt?: string;
}

/** What looking through a source gives, piece by piece. */
export type Discovered =
	| { readonly kind: "reference"; readonly reference: Reference; readonly why: string }
	| { readonly kind: "trouble"; readonly trouble: FetchFailure }
	/** One page of its lists, after the links that were followed from it. */
	| { readonly kind: "list"; readonly list: ReadList }
	/** List pages were left out, because there are more than the configuration allows. */
	| { readonly kind: "page-limit"; readonly pages: number };

/** One look through a source: links are followed once, whatever lists name them. */
export interface Walk {
	readonly source: Source;
	readonly tools: CollectingContext;
	readonly fetcher: Pick<Fetcher, "fetch">;
	readonly seen: Set<string>;
	/** List pages that are still to be asked for. */
	readonly waiting: ListRequest[];
}

/** A page, and what is in doubt although it could be read. */
export interface ReadablePage {
	readonly page: SentBytes;
	readonly doubts: readonly Discovered[];
}

/** A page's bytes: as they were sent, or as a browser shows them. What a browser did not show may be anything. */
export async function pageOf(resource: Resource & { readonly sha256: string }, walk: Walk): Promise<ReadablePage> {
	const { source, tools } = walk;
	const url = resource.final_url ?? resource.url;
	const asSent = async () => ({
		bytes: await tools.archive.bytesOf(resource.sha256),
		contentType: resource.content_type ?? "",
	});
	if (source.kind !== "list" || source.shown !== true || resource.media !== "html") return { page: await asSent(), doubts: [] };
	try {
		const shown = await shownPage(url, { ...walk, source: source.id });
		if (shown === undefined) return { page: await asSent(), doubts: [] };
		const doubts = shown.missed.map((asked) =>
			troubleOf(source, url, { state: "failed", detail: `its scripts asked for ${asked}, which was not had` }),
		);
		return { page: { bytes: new TextEncoder().encode(shown.markup), contentType: "text/html; charset=utf-8" }, doubts };
	} catch (error) {
		if (!(error instanceof GoujiError) || traitsOf(error.code).stops === "run") throw error;
		const detail = `${error.message}; it was read as it was sent`;
		return { page: await asSent(), doubts: [troubleOf(source, url, { state: "failed", detail })] };
	}
}

/** A page that cannot be read within bounds: it may hold anything. */
export function unreadable(source: Source, url: string, { code, message }: GoujiError): Discovered {
	return troubleOf(source, url, { state: "failed", detail: `${code}: ${message}` });
}

/** The ledger's entry where its bytes can be used now: a page that fails tonight is not read from last night. */
export function bytesThere({ state, resource }: Fetched): (Resource & { readonly sha256: string }) | undefined {
	return (state === "ok" || state === "unchanged") && resource?.sha256 ? { ...resource, sha256: resource.sha256 } : undefined;
}

/** What is told of an address that failed. */
export function troubleOf(source: Source, url: string, { state, detail }: Pick<Fetched, "state" | "detail">): Discovered {
	const shown = state === "ok" || state === "unchanged" ? "failed" : state;
	return { kind: "trouble", trouble: { source: source.id, url, state: shown, detail } };
}
