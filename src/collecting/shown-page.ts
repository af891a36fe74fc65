import type { CollectingContext } from "./context.ts";
import type { Fetcher } from "./fetcher.ts";
import type { AnswerRequest } from "./http/browser.ts";

/** A page as a browser shows it, and what it asked for in vain: what that would have shown is not known. */
interface ShownPage {
	readonly markup: string;
	readonly missed: readonly string[];
}

/** Addresses that are named. */
const MAX_MISSED = 5;

/**
 * A page as a browser shows it after its scripts have run. Every request that it makes is one of the run's own: robots.txt,
 * pauses, private addresses and bounds hold for it, and the ledger has it; those of the page's own site that were not had,
 * other than for robots.txt, are told. Throws GoujiError where it cannot be shown.
 */
export async function shownPage(
	url: string,
	{
		tools: { archive, browser },
		fetcher,
		source,
	}: {
		readonly tools: Pick<CollectingContext, "archive" | "browser">;
		readonly fetcher: Pick<Fetcher, "fetch">;
		readonly source: string;
	},
): Promise<ShownPage | undefined> {
	const missed = new Set<string>();
	const answer: AnswerRequest = async ({ url: asked, method, body, headers }) => {
		if (!/^https?:/.test(asked)) return undefined;
		const { state, resource } = await fetcher.fetch({ url: asked, method, body, headers, wants: "any", source });
		if ((state !== "ok" && state !== "unchanged") || !resource?.sha256) {
			if (state !== "forbidden" && isOfSite(asked, url) && missed.size < MAX_MISSED) missed.add(asked);
			return undefined;
		}
		const contentType = resource.content_type ?? "text/html";
		return { status: 200, contentType, body: await archive.bytesOf(resource.sha256) };
	};
	if (browser === undefined) return undefined;
	const { markup, beyond } = await browser.render(url, answer);
	return { markup, missed: [...missed, ...beyond] };
}

function isOfSite(asked: string, url: string): boolean {
	return URL.canParse(asked) && URL.canParse(url) && new URL(asked).host === new URL(url).host;
}
