import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../src/check/equation.ts";
import { fingerprintOf } from "../../src/check/run-rules.ts";
import { evidenceOf } from "../support/evidence.ts";

const printed = fc.oneof(fc.nat(9), fc.constant(null));
const side = fc.array(printed, { minLength: 1, maxLength: 3 });
const evidence = (values: readonly (number | null)[], name: string) =>
	values.map((value, i) => evidenceOf(`${name}.${i}`, value));

test("an equation is judged alike in whatever order its figures stand, and from either side", () => {
	const shuffled = side.chain((values) =>
		fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
	);
	fc.assert(
		fc.property(shuffled, side, ([left, other], right) => {
			const { judgement } = judge({ left: evidence(left, "l"), right: evidence(right, "r") });
			expect(judge({ left: evidence(other, "l"), right: evidence(right, "r") }).judgement).toBe(judgement);
			expect(judge({ left: evidence(right, "r"), right: evidence(left, "l") }).judgement).toBe(judgement);
		}),
	);
});

/** Every way to fill the blanks with counts up to a bound that outgrows all sums of printed figures. */
function* filled(values: readonly (number | null)[], bound: number): Generator<number> {
	const blank = values.indexOf(null);
	if (blank < 0) {
		yield values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
		return;
	}
	for (let count = 0; count <= bound; count++) yield* filled(values.with(blank, count), bound);
}

test("what is called broken cannot be closed by any counts in the blanks; what holds, holds with every blank 0", () => {
	fc.assert(
		fc.property(side, side, (left, right) => {
			const { judgement, leftSum, rightSum } = judge({ left: evidence(left, "l"), right: evidence(right, "r") });
			const sums = new Set(filled(right, 30));
			const closes = [...filled(left, 30)].some((sum) => sums.has(sum));
			if (judgement === "broken") expect(closes).toBe(false);
			else if (judgement === "undetermined") expect([closes, leftSum === rightSum]).toEqual([true, false]);
			else if (judgement === "holds") expect(leftSum).toBe(rightSum);
			else expect([...left, ...right].every((value) => value === null)).toBe(true);
		}),
		{ numRuns: 60 },
	);
});

test("figures that agree hold, and one changed figure breaks them", () => {
	fc.assert(
		fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 7 }), fc.integer({ min: 1, max: 99 }), (parts, off) => {
			const total = parts.reduce((sum, part) => sum + part, 0);
			expect(judge({ left: evidence(parts, "l"), right: evidence([total], "r") }).judgement).toBe("holds");
			expect(judge({ left: evidence(parts, "l"), right: evidence([total + off], "r") }).judgement).toBe("broken");
		}),
	);
});

test("fingerprints of different cells differ, and cells have no order", () => {
	const paths = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 4 });
	fc.assert(
		fc.property(paths, paths, (a, b) => {
			const [first, second] = [fingerprintOf("A01-x", "s", { cells: a }), fingerprintOf("A01-x", "s", { cells: b })];
			expect(first === second).toBe(a.toSorted().join() === b.toSorted().join());
			expect(fingerprintOf("A01-x", "s", { cells: a.toReversed() })).toBe(first);
		}),
	);
});
