import { describe, expect, test } from "vitest";
import type { Changes } from "../../support/facts.ts";
import { factsOf, outcomesOf, verdictsOf } from "../../support/facts.ts";

const printedValue = (path: string, edition: "2019" | "2021" = "2021") => factsOf({}, { edition }).figure(path)?.value ?? 0;
const granted = "requests.granted.total";

test.each([
	["A01", "2021", 25],
	["A01", "2019", 23],
	["A02", "2021", 7],
	["A03", "2021", 7],
	["A04", "2021", 3],
	["A05", "2021", 2],
	["A06", "2019", 2],
	["A07", "2019", 5],
	["A08", "2019", 1],
] as const)("%s holds %3$d times in a report of %2$s in which everything agrees", (code, edition, times) => {
	expect(verdictsOf(code, factsOf({}, { edition }))).toEqual(Array.from({ length: times }, () => "holds"));
});

describe("one changed figure", () => {
	const failed = (code: string, changes: Changes, edition: "2019" | "2021" = "2021") =>
		outcomesOf(code, factsOf(changes, { edition })).filter((outcome) => outcome.verdict !== "holds");

	test("breaks the sums that it is part of, and no other", () => {
		const changes = { [granted]: printedValue(granted) + 2 };
		expect(failed("A01", changes).map((outcome) => outcome.cells.at(-1))).toEqual([granted]);
		expect(failed("A02", changes).map((outcome) => outcome.cells.at(-1))).toEqual(["requests.total.total"]);
		expect(failed("A03", changes)).toEqual([]);
	});

	test("breaks the balance of its column", () => {
		const path = "requests.carried_out.business";
		const [outcome, ...others] = failed("A03", { [path]: printedValue(path) + 1 });
		expect(others).toEqual([]);
		expect(outcome).toMatchObject({ verdict: "broken", message: expect.stringContaining("商业企业") });
	});

	test("breaks the block of table 四", () => {
		expect(failed("A04", { "remedies.review.total": printedValue("remedies.review.total") + 1 })).toMatchObject([
			{ verdict: "broken", cells: expect.arrayContaining(["remedies.review.total"]) },
		]);
	});

	test("is shown with the arithmetic in the report's own figures", () => {
		const changes = Object.fromEntries(
			["upheld", "corrected", "other", "pending"].map((key, i) => [`remedies.review.${key}`, [6, 0, 5, 0][i] ?? 0]),
		);
		const [outcome] = failed("A04", { ...changes, "remedies.review.total": 0 });
		expect(outcome?.message).toBe("表四“行政复议”合计：6＋5＝11，表中为0，两者不等。");
		expect(outcome).toMatchObject({ expected: 11, actual: 0 });
	});
});

describe("a blank", () => {
	test("that is 0 lets the sum hold", () => {
		const zero = ["natural_person", "business", "research"].map((key) => [`requests.refused.state_secret.${key}`, null]);
		const others = ["welfare", "legal_service", "other", "total"].map((key) => [`requests.refused.state_secret.${key}`, 0]);
		expect(verdictsOf("A01", factsOf(Object.fromEntries([...zero, ...others])))[4]).toBe("holds");
	});

	test("that may be the missing number leaves the sum undetermined", () => {
		const changes = { "remedies.review.upheld": null, "remedies.review.total": printedValue("remedies.review.total") + 4 };
		expect(verdictsOf("A04", factsOf(changes))[0]).toBe("undetermined");
	});
});

test("a figure that could not be read leaves its sums undetermined, never broken", () => {
	const facts = factsOf({ [granted]: "1O" });
	expect(verdictsOf("A01", facts)).not.toContain("broken");
	expect(verdictsOf("A01", facts)).toContain("undetermined");
	expect(verdictsOf("A02", facts)).toContain("undetermined");
});

test("a row that is not in the table is judged by no sum", () => {
	const columns = ["natural_person", "business", "research", "welfare", "legal_service", "other", "total"];
	const facts = factsOf(Object.fromEntries(columns.map((column) => [`requests.granted.${column}`, "absent"])));
	expect(verdictsOf("A01", facts)).toHaveLength(24);
	expect(verdictsOf("A02", facts)).toEqual([]);
});

describe.each([
	[
		"A05",
		"2021",
		{ "proactive.regulations.issued": 5, "proactive.regulations.repealed": 1, "proactive.regulations.in_force": 3 },
	],
	["A06", "2019", { "proactive.regulations.disclosed": 5, "proactive.regulations.disclosed_total": 4 }],
	["A07", "2019", { "proactive.licensing.prior_items": 5, "proactive.licensing.change": -6 }],
	["A08", "2019", { "proactive.procurement.projects": 0, "proactive.procurement.amount": 12.5 }],
] as const)("%s of form %s", (code, edition, broken) => {
	test("is broken once by figures that cannot be", () => {
		expect(verdictsOf(code, factsOf(broken, { edition })).filter((verdict) => verdict === "broken")).toHaveLength(1);
	});

	test("says nothing where one of the figures is not printed", () => {
		const [[path]] = Object.entries(broken) as [[string, number]];
		const all = verdictsOf(code, factsOf({}, { edition })).length;
		expect(verdictsOf(code, factsOf({ ...broken, [path]: null }, { edition }))).toHaveLength(all - 1);
	});

	test("does not apply to the other form", () => {
		expect(verdictsOf(code, factsOf({}, { edition: edition === "2019" ? "2021" : "2019" }))).toEqual([]);
	});
});
