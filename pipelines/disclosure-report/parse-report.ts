import { z } from "zod";
import { parseReport as parseWith } from "../../src/family.ts";
import { issuedForms } from "./fields/forms.ts";
import type { Forms } from "./fields/types.ts";
import type { Report } from "./schema.ts";
import { reportSchema } from "./schema.ts";
import { upgradeReport } from "./upgrade-report.ts";

/** A report of `gouji/report@2` in given forms, or of @1 as one of @2. */
export function reportOfAnyVersion(forms: Forms): z.ZodType<Report> {
	return z.preprocess(upgradeReport, reportSchema(forms));
}

/** A report's JSON, of this schema or an older one. Throws GoujiError "bad-report". */
export function parseReport(json: unknown, forms: Forms = issuedForms): Report {
	return parseWith(json, reportOfAnyVersion(forms), "schema gouji/report@2 or @1");
}
