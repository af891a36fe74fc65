import { describe, expect, test } from "vitest";
import { amended } from "../../../pipelines/disclosure-report/fields/amend.ts";
import { form2019 } from "../../../pipelines/disclosure-report/fields/form-2019.ts";
import { form2021 } from "../../../pipelines/disclosure-report/fields/form-2021.ts";
import { formFor, issuedForms } from "../../../pipelines/disclosure-report/fields/forms.ts";
import { proactivePaths, requestPaths } from "../../../pipelines/disclosure-report/fields/paths.ts";
import { tellEditions } from "../../../pipelines/disclosure-report/fields/tell-edition.ts";
import type { Forms } from "../../../pipelines/disclosure-report/fields/types.ts";
import { form2027 } from "../../support/form-2027.ts";

const withNext: Forms = { ...issuedForms, editions: [...issuedForms.editions, form2027] };
const told = (paths: readonly string[], forms = issuedForms) => {
	const { proactive, requests } = tellEditions(paths, forms);
	return [proactive?.id, requests?.id];
};
const without = (paths: readonly string[], part: string) => paths.filter((path) => !path.includes(part));
const rows = (...keys: readonly string[]) => keys.map((key) => `requests.${key}.total`);

describe("the edition of each table", () => {
	test.each([
		["nothing", [], [undefined, undefined]],
		["rows outside the form", ["requests.extra_1.total"], [undefined, undefined]],
		["the tables of 2019", [...proactivePaths(form2019), ...requestPaths(form2019)], ["2019", "2019"]],
		["the tables of 2021", [...proactivePaths(form2021), ...requestPaths(form2021)], ["2021", "2021"]],
		["a hybrid", [...proactivePaths(form2021), ...requestPaths(form2019)], ["2021", "2019"]],
		["（六）其他处理 with a sum beside its rows", rows("granted", "other.total", "other.unpaid_fee"), [undefined, "2021"]],
		["（六）其他处理 as one row", rows("granted", "other.total"), [undefined, "2019"]],
		["the amount of fees alone", ["proactive.fees.amount"], ["2021", undefined]],
		["figures that both have", ["proactive.licensing.decisions", ...rows("granted", "other.total")], ["2019", "2019"]],
		["rows that both have", ["proactive.regulations.made", ...rows("granted", "total")], ["2019", "2019"]],
		["rows and figures that both have", ["proactive.licensing.decisions", ...rows("granted")], ["2021", "2021"]],
		["as many columns of each", ["proactive.regulations.made", "proactive.regulations.issued"], ["2021", undefined]],
	])("is told from %s", (_, paths, editions) => {
		expect(told(paths)).toEqual(editions);
	});

	test.each([
		["the tables of 2021", [...proactivePaths(form2021), ...requestPaths(form2021)], ["2021", "2021"]],
		["the tables of 2027", [...proactivePaths(form2027), ...requestPaths(form2027)], ["2027", "2027"]],
		["a table 三 of 2021 with a row lost", without(requestPaths(form2021), ".unpaid_fee."), [undefined, "2021"]],
		["a table 三 of 2027 with a row lost", without(requestPaths(form2027), ".unpaid_fee."), [undefined, "2027"]],
	])("is told from %s where a later edition adds to one", (_, paths, editions) => {
		expect(told(paths, withNext)).toEqual(editions);
	});
});

test.each([
	[0, "pre2019"],
	[2018, "pre2019"],
	[2019, "2019"],
	[2020, "2019"],
	[2021, "2021"],
	[2030, "2021"],
])("a report on %d should follow the form %s", (year, id) => {
	expect(formFor(year).id).toBe(id);
});

test("an amendment of a field that is not there is refused", () => {
	const fields = [{ key: "a" }, { key: "b" }];
	expect(amended(fields, { a: [{ key: "a" }, { key: "c" }], b: [] })).toEqual([{ key: "a" }, { key: "c" }]);
	expect(() => amended(fields, { d: [] })).toThrow("no field to amend: d");
});
