import type { Family } from "../../src/family.ts";
import { defineFamily } from "../../src/family.ts";
import { charts } from "./charts.ts";
import { checkReport, wordsOf } from "./check-report.ts";
import { dataset } from "./dataset/dataset.ts";
import { codebook, jsonSchema } from "./descriptions.ts";
import { printedTables } from "./forms/printed.ts";
import { labelOf, placeLabelOf } from "./labels.ts";
import { mapReport } from "./map-report.ts";
import { notice } from "./notice.ts";
import { reportOfAnyVersion } from "./parse-report.ts";
import { publishReport } from "./publish-report.ts";
import { regionOf } from "./read/region.ts";
import { ruleEntries } from "./rules/catalogue.ts";
import { findPeerMatches } from "./rules/peers.ts";
import type { Report } from "./schema.ts";
import { scoreScheme } from "./scores/usual.ts";
import { knowledge } from "./sources/knowledge.ts";

/** 政府信息公开工作年度报告: annual reports on government disclosure, forms of 2019 and 2021. */
export const disclosureReport: Family<Report> = defineFamily({
	name: "disclosure-report",
	schema: reportOfAnyVersion,
	sources: knowledge,
	map: mapReport,
	publish: publishReport,
	check: checkReport,
	wordsOf,
	findPeers: findPeerMatches,
	rules: ruleEntries,
	printedTables,
	charts,
	notice,
	scoreScheme,
	dataset,
	labelOf,
	placeLabelOf,
	regionOf,
	descriptions: () => ({ "report.schema.json": jsonSchema(), "codebook.csv": codebook() }),
});
