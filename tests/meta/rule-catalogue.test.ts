import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/index.ts";
import { renderRules } from "../../src/output/documents/rule-catalogue.ts";

const docs = new URL("../../docs/rules.md", import.meta.url);

test("docs/rules.md is what `gouji rules --markdown` prints; run `npm run rules` to renew it", async () => {
	expect(await readFile(docs, "utf8")).toBe(renderRules(disclosureReport.rules));
});

test("every rule of the catalogue has a category, a citation and a severity that readers know", () => {
	for (const rule of disclosureReport.rules) {
		expect(rule.category, rule.id).not.toBe("");
		expect(rule.basis, rule.id).not.toBe("");
		expect(["error", "warn", "info", "meta"], rule.id).toContain(rule.severity);
	}
});
