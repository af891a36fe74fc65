import type { CheerioAPI } from "cheerio";

const NEXT = /^(?:下一?页|后一?页|[>›»]{1,2})$/;

/**
 * Whether an article says that it goes on on a page of its own: by the call that prints its page links (TRS), or by a link to
 * a page that is numbered after it, such as `t2026_1_2.html`.
 */
export function goesOnElsewhere(page: CheerioAPI): boolean {
	const scripts = page("script:not([src])").slice(0, 50).text().slice(0, 200_000);
	const pages = /createPageHTML\(\s{0,9}(?:["'][\w-]{0,40}["']\s{0,9},\s{0,9})?(\d{1,4})/.exec(scripts)?.[1];
	if (pages !== undefined) return Number(pages) > 1;
	return page("a[href]")
		.slice(0, 2000)
		.toArray()
		.some((element) => {
			const anchor = page(element);
			return NEXT.test(anchor.text().trim()) && /[_-]\d{1,3}\.(?:s?html?|jhtml|aspx?|jsp)$/i.test(anchor.attr("href") ?? "");
		});
}
