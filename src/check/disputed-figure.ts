/** What of a finding tells which of its figures is disputed. */
interface DisputedIn {
	readonly cells: readonly string[];
	readonly expected?: number | string | undefined;
	readonly actual?: number | string | undefined;
	/** Both sides of the rule's equation are sums. */
	readonly hasTwoSums?: boolean | undefined;
}

/**
 * The figure that is not the sum of the others: the last one with the value found, where the others make up what was expected.
 * Undefined where none stands so, and in equations with two sums: which of the figures is wrong, nobody can tell there, also
 * where one is a sum by itself since the others of its side are noughts.
 */
export function disputedFigure(
	{ cells, expected, actual, hasTwoSums = false }: DisputedIn,
	figureAt: (path: string) => number | null | undefined,
): string | undefined {
	if (hasTwoSums || typeof expected !== "number" || typeof actual !== "number") return undefined;
	const total = cells.findLast((path) => figureAt(path) === actual);
	const parts = cells.filter((path) => path !== total && figureAt(path) !== undefined);
	const sum = parts.reduce((all, path) => all + (figureAt(path) ?? 0), 0);
	return total !== undefined && parts.length > 1 && Math.abs(sum - expected) < 1e-6 ? total : undefined;
}
