import { expect, test } from "vitest";
import { told } from "../../support/fixtures/fixture.ts";
import { checkAll, makeFacts, resultOf } from "../../support/report-facts.ts";

const ROW = ["natural_person", "business", "research", "welfare", "legal_service", "other", "total"];
const row = (...values: readonly (number | null)[]) =>
	Object.fromEntries(ROW.map((column, i) => [`requests.granted.${column}`, values[i] ?? null]));
const found = (code: string, facts: ReturnType<typeof makeFacts>, settings = {}) =>
	checkAll(facts, settings).findings.filter(({ rule }) => rule.startsWith(code));

test("Q02: a row that closes when moved by a column is laid to our reading", () => {
	const [finding] = found("A01", makeFacts({ figures: row(12, 3, 0, 0, 0, 15, null) }));
	expect(finding).toMatchObject({ verdict: "undetermined", cause: "reading" });
	expect(finding?.message).toContain("移一列");
});

test.each([
	[1, "broken"],
	[0.7, "undetermined"],
])("Q01: a year before that was read with confidence %d counts as %s where a rule may look at it", (confidence, verdict) => {
	const remedies = (review: number, after: number) => ({
		"remedies.review.total": review,
		"remedies.litigation_direct.total": 1,
		"remedies.litigation_after_review.total": after,
	});
	const flow = { "requests.received.total": 0, "requests.carried_in.total": 0 };
	const previous = makeFacts({ year: 2022, figures: { ...flow, ...remedies(0, 0) }, confidence });
	expect(resultOf("X02", makeFacts({ figures: remedies(0, 2), previous }))).toContain(verdict);
	expect(resultOf("X01", makeFacts({ figures: { ...flow, ...remedies(1, 0) }, previous }))).toContain(verdict);
});

test("Q02: a row with all its cells was not moved", () => {
	expect(resultOf("A01", makeFacts({ figures: row(12, 3, 0, 0, 0, 15, 0) }))).toBe("broken error");
});

test("Q03: a number is read with the unit that a page break cut off", () => {
	const facts = makeFacts(
		told("收到政府信息公开申请3\n\n件，均已答复。", {
			figures: { "requests.received.total": 4, "requests.carried_in.total": 0 },
		}),
	);
	expect(resultOf("T03", facts)).toBe("broken error");
});

test("a deployment turns rules off and on, by id or by code, and sets severity and thresholds", () => {
	const facts = makeFacts(told("我局公开信息。".repeat(20)));
	expect(found("S18", facts)).toHaveLength(1);
	expect(found("S18", facts, { "S18-five-aspects": { off: true } })).toEqual([]);
	expect(found("S18", facts, { S18: { severity: "info" } })).toMatchObject([{ severity: "info", verdict: "broken" }]);
	expect(found("S22", facts)).toEqual([]);
	expect(found("S22", facts, { S22: { limits: { most_characters: 100 } } })).toHaveLength(1);
	expect(found("T19", facts)).toEqual([]);
	expect(found("T19", facts, { T19: { off: false } })).toHaveLength(1);
});

test("Q05: every rule that applies to the form is counted once", () => {
	const { rules } = checkAll(makeFacts());
	const all = rules.holds + rules.broken + rules.undetermined + rules.not_assessable;
	expect(all).toBeGreaterThan(95);
	expect(rules.holds).toBeGreaterThan(30);
	expect(checkAll(makeFacts(), { S22: { off: true } }).rules.holds).toBe(rules.holds - 1);
});
