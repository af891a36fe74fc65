import { expect, test } from "vitest";
import { differingFigures } from "../../../pipelines/disclosure-report/rules/context.ts";
import { rules } from "../../../pipelines/disclosure-report/rules/index.ts";
import { runRules } from "../../../src/check/run-rules.ts";
import type { Evidence } from "../../../src/model/evidence.ts";
import { evidenceOf } from "../../support/evidence.ts";
import { makeFacts } from "../../support/report-facts.ts";

const withEvidence = (evidence: readonly Evidence[], more = {}) => ({
	...makeFacts(),
	evidence,
	figure: (path: string) => evidence.find((figure) => figure.path === path),
	...more,
});
const printed = (value: number) => [
	evidenceOf("requests.received.total", value),
	evidenceOf("listed.1", value),
	evidenceOf("requests.extra_1.total", value),
];
const verdictOf = (facts: ReturnType<typeof withEvidence>) =>
	runRules(
		rules.filter(({ id }) => id.startsWith("P05")),
		facts,
		"x",
	).findings.map(({ verdict, cells }) => [verdict, cells]);

test("copies are compared by figures of the form, not by rows that only their place names", () => {
	expect(differingFigures(withEvidence(printed(3)), withEvidence(printed(4))).map(({ path }) => path)).toEqual([
		"requests.received.total",
	]);
});

test("a copy that was not seen whole makes no copy differ for sure", () => {
	const between = (isSeenWhole: boolean) =>
		withEvidence(printed(3), {
			publication: { copies: [{ url: "https://a.example/", facts: withEvidence(printed(4), { isSeenWhole }) }] },
		});
	expect(verdictOf(between(true))).toEqual([["broken", ["requests.received.total"]]]);
	expect(verdictOf(between(false))).toEqual([["undetermined", ["requests.received.total"]]]);
});
