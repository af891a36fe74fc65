import type { PageReading } from "../../model/document.ts";
import type { Evidence } from "../../model/evidence.ts";
import { holdsMiddle } from "../../model/geometry.ts";

/** Figures with who read them and from what, by the page and the region of it that they stand in. */
export function withReaders(figures: readonly Evidence[], readings: readonly PageReading[]): Evidence[] {
	const byPage = Map.groupBy(readings, ({ page }) => page);
	return figures.map((figure) => {
		const { page, box } = figure;
		if (page === null || box === null) return figure;
		const own = byPage.get(page) ?? [];
		const reading =
			own.find(({ regions }) => regions?.some((region) => holdsMiddle(region, box))) ?? own.find(({ regions }) => !regions);
		return reading ? { ...figure, method: reading.method, readBy: [reading.reader] } : figure;
	});
}
