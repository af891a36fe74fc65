import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumsOf } from "../../pipelines/disclosure-report/fields/equations.ts";
import { form2021 } from "../../pipelines/disclosure-report/fields/form-2021.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import type { EngineReading, FigureReadings } from "../../src/mapping/solve/figure-readings.ts";
import { solve } from "../../src/mapping/solve/solve.ts";
import type { Decision, LinearEquation } from "../../src/model/decision.ts";

const equations: LinearEquation[] = [...sumsOf(form2021)];
const figures = consistentFigures(2024, "2021", 140);
const paths = Object.keys(figures);

const read = (engine: string, value: number | undefined, probability: number): EngineReading => ({
	engine,
	text: String(value ?? ""),
	value,
	probability,
});

/** Readings of a report in which one engine, or both differently, misread one figure. */
function witnesses(path: string, first: number | undefined, second: number | undefined, probability: number): FigureReadings[] {
	return paths.map((other): FigureReadings => {
		const value = figures[other] ?? 0;
		if (other !== path) return { path: other, readings: [read("a", value, 0.97), read("b", value, 0.97)] };
		return { path: other, readings: [read("a", first, probability), read("b", second, 0.95)] };
	});
}

const decide = (seen: readonly FigureReadings[]): Map<string, Decision> =>
	new Map(solve(seen, equations).map((decision) => [decision.path, decision]));

/** Sums that stay open though every figure in them is proven: what would be held against the report. */
function accusations(decisions: ReadonlyMap<string, Decision>): number {
	const value = (side: readonly string[]) => side.reduce((sum, path) => sum + (decisions.get(path)?.value ?? 0), 0);
	return equations.filter(
		({ left, right }) =>
			Math.abs(value(left) - value(right)) > 1e-6 && [...left, ...right].every((path) => decisions.get(path)?.proof === "proven"),
	).length;
}

/** Every way to misread one digit of a number, to drop one, and to double one. */
function misreadings(value: number): number[] {
	const text = String(value);
	const wrong = new Set<string>();
	for (let i = 0; i < text.length; i++) {
		for (const digit of "0123456789") wrong.add(text.slice(0, i) + digit + text.slice(i + 1));
		wrong.add(text.slice(0, i) + text.slice(i + 1));
		wrong.add(text.slice(0, i) + text[i] + text.slice(i));
	}
	wrong.delete(text);
	wrong.delete("");
	return [...wrong].map(Number).filter((other) => other !== value);
}

describe("misread digits", () => {
	test("no single-digit confusion of one engine, in any cell, ends in an accusation or a wrong proven figure", () => {
		let cases = 0;
		for (const path of paths) {
			const right = figures[path] ?? 0;
			for (const wrong of misreadings(right)) {
				for (const probability of [0.6, 0.99]) {
					const decisions = decide(witnesses(path, wrong, right, probability));
					const decided = decisions.get(path);
					expect(accusations(decisions), `${path}: ${right} read as ${wrong}`).toBe(0);
					expect(decided?.value === right || decided?.proof !== "proven", `${path}: ${right} read as ${wrong}`).toBe(true);
					cases++;
				}
			}
		}
		expect(cases).toBeGreaterThan(3000);
	}, 600_000);

	test("both engines wrong in different ways, or one blind, end in no accusation", () => {
		fc.assert(
			fc.property(fc.constantFrom(...paths), fc.nat(9), fc.nat(99), fc.boolean(), (path, a, b, isBlind) => {
				const right = figures[path] ?? 0;
				const [first, second] = [right + 1 + a, isBlind ? undefined : right + 11 + b];
				expect(accusations(decide(witnesses(path, first, second, 0.9)))).toBe(0);
			}),
			{ numRuns: 150 },
		);
	}, 120_000);

	test("a figure that is printed wrong is told as such", () => {
		const seen = paths.map((path): FigureReadings => {
			const value = (figures[path] ?? 0) + (path === "remedies.review.total" ? 1 : 0);
			return { path, readings: [read("a", value, 0.97), read("b", value, 0.97)] };
		});
		expect(accusations(decide(seen))).toBe(1);
	});
});
