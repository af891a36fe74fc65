import fc from "fast-check";
import { expect, test } from "vitest";
import { commonShingles, similarPairs } from "../../../src/check/similar.ts";
import { jaccard, matchingPassages, shinglesOf } from "../../../src/text/shingles.ts";

const set = (from: number, to: number) =>
	new Set(Array.from({ length: to - from }, (_, i) => Math.imul(from + i, 0x9e3779b1) >>> 0));

test("finds the pairs that are alike, with their exact likeness, and no others", () => {
	const sets = [set(0, 1000), set(5000, 6000), set(20, 1000), set(500, 1500), new Set<number>()];
	expect(similarPairs(sets, 0.9)).toEqual([{ first: 0, second: 2, similarity: 0.98 }]);
});

test("every pair it gives has the likeness it says", () => {
	fc.assert(
		fc.property(fc.array(fc.uniqueArray(fc.nat(40), { minLength: 1 }), { maxLength: 8 }), (lists) => {
			const sets = lists.map((list) => new Set(list));
			for (const { first, second, similarity } of similarPairs(sets, 0.5))
				expect(similarity).toBe(jaccard(sets[first] ?? new Set(), sets[second] ?? new Set()));
		}),
	);
});

test("what more than half of the texts share is the template", () => {
	const template = set(0, 50);
	const sets = [1, 2, 3, 4, 5].map((n) => new Set([...template, ...set(n * 1000, n * 1000 + 50)]));
	expect(commonShingles(sets, 0.5)).toEqual(template);
});

test("shows the passages that two texts have in common, longest first", () => {
	const shared = "政务公开栏目按月核对更新情况并及时纠正不规范的表述和链接错误";
	const longer = "组织各科室开展答复文书集中评查，逐件核对期限、依据和送达情况，形成问题清单并限期整改";
	expect(matchingPassages(`甲${shared}乙${longer}丙`, `丁${longer}戊${shared}己`)).toEqual([longer, shared]);
	expect(matchingPassages("甲乙丙丁", "甲乙丙丁")).toEqual([]);
});

test("shingles are the same for the same text, and none for a text that is too short", () => {
	expect(shinglesOf("公开信息目录")).toEqual(shinglesOf("公开信息目录"));
	expect(shinglesOf("公开信息目录").size).toBe(2);
	expect(shinglesOf("公开信").size).toBe(0);
	expect(jaccard(new Set(), new Set())).toBe(0);
});
