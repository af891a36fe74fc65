import type { CheerioAPI } from "cheerio";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { titleLine } from "../../text/well-formed.ts";

type Element = Parameters<CheerioAPI>[0];

/** Words of links that say what is done with them, not what they lead to. */
const DEED =
	/^(?:请?点击)?(?:此处|这里|附件|全文|文件|正文)?(?:查看|详细|详情|下载|阅读|浏览|打开|进入|更多|预览|点击|在线阅读)?(?:详情|全文|附件|下载|查看|内容|原文|报告|PDF)?$/i;
/** Numbers of rows, and of files in an index: `3`, `014349/2026-00071`. */
const NUMBER = /^(?:[A-Za-z]{0,4}\d[\d/-]{0,40}|第?\d{1,5}[.、]?)$/;
/** A year, with few words of a report or none: what its organ is stands elsewhere. */
const YEAR_ONLY = /^[（(【[]?20\d\d[）)】\]]?\s{0,3}年?度?\s{0,3}(?:年报|年度报告|报告)?$/;
/** What stands around the words of a button. */
const TRIM = /^[\s【[（(<《·>»›.、→]{1,9}|[\s】\])》>»›→…]{1,9}$/g;

/** A link's title: its own, or that of the entry which holds it, where its words only say that it can be opened. */
export function titleBeside(page: CheerioAPI, element: Element, knowledge: SourceKnowledge): string {
	const own = ownTitle(page, element);
	if (knowledge.wanted.test(own)) return own;
	const words = bareWords(own);
	const isYear = YEAR_ONLY.test(words);
	if (!isYear && !DEED.test(words) && !NUMBER.test(words)) return own;
	return (
		inGrid(page, element, { words, knowledge }) ??
		(isYear ? underOrgan(page, element, { own, knowledge }) : inEntry(page, element, own))
	);
}

/** The longest of what a link says of itself: long titles are cut short in lists. */
function ownTitle(page: CheerioAPI, element: Element): string {
	const link = page(element);
	const inner = link.children("[title]").first().attr("title");
	const said = [link.attr("title"), link.attr("data-title"), link.attr("aria-label"), inner, link.text()].map((text) =>
		titleLine(text ?? ""),
	);
	// Text that a list cut short says less than a title of the same beginning, however long what follows the cut is.
	const whole = said.slice(0, -1).find((text) => isBegunBy(text, said.at(-1) ?? ""));
	if (whole !== undefined) return whole;
	const longest = said.reduce((best, text) => (text.length > best.length ? text : best), "");
	return longest === "" ? titleLine(link.find("img[alt]").first().attr("alt") ?? "") : longest;
}

function isBegunBy(whole: string, text: string): boolean {
	const begun = /^(.{4,}?)(?:\.{2,}|…)/.exec(text)?.[1];
	return begun !== undefined && whole.length > begun.length && whole.startsWith(begun);
}

function bareWords(title: string): string {
	return title
		.replaceAll(/[（(][^（()）]{0,20}\d(?:\.\d+)?\s?[MK]B?[）)]/gi, "")
		.replaceAll(TRIM, "")
		.trim();
}

/** Entries that are looked at for a title, from the link outwards. */
const MAX_STEPS = 4;

/** The longest text in the entry that holds a link, where it is an entry of few links. */
function inEntry(page: CheerioAPI, element: Element, own: string): string {
	let entry = page(element).parent();
	for (let step = 0; step < MAX_STEPS && entry.length > 0; step++, entry = entry.parent()) {
		if (entry.is("body, html, ul, ol, table, tbody") || entry.find("a[href]").length > 3) break;
		const heading = entry.is("dd") ? entry.prevAll("dt").first().text() : "";
		const texts = [
			heading,
			...entry
				.children()
				.toArray()
				.map((child) => page(child).text()),
			entry.clone().find("a").remove().end().text(),
		]
			.map((text) => text.replaceAll(/\s+/g, " ").trim())
			.filter((text) => text !== own && text.length > 3 && text.length <= 120);
		const longest = texts
			.sort((a, b) => b.length - a.length)[0]
			?.replace(own, "")
			.trim();
		if (longest !== undefined && longest.length > 3 && /[\u4e00-\u9fff]{4}/.test(longest)) return longest;
	}
	return own;
}

interface Place {
	readonly words: string;
	readonly knowledge: SourceKnowledge;
}

/** In a table of organs by years: the organ at the head of the row with the year at the head of the column. */
function inGrid(page: CheerioAPI, element: Element, { words, knowledge }: Place): string | undefined {
	const row = page(element).closest("tr");
	const cell = page(element).closest("td, th");
	if (row.length === 0 || cell.length === 0) return undefined;
	const organ = row
		.children("td, th")
		.slice(0, 3)
		.toArray()
		.map((child) => page(child).text().trim())
		.find((text) => isOrgan(text, knowledge));
	if (organ === undefined) return undefined;
	const above = row.closest("table").find("tr").first().children("td, th").eq(cell.index()).text().trim();
	const year = knowledge.yearOf(words) === undefined ? above : words;
	return knowledge.yearOf(withYear(year)) === undefined ? undefined : titled(organ, withYear(year));
}

/** A year under the name of an organ: at the head of its row, in the term above it, in the heading of its block. */
function underOrgan(page: CheerioAPI, element: Element, { own, knowledge }: { own: string; knowledge: SourceKnowledge }): string {
	const entry = page(element).closest("dd, li, p, div, tr");
	const heads = [
		entry.is("dd") ? entry.prevAll("dt").first().text() : "",
		entry.children("b, strong, span, h3, h4, h5").first().text(),
		entry.prevAll("h2, h3, h4, h5, dt").first().text(),
		entry.closest("ul, ol").prevAll("h2, h3, h4, h5, p").first().text(),
	].map((text) => text.trim().replace(/[：:]$/, ""));
	const organ = heads.find((text) => isOrgan(text, knowledge));
	return organ === undefined ? own : titled(organ, withYear(bareWords(own)));
}

function isOrgan(text: string, { organ }: SourceKnowledge): boolean {
	return text.length > 2 && text.length <= 40 && organ !== undefined && organ.exec(text)?.[0] === text;
}

function withYear(text: string): string {
	return text.replace(/^[（(【[]?(20\d\d)[）)】\]]?$/, "$1年");
}

function titled(organ: string, year: string): string {
	return `${organ}${year}`;
}
