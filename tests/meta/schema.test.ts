import { describe, expect, test } from "vitest";
import { form2019 } from "../../pipelines/disclosure-report/fields/form-2019.ts";
import { form2021 } from "../../pipelines/disclosure-report/fields/form-2021.ts";
import {
	pathsOf,
	proactivePaths,
	remedyPaths,
	requestPaths,
	requestRowsOf,
} from "../../pipelines/disclosure-report/fields/paths.ts";
import { pre2019 } from "../../pipelines/disclosure-report/fields/pre-2019.ts";
import { labelByPath } from "../../pipelines/disclosure-report/labels.ts";
import { disclosureReport } from "../../pipelines/index.ts";

describe.each([
	[form2019, 22, 23, 161, 15, 198],
	[form2021, 10, 25, 175, 15, 200],
] as const)("the form of $id", (edition, proactive, rows, requests, remedies, all) => {
	test(`has ${proactive}, ${requests} in ${rows} rows, and ${remedies} figures: ${all}`, () => {
		expect(proactivePaths(edition)).toHaveLength(proactive);
		expect(requestRowsOf(edition)).toHaveLength(rows);
		expect(requestPaths(edition)).toHaveLength(requests);
		expect(remedyPaths(edition)).toHaveLength(remedies);
		expect(pathsOf(edition).size).toBe(all);
	});
});

test("the schema has every figure of all three forms, and no other", () => {
	const old = pre2019.indicators.map(({ key }) => `statistics.${key}`);
	expect([...labelByPath.keys()].sort()).toEqual([...new Set([...pathsOf(form2019), ...pathsOf(form2021), ...old])].sort());
});

test("every figure has labels of its own in both languages", () => {
	const labels = [...labelByPath.values()];
	expect(labels.filter(({ zh, en }) => !/[一-龥]/.test(zh) || !/[a-z]/.test(en))).toEqual([]);
	expect(new Set(labels.map(({ zh }) => zh)).size).toBe(labels.length);
});

test("the codebook has one line for each figure, under column names of their own", () => {
	const codebook = disclosureReport.descriptions()["codebook.csv"] ?? "";
	const lines = codebook.trim().split("\r\n").slice(1);
	expect(lines.map((line) => line.split(",")[0])).toEqual([...labelByPath.keys()]);
	expect(new Set(lines.map((line) => line.split(",")[1])).size).toBe(labelByPath.size);
});

test("the codebook says of every amount of money what it is in, and of nothing else", () => {
	const money = [...labelByPath.values()].filter(({ unit }) => unit !== "count");
	expect(money.map(({ path, unit }) => `${path} ${unit}`)).toEqual([
		"proactive.fees.amount 10,000 yuan",
		"proactive.procurement.amount as printed",
		"statistics.fees 10,000 yuan",
		"statistics.budget 10,000 yuan",
	]);
	const named = [...labelByPath.values()].filter(({ en }) => en.includes("10,000 yuan")).map(({ path }) => path);
	expect(named).toEqual(money.filter(({ unit }) => unit === "10,000 yuan").map(({ path }) => path));
	const lines = (disclosureReport.descriptions()["codebook.csv"] ?? "").split("\r\n");
	expect(lines.filter((line) => line.endsWith(',decimal,"10,000 yuan"'))).toHaveLength(3);
});

test("the JSON Schema requires what the contract promises", () => {
	const schema = JSON.parse(disclosureReport.descriptions()["report.schema.json"] ?? "") as { required: string[] };
	expect(schema.required).toEqual(expect.arrayContaining(["schema", "id", "tables", "cells", "findings", "quality"]));
});
