import fc from "fast-check";
import { expect, test } from "vitest";
import { candidatePairs, minHash, ShingleCounts } from "../../../src/check/similar.ts";
import { jaccard, matchingPassages, shinglesOf } from "../../../src/text/shingles.ts";

const set = (from: number, to: number) =>
	new Set(Array.from({ length: to - from }, (_, i) => Math.imul(from + i, 0x9e3779b1) >>> 0));

const signed = (sets: readonly ReadonlySet<number>[]) => candidatePairs(sets.map(minHash));

test("pairs that are alike are candidates, and an empty text is like none", () => {
	const sets = [set(0, 1000), set(5000, 6000), set(20, 1000), new Set<number>(), new Set<number>()];
	expect(signed(sets)).toEqual([{ first: 0, second: 2 }]);
});

test("candidates are told once, the earlier first, and the same for the same texts", () => {
	fc.assert(
		fc.property(fc.array(fc.uniqueArray(fc.nat(40), { minLength: 1 }), { maxLength: 8 }), (lists) => {
			const pairs = signed(lists.map((list) => new Set(list)));
			expect(pairs.every(({ first, second }) => first < second)).toBe(true);
			expect(new Set(pairs.map(({ first, second }) => `${first} ${second}`)).size).toBe(pairs.length);
			lists.forEach((list, second) => {
				const first = lists.findIndex((other) => other.length === list.length && other.every((n) => list.includes(n)));
				if (first < second && second - first < 8) expect(pairs).toContainEqual({ first, second });
			});
		}),
	);
});

test("what more than half of the texts share is the template", () => {
	const template = set(0, 50);
	const counts = new ShingleCounts();
	for (const n of [1, 2, 3, 4, 5]) counts.add(new Set([...template, ...set(n * 1000, n * 1000 + 50)]));
	expect([...template].every((shingle) => counts.isCommon(shingle, 0.5))).toBe(true);
	expect([...set(1000, 1050)].some((shingle) => counts.isCommon(shingle, 0.5))).toBe(false);
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
