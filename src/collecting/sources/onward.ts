import type { CheerioAPI } from "cheerio";
import { baseOf, wholeAddress } from "./links.ts";
import { scriptsOf } from "./script-addresses.ts";

const MAX_FRAMES = 6;
/** A page with fewer links may be there only to send its readers on. */
const FEW_LINKS = 3;
const MOVES =
	/(?:location(?:\.href)?\s{0,9}=|location\.(?:replace|assign)\s{0,9}\(|\.navigate\s{0,9}\()\s{0,9}\\?["']([^"'\\\s]{1,500})\\?["']/;

/** Where a page sends its readers on: an address in a refresh of its markup, or one that its script goes to. */
export function movesTo(page: CheerioAPI, base: string): string[] {
	if (page("a[href]").length >= FEW_LINKS + page("footer a[href]").length) return [];
	const refresh = /url\s{0,9}=\s{0,9}["']?([^"'\s;]{1,500})/i.exec(
		page('meta[http-equiv="refresh" i]').attr("content") ?? "",
	)?.[1];
	const script = MOVES.exec(scriptsOf(page))?.[1];
	return whole([refresh, script], page, base);
}

/** What frames of a page show, also those that its script fills. */
export function framesOf(page: CheerioAPI, base: string): string[] {
	const frames = page("iframe, frame").slice(0, MAX_FRAMES).toArray();
	const shown = frames.map((frame) => page(frame).attr("src"));
	const isFilled = frames.some((frame) => /^(?:about:blank)?$/.test(page(frame).attr("src") ?? ""));
	const set = isFilled
		? /\.src\s{0,9}=\s{0,9}["']([^"'\s]{1,500})["']|\.attr\(\s{0,9}["']src["']\s{0,9},\s{0,9}["']([^"'\s]{1,500})["']/.exec(
				scriptsOf(page),
			)
		: null;
	return whole([...shown, set?.[1] ?? set?.[2]], page, base);
}

function whole(addresses: readonly (string | undefined)[], page: CheerioAPI, base: string): string[] {
	const from = baseOf(page, base);
	const urls = addresses.flatMap((address) =>
		address === undefined || address === "" ? [] : (wholeAddress(address, from) ?? []),
	);
	return [...new Set(urls)].filter((url) => url !== base);
}
