import { describe, expect, test } from "vitest";
import type { Evidence, Outcome, Rule } from "../../../src/index.ts";
import { fingerprintOf, runRules } from "../../../src/index.ts";
import { evidenceOf } from "../../support/evidence.ts";

interface Facts {
	readonly figure: (path: string) => Evidence | undefined;
}

const rule = (outcome: Partial<Outcome>, id = "A01-sum"): Rule<Facts> => ({
	id,
	severity: "error",
	title: "",
	formula: "",
	basis: "某条",
	check: () => [{ verdict: "broken", cells: ["a"], message: "1≠2", ...outcome }],
});
const facts = (confidence: number): Facts => ({ figure: (path) => evidenceOf(path, 1, { confidence }) });
const only = (outcome: Partial<Outcome>, confidence = 1) => runRules([rule(outcome)], facts(confidence), "某局 2023").findings[0];

describe("a broken check", () => {
	test.each([
		[1, "broken", "report"],
		[0.95, "broken", "report"],
		[0.94, "undetermined", "unclear"],
		[0.6, "undetermined", "unclear"],
		[0.59, "undetermined", "reading"],
	])("on figures read with confidence %d is published as %s, the cause %s", (confidence, verdict, cause) => {
		expect(only({}, confidence)).toMatchObject({ verdict, cause });
	});

	test("whose cause the rule itself doubts is undetermined", () => {
		expect(only({ cause: "unclear" })).toMatchObject({ verdict: "undetermined", cause: "unclear" });
	});

	test("has the rule's severity and basis, or the outcome's own severity", () => {
		expect(only({})).toMatchObject({ rule: "A01-sum", severity: "error", basis: "某条", message: "1≠2" });
		expect(only({ severity: "warn" })?.severity).toBe("warn");
	});
});

test("what holds is counted and not listed", () => {
	const rules = [rule({ verdict: "holds" }), rule({}), rule({ verdict: "undetermined" }, "A02-other")];
	const { findings, holds } = runRules(rules, facts(1), "某局 2023");
	expect(holds).toBe(1);
	expect(findings.map((finding) => [finding.rule, finding.verdict])).toEqual([
		["A01-sum", "broken"],
		["A02-other", "undetermined"],
	]);
});

test("findings come in the rules' order, and each is the same in any order", () => {
	const rules = [rule({}, "A01-x"), rule({ cells: ["b"] }, "A02-y")];
	const forward = runRules(rules, facts(1), "某局 2023").findings;
	const backward = runRules(rules.toReversed(), facts(1), "某局 2023").findings;
	expect(backward).toEqual(forward.toReversed());
});

describe("a fingerprint", () => {
	const base = fingerprintOf("A01-t3-row-sum", "某局 2023", ["requests.received.total", "requests.received.other"]);

	test("is what it was when decisions were recorded under it", () => {
		expect(base).toBe("cdbc418f080a2320");
	});

	test("does not change with the order of cells, the rule's name or the figures", () => {
		expect(fingerprintOf("A01-renamed", "某局 2023", ["requests.received.other", "requests.received.total"])).toBe(base);
		expect(only({ message: "1≠2", actual: 2 })?.fingerprint).toBe(only({ message: "5≠6", actual: 6 })?.fingerprint);
	});

	test.each([
		["rule", "A02-t3-row-sum", "某局 2023", ["requests.received.total", "requests.received.other"]],
		["subject", "A01-t3-row-sum", "某局 2024", ["requests.received.total", "requests.received.other"]],
		["cells", "A01-t3-row-sum", "某局 2023", ["requests.received.total"]],
	])("differs with the %s", (_, id, subject, cells) => {
		expect(fingerprintOf(id, subject, cells)).not.toBe(base);
	});
});
