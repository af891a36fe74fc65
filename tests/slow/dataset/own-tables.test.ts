import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { querySet } from "../../../src/output/dataset/query.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

let set: SampleSet;
let current = "";
beforeAll(async () => {
	set = await sampleSet();
	current = await set.export("own", { formats: ["parquet"] });
});
afterAll(() => set.remove());

const ask = async (name: string, text: string, sql: string) => {
	const path = join(set.folder, name);
	await writeFile(path, text);
	return (await querySet(current, sql, { rows: 10, timeoutMs: 20_000, ownTables: [path] })).rows;
};

describe("a reader's own table", () => {
	test("is joined by the name of its file; codes stay text", async () => {
		const rows = await ask("Population 2023.csv", "division_code,people\n010100,5\n330100,7\n", "SELECT * FROM population_2023");
		expect(rows).toEqual([
			["010100", 5],
			["330100", 7],
		]);
	});

	test.each([
		["reports.csv", "a\n1\n", "the set has a table reports itself"],
		["a[bc].csv", "a\n1\n", "stand for other files"],
		["table.txt", "a\n1\n", "no .csv file"],
	])("%s is refused", async (name, text, why) => {
		await expect(ask(name, text, "SELECT 1")).rejects.toMatchObject({
			code: "bad-arguments",
			message: expect.stringContaining(why),
		});
	});

	test("opens no way to other files", async () => {
		const other = join(set.folder, "other.csv");
		await writeFile(other, "secret\n1\n");
		await expect(ask("mine.csv", "a\n1\n", `SELECT * FROM read_csv('${other}')`)).rejects.toMatchObject({
			code: "bad-arguments",
		});
	});
});

describe("what a set says of its views", () => {
	test("gives verified reports in force, and the codebook by year", async () => {
		const { rows } = await querySet(
			current,
			`SELECT (SELECT count(*) FROM reports_verified), (SELECT count(*) FROM reports WHERE status = 'verified' AND is_current),
				(SELECT sum(n_reports) FROM codebook_years WHERE "column" = 'id')`,
			{ rows: 1, timeoutMs: 20_000 },
		);
		expect(rows[0]?.[0]).toBe(rows[0]?.[1]);
		expect(rows[0]?.[2]).toBe(set.reports.length);
	});

	test("reads no other file, writes none, and is one SELECT", async () => {
		const other = join(set.folder, "other.csv");
		await writeFile(other, "secret\n1\n");
		const views = [
			{ name: "peek", sql: `SELECT * FROM read_csv('${other}')` },
			{ name: "two", sql: "SELECT 1; SELECT 2" },
			{ name: "leak", sql: `COPY reports TO '${join(set.folder, "leak.csv")}'` },
			{ name: "fine", sql: "SELECT count(*) AS n FROM reports" },
		];
		const hostile = await set.export("hostile", { formats: ["parquet"] });
		await writeFile(join(hostile, "views.json"), JSON.stringify(views));
		const { rows } = await querySet(
			hostile,
			"SELECT table_name FROM information_schema.tables WHERE table_name IN ('peek', 'two', 'leak', 'fine')",
			{
				rows: 10,
				timeoutMs: 20_000,
			},
		);
		expect(rows).toEqual([["fine"]]);
	});
});
