import { z } from "zod";
import { GoujiError } from "../model/errors.ts";

/** A report's JSON as its family's schema takes it. Throws GoujiError "bad-report". */
export function parseReport<Report>(json: unknown, schema: z.ZodType<Report>, family: string): Report {
	const parsed = schema.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new GoujiError("bad-report", `The file is no report of ${family}:\n${z.prettifyError(parsed.error)}`, {
		hint: "Correct the fields named, or extract the document again.",
	});
}
