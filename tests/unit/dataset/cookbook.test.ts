import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { showAnswer } from "../../../src/cli/answer-format.ts";
import type { OpenSet } from "../../../src/output/dataset/open-set.ts";
import { openSet } from "../../../src/output/dataset/open-set.ts";
import { answer as answerTo } from "../../../src/output/dataset/query.ts";
import { cookbookPath, workedQuestions } from "../../support/cookbook.ts";
import type { Panel } from "../../support/panel.ts";
import { panelSet } from "../../support/panel.ts";

const questions = await workedQuestions();
let panel: Panel;
let set: OpenSet;
beforeAll(async () => {
	panel = await panelSet();
	set = await openSet(panel.current, { rows: 1000, timeoutMs: 60_000, ownTables: [join(panel.folder, "population.csv")] });
}, 240_000);
afterAll(async () => {
	set.close();
	await panel.remove();
});

test("the cookbook has twenty-one questions, each with its observation, its layer and what it leaves out", async () => {
	expect(questions).toHaveLength(21);
	expect(new Set(questions.map(({ title }) => title)).size).toBe(21);
	const [, ...sections] = (await readFile(cookbookPath, "utf8")).split(/^## /m);
	for (const section of sections)
		for (const part of ["**Observation:**", "**Layer:**", "**Left out:**"]) expect(section, section.slice(0, 40)).toContain(part);
});

describe("the cookbook's answer to", () => {
	test.each(questions.map((question) => [question.title, question] as const))("%s", async (_, { sql, answer }) => {
		expect(showAnswer(await answerTo(set, sql), "table")).toBe(answer);
	});
});
