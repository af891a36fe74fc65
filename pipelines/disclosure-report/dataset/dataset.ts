import type { Dataset } from "../../../src/rules.ts";
import { jsonSchema } from "../descriptions.ts";
import type { Forms } from "../fields/types.ts";
import { parseReport } from "../parse-report.ts";
import type { Report } from "../schema.ts";
import { upgradeReport } from "../upgrade-report.ts";
import { changes, VERSION } from "./changes.ts";
import { rowsOfReport } from "./report-rows.ts";
import { datasetTables } from "./tables.ts";

/** The open data set of these reports, cell by cell. */
export const datasetFor = (forms: Forms): Dataset => ({
	version: VERSION,
	title: {
		zh: "政府信息公开工作年度报告：单元格级数据集",
		en: "Chinese government-disclosure annual reports, cell by cell",
	},
	tables: datasetTables(forms),
	identify: (json) => {
		const { id, year, source } = parseReport(json, forms);
		// Reports of no known year stand together, before all others.
		return { id, year: year ?? 0, document: source.sha256 };
	},
	// Only what `identify` took for a report comes here: parsing it twice would cost half of an export's time.
	rowsOf: (json, corrections) => rowsOfReport(upgradeReport(json) as Report, corrections, forms),
	schema: () => jsonSchema(forms),
	changes,
});
