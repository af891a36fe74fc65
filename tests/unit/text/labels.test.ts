import { describe, expect, test } from "vitest";
import { isEnumerated, withoutEnumerator } from "../../../src/text/enumerators.ts";
import { editDistance, holdsCharacters, labelScore, plainLabel, similarity } from "../../../src/text/labels.ts";
import { foldRadicals } from "../../../src/text/radicals.ts";

test.each([
	["一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"],
	["（三）不予 公开", "不予公开"],
	["3.危及“三安全一稳定”", "危及三安全一稳定"],
	["本年增/减", "本年增/减"],
	["１．属于国家秘密", "属于国家秘密"],
])("%j is plainly %j", (printed, plain) => {
	expect(plainLabel(printed)).toBe(plain);
});

describe("a label agrees with the form's", () => {
	test.each([
		["自 然 人", "自然人", 1],
		["2.其他法律行政止公开", "其他法律行政法规禁止公开", 0.74],
		["本年废纸件数", "本年废止件数", 0.83],
		["行政法复议", "行政复议", 0.8],
		["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开", 0.99],
		["本年收费金额（单位：万元）", "本年收费金额", 0.99],
	])("%j with %j at least to %d", (printed, label, least) => {
		expect(labelScore(printed, [label])).toBeGreaterThanOrEqual(least);
	});

	test.each([
		["重复申请", "信访举报投诉类申请"],
		["结果维持", "尚未审结"],
		["", "自然人"],
		["12", "自然人"],
	])("%j does not with %j", (printed, label) => {
		expect(labelScore(printed, [label])).toBeLessThan(0.5);
	});

	test("as well as with the best of several", () => {
		expect(labelScore("合计", ["总计", "合计"])).toBe(1);
	});
});

test.each([
	["1.属于国家秘密", true, "属于国家秘密"],
	["2、重复申请", true, "重复申请"],
	["３．其他", true, "其他"],
	["3）其他", true, "其他"],
	["（七）总计", true, "总计"],
	["十一、附则", true, "附则"],
	["1.5万元", false, "1.5万元"],
	["12", false, "12"],
	["2024年", false, "2024年"],
	["总计", false, "总计"],
])("%j begins with a number of its own: %j", (text, is, rest) => {
	expect(isEnumerated(text)).toBe(is);
	expect(withoutEnumerator(text)).toBe(rest);
});

test.each([
	["", "", 0],
	["abc", "abc", 0],
	["abc", "ac", 1],
	["abc", "abd", 1],
	["", "abc", 3],
	["总计", "合计", 1],
])("%j is %3$d changes from %j", (a, b, distance) => {
	expect(editDistance(a, b)).toBe(distance);
});

test("nothing is not similar to nothing", () => {
	expect(similarity("", "")).toBe(0);
});

test.each([
	["⽅法", "方法"],
	["⻓期", "长期"],
	["ﬁle", "file"],
	["政府⺠生", "政府民生"],
	["①、ABC政府", "①、ABC政府"],
])("%j is folded to %j", (text, folded) => {
	expect(foldRadicals(text)).toBe(folded);
});

test("labels whose lines are mixed hold all their characters, each as often", () => {
	expect(holdsCharacters("结果维结果纠总计持正", ["结果维持", "结果纠正", "总计"])).toBe(true);
	expect(holdsCharacters("结果维持纠正总计", ["结果维持", "结果纠正", "总计"])).toBe(false);
});
