/** What of a finding tells which of its figures is disputed. */
interface DisputedIn {
	readonly cells: readonly string[];
	readonly expected?: number | string | undefined;
	readonly actual?: number | string | undefined;
}

/**
 * The figure that is not the sum of the others: the last one with the value found, where the others make up what was expected.
 * Undefined where none stands so, as in equations with two sums: which of the figures is wrong, nobody can tell there.
 */
export function disputedFigure(
	{ cells, expected, actual }: DisputedIn,
	figureAt: (path: string) => number | null | undefined,
): string | undefined {
	if (typeof expected !== "number" || typeof actual !== "number") return undefined;
	const total = cells.findLast((path) => figureAt(path) === actual);
	const parts = cells.filter((path) => path !== total && figureAt(path) !== undefined);
	const sum = parts.reduce((all, path) => all + (figureAt(path) ?? 0), 0);
	return total !== undefined && parts.length > 1 && Math.abs(sum - expected) < 1e-6 ? total : undefined;
}
