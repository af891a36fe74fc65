import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";
import { runnerOf, workedPrograms } from "../../support/worked-pages.ts";

const programs = await workedPrograms();
let set: SampleSet;
beforeAll(async () => {
	set = await sampleSet();
	await set.export("dataset", { formats: ["csv"] });
});
afterAll(() => set.remove());

test("the page has programs in Python and R, with and without packages", () => {
	expect(programs.map(({ language, needs }) => [language, needs])).toEqual([
		["python", undefined],
		["python", undefined],
		["python", "pandas"],
		["r", undefined],
		["r", "readr"],
	]);
});

describe("a program of the page prints what the page says", () => {
	for (const [i, program] of programs.entries()) {
		const run = runnerOf(program);
		const name = `${i + 1}: ${program.language}${program.needs === undefined ? "" : ` with ${program.needs}`}`;
		if (!run) console.warn(`${name} is not tested: it is not installed`);
		test.skipIf(!run)(name, { timeout: 60_000 }, async () => {
			expect(await run?.(program.code, set.folder)).toBe(program.answer);
		});
	}
});
