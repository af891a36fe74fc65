import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import Draft04 from "ajv-draft-04";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { allTables } from "../../../src/output/documents/set-tables.ts";
import { repository } from "../../support/command.ts";
import { figureAt } from "../../support/figures-at.ts";
import { hasProgram, printed } from "../../support/programs.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

const { dataset } = disclosureReport;

interface Field {
	readonly name: string;
	readonly type: string;
	readonly constraints?: { readonly enum: readonly string[] };
}
interface Resource {
	readonly name: string;
	readonly path: string;
	readonly bytes: number;
	readonly hash: string;
	readonly format: string;
	readonly schema?: {
		readonly fields: readonly Field[];
		readonly primaryKey?: readonly string[];
		readonly foreignKeys?: readonly { reference: { resource: string } }[];
	};
}

let set: SampleSet;
const folders: Record<string, string> = {};

beforeAll(async () => {
	set = await sampleSet();
	folders.whole = await set.export("whole", { formats: ["parquet", "csv", "json", "xlsx"] });
	folders["by year"] = await set.export("years", { partitionAbove: 0 });
}, 120_000);
afterAll(() => set.remove());

const text = (folder: string, name: string) => readFile(join(folder, name), "utf8");
const packageOf = async (folder: string) => JSON.parse(await text(folder, "datapackage.json")) as { resources: Resource[] };

/** Records of a CSV as a reader of RFC 4180 sees them. */
function records(csv: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
		rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
		if (end === "\r\n") rows.push([]);
		else if (end === "") break;
	}
	return rows.filter((row) => row.length > 1);
}

const FITS: Readonly<Record<string, RegExp>> = {
	string: /^/,
	integer: /^-?\d+$/,
	number: /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/,
	boolean: /^(?:true|false)$/,
	date: /^\d{4}-\d\d-\d\d$/,
};

describe.each(["whole", "by year"])("the data package of a set %s", (layout) => {
	const folder = () => folders[layout] ?? "";

	test("is valid by the profiles of Frictionless", async () => {
		const description = await packageOf(folder());
		const ajv = new Draft04.default({ strict: false, validateFormats: false });
		const profile = async (name: string) =>
			ajv.compile(
				JSON.parse(await readFile(join(repository, "tests", "fixtures", "frictionless", `${name}.json`), "utf8")) as object,
			);
		const isPackage = await profile("data-package");
		expect(isPackage(description), JSON.stringify(isPackage.errors)).toBe(true);
		expect(isPackage({ ...description, resources: [] })).toBe(false);
		const isTabular = await profile("tabular-data-resource");
		const tabular = description.resources.filter(({ schema }) => schema !== undefined);
		expect(tabular.length).toBeGreaterThanOrEqual(5);
		for (const resource of tabular)
			expect(isTabular(resource), `${resource.name} ${JSON.stringify(isTabular.errors)}`).toBe(true);
	});

	test("tells of every file its bytes and its hash", async () => {
		const { resources } = await packageOf(folder());
		expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
		for (const { path, bytes, hash } of resources) {
			const content = await readFile(join(folder(), path));
			expect([content.length, `sha256:${createHash("sha256").update(content).digest("hex")}`], path).toEqual([bytes, hash]);
		}
		const names = new Set(resources.map(({ name }) => name));
		for (const { schema } of resources)
			for (const { reference } of schema?.foreignKeys ?? []) expect(names.has(reference.resource)).toBe(true);
	});

	test("has the fields of every CSV in their order, of types that every value fits", async () => {
		const { resources } = await packageOf(folder());
		for (const { path, schema } of resources) {
			if (!schema || !path.endsWith(".csv")) continue;
			const [head = [], ...rows] = records(await text(folder(), path));
			expect(head, path).toEqual(schema.fields.map(({ name }) => name));
			for (const row of rows)
				schema.fields.forEach(({ name, type }, i) => {
					if (row[i] !== "") expect(row[i], `${path} ${name}`).toMatch(FITS[type] ?? /$^/);
				});
			const key = (schema.primaryKey ?? []).map((name) => head.indexOf(name));
			expect(key, path).not.toContain(-1);
			if (key.length > 0) expect(new Set(rows.map((row) => JSON.stringify(key.map((i) => row[i])))).size, path).toBe(rows.length);
			schema.fields.forEach(({ name, constraints }, i) => {
				for (const row of rows) if (constraints && row[i] !== "") expect(constraints.enum, `${path} ${name}`).toContain(row[i]);
			});
		}
	});

	test("goes with hashes of all files, single reports too", async () => {
		const lines = (await text(folder(), "SHA256SUMS")).trim().split("\n");
		expect(lines.filter((line) => line.includes("  reports/"))).toHaveLength(set.reports.length);
		for (const line of lines) {
			const [hash, name = ""] = line.split("  ");
			expect(
				createHash("sha256")
					.update(await readFile(join(folder(), name)))
					.digest("hex"),
				name,
			).toBe(hash);
		}
		for (const name of [
			"CHANGELOG.md",
			"CITATION.cff",
			"README.md",
			"croissant.json",
			"datacite.json",
			"release.json",
			"LICENSE.md",
			"codebook.csv",
			"codebook.md",
			"report.schema.json",
			"datapackage.json",
		])
			expect(lines.map((line) => line.split("  ")[1])).toContain(name);
	});
});

test("the JSON Schema accepts every report, and not one without its tables", async () => {
	const isReport = new Ajv2020({ strict: false, validateFormats: false }).compile(
		JSON.parse(await text(folders.whole ?? "", "report.schema.json")) as object,
	);
	for (const report of set.reports) expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
	expect(isReport({ ...set.reports[0], tables: undefined })).toBe(false);
});

describe("the codebook", () => {
	test("tells of every column label, unit or type, form and legal meaning in both languages", async () => {
		const [head = [], ...rows] = records(await text(folders.whole ?? "", "codebook.csv"));
		const entries = rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""])));
		const columns = allTables(dataset).flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`));
		expect(entries.map(({ table_name, column_name }) => `${table_name}.${column_name}`)).toEqual(columns);
		for (const entry of entries) {
			expect(entry.label_zh, entry.column_name).toMatch(/[一-龥]/);
			expect(entry.label_en, entry.column_name).toMatch(/[A-Za-z]/);
			expect(entry.legal_zh === "", entry.column_name).toBe(entry.legal_en === "");
			expect(
				entry.path !== "" || entry.formula !== "" || !["reports", "reports_imputed"].includes(entry.table_name ?? ""),
				entry.column_name,
			).toBe(true);
		}
		const figures = entries.filter(({ path }) => path?.startsWith("tables."));
		expect(figures.filter(({ legal_zh }) => !/条|格式|〔2014〕32号/.test(legal_zh ?? ""))).toEqual([]);
		expect(new Set(figures.map(({ forms }) => forms))).toEqual(new Set(["2019", "2021", "2019 2021", "pre2019"]));
	});

	test("says of a refusal which article it rests on", async () => {
		const page = await text(folders.whole ?? "", "codebook.md");
		const line = page.split("\n").find((one) => one.startsWith("| `requests_refused_state_secret_total` |"));
		expect(line).toContain("《政府信息公开条例》第十四条");
		expect(line).toContain("art. 14");
	});

	test("has formulas that its ratios follow", async () => {
		const { columns } = dataset.tables[0] ?? { columns: [] };
		for (const name of [
			"disclosure_rate",
			"denial_rate",
			"not_held_rate",
			"carry_rate",
			"review_rate",
			"correction_rate",
			"deny1_share",
			"deny8_share",
		])
			expect(columns.find((column) => column.name === name)?.formula, name).toMatch(/\//);
	});
});

describe("names for Stata", () => {
	test("are ASCII of at most 32 characters, each once, and head the wide CSV", async () => {
		for (const table of dataset.tables.filter(({ isWide }) => isWide)) {
			const [head = [], first = []] = records(await text(folders.whole ?? "", `${table.name}.stata.csv`));
			expect(head).toHaveLength(table.columns.length);
			expect(new Set(head).size).toBe(head.length);
			for (const name of head) expect(name).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
			expect(first.filter((value) => value === "true" || value === "false")).toEqual([]);
			const script = await text(folders.whole ?? "", `${table.name}.stata.do`);
			for (const name of head) expect(script).toContain(`label variable ${name} "`);
		}
	});
});

test("CSV has a byte-order mark and no formulas where it is for spreadsheets, and neither otherwise", async () => {
	const [report] = set.reports;
	const json = { ...report, cells: report?.cells.map((cell, i) => (i === 0 ? { ...cell, raw: "=HYPERLINK(1)" } : cell)) };
	const source = {
		list: async function* () {
			yield { name: "x.json", mark: "" };
		},
		read: async () => JSON.stringify(json),
	};
	const plain = await text(await set.export("plain", { source, formats: ["csv"] }), "cells.csv");
	const marked = await text(await set.export("marked", { source, formats: ["csv"], isForSpreadsheets: true }), "cells.csv");
	expect([plain.charCodeAt(0) === 0xfeff, marked.charCodeAt(0) === 0xfeff]).toEqual([false, true]);
	expect([plain.includes(",=HYPERLINK"), marked.includes(",=HYPERLINK"), marked.includes(", =HYPERLINK")]).toEqual([
		true,
		false,
		true,
	]);
});

const hasOffice = hasProgram("localc");
if (!hasOffice) console.warn("LibreOffice Calc is not installed: that it opens the workbook is not tested");
test.skipIf(!hasOffice)("the workbook opens in a spreadsheet with its figures", { timeout: 90_000 }, async () => {
	const folder = folders.whole ?? "";
	const out = join(set.folder, "office");
	await printed(
		"soffice",
		[
			`-env:UserInstallation=file://${out}/profile`,
			"--headless",
			"--convert-to",
			"csv:Text - txt - csv (StarCalc):44,34,76",
			"--outdir",
			out,
			join(folder, "reports.xlsx"),
		],
		{ cwd: set.folder },
	);
	const [labels = [], names = [], ...rows] = records(
		(await readFile(join(out, "reports.csv"), "utf8")).replaceAll(/\r?\n/g, "\r\n"),
	);
	expect(labels[0]).toBe("编号");
	const received = names.indexOf("requests_received_total");
	const id = names.indexOf("document_id");
	for (const report of set.reports)
		expect(rows.find((row) => row[id] === report.id)?.[received]).toBe(
			String(figureAt(report.tables, "requests.received.total") ?? ""),
		);
	expect((await stat(join(folder, "reports.xlsx"))).size).toBeGreaterThan(10_000);
});
