import { describe, expect, test } from "vitest";
import { rules } from "../../pipelines/disclosure-report/rules/index.ts";
import { fixtures } from "../support/fixtures/all.ts";
import { checkAll, resultOf } from "../support/report-facts.ts";

/** P07 never accuses: the loss may have happened on the way to us. */
const NEVER_BROKEN = ["P07"];

test("rule ids are unique, and each has a title, a formula and a basis", () => {
	expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
	for (const rule of rules)
		expect(
			[rule.title, rule.formula, rule.basis].every((text) => text.length > 3),
			rule.id,
		).toBe(true);
});

test("every rule has fixtures, and every fixture a rule", () => {
	expect(Object.keys(fixtures).sort()).toEqual(rules.map(({ id }) => id.slice(0, 3)).sort());
});

describe.each(Object.entries(fixtures))("%s", (code, { breaks, holds, open }) => {
	const title = rules.find(({ id }) => id.startsWith(`${code}-`))?.title ?? "";
	test.skipIf(NEVER_BROKEN.includes(code))(`is broken by its fixture: ${title}`, () => {
		expect(resultOf(code, breaks)).toMatch(/^broken/);
	});
	test("holds for a report in which nothing is wrong", () => {
		expect(resultOf(code, holds)).toBe("holds");
	});
	test("is left open where the report does not tell", () => {
		expect(["undetermined", "nothing"]).toContain(resultOf(code, open));
	});
	test("shows evidence for everything it finds, and tells its findings apart", () => {
		for (const facts of [breaks, open]) {
			const found = checkAll(facts, { [code]: { off: false } }).findings;
			for (const finding of found)
				expect(finding.cells.length + (finding.quotes?.length ?? 0), finding.message).toBeGreaterThan(0);
			const prints = found.map(({ fingerprint }) => fingerprint);
			expect(new Set(prints).size, JSON.stringify(found)).toBe(prints.length);
		}
	});
});
