import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVitest } from "vitest/node";
import { repository } from "../support/command.ts";

/** The moved tolerances with which a unit test of table reading fails; the tests are loaded once. */
export async function testedOf(moves: readonly { readonly name: string; readonly to: number }[]): Promise<ReadonlySet<string>> {
	const folder = mkdtempSync(join(tmpdir(), "gouji-ablation-"));
	const moved = join(folder, "moved.json");
	const vitest = await createVitest("test", {
		config: false,
		watch: false,
		root: repository,
		include: ["tests/unit/reading/tables/*.test.ts", "tests/properties/tables.test.ts"],
		// Those of them that read documents are left out: documents were tried.
		exclude: ["**/general-tables.test.ts", "**/marks.test.ts"],
		setupFiles: [join(repository, "tests", "bench", "moved-setting.ts")],
		env: { GOUJI_MOVED: moved },
		isolate: false,
		maxWorkers: 1,
		testTimeout: 120_000,
		hookTimeout: 120_000,
		reporters: [{}],
	});
	const isFailing = async (setting: string) => {
		writeFileSync(moved, setting);
		const { testModules } = await vitest.runTestSpecifications(await vitest.globTestSpecifications());
		return testModules.some((module) => !module.ok());
	};
	const tested = new Set<string>();
	if (await isFailing("{}")) throw new Error("The unit tests of table reading fail as they are");
	for (const { name, to } of moves) {
		if (tested.has(name) || !(await isFailing(JSON.stringify({ [name]: to })))) continue;
		tested.add(name);
		console.log(`${name} ${to}: unit tests`);
	}
	await vitest.close();
	rmSync(folder, { recursive: true, force: true });
	process.exitCode = 0;
	return tested;
}
