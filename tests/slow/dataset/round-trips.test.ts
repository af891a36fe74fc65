import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasetTables } from "../../../pipelines/disclosure-report/dataset/tables.ts";
import { issuedForms } from "../../../pipelines/disclosure-report/fields/forms.ts";
import type { Report } from "../../../pipelines/disclosure-report/schema.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import { yuanOf } from "../../../src/text/figures.ts";
import { figureAt } from "../../support/figures-at.ts";
import { hasProgram, printed } from "../../support/programs.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

type Row = Readonly<Record<string, unknown>>;

const LIMITS = { rows: 100_000, timeoutMs: 20_000 };
const LAYOUTS = ["whole", "by year"] as const;
const PYTHON = `
import csv, json, sys, glob, os
out = {}
for table in sys.argv[2:]:
    path = os.path.join(sys.argv[1], table + ".csv")
    files = sorted(glob.glob(os.path.join(path, "*.csv"))) if os.path.isdir(path) else [path]
    out[table] = [row for name in files for row in csv.DictReader(open(name, encoding="utf-8", newline=""))]
json.dump(out, sys.stdout)
`;

let set: SampleSet;
const current: Record<string, string> = {};

beforeAll(async () => {
	set = await sampleSet();
	current.whole = await set.export("whole");
	current["by year"] = await set.export("years", { partitionAbove: 0 });
});
afterAll(() => set.remove());

const read: Readonly<Record<string, (folder: string, table: string) => Promise<Row[]>>> = {
	DuckDB: async (folder, table) => {
		const { columns, rows } = await querySet(folder, `SELECT * FROM ${table}`, LIMITS);
		return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
	},
	hyparquet: async (folder, table) => {
		const path = join(folder, `${table}.parquet`);
		const files = statSync(path).isDirectory()
			? readdirSync(path)
					.sort()
					.map((name) => join(path, name))
			: [path];
		const parts = await Promise.all(
			files.map(async (file) => {
				const bytes = await readFile(file);
				return parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), compressors });
			}),
		);
		return parts.flat();
	},
	"Python csv": async (folder, table) => {
		const all = JSON.parse(await printed("python3", ["-", folder, table], { cwd: folder, input: PYTHON })) as Record<
			string,
			Row[]
		>;
		return all[table] ?? [];
	},
};
const hasPython = hasProgram("python3");
if (!hasPython) console.warn("python3 is not installed: the round trip through Python's csv is not tested");

/** A value as a reader gave it; texts of CSV count as what they say, nothing and the empty text as nothing. */
function plain(value: unknown): string | null {
	if (value === null || value === undefined || value === "") return null;
	if (value instanceof Date) return value.toISOString().slice(0, 10);
	return String(value);
}

const expected = (value: unknown) => plain(value ?? null);

/** A figure as `reports` has it: nothing where the reading is in doubt or no unit is printed, amounts of no unit of the form in yuan. */
function printedAt(report: Report, path: string, unit: string | undefined): number | null {
	const cell = report.cells.find((one) => one.path === path);
	if (!cell || cell.value === null || cell.confidence < 0.95 || cell.doubt !== undefined) return null;
	if (unit === "count" || cell.value === 0) return cell.value;
	const yuan = yuanOf(cell.unit);
	return yuan === undefined ? null : unit === "yuan" ? cell.value * yuan : cell.value;
}

describe.each(LAYOUTS)("a set %s", (layout) => {
	describe.each(Object.entries(read))("read back by %s", (reader, rowsOf) => {
		const isMissing = reader === "Python csv" && !hasPython;
		const folder = () => current[layout] ?? "";

		test.skipIf(isMissing)("has every figure of every report, and nothing where nothing is printed", async () => {
			const rows = await rowsOf(folder(), "reports");
			expect(rows).toHaveLength(set.reports.length);
			for (const report of set.reports) {
				const row = rows.find(({ document_id }) => document_id === report.id);
				for (const { name, path = "", unit } of datasetTables(issuedForms)[0]?.columns ?? []) {
					if (path === "") continue;
					const wanted = path.startsWith("tables.") ? printedAt(report, path.slice(7), unit) : figureAt(report, path);
					expect(plain(row?.[name]), `${report.id} ${name}`).toBe(expected(wanted));
				}
			}
		});

		test.skipIf(isMissing)("has the evidence of every cell", async () => {
			const rows = await rowsOf(folder(), "cells");
			const documents = new Map((await rowsOf(folder(), "reports")).map(({ id, document_id }) => [id, document_id]));
			const byKey = new Map(
				rows.map((row) => [
					[documents.get(row.report_id), row.table, row.row, row.column].map((part) => part ?? "").join(" "),
					row,
				]),
			);
			expect(byKey.size).toBe(set.reports.reduce((sum, { cells }) => sum + cells.length, 0));
			for (const report of set.reports) {
				for (const cell of report.cells) {
					const [table, ...rest] = cell.path.split(".");
					const row = byKey.get([report.id, table, rest.slice(0, -1).join("."), rest.at(-1)].join(" "));
					const { state, raw, page, box, method, confidence } = cell;
					const money = cell.path === "proactive.procurement.amount" ? "yuan" : "10,000 yuan";
					const value = cell.unit_from === undefined ? cell.value : printedAt(report, cell.path, money);
					const [x0, y0, x1, y1] = box ?? [];
					for (const [name, wanted] of Object.entries({
						value,
						state,
						raw,
						page,
						x0,
						y0,
						x1,
						y1,
						method,
						confidence,
						year: report.year,
					}))
						expect(plain(row?.[name]), `${report.id} ${cell.path} ${name}`).toBe(expected(wanted));
				}
			}
		});

		test.skipIf(isMissing)("has every finding with its message", async () => {
			const rows = await rowsOf(folder(), "findings");
			const said = (row: Row) =>
				["rule", "verdict", "message", "expected", "actual"].map((name) => plain(row[name]) ?? "").join("|");
			const wanted = set.reports.flatMap(({ findings }) => findings.map((finding) => said(finding as unknown as Row)));
			expect(rows.map(said).sort()).toEqual(wanted.sort());
		});
	});

	test("has every report.json as it was, and each on a line", async () => {
		const folder = current[layout] ?? "";
		const years = [...new Set(set.reports.map(({ year }) => year))].sort();
		const files = layout === "whole" ? ["reports.ndjson"] : years.map((year) => `reports.ndjson/${year}.ndjson`);
		const lines = (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).flatMap((text) =>
			text.trim().split("\n"),
		);
		const parsed = lines.map((line) => JSON.parse(line) as { id: string });
		expect(parsed.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(set.reports.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
		for (const name of readdirSync(set.from)) {
			const [found = ""] = [
				join(folder, "reports", name),
				...years.map((year) => join(folder, "reports", String(year), name)),
			].filter(existsSync);
			expect(await readFile(found, "utf8")).toBe(await readFile(join(set.from, name), "utf8"));
		}
	});
});

test.skipIf(!hasPython)("text of a hostile document comes back as it was, in every format", async () => {
	const hostile = ['a\nb,"c"\r\nd', '"', "\\N", "NULL", "=1+1", "'\"", "\u2028中文", "x\u0001y\u0002", "#", "a\tb", "z\ufeffz"];
	const [first] = set.reports;
	const json = { ...first, cells: first?.cells.slice(0, hostile.length).map((cell, i) => ({ ...cell, raw: hostile[i] ?? "" })) };
	const folder = await set.export("hostile", {
		source: {
			list: async function* () {
				yield { name: "x.json", mark: "" };
			},
			read: async () => JSON.stringify(json),
		},
	});
	const wanted = hostile.map((text) => text.replaceAll(/[\u0001\u0002\t]/g, " ")).sort();
	for (const rowsOf of Object.values(read)) expect((await rowsOf(folder, "cells")).map(({ raw }) => raw).sort()).toEqual(wanted);
});
