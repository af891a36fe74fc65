import { describe, expect, test } from "vitest";
import { namedByPlace, sharedInOrder } from "../../../src/mapping/form/place-rows.ts";

const ORDERS = [
	["a", "b", "c", "d", "e"],
	["a", "b", "x", "c", "d", "e"],
];
const anything = { orders: ORDERS, mayBe: () => true, isEmpty: () => false };

describe("rows by their place", () => {
	test("as many as the form has between two that are known are these", () => {
		expect(namedByPlace({ ...anything, keys: ["a", undefined, "c", undefined, "e"] })).toEqual(["a", "b", "c", "d", "e"]);
	});

	test("more or fewer than the form has there are left without a name", () => {
		expect(namedByPlace({ ...anything, keys: ["c", undefined, undefined, "e"] })).toEqual(["c", undefined, undefined, "e"]);
		expect(namedByPlace({ ...anything, keys: ["a", undefined, "e"] })).toEqual(["a", undefined, "e"]);
	});

	test("rows that stand for nothing are not counted", () => {
		const keys = ["c", undefined, undefined, "e"];
		expect(namedByPlace({ ...anything, keys, isEmpty: (row) => row === 1 })).toEqual(["c", undefined, "d", "e"]);
	});

	test("where editions differ the one that has all known rows tells", () => {
		const keys = ["a", "b", undefined, "c"];
		expect(namedByPlace({ ...anything, keys })).toEqual(["a", "b", "x", "c"]);
		expect(namedByPlace({ ...anything, keys: ["a", undefined, undefined, "c"] })).toEqual(["a", "b", "x", "c"]);
	});

	test("a label that says something else stays without a name", () => {
		expect(namedByPlace({ ...anything, keys: ["a", undefined, "c"], mayBe: () => false })).toEqual(["a", undefined, "c"]);
	});

	test("misread labels keep most characters in order, others do not", () => {
		expect(sharedInOrder("规草", ["规章"])).toBe(0.5);
		expect(sharedInOrder("4.无止当搜复", ["无正当理由大量反复申请"])).toBeGreaterThan(0.5);
		expect(sharedInOrder("其他处理", ["无正当理由大量反复申请"])).toBeLessThan(0.4);
	});

	test("a label with what shows through around it is that label, a short one may be a part of another", () => {
		expect(sharedInOrder("F 1 1M T（一）予以公开星", ["予以公开"])).toBe(1);
		expect(sharedInOrder("无其他需要报告的事项", ["其他"])).toBeLessThan(0.4);
	});
});
