import { describe, expect, test } from "vitest";
import { form2019 } from "../../../pipelines/disclosure-report/fields/form-2019.ts";
import { factsOf, outcomesOf, verdictsOf } from "../../support/facts.ts";

describe("S01, six sections in order", () => {
	const { headings } = factsOf();

	test("holds where they are", () => {
		expect(verdictsOf("S01", factsOf())).toEqual(["holds"]);
	});

	test("is broken where one is missing, and names it", () => {
		const facts = factsOf({}, { headings: headings.filter(({ key }) => key !== "problems") });
		expect(outcomesOf("S01", facts)).toMatchObject([
			{ verdict: "broken", cells: ["sections.problems"], message: expect.stringContaining("存在的主要问题及改进情况") },
		]);
	});

	test("is broken where two have changed places", () => {
		const [first, second, ...rest] = headings;
		expect(verdictsOf("S01", factsOf({}, { headings: first && second ? [second, first, ...rest] : [] }))).toEqual(["broken"]);
	});

	test("is undetermined where a table stands whose heading was not read", () => {
		const facts = factsOf({}, { headings: headings.filter(({ key }) => key !== "requests") });
		expect(verdictsOf("S01", facts)).toEqual(["undetermined"]);
	});
});

describe("S04, the form of the year", () => {
	test.each([
		[2019, "2019", "holds"],
		[2020, "2019", "holds"],
		[2021, "2021", "holds"],
		[2025, "2021", "holds"],
		[2020, "2021", "broken"],
		[2021, "2019", "broken"],
	] as const)("a report on %d with tables of %s: %s", (year, edition, verdict) => {
		expect(verdictsOf("S04", factsOf({}, { edition, year }))).toEqual([verdict]);
	});

	test("is broken once by the old table 三 beside the new table 二", () => {
		expect(outcomesOf("S04", factsOf({}, { requestsEdition: form2019 }))).toMatchObject([
			{ verdict: "broken", message: expect.stringContaining("共23行") },
		]);
	});

	test("says nothing of years before the forms, or without tables", () => {
		expect(verdictsOf("S04", factsOf({}, { year: 2018 }))).toEqual([]);
		expect(verdictsOf("S04", factsOf({}, { proactiveEdition: undefined, requestsEdition: undefined }))).toEqual([]);
	});
});

describe.each([
	["S06", "proactive", "proactive.fees.amount"],
	["S07", "requests", "requests.granted.total"],
	["S08", "remedies", "remedies.review.other"],
] as const)("%s, table %s complete", (code, table, path) => {
	const found = new Set((["proactive", "requests", "remedies"] as const).filter((name) => name !== table));

	test("holds where every cell is there, blank ones too", () => {
		expect(verdictsOf(code, factsOf({ [path]: null }))).toEqual(["holds"]);
	});

	test("is broken where a cell is missing, and names the cell", () => {
		expect(outcomesOf(code, factsOf({ [path]: "absent" }))).toMatchObject([{ verdict: "broken", cells: [path] }]);
	});

	test("is broken where the whole table is missing", () => {
		expect(verdictsOf(code, factsOf({}, { found }))).toEqual(["broken"]);
	});

	test("is undetermined where a picture may be the table", () => {
		expect(verdictsOf(code, factsOf({}, { found, hasPictures: true }))).toEqual(["undetermined"]);
	});
});

describe("S09, blank cells", () => {
	test("holds where there are none", () => {
		expect(verdictsOf("S09", factsOf())).toEqual(["holds"]);
	});

	test("warns where every sum closes with 0 in them", () => {
		const zero = [...factsOf().evidence].find(({ path, value }) => path.endsWith(".research") && value === 0)?.path ?? "";
		expect(outcomesOf("S09", factsOf({ [zero]: null }))).toMatchObject([{ verdict: "broken", cells: [zero] }]);
		expect(outcomesOf("S09", factsOf({ [zero]: null }))[0]?.severity).toBeUndefined();
	});

	test("is an error where a sum stays open because of them", () => {
		const some =
			[...factsOf().evidence].find(({ path, value }) => path.endsWith(".natural_person") && (value ?? 0) > 0)?.path ?? "";
		expect(outcomesOf("S09", factsOf({ [some]: null }))).toMatchObject([{ verdict: "broken", severity: "error" }]);
	});

	test("says nothing where no figures were read", () => {
		expect(verdictsOf("S09", factsOf({}, { evidence: [], figure: () => undefined }))).toEqual([]);
	});
});

describe("S10, how figures are written", () => {
	test.each([
		["a count", "requests.granted.total", 12, "holds"],
		["an amount with decimals", "proactive.fees.amount", 12.5, "holds"],
		["a count with decimals", "requests.granted.total", 1.5, "broken"],
		["a negative count", "requests.granted.total", -1, "broken"],
		["a negative amount", "proactive.fees.amount", -1, "broken"],
		["text in the place of a number", "requests.granted.total", "见附件", "broken"],
	])("%s", (_, path, printed, verdict) => {
		expect(verdictsOf("S10", factsOf({ [path]: printed }))).toEqual([verdict]);
	});

	test("nothing is laid to the organ of a recognised cell that no engine could read", () => {
		const path = "requests.granted.total";
		const facts = factsOf({ [path]: "?" });
		const unread = { method: "ocr", readBy: [], confidence: 0.1 } as const;
		const evidence = facts.evidence.map((figure) => (figure.path === path ? { ...figure, ...unread } : figure));
		const [outcome] = outcomesOf("S10", { ...facts, evidence });
		expect(outcome).toMatchObject({ verdict: "undetermined", cause: "reading", cells: [path] });
		expect(outcome?.message).toContain("印有内容而未读出");
		expect(outcome?.message).not.toContain("填为");
		// What an engine read is what stands there.
		expect(verdictsOf("S10", factsOf({ [path]: "?" }))).toEqual(["broken"]);
	});

	test("a change may be negative, but only whole", () => {
		const change = "proactive.licensing.change";
		expect(verdictsOf("S10", factsOf({ [change]: -3 }, { edition: "2019" }))).toEqual(["holds"]);
		expect(verdictsOf("S10", factsOf({ [change]: 0.5 }, { edition: "2019" }))).toEqual(["broken"]);
	});
});

describe("S14, the period", () => {
	test.each([
		["the whole year", { from: "2023-01-01", to: "2023-12-31" }, ["holds"]],
		["the year before", { from: "2022-01-01", to: "2022-12-31" }, ["broken"]],
		["a year cut short", { from: "2023-01-01", to: "2023-12-30" }, ["broken"]],
		["no period", null, []],
	])("%s", (_, period, verdicts) => {
		expect(verdictsOf("S14", factsOf({}, { period }))).toEqual(verdicts);
	});
});

describe("S15, the years", () => {
	test.each([
		["agree", "2023-12-31", "2024-01-18", ["holds", "holds"]],
		["of title and period differ", "2022-12-31", "2024-01-18", ["broken", "holds"]],
		["of title and signature are the same", "2023-12-31", "2023-01-18", ["holds", "broken"]],
		["of the signature is not there", "2023-12-31", null, ["holds"]],
	])("%s", (_, to, publishedOn, verdicts) => {
		const period = { from: `${to.slice(0, 4)}-01-01`, to };
		expect(verdictsOf("S15", factsOf({}, { period, publishedOn }))).toEqual(verdicts);
	});
});

describe("S16, the organ", () => {
	test.each([
		["the same", "青石市教育局", ["holds"]],
		["without the place", "市教育局", ["holds"]],
		["its office", "青石市教育局办公室", ["holds"]],
		["another", "白杨区交通运输局", ["broken"]],
		["not named", undefined, []],
	])("signed by %s", (_, signature, verdicts) => {
		expect(verdictsOf("S16", factsOf({}, { signature }))).toEqual(verdicts);
	});
});

test.each(["S01", "S14", "S15", "S16"])("what is broken in uncertain text is left to a person: %s", (code) => {
	const facts = factsOf(
		{},
		{
			textConfidence: 0.8,
			headings: factsOf().headings.slice(1),
			period: { from: "2021-01-01", to: "2021-12-31" },
			signature: "别处农业局",
		},
	);
	const outcomes = outcomesOf(code, facts).filter((outcome) => outcome.verdict !== "holds");
	expect(outcomes.length).toBeGreaterThan(0);
	expect(outcomes.every((outcome) => outcome.cause !== "report")).toBe(true);
	expect(outcomes.every((outcome) => outcome.cause !== undefined)).toBe(true);
});
