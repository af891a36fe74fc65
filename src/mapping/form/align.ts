/** A label must agree this well with a form's label before it can stand for it. */
const MIN_SCORE = 0.5;

/**
 * Pairs printed items with expected ones, both in their order, so that the sum of agreement is
 * greatest (a longest common subsequence with scores). Returns for each printed item the index of
 * the expected one, or undefined for an extra item.
 */
export function alignInOrder(
	printedCount: number,
	expectedCount: number,
	score: (printed: number, expected: number) => number,
): (number | undefined)[] {
	const gains = Array.from({ length: printedCount }, (_, i) =>
		Array.from({ length: expectedCount }, (_, j) => {
			const value = score(i, j);
			return value >= MIN_SCORE ? value - MIN_SCORE / 2 : Number.NEGATIVE_INFINITY;
		}),
	);
	const gain = (i: number, j: number) => gains[i]?.[j] ?? Number.NEGATIVE_INFINITY;
	const best = Array.from({ length: printedCount + 1 }, () => new Float64Array(expectedCount + 1));
	for (let i = printedCount - 1; i >= 0; i--) {
		for (let j = expectedCount - 1; j >= 0; j--) {
			const pair = gain(i, j) + (best[i + 1]?.[j + 1] ?? 0);
			const value = Math.max(pair, best[i + 1]?.[j] ?? 0, best[i]?.[j + 1] ?? 0);
			const row = best[i];
			if (row) row[j] = value;
		}
	}
	return trace(printedCount, expectedCount, { gain, best });
}

function trace(
	printedCount: number,
	expectedCount: number,
	{ gain, best }: { gain: (i: number, j: number) => number; best: readonly Float64Array[] },
): (number | undefined)[] {
	const pairs: (number | undefined)[] = Array.from({ length: printedCount }, () => undefined);
	let [i, j] = [0, 0];
	while (i < printedCount && j < expectedCount) {
		const here = best[i]?.[j] ?? 0;
		if (here === gain(i, j) + (best[i + 1]?.[j + 1] ?? 0)) pairs[i++] = j++;
		else if (here === (best[i]?.[j + 1] ?? 0)) j++;
		else i++;
	}
	return pairs;
}
