import type { Pipeline } from "../../src/index.ts";
import { buildReport, equationsOf, figuresOf, hasAllTables } from "./build-report.ts";
import { checkReport } from "./check-report.ts";
import { dataset } from "./dataset/dataset.ts";
import { codebook, jsonSchema } from "./descriptions.ts";
import { labelOf } from "./labels.ts";
import { ruleEntries } from "./rules/catalogue.ts";
import { knowledge } from "./sources/knowledge.ts";

/** 政府信息公开工作年度报告: annual reports on government disclosure, forms of 2019 and 2021. */
export const disclosureReport: Pipeline = {
	name: "disclosure-report",
	sources: knowledge,
	buildReport,
	figuresOf,
	equationsOf,
	hasAllTables,
	checkReport,
	rules: ruleEntries,
	dataset,
	labelOf,
	descriptions: () => ({ "report.schema.json": jsonSchema(), "codebook.csv": codebook() }),
};
