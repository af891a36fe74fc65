// Rewrites the answers in docs/cookbook.md and docs/use-data.md over the panel and the samples' set. Review the change as closely as code.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { showAnswer } from "../../src/cli/answer-format.ts";
import { querySet } from "../../src/output/dataset/query.ts";
import { cookbookPath, workedQuestions } from "../support/cookbook.ts";
import { panelSet } from "../support/panel.ts";
import { sampleSet } from "../support/sample-set.ts";
import { programsPath, runnerOf, workedPrograms } from "../support/worked-pages.ts";

const set = await sampleSet();
const panel = await panelSet();
try {
	const limits = { rows: 1000, timeoutMs: 20_000, ownTables: [join(panel.folder, "population.csv")] };
	let page = await readFile(cookbookPath, "utf8");
	for (const { sql } of await workedQuestions()) {
		const answer = showAnswer(await querySet(panel.current, sql, limits), "table");
		const at = page.indexOf("```text\n", page.indexOf(sql)) + "```text\n".length;
		page = page.slice(0, at) + answer + page.slice(page.indexOf("```", at));
	}
	await writeFile(cookbookPath, page);
	await set.export("dataset", { formats: ["csv"] });
	let programs = await readFile(programsPath, "utf8");
	for (const program of await workedPrograms()) {
		const answer = await runnerOf(program)?.(program.code, set.folder);
		if (answer === undefined) continue;
		const at = programs.indexOf("```text\n", programs.indexOf(program.code)) + "```text\n".length;
		programs = programs.slice(0, at) + answer + programs.slice(programs.indexOf("```", at));
	}
	await writeFile(programsPath, programs);
} finally {
	await set.remove();
	await panel.remove();
}
