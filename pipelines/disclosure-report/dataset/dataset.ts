import type { Dataset } from "../../../src/rules.ts";
import { jsonSchema } from "../descriptions.ts";
import { parseReport } from "../parse-report.ts";
import type { Report } from "../schema.ts";
import { upgradeReport } from "../upgrade-report.ts";
import { changes, VERSION } from "./changes.ts";
import { rowsOfReport } from "./report-rows.ts";
import { datasetTables } from "./tables.ts";

/** The open data set of these reports, cell by cell. */
export const dataset: Dataset = {
	version: VERSION,
	title: {
		zh: "政府信息公开工作年度报告：单元格级数据集",
		en: "Chinese government-disclosure annual reports, cell by cell",
	},
	tables: datasetTables,
	identify: (json) => {
		const { id, year, source } = parseReport(json);
		return { id, year, document: source.sha256 };
	},
	// Only what `identify` took for a report comes here: parsing it twice would cost half of an export's time.
	rowsOf: (json, corrections) => rowsOfReport(upgradeReport(json) as Report, corrections),
	schema: jsonSchema,
	changes,
};
