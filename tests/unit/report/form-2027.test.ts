import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { form2019 } from "../../../pipelines/disclosure-report/fields/form-2019.ts";
import { form2021 } from "../../../pipelines/disclosure-report/fields/form-2021.ts";
import { issuedForms } from "../../../pipelines/disclosure-report/fields/forms.ts";
import { pathsOf } from "../../../pipelines/disclosure-report/fields/paths.ts";
import type { Edition, Forms } from "../../../pipelines/disclosure-report/fields/types.ts";
import { familyWith } from "../../../pipelines/disclosure-report/index.ts";
import type { Report } from "../../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../../pipelines/index.ts";
import { consistentFigures } from "../../../samples/make/figures.ts";
import { documentOf } from "../../support/documents.ts";
import { figureAt } from "../../support/figures-at.ts";
import { form2027 } from "../../support/form-2027.ts";
import type { Figures } from "../../support/form-tables.ts";
import { proactiveTable, remediesTable, requestsTable } from "../../support/form-tables.ts";

const ALONE = {
	place: { id: "x-2027-v1", issuerId: "x", version: 1, isCurrent: true, supersedes: undefined, copyOf: undefined },
	corrections: [],
};
const forms: Forms = { ...issuedForms, editions: [...issuedForms.editions, form2027] };
const family = familyWith(forms);
const origin = { file: "a.pdf", sha256: "0123456789abcdef", bytes: 9 };
const NEW_ROW = "requests.refused.personal_information";
const RENAMED = "requests.unavailable.not_held";
const NEW_FIELD = "proactive.fees.waived";

/** Figures of the form of 2021 that agree, with three requests refused on the ninth ground. */
const figures = (() => {
	const base = consistentFigures(5, "2021", 60);
	const more = (path: string) => (base[path] ?? 0) + 3;
	const changed = ["received", "total"].flatMap((row) =>
		["natural_person", "total"].map((column) => `requests.${row}.${column}`),
	);
	return {
		...base,
		...Object.fromEntries(form2027.requests.columns.map(({ key }) => [`${NEW_ROW}.${key}`, 0])),
		...Object.fromEntries(changed.map((path) => [path, more(path)])),
		[`${NEW_ROW}.natural_person`]: 3,
		[`${NEW_ROW}.total`]: 3,
		[NEW_FIELD]: 1.25,
	};
})();

function documentIn(edition: Edition, year: number, printed: Figures) {
	return documentOf([
		`#青石市教育局${year}年政府信息公开工作年度报告`,
		"一、总体情况",
		"全年工作有序开展。",
		"二、主动公开政府信息情况",
		proactiveTable(printed, edition),
		"三、收到和处理政府信息公开申请情况",
		requestsTable(printed, edition),
		"四、政府信息公开行政复议、行政诉讼情况",
		remediesTable(printed, edition),
		"五、存在的主要问题及改进情况",
		"无。",
		"六、其他需要报告的事项",
		"无其他需要报告的事项。",
		"青石市教育局",
		`${year + 1}年1月18日`,
	]);
}

const read = (edition: Edition, year: number, printed: Figures) =>
	family.map(documentIn(edition, year, printed)).publish(origin) as Report;
const verdictsOf = ({ findings }: Report, rules: RegExp) =>
	findings.filter(({ rule }) => rules.test(rule)).map(({ rule, verdict }) => `${rule.slice(0, 3)} ${verdict}`);

describe("an edition that is added as a data file", () => {
	const report = read(form2027, 2027, figures);

	test("is told from its tables, and every figure is where it belongs", () => {
		expect(report).toMatchObject({ form: "2027", year: 2027 });
		expect(report.quality).toMatchObject({ status: "verified", reasons: [], cells_read: 208, cells_expected: 208 });
		const paths = [...pathsOf(form2027)];
		expect(Object.fromEntries(paths.map((path) => [path, figureAt(report.tables, path)]))).toEqual(
			Object.fromEntries(paths.map((path) => [path, figures[path as keyof typeof figures]])),
		);
	});

	test("has a row under a new name at the old path", () => {
		expect(requestsTable(figures, form2027).cells.map(({ text }) => text)).toContain("本单位未制作也未保存该信息");
		expect(report.cells.find(({ path }) => path === `${RENAMED}.total`)).toMatchObject({ state: "number" });
		expect(report.findings.filter(({ rule }) => rule.startsWith("S07"))).toEqual([]);
	});

	test("closes the sums over the new row, and the form is that of the year", () => {
		expect(verdictsOf(report, /^(?:A0|S04|S0[678]|S12)/)).toEqual([]);
		const wrong = read(form2027, 2027, { ...figures, [`${NEW_ROW}.total`]: 4 });
		const broken = wrong.findings.filter(({ rule }) => /^A0/.test(rule));
		expect(verdictsOf(wrong, /^A0/)).toEqual(["A01 broken", "A02 broken"]);
		expect(broken[0]?.message).toContain("（三）9.属于敏感个人信息");
	});

	test("is checked again from its JSON with the same findings", () => {
		expect(family.check(report).findings).toEqual(report.findings);
		expect(() => disclosureReport.parse(report)).toThrow(expect.objectContaining({ code: "bad-report" }));
	});

	test("is valid by the JSON Schema that is made from it", () => {
		const schema = JSON.parse(family.descriptions()["report.schema.json"] ?? "");
		const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
		expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(true);
		const text = { ...report, tables: { ...report.tables, proactive: { fees: { waived: "1.25" } } } };
		expect(validate(JSON.parse(JSON.stringify(text)))).toBe(false);
	});

	test("is printed with its own labels and figures", () => {
		const [two, three] = family.parse(report).printedTables();
		const textAt = (table: typeof two, path: string) => table?.cells.find((cell) => cell.path === path)?.text;
		expect(two?.cells.map(({ text }) => text)).toContain("本年减免金额（单位：万元）");
		expect(textAt(two, NEW_FIELD)).toBe("1.25");
		expect(three?.rows).toBe(29);
		expect(three?.cells.map(({ text }) => text)).toEqual(
			expect.arrayContaining(["9.属于敏感个人信息", "1.本单位未制作也未保存该信息"]),
		);
		expect(textAt(three, `${NEW_ROW}.total`)).toBe("3");
	});

	test("has columns of the data set and lines of the codebook", () => {
		const [reports] = family.dataset.tables;
		const at = (name: string) => reports?.columns.findIndex((column) => column.name === name) ?? -1;
		const [rows] = family.dataset.rowsOf(report, ALONE);
		expect(reports?.columns[at("proactive_fees_waived")]).toMatchObject({
			...{ shortName: "t2_fees_waived", unit: "10,000 yuan", forms: ["2027"], zh: "行政事业性收费·本年减免金额（万元）" },
		});
		expect(reports?.columns[at("requests_refused_personal_information_total")]).toMatchObject({ shortName: "t3_deny9_tot" });
		expect(rows?.[0]?.[at("proactive_fees_waived")]).toBe(1.25);
		expect(rows?.[0]?.[at("requests_refused_personal_information_total")]).toBe(3);
		const refused = form2027.requests.columns.length;
		const deny9 = rows?.[0]?.[at("deny9_share")];
		expect(deny9).toBeGreaterThan(0);
		const codebook = family.descriptions()["codebook.csv"] ?? "";
		expect(codebook.split("\r\n").filter((line) => line.startsWith(`${NEW_ROW}.`))).toHaveLength(refused);
	});

	test("is under the rules whose figures it has, without any of them naming it", () => {
		const formsOf = (code: string) => family.rules.find(({ id }) => id.startsWith(code))?.forms;
		expect(formsOf("A01")).toEqual(["2019", "2021", "2027"]);
		expect(formsOf("L04")).toEqual(["2021", "2027"]);
		expect(formsOf("S18")).toEqual(["2021", "2027"]);
		expect(formsOf("A06")).toEqual(["2019"]);
		expect(formsOf("A09")).toEqual(["pre2019"]);
	});
});

describe("reports in the forms before it", () => {
	test.each([
		[form2019, 2020],
		[form2021, 2023],
	] as const)("in that of $id are read as they were", (edition, year) => {
		const document = documentIn(edition, year, consistentFigures(9, edition === form2019 ? "2019" : "2021", 60));
		const before = disclosureReport.map(document).publish(origin);
		expect(JSON.stringify(family.map(document).publish(origin))).toBe(JSON.stringify(before));
		expect(JSON.stringify(family.check(before))).toBe(JSON.stringify(disclosureReport.check(before)));
	});

	test("keep their shares of refusals, which know no ninth ground", () => {
		const report = read(form2021, 2023, consistentFigures(5, "2021", 60));
		const valueIn = (of: typeof family, name: string) => {
			const at = of.dataset.tables[0]?.columns.findIndex((column) => column.name === name) ?? -1;
			return of.dataset.rowsOf(report, ALONE)[0]?.[0]?.[at];
		};
		for (const name of ["denial_rate", "deny1_share"]) {
			expect(valueIn(disclosureReport, name)).toEqual(expect.any(Number));
			expect(valueIn(family, name)).toBe(valueIn(disclosureReport, name));
		}
		expect(valueIn(family, "deny9_share")).toBeNull();
	});

	test("are not in the form of the year once it is due", () => {
		const late = read(form2021, 2027, consistentFigures(5, "2021", 60));
		expect(late.form).toBe("2021");
		const [finding] = late.findings.filter(({ rule }) => rule.startsWith("S04"));
		expect(finding).toMatchObject({ verdict: "broken", expected: "2027", actual: "2021" });
		expect(finding?.message).toContain("应使用2027年格式（〔2027〕1号）");
	});
});
