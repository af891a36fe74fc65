import { z } from "zod";
import type { Correction } from "../model/dataset.ts";
import { GoujiError } from "../model/errors.ts";

const Corrections = z.array(
	z.object({
		report_id: z.string(),
		path: z.string(),
		value: z.number().nullable(),
		author: z.string(),
		at: z.string(),
		reason: z.string().min(1),
	}),
);

/** Corrections by report. A correction of nothing in particular, or without a reason, is refused: GoujiError bad-arguments. */
export function parseCorrections(text: string, file: string): ReadonlyMap<string, readonly Correction[]> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (cause) {
		throw new GoujiError("bad-arguments", `${file} is no JSON`, {
			hint: "Name the file that the review application exported.",
			cause,
		});
	}
	const parsed = Corrections.safeParse(json);
	if (!parsed.success)
		throw new GoujiError("bad-arguments", `${file} holds no corrections: ${z.prettifyError(parsed.error)}`, {
			hint: "It should be a list of { report_id, path, value, author, at, reason }.",
		});
	const byReport = new Map<string, Correction[]>();
	for (const correction of parsed.data)
		byReport.set(correction.report_id, [...(byReport.get(correction.report_id) ?? []), correction]);
	return byReport;
}
