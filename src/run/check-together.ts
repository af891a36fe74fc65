import type { CheckContext } from "../check/check-context.ts";
import type { DocumentOutcome } from "./outcomes.ts";
import type { ParsedReport, PublishedReport, ReportChecker } from "./report-family.ts";
import type { HeldReport } from "./surroundings.ts";
import { Surroundings } from "./surroundings.ts";

/** How the reports of one run, read each alone, are had again and written. */
export interface TogetherTools {
	readonly pipeline: ReportChecker;
	/** What is known besides, of every report. */
	readonly known: CheckContext<ParsedReport>;
	/** A whole report. */
	readonly load: (outcome: DocumentOutcome) => Promise<ParsedReport>;
	readonly save: (outcome: DocumentOutcome, report: PublishedReport) => Promise<void>;
}

/**
 * Checks the reports of a folder once more, now with one another: the year before, the years held,
 * other copies, reports with the same words. Gives the outcomes with what was found.
 */
export async function checkTogether(outcomes: readonly DocumentOutcome[], tools: TogetherTools): Promise<DocumentOutcome[]> {
	const held = new Map(outcomes.flatMap((outcome) => (outcome.report ? [[outcome, heldOf(outcome, tools)] as const] : [])));
	const known = { roster: [], owedFrom: Number.POSITIVE_INFINITY, today: "" };
	const surroundings = new Surroundings([...held.values()], known, tools.pipeline);
	await surroundings.comparePeers();
	const checked: DocumentOutcome[] = [];
	for (const outcome of outcomes) {
		const own = held.get(outcome);
		if (!own) {
			checked.push(outcome);
			continue;
		}
		const around = await surroundings.around(own);
		const { report } = (await own.load()).check({ ...around, ...tools.known });
		await tools.save(outcome, report);
		checked.push({ ...outcome, report });
	}
	return checked;
}

function heldOf(outcome: DocumentOutcome, { load }: TogetherTools): HeldReport {
	const { issuer, year } = outcome.report ?? { issuer: { name: "" }, year: 0 };
	return { key: outcome.path, issuer: issuer.name, year, group: "", load: () => load(outcome) };
}
