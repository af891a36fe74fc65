import { titleLine } from "../../text/well-formed.ts";
import { isFeed, readFeed } from "./feed.ts";
import { nextGroupOf, piecesOf } from "./jpage.ts";
import { titleBeside } from "./link-titles.ts";
import type { Link, parsePage as Parse } from "./links.ts";
import { baseOf, kindOf, linkOf, MAX_LINKS, parsePage, sortLinks, wholeAddress } from "./links.ts";
import type { ListAccount, Refusal } from "./list-account.ts";
import { announcedBy } from "./list-account.ts";
import type { ListContext, ListedPage, ListRequest, Of } from "./list-page.ts";
import { parseJson } from "./list-page.ts";
import type { Paging } from "./next-page.ts";
import { countingOf, hasUnknownPages, nextPage } from "./next-page.ts";
import { fragmentsOf, framesOf, movesTo } from "./onward.ts";
import { isColumn } from "./page-facts.ts";
import { joinedTexts, scriptedAddress, scriptsOf } from "./script-addresses.ts";
import { htmlIn, recordsIn } from "./scripted-records.ts";

/** Reads a list page with links: of itself, or of the frame, folder or service that has them. */
export function readStatic(source: Of<"list">, request: ListRequest, context: ListContext): ListedPage {
	const { knowledge, text, base } = context;
	if (isFeed(text)) return readFeed(text, { base, request }, knowledge);
	const html = markupOf(text);
	const page = parsePage(html);
	const column = isColumn(page, knowledge) ? { inColumn: true as const } : {};
	const isReports = source.is_column ?? (column.inColumn || request.isReports || false);
	const sorted = sortLinks(page, base, { knowledge, within: source.within, isColumn: isReports });
	const reports = { ...context, isColumn: isReports };
	const read =
		[() => sorted, () => inTemplates(sorted, page, reports), () => withRecords(sorted, text, reports)]
			.map((way) => way())
			.find(({ links }) => links.length > 0) ?? sorted;
	const place = { page, text: html, base, request, isEmpty: read.account.entries === 0 };
	const onward = read.links.length === 0 ? elsewhere(place) : [];
	const folders = isReports ? foldersOf(place, context) : [];
	const url = nextPage(source, place) ?? nextRecords(place);
	const counting = { ...countingOf(request, html), ...pagesOf(request, html) };
	const following: ListRequest = { ...request, url: url ?? "", number: request.number + 1, ...counting };
	const isEnd = url === undefined && source.page_pattern === undefined && read.links.length > 0;
	const seen = { ...read.account, announced: announcedBy(html) };
	const account = isEnd ? orUnknownPages(seen, place) : seen;
	return {
		links: read.links.filter((link) => !folders.some((folder) => folder.url === link.url)),
		// A page that leads on to the list is none itself; menus in frames and years without reports have no links.
		account: onward.length > 0 || isEmptyPart(page, request, account) ? withoutFault(account) : account,
		...column,
		next: [...(url === undefined ? [] : [following]), ...onward, ...folders],
	};
}

/** The account of a page after which none is asked for: others may follow it all the same. */
function orUnknownPages(account: ListAccount, place: Paging): ListAccount {
	return account.fault === undefined && hasUnknownPages(place) ? { ...account, fault: "pages-by-script" } : account;
}

function pagesOf({ pages, number }: ListRequest, html: string): Pick<ListRequest, "pages"> {
	const said = pages ?? (number === 0 ? announcedBy(html).pages : undefined);
	return said === undefined ? {} : { pages: said };
}

/** The following records of a page that jpage fills: their address stands in the page's own records. */
function nextRecords({ text, base }: Paging): string | undefined {
	const group = nextGroupOf(text);
	const href = group === undefined ? undefined : parsePage(group)("a[href]").first().attr("href");
	return href === undefined ? undefined : wholeAddress(href, base);
}

/** Where the page has no link to a report: those of the records that its script, or the service, holds as values. */
function withRecords(
	sorted: { readonly links: readonly Link[]; readonly account: ListAccount },
	text: string,
	{ knowledge, base, isColumn: isReports }: ListContext & { readonly isColumn: boolean },
): { readonly links: readonly Link[]; readonly account: ListAccount } {
	const records = recordsIn(text.trimStart().startsWith("<") ? valuesIn(parsePage(text)) : text);
	const links: Link[] = [];
	const refused: Refusal[] = [...sorted.account.refused];
	for (const { title, href } of records) {
		const link = linkOf({ href, title: titleLine(title), base }, { knowledge, isColumn: isReports });
		if ("reason" in link) refused.push(link);
		else if (!links.some(({ url }) => url === link.url)) links.push(link);
	}
	if (links.length === 0) return sorted;
	return { links, account: { ...withoutFault(sorted.account), entries: sorted.account.entries + records.length, refused } };
}

/** What scripts of a page, and attributes of its elements, hold as values. */
function valuesIn(page: ReturnType<typeof Parse>): string {
	const held = page("body *")
		.slice(0, MAX_LINKS)
		.toArray()
		.flatMap((element) => ("attribs" in element ? Object.values(element.attribs) : []))
		.filter((value) => /^\s{0,9}\[\s{0,9}\{/.test(value));
	return [scriptsOf(page), ...held].join("\n");
}

/** Where the page has no link to a report: those of the markup that its templates hold until a script shows them. */
function inTemplates(
	sorted: { readonly links: readonly Link[]; readonly account: ListAccount },
	page: ReturnType<typeof Parse>,
	{ knowledge, base, isColumn: isReports }: ListContext & { readonly isColumn: boolean },
): { readonly links: readonly Link[]; readonly account: ListAccount } {
	const held = page("script[type*='template' i], script[type='text/html' i], textarea, template, noscript").slice(
		0,
		MAX_TEMPLATES,
	);
	const markup = held.toArray().map((element) => page(element).text() || page(element).html() || "");
	const piece = markup.filter((text) => /<a\s/i.test(text)).join("\n");
	if (piece === "") return sorted;
	const found = sortLinks(parsePage(piece), base, { knowledge, isColumn: isReports });
	if (found.links.length === 0) return sorted;
	const refused = [...sorted.account.refused, ...found.account.refused];
	return { links: found.links, account: { ...withoutFault(found.account), refused } };
}

const MAX_TEMPLATES = 20;

/** A folder that shows its name and nothing in it; one that shows no word at all waits for its script. */
function isEmptyPart(page: ReturnType<typeof Parse>, { depth = 0 }: ListRequest, { fault }: ListAccount): boolean {
	return (
		depth > 0 &&
		fault === "no-links" &&
		/[\u4e00-\u9fff]{2}/.test(page("body").clone().find("script, noscript, style").remove().end().text())
	);
}

function withoutFault({ fault: _, ...account }: ListAccount): ListAccount {
	return account;
}

/** The markup of a list: of a page, with the records that jpage (大汉) holds in it, or inside JSON, as jpaas delivers it. */
function markupOf(text: string): string {
	if (text.includes("<datastore>")) return [text, ...piecesOf(text)].join("\n");
	return (/^\s*[[{]/.test(text) ? htmlIn(parseJson(text)) : undefined) ?? text;
}

/** Where a page without reports of its own has them: frames, a redirect in its markup or script, a service that fills it. */
function elsewhere({ page, text, base, request }: Paging): ListRequest[] {
	if ((request.depth ?? 0) >= MAX_DEPTH) return [];
	const services = page("script[querydata], script[queryData]")
		.slice(0, MAX_SERVICES)
		.toArray()
		.flatMap((element) => wholeAddress(unitAddress(page(element)) ?? "", baseOf(page, base)) ?? []);
	const isReports = isNamedColumn(text) || (request.isReports ?? false);
	return [...new Set([...services, ...framesOf(page, base), ...movesTo(page, base), ...fragmentsOf(page, base)])]
		.filter((url) => url !== base)
		.map((url) => ({ url, method: "GET" as const, number: 0, depth: (request.depth ?? 0) + 1, isReports }));
}

const MAX_DEPTH = 3;
const MAX_SERVICES = 5;

function isNamedColumn(text: string): boolean {
	return /<title[^>]{0,100}>[^<]{0,100}信息公开[^<]{0,20}年[度报]/.test(text);
}

/** The address by which a jpaas page asks for the list it shows, with what the page says to ask it with. */
function unitAddress(script: ReturnType<ReturnType<typeof Parse>>): string | undefined {
	const address = script.attr("url");
	const data = script.attr("querydata") ?? script.attr("queryData") ?? "";
	if (address === undefined) return undefined;
	const values = [...data.slice(0, 2000).matchAll(/["'](\w{1,40})["']\s*:\s*["']([^"']{0,200})["']/g)];
	const query = new URLSearchParams(values.map(([, key = "", value = ""]) => [key, value]));
	const kind = script.attr("parsetype") ?? script.attr("parseType");
	if (kind !== undefined) query.set("parseType", kind);
	return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

/** Folders of years and of groups of organs in a column: each holds a list of its own. */
function foldersOf({ page, base, request }: Paging, { knowledge }: ListContext): ListRequest[] {
	if ((request.depth ?? 0) >= MAX_DEPTH) return [];
	const [from, scripts] = [baseOf(page, base), scriptsOf(page)];
	const folders = new Map<string, string>();
	for (const element of page("a[href], option[value]").slice(0, MAX_LINKS).toArray()) {
		const anchor = page(element);
		const folder = anchor.text().trim();
		// A year beside an organ's name is that organ's report.
		if (!knowledge.folder?.test(folder) || !knowledge.folder.test(titleBeside(page, element, knowledge))) continue;
		const said = chosenAddress(anchor) ?? anchor.attr("href") ?? anchor.attr("value") ?? "";
		const url = wholeAddress(scriptedAddress(said, anchor.attr("onclick"), scripts), from);
		if (url !== undefined && url !== base && url !== request.url && kindOf(url) === "page") folders.set(url, folder);
	}
	const depth = (request.depth ?? 0) + 1;
	return [...folders]
		.slice(0, MAX_FOLDERS)
		.map(([url, folder]) => ({ url, folder, method: "GET" as const, number: 0, depth, isReports: true }));
}

const MAX_FOLDERS = 60;

/** The address that a choice of a year leads to, where the menu puts it together from the choice's value. */
function chosenAddress(choice: ReturnType<ReturnType<typeof Parse>>): string | undefined {
	const value = choice.attr("value");
	const changed = choice.closest("select").attr("onchange");
	if (value === undefined || changed === undefined) return undefined;
	const names = ["this.value", "this.options[this.selectedIndex].value"].map((name) => [name, value] as const);
	return joinedTexts(changed.slice(0, 500), new Map(names)).find((text) => text.includes(value));
}
