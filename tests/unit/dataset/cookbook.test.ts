import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { showAnswer } from "../../../src/cli/answer-format.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import { workedQuestions } from "../../support/cookbook.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

const questions = await workedQuestions();
let set: SampleSet;
let folder = "";
beforeAll(async () => {
	set = await sampleSet();
	folder = await set.export("cookbook", { formats: ["parquet"] });
});
afterAll(() => set.remove());

test("the cookbook has twenty questions", () => {
	expect(questions).toHaveLength(20);
	expect(new Set(questions.map(({ title }) => title)).size).toBe(20);
});

describe("the cookbook's answer to", () => {
	test.each(questions.map((question) => [question.title, question] as const))("%s", async (_, { sql, answer }) => {
		expect(showAnswer(await querySet(folder, sql, { rows: 1000, timeoutMs: 20_000 }), "table")).toBe(answer);
	});
});
