import { z } from "zod";
import { GoujiError } from "../../src/index.ts";
import { issuedForms } from "./fields/forms.ts";
import type { Forms } from "./fields/types.ts";
import type { Report } from "./schema.ts";
import { reportSchema } from "./schema.ts";
import { upgradeReport } from "./upgrade-report.ts";

/** A report's JSON, of this schema or an older one. Throws GoujiError "bad-report". */
export function parseReport(json: unknown, forms: Forms = issuedForms): Report {
	const parsed = reportSchema(forms).safeParse(upgradeReport(json));
	if (parsed.success) return parsed.data;
	const reasons = z.prettifyError(parsed.error);
	throw new GoujiError("bad-report", `The file is no report of schema gouji/report@2 or @1:\n${reasons}`, {
		hint: "Correct the fields named, or extract the document again.",
	});
}
