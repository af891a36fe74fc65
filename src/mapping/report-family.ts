import type { PublishedReport } from "../check/published-report.ts";
import type { ReportChecker } from "../check/report-checker.ts";
import type { ReportSources } from "../model/source-knowledge.ts";
import type { ReportWording } from "../output/documents/report-wording.ts";
import type { ReportMapper } from "./mapped-report.ts";

/** One family of reports, as the machine uses it: made by `defineFamily`, which knows the type of its reports. */
export interface ReportFamily<Report extends PublishedReport = PublishedReport>
	extends ReportMapper<Report>,
		ReportChecker<Report>,
		ReportWording,
		ReportSources {
	readonly name: string;
}
