import type { Pipeline } from "../../src/index.ts";
import { buildReport, equationsOf, figuresOf, hasAllTables } from "./build-report.ts";
import { charts } from "./charts.ts";
import { checkReport, wordsOf } from "./check-report.ts";
import { dataset } from "./dataset/dataset.ts";
import { codebook, jsonSchema } from "./descriptions.ts";
import { printedTables } from "./fields/printed-tables.ts";
import { labelOf, placeLabelOf } from "./labels.ts";
import { notice } from "./notice.ts";
import { regionOf } from "./read/region.ts";
import { ruleEntries } from "./rules/catalogue.ts";
import { findPeerMatches } from "./rules/peers.ts";
import { scoreScheme } from "./scores/usual.ts";
import { knowledge } from "./sources/knowledge.ts";

/** 政府信息公开工作年度报告: annual reports on government disclosure, forms of 2019 and 2021. */
export const disclosureReport: Pipeline = {
	name: "disclosure-report",
	sources: knowledge,
	buildReport: (document, origin, decisions) => buildReport(document, origin, { decisions }),
	figuresOf,
	equationsOf,
	hasAllTables,
	checkReport: (json, around) => checkReport(json, around),
	wordsOf,
	findPeers: findPeerMatches,
	rules: ruleEntries,
	printedTables: (json) => printedTables(json),
	charts,
	notice,
	scoreScheme,
	dataset,
	labelOf,
	placeLabelOf,
	regionOf,
	descriptions: () => ({ "report.schema.json": jsonSchema(), "codebook.csv": codebook() }),
};
