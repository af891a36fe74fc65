import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countBelow, mergePlaces, nearestIndex, partitionOf } from "../../../../src/reading/tables/cluster.ts";
import { isArticleNumber, isSectionNumber } from "../../../../src/text/enumerators.ts";
import { isProseLike } from "../../../../src/text/prose.ts";

describe("places", () => {
	test.each([
		[[], [], 1, []],
		[[], [5, 1, 2, 9], 1, [1, 5, 9]],
		// Each is compared with the one kept before it, so that a slow drift is no single place.
		[[], [0, 0.8, 1.6, 2.4], 1, [0, 1.6]],
		[[10, 10.5], [10.2, 12], 1, [10, 10.5, 12]],
		[[10], [9, 11, 12], 1, [10, 12]],
	])("%j and %j within %d are %j", (kept, more, tolerance, merged) => {
		expect(mergePlaces(kept, more, tolerance)).toEqual(merged);
	});

	test.each([
		[[], 3, 0],
		[[1, 5, 9], 6, 1],
		[[1, 5, 9], 7, 1],
		[[1, 5, 9], 100, 2],
	])("of %j, that nearest to %d is number %d", (places, value, index) => {
		expect(nearestIndex(places, value)).toBe(index);
	});

	test("below a limit are counted as by looking at each", () => {
		const place = fc.integer({ min: 0, max: 20 });
		fc.assert(
			fc.property(fc.array(place), place, (places, limit) => {
				const sorted = places.toSorted((a, b) => a - b);
				expect(countBelow(sorted, limit)).toBe(sorted.filter((other) => other < limit).length);
			}),
		);
	});
});

test("a partition has two members in one part if and only if a way of joins leads from one to the other", () => {
	const member = fc.nat(9);
	fc.assert(
		fc.property(fc.array(fc.tuple(member, member), { maxLength: 12 }), (joins) => {
			const partition = partitionOf(10);
			const reaches = Array.from({ length: 10 }, (_, i) => new Set([i]));
			for (const [one, other] of joins) {
				partition.join(one, other);
				const all = new Set([...(reaches[one] ?? []), ...(reaches[other] ?? [])]);
				for (const i of all) reaches[i] = all;
			}
			const expected = [...new Set(reaches.map((set) => [...set].sort().join()))];
			expect(partition.parts().map((part) => part.join())).toEqual(expected);
		}),
	);
});

test.each([
	["第二十条第（一）项", true, false],
	["第三章", true, false],
	["三、收到申请", false, true],
	["第一季度", false, false],
])("%s begins with an article's number: %s; with a section's: %s", (text, isArticle, isSection) => {
	expect([isArticleNumber(text), isSectionNumber(text)]).toEqual([isArticle, isSection]);
});

test.each([
	["（单位：件）", true],
	["情况如下：", true],
	["2024年1月18日", true],
	["附表1", true],
	["规范性文件", false],
	["12 3 45", false],
])("%s reads as prose: %s", (line, isProse) => {
	expect(isProseLike(line)).toBe(isProse);
});
