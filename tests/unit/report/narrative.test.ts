import { describe, expect, test } from "vitest";
import type { Report } from "../../../pipelines/disclosure-report/schema.ts";
import { factsOf, outcomesOf, verdictsOf } from "../../support/facts.ts";

const withText = (overview: string, changes = {}): ReturnType<typeof factsOf> => {
	const sections: Report["sections"] = { ...factsOf().sections, overview };
	return factsOf(changes, { sections });
};

describe("T01, parts in the text", () => {
	test.each([
		["that add up", "主动公开政府信息10条，其中机构职能类4条，规划计划类3条，其他类3条。", ["holds"]],
		["that do not add up", "主动公开政府信息10条，其中机构职能类4条，规划计划类3条，其他类4条。", ["broken"]],
		["in another unit", "主动公开政府信息10条，其中机构职能类4件，规划计划类3件，其他类4件。", []],
		["of which there is one", "主动公开政府信息10条，其中机构职能类4条。", []],
	])("%s", (_, text, verdicts) => {
		expect(verdictsOf("T01", withText(text))).toEqual(verdicts);
	});

	test("that are no whole list may be fewer than the total", () => {
		expect(verdictsOf("T01", withText("主动公开政府信息10条，其中机构职能类4条，规划计划类3条。"))).toEqual(["holds"]);
	});

	test("show their sum", () => {
		const [outcome] = outcomesOf("T01", withText("主动公开政府信息10条，其中机构职能类4条，规划计划类3条，其他类4条。"));
		expect(outcome).toMatchObject({ expected: 10, actual: 11, message: expect.stringContaining("4＋3＋4＝11") });
	});
});

describe("T03, requests in the text", () => {
	const received = factsOf().figure("requests.received.total")?.value ?? 0;
	const carried = factsOf().figure("requests.carried_in.total")?.value ?? 0;

	test("agree with table 三", () => {
		expect(verdictsOf("T03", withText(`全年新收政府信息公开申请${received}件。`))).toEqual(["holds"]);
	});

	test("agree where those carried over are counted with them", () => {
		expect(verdictsOf("T03", withText(`全年共受理政府信息公开申请${received + carried}件。`))).toEqual(["holds"]);
	});

	test("that differ are broken, and both are shown", () => {
		const wrong = received + carried + 7;
		expect(outcomesOf("T03", withText(`全年新收政府信息公开申请${wrong}件。`))).toMatchObject([
			{ verdict: "broken", actual: wrong, message: expect.stringContaining(String(wrong)) },
		]);
	});

	test("say nothing where the text says nothing", () => {
		expect(verdictsOf("T03", withText("全年工作有序开展。"))).toEqual([]);
	});
});
