import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerWriter, showAnswer } from "../../../src/cli/answer-format.ts";
import type { OpenSet } from "../../../src/output/dataset/open-set.ts";
import { openSet } from "../../../src/output/dataset/open-set.ts";
import { answer, answerInBlocks } from "../../../src/output/dataset/query.ts";
import { entry } from "../../support/command.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

let set: SampleSet;
let current = "";
let opened: OpenSet;
beforeAll(async () => {
	set = await sampleSet();
	current = await set.export("set", { formats: ["parquet"] });
	opened = await openSet(current, { rows: Number.POSITIVE_INFINITY, timeoutMs: 20_000 });
});
afterAll(async () => {
	opened.close();
	await set.remove();
});

/** What `gouji query` prints of a question, piece by piece. */
async function written(sql: string, format: "csv" | "json", options = {}): Promise<string> {
	const writer = answerWriter(format, options);
	let text = "";
	await answerInBlocks(opened, sql, (block) => {
		text += writer.block(block);
		return true;
	});
	return text + writer.end();
}

describe("an answer", () => {
	test("has all rows where no limit is asked for, over many blocks, in order", async () => {
		const sql = "SELECT range AS n FROM range(100000) ORDER BY n";
		expect(await written(sql, "csv")).toBe(`n\r\n${Array.from({ length: 100_000 }, (_, i) => `${i}\r\n`).join("")}`);
		const json = JSON.parse(await written(sql, "json")) as { n: number }[];
		expect([json.length, json.at(-1)]).toEqual([100_000, { n: 99_999 }]);
	});

	test("is the same in pieces as whole", async () => {
		const sql = "SELECT * FROM reports ORDER BY id";
		for (const format of ["csv", "json"] as const)
			expect(await written(sql, format)).toBe(showAnswer(await answer(opened, sql), format));
	});

	test("has numbers as numbers, whatever their length", async () => {
		const sql = "SELECT 9007199254740993::BIGINT AS a, 1::BIGINT AS b, 1.5::DECIMAL(4,1) AS c, '7' AS d, [1, 2] AS e, NULL AS f";
		const json = await written(sql, "json");
		expect(json).toContain('"a": 9007199254740993,');
		expect(JSON.parse(json)).toEqual([{ a: 9007199254740992, b: 1, c: 1.5, d: "7", e: [1, 2], f: null }]);
	});

	test("without rows has its columns all the same", async () => {
		const sql = "SELECT id, year FROM reports WHERE false";
		expect([await written(sql, "csv"), await written(sql, "json")]).toEqual(["id,year\r\n", "[]\n"]);
		expect(await answer(opened, sql)).toMatchObject({ columns: ["id", "year"], rows: [], isCut: false });
	});

	test("has a byte-order mark where it is asked for only, and tells nothing from an empty text", async () => {
		const sql = "SELECT NULL AS a, '' AS b, 'x,y' AS c";
		expect(await written(sql, "csv")).toBe('a,b,c\r\n,"","x,y"\r\n');
		expect(await written(sql, "csv", { hasMark: true })).toBe('\ufeffa,b,c\r\n,"","x,y"\r\n');
	});

	test("that nobody wants more of ends", async () => {
		let rows = 0;
		await answerInBlocks(opened, "SELECT * FROM range(1000000000)", (block) => {
			rows += block.rows.length;
			return rows === 0;
		});
		expect(rows).toBeLessThan(10_000);
	});

	test("that cannot be given keeps what DuckDB says of it, with its candidates", async () => {
		await expect(answer(opened, "SELECT requests_recieved_total FROM reports")).rejects.toThrow(
			/requests_received_total[\s\S]*LINE 1[\s\S]*\^/,
		);
		await expect(answer(opened, "DROP VIEW reports")).rejects.toMatchObject({ hint: expect.not.stringContaining("Tables:") });
	});
});

test.each([
	["a query", ["query", "SELECT c.raw FROM cells c, range(200)", "--format", "csv"]],
	["help", ["query", "--help"]],
])("%s ends quietly where its reader goes away", async (_, args) => {
	const child = spawn(process.execPath, [entry, ...args, ...(args.length > 2 ? ["--data", current] : [])]);
	let told = "";
	child.stderr.on("data", (piece: Buffer) => {
		told += piece.toString();
	});
	child.stdout.once("data", () => child.stdout.destroy());
	const [code] = await once(child, "close");
	expect([code, told]).toEqual([0, ""]);
});
