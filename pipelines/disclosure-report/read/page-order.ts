import { SECTION_KEYS } from "../fields/sections.ts";
import type { SectionHeading } from "./heading.ts";

/**
 * Whether the sections are out of order and would be in it if the file's pages were: whoever put these together need not be
 * who wrote the report, and what a page's end cuts in two is lost.
 */
export function arePagesOutOfOrder(headings: readonly Pick<SectionHeading, "key" | "page">[]): boolean {
	const pages = [...Map.groupBy(headings, ({ page }) => page).values()].map((onPage) =>
		onPage.map(({ key }) => SECTION_KEYS.indexOf(key)),
	);
	const sorted = [...pages].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
	return pages.length > 1 && !isRising(pages.flat()) && isRising(sorted.flat());
}

function isRising(places: readonly number[]): boolean {
	return places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
}
