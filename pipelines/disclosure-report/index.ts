import type { Pipeline } from "../../src/index.ts";
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
import { regionOf } from "./read/region.ts";
import { ruleEntriesFor } from "./rules/catalogue.ts";
import { findPeerMatches } from "./rules/peers.ts";
import { scoreScheme } from "./scores/usual.ts";
import { knowledge } from "./sources/knowledge.ts";

/** The family with given forms: everything that depends on the form is made from them. */
export function familyWith(forms: Forms): Pipeline {
	return {
		name: "disclosure-report",
		sources: knowledge,
		map: (document) => mapReport(document, forms),
		checkReport: (json, around) => checkReport(json, around, forms),
		wordsOf: (json) => wordsOf(json, forms),
		findPeers: findPeerMatches,
		rules: ruleEntriesFor(forms),
		printedTables: (json) => printedTables(json, forms),
		charts: chartsFor(forms),
		notice,
		scoreScheme,
		dataset: datasetFor(forms),
		labelOf: (path) => labelOf(path, forms),
		placeLabelOf: (place) => placeLabelOf(place, forms),
		regionOf,
		descriptions: () => ({ "report.schema.json": jsonSchema(forms), "codebook.csv": codebook(forms) }),
	};
}

/** 政府信息公开工作年度报告: annual reports on government disclosure, in the forms that have been issued. */
export const disclosureReport: Pipeline = familyWith(issuedForms);
