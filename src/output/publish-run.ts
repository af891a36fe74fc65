import { join } from "node:path";
import { writeWhole } from "../storage/files.ts";
import type { KnownCorrections } from "./dataset/corrected-reports.ts";
import { NO_CORRECTIONS } from "./dataset/corrected-reports.ts";
import { withheld } from "./documents/corrected-figures.ts";
import type { NamedWording } from "./documents/report-wording.ts";
import { renderSummary } from "./documents/summary-page.ts";
import type { DocumentOutcome } from "./outcomes.ts";
import { needsAttention } from "./outcomes.ts";
import type { PublishedFile } from "./publish-site.ts";
import { publishSite } from "./publish-site.ts";

/** Writes what a run makes beside its reports: schema, codebook, the public site, and a page that lists all findings. */
export async function publishRun(
	outcomes: readonly DocumentOutcome[],
	files: readonly PublishedFile[],
	{
		output,
		pipeline,
		corrections = NO_CORRECTIONS,
	}: { readonly output: string; readonly pipeline: NamedWording; readonly corrections?: KnownCorrections },
): Promise<void> {
	for (const [name, text] of Object.entries(pipeline.descriptions())) await writeWhole(join(output, "data", name), text);
	const { areKnown: areCorrectionsKnown } = corrections;
	const entries = outcomes.map(({ path, report, error, isBrief, corrected }) => ({
		path,
		report: report && !areCorrectionsKnown ? withheld(report) : report,
		error,
		corrected,
		isBrief,
		attention: needsAttention({ path, ...(report ? { report } : {}), ...(error ? { error } : {}) }),
	}));
	await writeWhole(join(output, "site", "findings.html"), renderSummary(entries, pipeline.labelOf, { areCorrectionsKnown }));
	await publishSite(files, output, pipeline, corrections);
}
