import type { Evidence } from "../../../src/rules.ts";
import { remedySums, rowSums } from "../fields/equations.ts";
import type { Edition } from "../fields/types.ts";

/**
 * The totals of rows and blocks that are left blank beside parts that are all printed, by path. A row of which the
 * last part is the sum of the others was read a column askew more likely than not: nothing is derived from it.
 */
export function derivedTotals(figure: (path: string) => Evidence | undefined, edition: Edition): ReadonlyMap<string, number> {
	const totals = new Map<string, number>();
	for (const { left, right } of [...rowSums(edition), ...remedySums(edition)]) {
		const total = figure(right[0] ?? "");
		if (!total || (total.state !== "blank" && total.state !== "dash")) continue;
		const parts = left.map((path) => figure(path)?.value);
		if (!parts.every((part): part is number => typeof part === "number")) continue;
		const sum = parts.reduce((all, part) => all + part, 0);
		const last = parts.at(-1) ?? 0;
		if (last > 0 && sum === 2 * last) continue;
		totals.set(total.path, sum);
	}
	return totals;
}
