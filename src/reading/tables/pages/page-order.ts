import { largest, smallest } from "../../../model/many.ts";
import type { Page } from "../../../model/page.ts";
import { narrow } from "../../../text/figures.ts";
import { linesOf, textOf } from "../lines.ts";
import type { TableSettings } from "../settings.ts";

/** A page's printed number: the number alone, between dashes, or with the count of pages. */
const NUMBER = /^[-—–\s·.]*第?\s*(\d{1,3})\s*页?[-—–\s·.]*(?:[/,]?\s*共?\s*\d{1,3}\s*页?)?$/;
/** No page's number is longer. */
const MOST_CHARACTERS = 60;
/** A heading of a document's first rank, such as 三、. */
const HEADING = /^([一二三四五六七八九十])、/;
const NUMERALS = "一二三四五六七八九十";
/** The number of an item of the second rank, such as （三）, in a table too. */
const ITEM = /[（(]([一二三四五六七八九十])[）)]/g;
/** A report ends with its date alone on a line; a cover, which may too, has the title. */
const DATE = /^[\d〇○零一二三四五六七八九十]{4}\s*年.{1,5}月.{1,5}日$/;
const TITLE = /年度?(工作)?报告/;
/** Numbers of pages stand in this share of a page at its top and bottom. */
const MARGIN_SHARE = 0.12;

/**
 * The pages in the order in which they were written, where whoever scanned them mixed them: by the numbers printed on all of them, or by the
 * numerals of headings, if that puts every heading in order. Otherwise as they stand.
 */
export function inWrittenOrder(pages: readonly Page[], settings: TableSettings): readonly Page[] {
	if (pages.length < 2) return pages;
	return writtenOrder(pages.map((page) => tellingLines(page, settings))).flatMap((i) => pages[i] ?? []);
}

/** The order of pages by what is told on each: their places among those given. */
export function writtenOrder(told: readonly TellingLines[]): readonly number[] {
	const standing = told.map((_, i) => i);
	if (isRising(told.flatMap((page) => page.headings))) return standing;
	const places = byNumbers(told) ?? byHeadings(told);
	if (!places) return standing;
	const order = [...standing].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
	return isRising(order.flatMap((i) => told[i]?.headings ?? [])) ? order : standing;
}

/** What tells the place of a page among the others. */
export interface TellingLines {
	/** The number printed on it; undefined where there is none, or several. */
	readonly number: number | undefined;
	/** Numerals of its headings, in printed order. */
	readonly headings: readonly number[];
	/** Numerals of its items before the first heading, and after the last; of a page without headings, both are all. */
	readonly opening: readonly number[];
	readonly closing: readonly number[];
	/** Whether it ends as a report does. */
	readonly isEnd: boolean;
}

/** The lines of a page that tell its place. */
export function tellingLines(page: Page, settings: TableSettings): TellingLines {
	const edge = MARGIN_SHARE * page.heightPt;
	const ruled = page.rulings.filter(({ axis }) => axis === "vertical");
	const isInTable = (y: number) => ruled.some(({ from, to }) => from <= y && y <= to);
	const lines = linesOf(page.glyphs, settings).map(({ y0, y1, glyphs }) => ({
		y: (y0 + y1) / 2,
		text: narrow(textOf(glyphs, settings)).trim(),
	}));
	const numbers = lines
		.filter(({ y }) => y < edge || y > page.heightPt - edge)
		.flatMap(({ text }) => (text.length > MOST_CHARACTERS ? [] : (NUMBER.exec(text)?.[1] ?? [])));
	const ranks = lines.map(({ y, text }) => {
		const numeral = isInTable(y) || isRow(text) ? undefined : HEADING.exec(text)?.[1];
		return numeral ? NUMERALS.indexOf(numeral) + 1 : undefined;
	});
	const headings = ranks.filter((rank) => rank !== undefined);
	const items = lines.map(({ text }) => [...text.matchAll(ITEM)].map(([, numeral = ""]) => NUMERALS.indexOf(numeral) + 1));
	const isHeading = (rank: number | undefined) => rank !== undefined;
	const [first, last] = [ranks.findIndex(isHeading), ranks.findLastIndex(isHeading)];
	const isEnd = lines.some(({ text }) => DATE.test(text)) && !lines.some(({ text }) => TITLE.test(text));
	return {
		number: numbers.length === 1 ? Number(numbers[0]) : undefined,
		headings,
		opening: items.slice(0, first < 0 ? undefined : first).flat(),
		closing: items.slice(last + 1).flat(),
		isEnd,
	};
}

/** Whether a line is a row of a table without rulings: it ends with two figures. */
function isRow(text: string): boolean {
	const last = text
		.split(/\s/)
		.filter((word) => word !== "")
		.slice(-2);
	return last.length === 2 && last.every((word) => /\d$/.test(word));
}

/** Printed numbers tell where every page has one and they are consecutive. */
function byNumbers(told: readonly TellingLines[]): number[] | undefined {
	const numbers = told.flatMap(({ number }) => number ?? []);
	if (numbers.length < told.length || new Set(numbers).size < told.length) return undefined;
	return largest(numbers) - smallest(numbers) === told.length - 1 ? numbers : undefined;
}

/** Headings tell where every page has one, but for the one that ends the report, and for those whose items go on between two others. */
function byHeadings(told: readonly TellingLines[]): number[] | undefined {
	const isLast = (page: TellingLines) => page.isEnd && told.filter(({ isEnd }) => isEnd).length === 1;
	const first = told.map((page) => page.headings[0] ?? (isLast(page) ? Infinity : undefined));
	const known = [...told.keys()].filter((i) => first[i] !== undefined).sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0));
	const places = told.map((page, i) => {
		const place = known.indexOf(i);
		return place >= 0
			? place * GAP
			: placeBetween(
					page,
					known.flatMap((k) => told[k] ?? []),
				);
	});
	return places.every((place) => place !== undefined) && new Set(places).size === places.length ? places : undefined;
}

/** Places of neighbours are so far apart. */
const GAP = 1000;

/** The place of a page without headings among those in order: where its items go on from one page and on to the next; undefined where that is nowhere, or at several places. */
function placeBetween(page: TellingLines, known: readonly TellingLines[]): number | undefined {
	const [item] = page.opening;
	if (item === undefined) return undefined;
	const fitting = known.flatMap(({ closing }, k) => {
		const next = known[k + 1]?.opening ?? [];
		const last = closing.at(-1);
		// Where the page behind begins with its heading, the items must follow at once.
		const isTold = last !== undefined && (next.length > 0 || item === last + 1);
		return isTold && isRising([...closing, ...page.opening, ...next]) ? [k * GAP + item] : [];
	});
	return fitting.length === 1 ? fitting[0] : undefined;
}

function isRising(values: readonly number[]): boolean {
	return values.every((value, i) => i === 0 || value > (values[i - 1] ?? 0));
}
