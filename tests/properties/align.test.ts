import fc from "fast-check";
import { expect, test } from "vitest";
import { alignInOrder } from "../../src/mapping/form/align.ts";

/** What one pair adds; pairs below 0.5 are none. */
const gain = (score: number) => (score >= 0.5 ? score - 0.25 : Number.NEGATIVE_INFINITY);

/** The greatest sum that any pairing in order reaches, by trying all of them. */
function greatest(scores: readonly (readonly number[])[], expected: number, i = 0, j = 0): number {
	if (i >= scores.length || j >= expected) return 0;
	return Math.max(
		gain(scores[i]?.[j] ?? 0) + greatest(scores, expected, i + 1, j + 1),
		greatest(scores, expected, i + 1, j),
		greatest(scores, expected, i, j + 1),
	);
}

const matrix = fc.integer({ min: 1, max: 5 }).chain((expected) =>
	fc.tuple(
		fc.constant(expected),
		fc.array(
			fc.array(
				fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8),
				{ minLength: expected, maxLength: expected },
			),
			{
				maxLength: 5,
			},
		),
	),
);

test("printed rows are paired in the form's order, each at most once, and no better pairing exists", () => {
	fc.assert(
		fc.property(matrix, ([expected, scores]) => {
			const pairs = alignInOrder(scores.length, expected, (i, j) => scores[i]?.[j] ?? 0);
			const used = pairs.filter((j) => j !== undefined);
			expect(used).toEqual([...new Set(used)].sort((a, b) => a - b));
			const sum = pairs.reduce<number>((total, j, i) => total + (j === undefined ? 0 : gain(scores[i]?.[j] ?? 0)), 0);
			expect(sum).toBe(greatest(scores, expected));
		}),
	);
});

test("labels that do not agree are paired with nothing", () => {
	expect(alignInOrder(2, 2, () => 0.49)).toEqual([undefined, undefined]);
});

test("an extra row in the middle moves no other", () => {
	const printed = ["a", "x", "b", "c"];
	const expected = ["a", "b", "c"];
	expect(alignInOrder(4, 3, (i, j) => (printed[i] === expected[j] ? 1 : 0))).toEqual([0, undefined, 1, 2]);
});
