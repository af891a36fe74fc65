import { expect, test } from "vitest";
import { pre2019 } from "../../../pipelines/disclosure-report/fields/pre-2019.ts";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { Table } from "../../../src/model/table.ts";
import { documentOf } from "../../support/documents.ts";
import { tableOf } from "../../support/tables.ts";

const ORIGIN = { file: "old.pdf", sha256: "0".repeat(64), bytes: 1 };
const report = (title: string, table: Table) =>
	disclosureReport.map(documentOf([`#${title}`, "一、概述", "我局公开信息。", table])).publish(ORIGIN);

/** The statistical table with the n-th row's figure n, as printed: numbered labels, units beside them. */
function statistics(rows: (label: string, n: number) => readonly string[]): Table {
	const body = pre2019.indicators.map(({ label }, n) => rows(label, n));
	return tableOf([["统计指标", "单位", "统计数"], ...body]);
}

test("reads every row of the statistical table of 2014 to 2018, with the labels that come twice", () => {
	const { form, tables } = report(
		"云浦市水务局2017年政府信息公开工作年度报告",
		statistics((label, n) => [`（${"一二三四五六七八九十"[n % 10]}）${label}`, "件", String(n)]),
	);
	expect(form).toBe("pre2019");
	expect(tables.statistics).toEqual(Object.fromEntries(pre2019.indicators.map(({ key }, n) => [key, n])));
	expect(tables.listed).toBeUndefined();
});

test("reads it without a column of units, keeps blanks, and lists what provinces add", () => {
	const table = tableOf([
		["指标名称", "数值"],
		["（一）收到申请数", "12"],
		["1.当面申请数", "3"],
		["2.传真申请数", "0"],
		["3.网络申请数", "8"],
		["4.信函申请数", "1"],
		["5.微信小程序申请件数", "2"],
		["（二）申请办结数", "12"],
		["1.按时办结数", "12"],
		["2.延期办结数", "0"],
		["（三）申请答复数", "12"],
		["四、举报投诉数量", "0"],
	]);
	const { tables, cells } = report("云浦市水务局2016年政府信息公开工作年度报告", table);
	expect(tables.statistics).toMatchObject({ received: 12, received_online: 8, closed: 12, answered: 12, complaints: 0 });
	expect(tables.listed).toEqual([{ label: "5.微信小程序申请件数", value: 2 }]);
	expect(cells.find(({ path }) => path === "listed.1")).toMatchObject({ raw: "2", state: "number" });
});

test("finds a total that its parts do not come to, and says nothing by the rules of the later forms", () => {
	const table = statistics((label, n) => [label, "件", label === "收到申请数" ? "99" : "0"].map((text) => (n < 0 ? "" : text)));
	const { findings } = report("云浦市水务局2018年政府信息公开工作年度报告", table);
	const errors = findings.filter(({ severity }) => severity === "error").map(({ rule, message }) => `${rule}: ${message}`);
	expect(errors).toEqual([expect.stringMatching(/^A09-pre2019-sums: 旧统计表“收到申请数”：各项之和为0，表中为99，两者不等。$/)]);
});

test("free tables of earlier years are label–value pairs, no form forced on them", () => {
	const table = tableOf([
		["指标", "本期"],
		["主动公开信息数", "1,204"],
		["全文电子化率", "100%"],
	]);
	const { form, tables } = report("云浦市水务局2010年政府信息公开工作年度报告", table);
	expect(form).toBe("pre2019");
	expect(tables.statistics).toBeUndefined();
	expect(tables.listed).toEqual([
		{ label: "主动公开信息数", value: 1204 },
		{ label: "全文电子化率", value: 100 },
	]);
});
