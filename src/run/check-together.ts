import type { DocumentOutcome } from "./outcomes.ts";
import type { CheckAround, Pipeline, PublishedReport } from "./pipeline.ts";
import type { HeldReport } from "./surroundings.ts";
import { Surroundings } from "./surroundings.ts";

/** How the reports of one run, read each alone, are had again and written. */
export interface TogetherTools {
	readonly pipeline: Pipeline;
	/** What is known besides, of every report. */
	readonly known: CheckAround;
	/** A report's whole JSON. */
	readonly load: (outcome: DocumentOutcome) => Promise<unknown>;
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
		const report = tools.pipeline.checkReport(await own.load(), { ...around, ...tools.known });
		await tools.save(outcome, report);
		checked.push({ ...outcome, report });
	}
	return checked;
}

function heldOf(outcome: DocumentOutcome, { load }: TogetherTools): HeldReport {
	const { issuer, year } = outcome.report ?? { issuer: { name: "" }, year: 0 };
	return { key: outcome.path, issuer: issuer.name, year, group: "", load: () => load(outcome) };
}
