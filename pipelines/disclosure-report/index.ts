import type { Family } from "../../src/family.ts";
import { defineFamily } from "../../src/family.ts";
import { chartsFor } from "./charts.ts";
import { checkReport, wordsOf } from "./check-report.ts";
import { datasetFor } from "./dataset/dataset.ts";
import { codebook, jsonSchema } from "./descriptions.ts";
import { issuedForms } from "./fields/forms.ts";
import { printedTables } from "./fields/printed-tables.ts";
import type { Forms } from "./fields/types.ts";
import { labelOf, placeLabelOf } from "./labels.ts";
import { mapReport } from "./map-report.ts";
import { notice } from "./notice.ts";
import { reportOfAnyVersion } from "./parse-report.ts";
import { publishReport } from "./publish-report.ts";
import { regionOf } from "./read/region.ts";
import { ruleEntriesFor } from "./rules/catalogue.ts";
import { organFacts } from "./rules/deadlines.ts";
import { findPeerMatches } from "./rules/peers.ts";
import type { Report } from "./schema.ts";
import { scoreScheme } from "./scores/usual.ts";
import { knowledge } from "./sources/knowledge.ts";

/** The family with given forms: everything that depends on the form is made from them. */
export function familyWith(forms: Forms): Family<Report> {
	return defineFamily({
		name: "disclosure-report",
		sources: knowledge,
		schema: reportOfAnyVersion(forms),
		map: (document) => mapReport(document, forms),
		publish: publishReport,
		check: (report, context) => checkReport(report, context, forms),
		wordsOf,
		findPeers: findPeerMatches,
		rules: ruleEntriesFor(forms),
		printedTables: (report) => printedTables(report, forms),
		charts: chartsFor(forms),
		notice,
		scoreScheme,
		dataset: datasetFor(forms),
		labelOf: (path) => labelOf(path, forms),
		placeLabelOf: (place) => placeLabelOf(place, forms),
		regionOf,
		organOf: organFacts,
		descriptions: () => ({ "report.schema.json": jsonSchema(forms), "codebook.csv": codebook(forms) }),
	});
}

/** 政府信息公开工作年度报告: annual reports on government disclosure, in the forms that have been issued. */
export const disclosureReport: Family<Report> = familyWith(issuedForms);
