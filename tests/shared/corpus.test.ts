import { describe, expect, test } from "vitest";
import { extract } from "../support/extract.ts";
import { figureAt } from "../support/figures-at.ts";
import type { TrueDocument } from "../support/shared-corpus.ts";
import { digitalDocuments, sharedFolder } from "../support/shared-corpus.ts";

const documents = [...digitalDocuments("corpus"), ...digitalDocuments("real")];
const codeOf = (rule: string) => rule.split("-")[0] ?? rule;

test.skipIf(sharedFolder === undefined)("the corpus has digital documents with truth", () => {
	expect(documents.length).toBeGreaterThanOrEqual(20);
});

describe.skipIf(sharedFolder === undefined).each(documents)("$name", ({ pdf, truth }: TrueDocument) => {
	const reading = extract(pdf);

	test("has every printed figure right, and no other", async () => {
		const { tables, cells } = await reading;
		const read = Object.fromEntries(Object.keys(truth.cells).map((path) => [path, figureAt(tables, path) ?? null]));
		expect(read).toEqual(truth.cells);
		const known = (path: string) => Object.hasOwn(truth.cells, path) || path.includes(".extra_");
		expect(cells.filter((cell) => cell.value !== null && !known(cell.path))).toEqual([]);
	});

	test("has issuer, year, form and date right", async () => {
		const { issuer, year, form, published_on } = await reading;
		expect({ issuer: issuer.name, year, form, published_on }).toEqual({
			issuer: truth.issuer,
			year: truth.year,
			form: truth.form,
			published_on: truth.published_on,
		});
	});

	test("has every section that is printed", async () => {
		const { sections } = await reading;
		const missing = truth.sections.filter((key) => sections[key as keyof typeof sections] === null);
		expect(missing).toEqual([]);
	});

	test("is told every fault that it has", async () => {
		const { findings } = await reading;
		const broken = new Set(findings.map((finding) => codeOf(finding.rule)));
		expect(truth.must_find.filter((code) => !broken.has(code))).toEqual([]);
	});
});

const clean = documents.filter(({ truth }) => truth.must_find.length === 0);

describe.skipIf(sharedFolder === undefined).each(clean)("$name", ({ pdf }: TrueDocument) => {
	test("is accused of nothing, for it is clean", async () => {
		const { findings } = await extract(pdf);
		const errors = findings.filter((finding) => finding.verdict === "broken" && finding.severity === "error");
		// Rules D judge timeliness, which the truth files do not know.
		expect(errors.filter((finding) => !codeOf(finding.rule).startsWith("D"))).toEqual([]);
	});
});

describe.skipIf(sharedFolder === undefined)("the reports of 洪泽区", () => {
	const sums = async (name: string) => {
		const found = documents.find((document) => document.name === name);
		if (!found) throw new Error(`${name} is not in ../shared/real`);
		const { findings } = await extract(found.pdf);
		return findings.filter((finding) => finding.verdict === "broken");
	};

	test("for 2023 break exactly two sums, both totals of table 四 printed as 0", async () => {
		const broken = (await sums("hongze-2023")).filter((finding) => codeOf(finding.rule).startsWith("A"));
		expect(broken.map((finding) => codeOf(finding.rule))).toEqual(["A04", "A04"]);
		expect(broken.map((finding) => finding.expected)).toEqual([11, 5]);
		expect(broken.map((finding) => finding.actual)).toEqual([0, 0]);
	});

	test("for 2024 break no sum", async () => {
		expect((await sums("hongze-2024")).filter((finding) => codeOf(finding.rule).startsWith("A"))).toEqual([]);
	});

	test.each(["hongze-2023", "hongze-2024"])(
		"%s is told once that table 三 has the old rows, and of no missing row",
		async (name) => {
			const codes = (await sums(name)).map((finding) => codeOf(finding.rule));
			expect(codes.filter((code) => code === "S04")).toHaveLength(1);
			expect(codes).not.toContain("S07");
		},
	);
});
