import { expect, test } from "vitest";
import { cleanReports } from "../../support/clean-reports.ts";
import { checkAll } from "../../support/report-facts.ts";

const reports = cleanReports(40);

test.each(reports.map((report, i) => ({ name: `${i} ${report.issuer} ${report.year}`, report })))(
	"$name: nothing is called an error",
	({ report }) => {
		const { findings } = checkAll(report);
		expect(findings.filter(({ severity }) => severity === "error").map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
		expect(
			findings
				.filter(({ rule, verdict }) => /^[AT]/.test(rule) && verdict === "broken")
				.map(({ rule, message }) => `${rule} ${message}`),
		).toEqual([]);
	},
);

test("the clean reports speak of their figures, so that the text rules are put to work", () => {
	const holding = new Set<string>();
	for (const report of reports)
		for (const code of ["T01", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12"]) {
			const { holds } = checkAll(report, onlyRule(code));
			if (holds > 0) holding.add(code);
		}
	expect([...holding].sort()).toEqual(["T01", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12"]);
});

/** Settings that leave one rule on. */
function onlyRule(code: string) {
	const codes = "SAXTYGDPLM"
		.split("")
		.flatMap((letter) => Array.from({ length: 30 }, (_, i) => `${letter}${String(i).padStart(2, "0")}`));
	return Object.fromEntries(codes.filter((other) => other !== code).map((other) => [other, { off: true }]));
}
