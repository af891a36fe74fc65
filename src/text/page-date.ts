import { findDates } from "./dates.ts";

/** Names under which pages describe the day of publication, the most particular first. */
export const DATE_METAS = ["PubDate", "publishdate", "pubdate", "PublishDate", "article:published_time"];
/** The end of a period and the day a law takes effect have labels too. */
const DATE_LABEL = /(?<!统计|截[止至]|施行|生效|起止|有效)(?:发布|发文|公布|成文|生成)?(?:日期|时间)\s*[:：]?\s*$/;
const MOST_CHARACTERS = 200_000;

/** The ISO day that a page says it was published on: from its own description, else from a labelled date in its text. */
export function publishedDay(descriptions: readonly string[], text: string): string | undefined {
	const described = descriptions.flatMap((content) => findDates(content).slice(0, 1))[0];
	if (described) return described.iso;
	// Dates without such a label may be those of the report's own text.
	const start = text.slice(0, MOST_CHARACTERS);
	return findDates(start).find(({ index }) => DATE_LABEL.test(start.slice(Math.max(0, index - 12), index)))?.iso;
}
