import { existsSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complete, converse } from "../../../src/cli/query-repl.ts";
import { openSet } from "../../../src/output/dataset/open-set.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import { gouji } from "../../support/command.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

const LIMITS = { rows: 100_000, timeoutMs: 20_000 };

let set: SampleSet;
let current = "";
let years = "";
beforeAll(async () => {
	set = await sampleSet();
	current = await set.export("whole");
	years = await set.export("years", { partitionAbove: 0 });
	await writeFile(join(set.folder, "secret.csv"), "word\nsecret\n");
});
afterAll(() => set.remove());

describe("a query cannot", () => {
	const secret = () => join(set.folder, "secret.csv");
	const never = () => join(set.folder, "never");
	const attempts: readonly (readonly [string, () => string])[] = [
		["read a file as CSV", () => `SELECT * FROM read_csv('${secret()}')`],
		["read a file as text", () => `SELECT * FROM read_text('${secret()}')`],
		["read a file by its name", () => `SELECT * FROM '${secret()}'`],
		["read a file as JSON", () => `SELECT * FROM read_json('${secret()}')`],
		["read bytes of the system", () => "SELECT * FROM read_blob('/proc/self/environ')"],
		["sniff a file", () => `SELECT * FROM sniff_csv('${secret()}')`],
		["list files", () => `SELECT * FROM glob('${set.folder}/*')`],
		["go up from the set", () => `SELECT * FROM read_csv('${current}/../secret.csv')`],
		["read other files of the set", () => `SELECT * FROM read_csv('${current}/reports.csv')`],
		["read over the network", () => "SELECT * FROM 'https://example.org/x.parquet'"],
		["read the environment", () => "SELECT getenv('HOME')"],
		["see secrets", () => "SELECT * FROM duckdb_secrets()"],
		["write a file", () => `COPY reports TO '${never()}'`],
		["write while it explains", () => `EXPLAIN ANALYZE COPY reports TO '${never()}'`],
		["write over the set", () => `COPY (SELECT 1 AS id) TO '${join(current, "reports.parquet")}'`],
		["write a database", () => `EXPORT DATABASE '${never()}'`],
		["attach a database", () => `ATTACH '${never()}'`],
		["install an extension", () => "INSTALL httpfs"],
		["load an extension", () => "LOAD httpfs"],
		["let files be read again", () => "SET enable_external_access = true"],
		["unlock the settings", () => "RESET lock_configuration"],
		["write a profile", () => `PRAGMA profile_output = '${never()}'`],
		["make a table", () => "CREATE TABLE x AS SELECT 1"],
		["take a view away", () => "DROP VIEW reports"],
		["put a view in another's place", () => "CREATE OR REPLACE VIEW reports AS SELECT 1"],
		["hide a second statement", () => `SELECT 1; COPY reports TO '${never()}'`],
		["hide a statement in a text", () => `SELECT * FROM query('COPY reports TO ''${never()}''')`],
		["call a procedure", () => "CALL force_checkpoint()"],
		["be nothing at all", () => "-- nothing"],
	];

	test.each(attempts)("%s", async (_, sql) => {
		const before = await readFile(join(current, "reports.parquet"));
		await expect(querySet(current, sql(), LIMITS)).rejects.toThrow(/query failed/);
		await expect(querySet(years, sql(), LIMITS)).rejects.toThrow(/query failed/);
		expect(existsSync(never())).toBe(false);
		expect(await readFile(join(current, "reports.parquet"))).toEqual(before);
	});
});

describe("a query", () => {
	test("sees every table by its name, whole and in years alike", async () => {
		for (const sql of [
			"SELECT id, requests_received_total FROM reports ORDER BY id",
			'SELECT report_id, "table", count(*) AS n FROM cells GROUP BY ALL ORDER BY ALL',
			"SELECT rule, count(*) FROM findings GROUP BY ALL ORDER BY ALL",
			"SELECT count(*) FROM corrections",
			"SELECT sum(n_imputed) FROM reports_imputed",
		])
			expect((await querySet(years, sql, LIMITS)).rows).toEqual((await querySet(current, sql, LIMITS)).rows);
	});

	test("gives no more rows than were asked for, and says so", async () => {
		const { rows, isCut } = await querySet(current, "SELECT * FROM cells", { rows: 5, timeoutMs: 20_000 });
		expect([rows.length, isCut]).toEqual([5, true]);
	});

	test("is stopped when it takes too long, or too much memory", async () => {
		const long = "SELECT count(*) FROM range(1e12::BIGINT) a, range(1000) b";
		await expect(querySet(current, long, { rows: 5, timeoutMs: 300 })).rejects.toThrow(/more than 0.3 s/);
		const large = "SELECT array_agg(a.range) FROM range(100000000) a";
		await expect(querySet(current, large, { rows: 5, timeoutMs: 20_000, memoryMb: 100 })).rejects.toThrow(/Out of Memory/);
		expect(readdirSync(".").filter((name) => name === ".tmp")).toEqual([]);
	});

	test("that heeds no limit ends the process, not the machine", async () => {
		const { code, stderr } = await gouji([
			"query",
			"SELECT list_sum(range(1000000000))",
			"--data",
			current,
			"--memory",
			"100",
			"--timeout",
			"5",
		]);
		expect(code).not.toBe(0);
		expect(stderr).toMatch(/takes more memory than it may|took more than 5 s/);
	});

	test("stays with the set it was asked of when another takes its place", async () => {
		const opened = await openSet(years, LIMITS);
		await set.export("years", { partitionAbove: 0, software: "gouji/other" });
		const { answer } = await import("../../../src/output/dataset/query.ts");
		expect((await answer(opened, "SELECT count(*) FROM cells WHERE value IS NOT NULL")).rows[0]?.[0]).toBeGreaterThan(1000);
		opened.close();
	});
});

describe("gouji query", () => {
	const ask = (args: readonly string[], input = "") => gouji(["query", "--data", current, ...args], { input });
	const sql = "SELECT issuer, year, requests_received_total AS n FROM reports WHERE year = 2021";

	test("prints a table, CSV or JSON, numbers as numbers", async () => {
		expect((await ask([sql])).stdout).toBe("issuer        year  n\n云浦区水务局  2021  91\n");
		expect((await ask([sql, "--format", "csv"])).stdout).toBe("issuer,year,n\r\n云浦区水务局,2021,91\r\n");
		expect(JSON.parse((await ask([sql, "--format", "json"])).stdout)).toEqual([{ issuer: "云浦区水务局", year: 2021, n: 91 }]);
		expect(JSON.parse((await ask(["SELECT count(*) AS n FROM reports", "--format", "json"])).stdout)).toEqual([
			{ n: set.reports.length },
		]);
	});

	test("cuts nothing that does not go to a terminal, unless it is asked to, and begins with a comment or a command", async () => {
		const rows = "SELECT c.raw FROM cells c, range(3)";
		const { stdout } = await ask([`-- all\n${rows}`, "--format", "json"]);
		expect(JSON.parse(stdout).length).toBeGreaterThan(6000);
		const cut = await ask([rows, "--limit", "2", "--format", "json"]);
		expect([JSON.parse(cut.stdout).length, cut.stderr]).toEqual([2, expect.stringContaining("first 2 rows")]);
		expect((await ask([], ".tables\n")).stdout).toContain("reports_imputed");
	});

	test("reads the question from standard input where none is given", async () => {
		expect((await ask([], `${sql};\n`)).stdout).toContain("云浦区水务局  2021  91");
	});

	test.each([
		["another format", ["SELECT 1", "--format", "xml"]],
		["a limit of nothing", ["SELECT 1", "--limit", "0"]],
		["a time that is no number", ["SELECT 1", "--timeout", "soon"]],
		["a column there is not", ["SELECT nothing FROM reports"]],
	])("refuses %s with exit code 2", async (_, args) => {
		expect((await ask(args)).code).toBe(2);
	});

	test("over no set says what to do first", async () => {
		const { code, stderr } = await gouji(["query", "SELECT 1", "--data", join(set.folder, "nowhere")]);
		expect([code, stderr.includes("gouji export")]).toEqual([2, true]);
	});
});

describe("a conversation", () => {
	const talk = async (lines: readonly string[]) => {
		const opened = await openSet(current, { ...LIMITS, rows: 3 });
		const [input, output] = [new PassThrough(), new PassThrough()];
		const said = text(output);
		input.end(`${lines.join("\n")}\n`);
		await converse(opened, { format: "table", input, output, history: join(set.folder, "history") });
		opened.close();
		output.end();
		return said;
	};

	test("answers questions over several lines, goes on after mistakes, and changes formats", async () => {
		const said = await talk([
			"SELECT year",
			"FROM reports WHERE issuer LIKE '云浦%';",
			"SELECT nothing FROM reports;",
			".format json",
			"SELECT 1 AS one;",
			".quit",
			"SELECT 2 AS two;",
		]);
		expect(said).toContain("year\n2021\n(1 rows;");
		expect(said).toContain("The query failed");
		expect(said).toContain('[\n\t{\n\t\t"one": 1\n\t}\n]');
		expect(said).not.toContain("two");
	});

	test("tells tables, columns and what it can do, and when rows are left off", async () => {
		const said = await talk([".tables", ".columns findings", ".columns nothing", ".format xml", ".help", "SELECT * FROM cells;"]);
		for (const told of [
			"reports_imputed",
			"fingerprint",
			"No such table: nothing",
			"No such format: xml",
			".columns TABLE",
			"only the first 3 are shown",
		])
			expect(said).toContain(told);
	});

	test("completes names of tables, columns and commands", async () => {
		const opened = await openSet(current, LIMITS);
		expect(complete(opened, "SELECT * FROM rep")[0]).toEqual(expect.arrayContaining(["reports", "reports_imputed", "report_id"]));
		expect(complete(opened, "SELECT * FROM ")[0]).not.toContain("q_balance");
		expect(complete(opened, "select q_bal")).toEqual([["q_balance"], "q_bal"]);
		expect(complete(opened, ".col")[0]).toEqual([".columns"]);
		opened.close();
	});
});
