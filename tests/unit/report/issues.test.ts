import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { checkReport } from "../../../pipelines/disclosure-report/check-report.ts";
import { parseReport } from "../../../pipelines/disclosure-report/parse-report.ts";
import { disclosureReport } from "../../../pipelines/index.ts";
import { describeIssue, Issue } from "../../../src/model/issue.ts";
import { issueWords } from "../../../src/text/issue-words.ts";

const codes = Issue.options.map(({ shape }) => shape.code.value);

/** An issue of a code with every field that it has. */
const sample = (code: (typeof codes)[number]): Issue => {
	const filled = {
		code,
		table: "requests",
		path: "requests.x",
		count: 3,
		page: 2,
		label: "行",
		reader: "pdf.js",
		kind: "trap",
		bound: "rows",
		sign: "no-end-mark",
	};
	return Issue.parse({ ...filled, name: "某局", year: 2023, detail: "as it was worded" });
};

test.each(codes)("%s is told in English and in Chinese, and is in docs/data.md", async (code) => {
	expect(describeIssue(sample(code))).toMatch(/^[a-z]/);
	const words = issueWords(sample(code), disclosureReport.placeLabelOf);
	if (code !== "noted-in-version-1") expect(words).toMatch(/\p{Script=Han}/u);
	expect(words).not.toContain("undefined");
	expect(await readFile("docs/data.md", "utf8")).toContain(`\`${code}\``);
});

test("a report of version 1 is read: its reasons become issues, and what it did not keep stays empty", async () => {
	const now = JSON.parse(await readFile("samples/bureau-2023-inconsistent/expected.json", "utf8"));
	const { reading: _, assessments: __, ...old } = now;
	const reasons = [
		"reading in doubt: requests (rows printed and not found: 2)",
		"figures not proven: 7",
		"row outside the form: 其他",
	];
	const cells = now.cells.map(({ read_by: ___, ...cell }: { read_by: unknown }) => cell);
	const first = {
		...old,
		schema: "gouji/report@1",
		cells,
		quality: { ...old.quality, reasons, held_on_page: { "S02-heading-wording": 6 } },
	};
	const read = parseReport(first);
	expect(read.schema).toBe("gouji/report@2");
	expect(read.quality.reasons).toMatchObject([
		{ code: "rows-not-found", table: "requests", count: 2 },
		{ code: "figures-not-proven", count: 7 },
		{ code: "row-outside-form", label: "其他" },
	]);
	expect(read.reading).toMatchObject({ pages: [], witnesses: [], labels: null, signature: null, text_confidence: 1 });
	expect(read.tables).toEqual(now.tables);
	// A doubted table accuses nobody, whichever version says so.
	const checked = checkReport(parseReport(first));
	expect(checked.findings.filter(({ rule, verdict }) => rule.startsWith("S07") && verdict === "broken")).toEqual([]);
});
