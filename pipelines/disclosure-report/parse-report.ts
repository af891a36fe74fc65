import { z } from "zod";
import { parseReport as parseWith } from "../../src/family.ts";
import { Report } from "./schema.ts";
import { upgradeReport } from "./upgrade-report.ts";

/** A report of `gouji/report@2`, or of @1 as one of @2. */
export const reportOfAnyVersion = z.preprocess(upgradeReport, Report);

/** A report's JSON, of this schema or an older one. Throws GoujiError "bad-report". */
export function parseReport(json: unknown): Report {
	return parseWith(json, reportOfAnyVersion, "schema gouji/report@2 or @1");
}
