import type { CollectingContext } from "./context.ts";
import type { Fetcher } from "./fetcher.ts";
import type { AnswerRequest } from "./http/browser.ts";

/**
 * A page as a browser shows it after its scripts have run. Every request that it makes is one of the run's own: robots.txt,
 * pauses, private addresses and bounds hold for it, and the ledger has it. Throws GoujiError where it cannot be shown.
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
): Promise<string | undefined> {
	const answer: AnswerRequest = async ({ url: asked, method, body, headers }) => {
		if (!/^https?:/.test(asked)) return undefined;
		const { state, resource } = await fetcher.fetch({ url: asked, method, body, headers, wants: "any", source });
		if ((state !== "ok" && state !== "unchanged") || !resource?.sha256) return undefined;
		const contentType = resource.content_type ?? "text/html";
		return { status: 200, contentType, body: await archive.bytesOf(resource.sha256) };
	};
	return browser?.render(url, answer);
}
