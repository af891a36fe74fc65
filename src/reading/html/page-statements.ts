import type { CheerioAPI } from "cheerio";
import type { PageStatement } from "../../model/document.ts";
import { DATE_METAS, publishedDay } from "../../text/page-date.ts";
import { wellFormed } from "../../text/well-formed.ts";
import { tidy } from "./tidy.ts";

/** Headings of a page that are looked at, and characters of one. */
const MAX = { headings: 20, characters: 300 } as const;

/** Names under which pages give their article's title, the most particular first. */
const TITLES = ["ArticleTitle", "og:title", "DC.title", "title"];

/** What a page says of itself in its head and its headings, the most particular first; verbatim but for white space. */
export function statementsOf(page: CheerioAPI): PageStatement[] {
	const meta = (name: string) => metaOf(page, name);
	const headings = page("h1, h2, .title")
		.toArray()
		.slice(0, MAX.headings)
		.map((element) => page(element).text());
	const found: PageStatement[] = [
		...TITLES.map((name): PageStatement => ({ source: "meta", text: meta(name) })),
		...headings.map((text): PageStatement => ({ source: "heading", text })),
		{ source: "window", text: page("title").first().text() },
		{ source: "publisher", text: meta("ContentSource") },
	];
	return found
		.map(({ source, text }) => ({ source, text: tidy(wellFormed(text)) }))
		.filter(({ text }) => text !== "" && text.length <= MAX.characters);
}

/** The ISO day that a page says it was published on. */
export function pageDateOf(page: CheerioAPI): string | undefined {
	return publishedDay(
		DATE_METAS.map((name) => metaOf(page, name)),
		page("body").text(),
	);
}

function metaOf(page: CheerioAPI, name: string): string {
	return page(`meta[name="${name}" i], meta[property="${name}" i]`).first().attr("content") ?? "";
}
