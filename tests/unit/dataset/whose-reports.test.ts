import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { IdentityFacts } from "../../../src/model/dataset.ts";
import { DIVISIONS, placesOf } from "../../../src/output/dataset/divisions.ts";
import { issuerBook } from "../../../src/output/dataset/issuer-book.ts";
import { placeVersions } from "../../../src/output/dataset/versions.ts";

const { knowledge } = disclosureReport.dataset;
const organ = (name: string, more: object = {}) => ({ name, aliases: [], complete: false, ...more });
const roster = [
	organ("甲城市市场监督管理局", { aliases: ["甲城市工商行政管理局"] }),
	organ("柳河镇人民政府"),
	organ("丙城市统计局", { id: "tj" }),
];
const book = issuerBook(roster, knowledge);
const idOf = (issuer: string, address = "x.html", more: object = {}) => book.issuerOf({ issuer, address, ...more });

describe("an issuer's id", () => {
	test("is the same under all names of the roster, and the roster's own where it has one", () => {
		expect(idOf("甲城市工商行政管理局").id).toBe("甲城市市场监督管理局");
		expect(idOf("丙城市统计局").id).toBe("tj");
		expect(idOf("柳河镇人民政府")).toMatchObject({ id: "柳河镇人民政府", isIdentified: true });
	});

	test.each(["财政局", "市教育局", "松岭镇人民政府", ""])(
		"is never another document's for %j, whose place nothing tells",
		(name) => {
			const [one, other] = [idOf(name, "https://a.gov.cn/1.html"), idOf(name, "https://a.gov.cn/2.html")];
			expect([one.isIdentified, other.isIdentified, one.id === other.id]).toEqual([false, false, false]);
			expect(idOf(name, "https://a.gov.cn/1.html").id).toBe(one.id);
		},
	);

	test("is the roster's where a run knew whose report it is", () => {
		expect(idOf("统计局", "x.html", { organ: "丙城市统计局" })).toMatchObject({ id: "tj", isIdentified: true });
	});

	test("is joined over sites for cities, and within one site only for districts whose names others have", () => {
		expect(idOf("青石市教育局", "https://a.gov.cn/x").id).toBe(idOf("青石市教育局", "https://b.gov.cn/x").id);
		expect(idOf("鼓楼区教育局", "https://www.a.gov.cn/x").id).toBe(idOf("鼓楼区教育局", "https://jy.a.gov.cn/y").id);
		expect(idOf("鼓楼区教育局", "https://www.a.gov.cn/x").id).not.toBe(idOf("鼓楼区教育局", "https://www.b.gov.cn/x").id);
	});
});

const report = (name: string, facts: Partial<IdentityFacts>) => ({
	name,
	facts: { issuer: "a", address: `https://a.gov.cn/${name}`, figures: name, status: "verified", ...facts },
});
const placed = (...reports: ReturnType<typeof report>[]) =>
	[...placeVersions("a", 2022, reports)].map(([name, { id, isCurrent, supersedes, copyOf }]) => [
		name,
		id,
		isCurrent,
		supersedes,
		copyOf,
	]);

describe("versions of a report", () => {
	test("are told by the days of signature, and do not depend on the order in which they are read", () => {
		const reports = [report("b", { signed: "2023-03-05" }), report("a", { signed: "2023-01-18" })] as const;
		const wanted = [
			["a", "a-2022-v1", false, undefined, undefined],
			["b", "a-2022-v2", true, "a-2022-v1", undefined],
		];
		expect(placed(...reports)).toEqual(wanted);
		expect(placed(...reports.toReversed())).toEqual(wanted);
	});

	test("keep their ids when bytes change", () => {
		expect(placed(report("a", { figures: "1" }))[0]?.[1]).toBe(placed(report("a", { figures: "2" }))[0]?.[1]);
	});

	test("of which nothing tells which is later have none in force", () => {
		expect(placed(report("a", {}), report("b", {})).map(([, , isCurrent]) => isCurrent)).toEqual([undefined, undefined]);
		expect(placed(report("a", { signed: "2023-01-18" }), report("b", {})).map(([, , isCurrent]) => isCurrent)).toEqual([
			...[undefined, undefined],
		]);
	});

	test("and copies are two things: the one that was seen first stays the report", () => {
		const same = { figures: "f", signed: "2023-01-18" };
		const [first, copy] = placed(
			report("b", { ...same, firstSeen: "2023-01-20" }),
			report("a", { ...same, firstSeen: "2023-02-01" }),
		);
		expect(first?.slice(0, 3)).toEqual(["b", "a-2022-v1", true]);
		expect([copy?.[0], String(copy?.[1]).startsWith("a-2022-v1-copy-"), copy?.[2], copy?.[4]]).toEqual([
			"a",
			true,
			false,
			"a-2022-v1",
		]);
	});

	test("of no known year are never in force", () => {
		expect([...placeVersions("a", 0, [report("a", {})]).values()]).toMatchObject([{ id: "a-unknown-v1", isCurrent: undefined }]);
	});
});

test("codes of divisions are six digits, each once, and lie in a province", () => {
	expect(new Set(DIVISIONS.map(({ code }) => code)).size).toBe(DIVISIONS.length);
	for (const { code, level } of DIVISIONS) expect(code).toMatch(level === "province" ? /^\d\d0000$/ : /^\d\d(?!00)\d\d00$/);
	expect(DIVISIONS.filter(({ level }) => level === "province")).toHaveLength(34);
	expect(placesOf("330106")).toEqual({ province: "浙江省", city: "杭州市" });
	expect(placesOf("990100")).toEqual({ province: undefined, city: undefined });
});
