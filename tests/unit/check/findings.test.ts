import { describe, expect, test } from "vitest";
import type { Evidence, Outcome, Rule } from "../../../src/rules.ts";
import { fingerprintOf, runRules } from "../../../src/rules.ts";
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

describe("a deployment's setting", () => {
	const settled = (settings: Parameters<typeof runRules>[3], more: Partial<Rule<Facts>> = {}) =>
		runRules([{ ...rule({}), ...more }], facts(1), "某局 2023", settings);

	test("turns a rule off, by its code too", () => {
		expect(settled({ A01: { off: true } })).toMatchObject({ findings: [], rules: { broken: 0, holds: 0 } });
	});

	test("changes the severity of its findings", () => {
		expect(settled({ "A01-sum": { severity: "info" } }).findings).toMatchObject([{ severity: "info" }]);
	});

	test("turns a local rule on, which is off by itself", () => {
		expect(settled({}, { isLocal: true }).findings).toEqual([]);
		expect(settled({ A01: { off: false } }, { isLocal: true }).findings).toHaveLength(1);
	});

	test("replaces a limit and keeps the others", () => {
		let given = {};
		const check: Rule<Facts>["check"] = (_, limits) => {
			given = limits;
			return [];
		};
		settled({ A01: { limits: { most: 9 } } }, { limits: { most: 3, least: 1 }, check });
		expect(given).toEqual({ most: 9, least: 1 });
	});
});

test("every rule that applies is counted once", () => {
	const rules = [rule({ verdict: "holds" }), rule({}), rule({ verdict: "undetermined" }), { ...rule({}), check: () => [] }];
	expect(runRules(rules, facts(1), "某局 2023").rules).toEqual({ holds: 1, broken: 1, undetermined: 1, not_assessable: 1 });
});

describe("a fingerprint", () => {
	const base = fingerprintOf("A01-t3-row-sum", "某局 2023", { cells: ["requests.received.total", "requests.received.other"] });

	test("is what it was when decisions were recorded under it", () => {
		expect(base).toBe("cdbc418f080a2320");
	});

	test("does not change with the order of cells, the rule's name or the figures", () => {
		expect(fingerprintOf("A01-renamed", "某局 2023", { cells: ["requests.received.other", "requests.received.total"] })).toBe(
			base,
		);
		expect(only({ message: "1≠2", actual: 2 })?.fingerprint).toBe(only({ message: "5≠6", actual: 6 })?.fingerprint);
	});

	test.each([
		["rule", "A02-t3-row-sum", "某局 2023", ["requests.received.total", "requests.received.other"]],
		["subject", "A01-t3-row-sum", "某局 2024", ["requests.received.total", "requests.received.other"]],
		["cells", "A01-t3-row-sum", "某局 2023", ["requests.received.total"]],
	])("differs with the %s", (_, id, subject, cells) => {
		expect(fingerprintOf(id, subject, { cells })).not.toBe(base);
	});
});
