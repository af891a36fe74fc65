import { largest, smallest } from "../../model/many.ts";
import type { PixelBox } from "./gray.ts";
import type { PixelRuling } from "./pixel-ruling.ts";

/** Lines that miss one another by no more than this meet, in inches. */
const MEET_IN = 0.03;
/** A table has at least so many rulings each way. */
const MIN_RULINGS = 2;

/** The areas of ruled tables: boxes around rulings that meet. */
export function ruledAreas(rulings: readonly PixelRuling[], dpi: number): PixelBox[] {
	const reach = MEET_IN * dpi;
	const group = rulings.map((_, i) => i);
	const root = (i: number): number => {
		let at = i;
		while (group[at] !== at) at = group[at] ?? at;
		return at;
	};
	rulings.forEach((a, i) => {
		for (let j = 0; j < i; j++) {
			const b = rulings[j];
			if (b && meet(a, b, reach)) group[root(i)] = root(j);
		}
	});
	const groups = [...Map.groupBy(rulings, (_, i) => root(i)).values()];
	return groups.filter((some) => isTable(some)).map((some) => boxAround(some));
}

function meet(a: PixelRuling, b: PixelRuling, reach: number): boolean {
	if (a.axis === b.axis) return false;
	return a.at >= b.from - reach && a.at <= b.to + reach && b.at >= a.from - reach && b.at <= a.to + reach;
}

function isTable(rulings: readonly PixelRuling[]): boolean {
	const across = rulings.filter(({ axis }) => axis === "horizontal").length;
	return across >= MIN_RULINGS && rulings.length - across >= MIN_RULINGS;
}

function boxAround(rulings: readonly PixelRuling[]): PixelBox {
	const across = rulings.filter(({ axis }) => axis === "horizontal");
	const down = rulings.filter(({ axis }) => axis === "vertical");
	return [
		Math.floor(Math.min(smallest(across.map(({ from }) => from)), smallest(down.map(({ at }) => at)))),
		Math.floor(Math.min(smallest(down.map(({ from }) => from)), smallest(across.map(({ at }) => at)))),
		Math.ceil(Math.max(largest(across.map(({ to }) => to)), largest(down.map(({ at }) => at)))),
		Math.ceil(Math.max(largest(down.map(({ to }) => to)), largest(across.map(({ at }) => at)))),
	];
}
