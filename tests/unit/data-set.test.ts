import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasetTables } from "../../pipelines/disclosure-report/dataset/tables.ts";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { querySet } from "../../src/dataset/query.ts";
import { exportSet } from "../../src/run/export-set.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { entry, gouji } from "../support/command.ts";
import { figureAt } from "../support/figures-at.ts";

const LIMITS = { rows: 100_000, timeoutMs: 20_000 };
const samples = sampleFolders();
let folder = "";
let reports: Report[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-set-"));
	await mkdir(join(folder, "reports"));
	for (const sample of samples) await cp(sample.expected, join(folder, "reports", `${sample.name}.json`));
	reports = await Promise.all(samples.map(async (sample) => Report.parse(JSON.parse(await readFile(sample.expected, "utf8")))));
	await exportSet(source(), join(folder, "set"), ["parquet", "csv", "json", "xlsx"]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const source = (from = join(folder, "reports")) => ({
	from,
	tables: datasetTables,
	descriptions: { "report.schema.json": "{}\n" },
});
const current = () => join(folder, "set", "current");
const columnsOf = (name: string) => datasetTables.find((table) => table.name === name)?.columns ?? [];

/** What a reader found, by report and column, against the reports themselves. */
function expectSameFigures(rows: readonly Record<string, unknown>[]): void {
	expect(rows).toHaveLength(reports.length);
	for (const report of reports) {
		const row = rows.find((candidate) => candidate.id === report.id);
		for (const column of columnsOf("reports")) {
			if (!column.path?.startsWith("tables.")) continue;
			const read = row?.[column.name];
			const value = read === "" || read === null || read === undefined ? null : Number(read);
			expect(value, `${report.id} ${column.name}`).toBe(figureAt(report.tables, column.path.slice(7)) ?? null);
		}
	}
}

describe("an exported set", () => {
	test("reads back from Parquet, by DuckDB, as the reports have it", async () => {
		const { columns, rows } = await querySet(current(), "SELECT * FROM reports", LIMITS);
		expectSameFigures(rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))));
	});

	test("reads back from Parquet, by another reader, as the reports have it", async () => {
		const bytes = await readFile(join(current(), "reports.parquet"));
		const rows = await parquetReadObjects({
			file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
			compressors,
		});
		expectSameFigures(rows);
	});

	test("reads back from CSV as the reports have it", async () => {
		const [head = "", ...lines] = (await readFile(join(current(), "reports.csv"), "utf8")).trim().split("\n");
		const names = head.split(",");
		expectSameFigures(lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell]))));
	});

	test("has one row of cells for every piece of evidence, with its place", async () => {
		const { rows } = await querySet(current(), 'SELECT report_id, "table", "row", "column", value, page, x0 FROM cells', LIMITS);
		expect(rows).toHaveLength(reports.reduce((sum, report) => sum + report.cells.length, 0));
		const [cell] = reports[0]?.cells ?? [];
		const [table, ...rest] = cell?.path.split(".") ?? [];
		expect(rows).toContainEqual([
			reports[0]?.id,
			table,
			rest.slice(0, -1).join("."),
			rest.at(-1),
			cell?.value,
			cell?.page,
			cell?.box?.[0],
		]);
	});

	test("flags reports whose sums do not hold, and no others", async () => {
		const { rows } = await querySet(
			current(),
			"SELECT issuer FROM reports WHERE NOT q_row_sums OR NOT q_remedy_sums ORDER BY 1",
			LIMITS,
		);
		const accused = reports.filter((report) =>
			report.findings.some((finding) => /^A0[14]/.test(finding.rule) && finding.verdict === "broken"),
		);
		expect(rows.flat()).toEqual(accused.map((report) => report.issuer.name).sort());
	});

	test("describes every column in the codebook, with short names that fit Stata", async () => {
		const codebook = await readFile(join(current(), "codebook.csv"), "utf8");
		for (const table of datasetTables) {
			const short = table.columns.map((column) => column.shortName ?? column.name);
			expect(new Set(short).size).toBe(short.length);
			for (const [i, column] of table.columns.entries()) {
				expect(short[i]).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
				expect(codebook).toContain(`${table.name},${column.name},`);
			}
		}
	});

	test("lists its files with hashes that are right", async () => {
		const sums = await readFile(join(current(), "SHA256SUMS"), "utf8");
		for (const name of ["reports.parquet", "cells.csv", "datapackage.json", "reports.xlsx"])
			expect(sums).toContain(`  ${name}\n`);
		const { resources } = JSON.parse(await readFile(join(current(), "datapackage.json"), "utf8")) as {
			resources: { path: string }[];
		};
		expect(resources.map(({ path }) => path)).toContain("reports.csv");
	});

	test("is the same, byte for byte, when the same reports are exported elsewhere", async () => {
		const other = join(folder, "again");
		await exportSet(source(), other, ["parquet", "csv", "json"]);
		for (const name of ["reports.parquet", "cells.parquet", "findings.csv", "reports.ndjson"]) {
			expect(Buffer.compare(await readFile(join(other, "current", name)), await readFile(join(current(), name))), name).toBe(0);
		}
	});

	test("is left alone when nothing changed, and replaced whole when something did", async () => {
		const from = join(folder, "changing");
		await cp(join(folder, "reports"), from, { recursive: true });
		const to = join(folder, "changing-set");
		const first = await exportSet(source(from), to, ["csv"]);
		const second = await exportSet(source(from), to, ["csv"]);
		await rm(join(from, `${samples[0]?.name}.json`));
		const third = await exportSet(source(from), to, ["csv"]);
		expect([first.isNew, second.isNew, third.isNew]).toEqual([true, false, true]);
		expect(third.reports).toBe(samples.length - 1);
		expect(await readdir(join(to, "sets"))).toHaveLength(1);
	});

	test("stays whole when the export is killed at any moment", { timeout: 120_000 }, async () => {
		const to = join(folder, "killed");
		await exportSet(source(), to, ["parquet"]);
		const from = join(folder, "more");
		await cp(join(folder, "reports"), from, { recursive: true });
		for (let round = 0; round < 8; round++) {
			await writeFile(join(from, `round-${round}.json`), await readFile(samples[1]?.expected ?? ""));
			const child = spawn(process.execPath, [entry, "export", "--from", from, "--to", to, "--format", "parquet"], {
				stdio: "ignore",
			});
			const ended = new Promise((resolve) => child.once("exit", resolve));
			setTimeout(() => child.kill("SIGKILL"), 150 + round * 120);
			await ended;
			const { rows } = await querySet(join(to, "current"), "SELECT count(*) FROM reports", LIMITS);
			expect(Number(rows[0]?.[0])).toBeGreaterThanOrEqual(samples.length);
		}
	});
});

describe("a query", () => {
	test.each([
		["another file", "SELECT * FROM read_csv('/etc/hostname')"],
		["a file to write", "COPY reports TO '/tmp/gouji-never.csv'"],
		["a change of settings", "SET enable_external_access = true"],
		["an extension", "INSTALL httpfs"],
		["another database", "ATTACH '/tmp/gouji-never.duckdb'"],
	])("is refused %s", async (_, sql) => {
		await expect(querySet(current(), sql, LIMITS)).rejects.toThrow(/query failed/);
	});

	test("gives no more rows than were asked for, and says so", async () => {
		const { rows, isCut } = await querySet(current(), "SELECT * FROM cells", { rows: 5, timeoutMs: 20_000 });
		expect([rows.length, isCut]).toEqual([5, true]);
	});

	test("is stopped when it takes too long", async () => {
		await expect(
			querySet(current(), "SELECT count(*) FROM range(1e12::BIGINT) a, range(1000) b", { rows: 5, timeoutMs: 300 }),
		).rejects.toThrow(/query failed/);
	});

	test("over no set says what to do first, and exits 2", async () => {
		const { code, stderr } = await gouji(["query", "SELECT 1", "--data", join(folder, "nowhere")]);
		expect([code, stderr.includes("gouji export")]).toEqual([2, true]);
	});
});
