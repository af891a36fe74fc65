import type { CheerioAPI } from "cheerio";
import { baseOf, wholeAddress } from "./links.ts";
import { scriptsOf } from "./script-addresses.ts";

const MAX_FRAMES = 6;
/** A page with fewer links may be there only to send its readers on. */
const FEW_LINKS = 3;
const MOVES =
	/(?:location(?:\.href)?\s{0,9}=|location\.(?:replace|assign)\s{0,9}\(|\.navigate\s{0,9}\()\s{0,9}\\?["']([^"'\\\s]{1,500})\\?["'](?!\s{0,9}\+)/;

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
	const late = (frame: (typeof frames)[number]) => page(frame).attr("data-src") ?? page(frame).attr("data-url");
	const shown = frames.map((frame) => page(frame).attr("src") || late(frame));
	const isFilled = frames.some((frame) => /^(?:about:blank)?$/.test(page(frame).attr("src") ?? late(frame) ?? ""));
	const set = isFilled
		? /\.src\s{0,9}=\s{0,9}["']([^"'\s]{1,500})["']|\.attr\(\s{0,9}["']src["']\s{0,9},\s{0,9}["']([^"'\s]{1,500})["']/.exec(
				scriptsOf(page),
			)
		: null;
	const written = WRITTEN.exec(scriptsOf(page))?.[1];
	return whole([...shown, set?.[1] ?? set?.[2], written], page, base);
}

/** A frame that a script writes into the page. */
const WRITTEN = /<i?frame\s[^>]{0,200}?src=\\?["']?([^"'\\\s>]{1,500})/i;
/** An address that a page's script fills a part of it from, after white space is taken out. */
const LOADED =
	/(?:\.(?:load|get|getJSON|post)|fetch|axios(?:\.get)?)\(["']([^"'<>()]{1,300})["']|\burl["']?:["']([^"'<>()]{1,300})["']/g;
/** What counts visits or lets people in is no part of a list. */
const NO_PART = /count|hits?\b|click|visit|stat|login|user|captcha|search|weather|\.(?:js|css|png|jpe?g|gif)(?:[?#]|$)/i;
const MAX_FRAGMENTS = 3;

/** Addresses of the page's own host from which its script fills it, where nothing has to be put together for them. */
export function fragmentsOf(page: CheerioAPI, base: string): string[] {
	// Without white space: patterns with runs of it would take time that grows with their square.
	const script = scriptsOf(page).replaceAll(/\s+/g, "");
	const asksByName = script.includes(".ajax(");
	const found = [...script.matchAll(LOADED)].map(([, called, named]) => called ?? (asksByName ? named : undefined));
	return whole(found, page, base)
		.filter((url) => new URL(url).host === new URL(base).host && !NO_PART.test(new URL(url).pathname))
		.slice(0, MAX_FRAGMENTS);
}

function whole(addresses: readonly (string | undefined)[], page: CheerioAPI, base: string): string[] {
	const from = baseOf(page, base);
	const urls = addresses.flatMap((address) =>
		address === undefined || address === "" ? [] : (wholeAddress(address, from) ?? []),
	);
	return [...new Set(urls)].filter((url) => url !== base);
}
