import type { CheerioAPI } from "cheerio";
import type { SourceKnowledge } from "../../model/source-knowledge.ts";
import { findDates } from "../../text/dates.ts";
import { DATE_METAS, publishedDay } from "../../text/page-date.ts";

/** What the pages around a report tell of how it was published; left out where they do not tell. */
export interface PageFacts {
	/** ISO day that the page states, or the list beside the link. */
	readonly date?: string;
	readonly inColumn?: boolean;
	readonly hasDownload?: boolean;
	readonly hasTextTwin?: boolean;
	readonly hasBorders?: boolean;
	/** Titles and days of the list's first page, top to bottom; kept with its topmost report only. */
	readonly list?: readonly { readonly title: string; readonly date?: string }[];
}

/** Elements that usually stand around one entry of a list. */
const ENTRY = "li, tr, dd, dt, p";
const TRAIL = "[class*=crumb], [class*=position], [class*=location], [id*=position], [class*=dqwz], [class*=weizhi], [class*=wz]";

/** The day a page says it was published on: from its own description, else from a labelled date in its text. */
export function publishedOn(page: CheerioAPI): string | undefined {
	const metas = DATE_METAS.map((name) => page(`meta[name="${name}"], meta[property="${name}"]`).attr("content") ?? "");
	return publishedDay(metas, page("body").text());
}

/** The day printed beside a link, in the entry of the list that holds it alone. */
export function dateBeside(page: CheerioAPI, link: Parameters<CheerioAPI>[0]): string | undefined {
	const entry = page(link).closest(ENTRY);
	if (entry.length === 0 || entry.find("a[href]").length > 2) return undefined;
	const own = page(link).text();
	// Dates of a title, such as those of a period, are not the list's.
	return findDates(entry.text().replace(own, " ")).at(-1)?.iso;
}

/** Whether a list page calls itself the column for annual reports; undefined where it does not say. */
export function isColumn(page: CheerioAPI, { column }: SourceKnowledge): true | undefined {
	const said = [
		page("title").first().text(),
		...page(TRAIL)
			.slice(0, 20)
			.toArray()
			.map((element) => page(element).text()),
	];
	return said.some((text) => column.test(text.slice(0, 500))) ? true : undefined;
}

/** Whether a declaration of a style draws a border. */
function isBorder(declaration: string): boolean {
	const colon = declaration.indexOf(":");
	const [name, value] = [
		declaration.slice(0, colon).trim().toLowerCase(),
		declaration
			.slice(colon + 1)
			.trim()
			.toLowerCase(),
	];
	return colon > 0 && name.startsWith("border") && !/^border-(?:collapse|spacing)/.test(name) && !/^(?:0|none)/.test(value);
}

/** Whether the tables of a page are drawn with borders; undefined where that is left to style sheets. */
export function drawsBorders(page: CheerioAPI): boolean | undefined {
	const tables = page("table").toArray().slice(0, 50);
	if (tables.length === 0) return undefined;
	const isDrawn = tables.some((element) => {
		const table = page(element);
		const width = table.attr("border");
		if (width !== undefined && width !== "0") return true;
		return [table, table.find("td").first()].some((part) => (part.attr("style") ?? "").split(";").some(isBorder));
	});
	if (isDrawn) return true;
	// Classes may well draw them; only what rules them out tells.
	return tables.every((element) => page(element).attr("border") === "0" && page(element).attr("class") === undefined)
		? false
		: undefined;
}
