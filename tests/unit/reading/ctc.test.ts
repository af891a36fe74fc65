import { expect, test } from "vitest";
import { greedyPath, pathProbability } from "../../../src/reading/ocr/ctc.ts";

/** Steps of three classes, the blank first. */
const steps = (...rows: readonly (readonly number[])[]) => ({
	probabilities: Float32Array.from(rows.flat()),
	steps: rows.length,
	classes: 3,
});

const SPOKEN = steps([0.9, 0.1, 0], [0.2, 0.7, 0.1], [0.1, 0.8, 0.1], [0.8, 0.1, 0.1], [0.1, 0.2, 0.7]);

test("a path takes each class once, where it is likeliest, and again only after a blank", () => {
	const said = greedyPath(SPOKEN);
	expect(said.map(({ label, step }) => [label, step])).toEqual([
		[1, 2],
		[2, 4],
	]);
	expect(said[0]?.probability).toBeCloseTo(0.8);
	expect(greedyPath(steps([0, 1, 0], [1, 0, 0], [0, 1, 0])).map(({ label }) => label)).toEqual([1, 1]);
});

test("the probability of a text is that of all ways to say it", () => {
	const two = steps([0.5, 0.3, 0.2], [0.6, 0.3, 0.1]);
	// 1 is said at both steps, at the first, or at the second.
	expect(pathProbability([1], two)).toBeCloseTo(0.3 * 0.3 + 0.3 * 0.6 + 0.5 * 0.3);
	expect(pathProbability([1, 2], two)).toBeCloseTo(0.3 * 0.1);
	// A class cannot follow itself without a blank between.
	expect(pathProbability([1, 1], two)).toBe(0);
	expect(pathProbability([], two)).toBe(0);
	expect(pathProbability(undefined, two)).toBe(0);
});
