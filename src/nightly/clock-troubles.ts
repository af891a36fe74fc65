import type { NightlyTools } from "./run-context.ts";
import type { ReportLine } from "./run-report.ts";

/** Clocks of several workers differ by less. */
const AHEAD_MS = 10 * 60 * 1000;
/** A job that was not run for so long is rare; a clock that lost its battery or was mistyped is not. */
const PAUSE_DAYS = 200;
const DAY_MS = 24 * 3600 * 1000;

/**
 * What is strange about this machine's clock beside the ledger: requests and runs of a later time than now, or none for
 * very long. Runs are told apart by their numbers, so that nothing is skipped for it; but days, deadlines and lateness go by the clock.
 */
export async function clockTroubles({ ledger, now, warn, runId, kind }: NightlyTools): Promise<ReportLine[]> {
	if (!kind.keepsRunReports) return [];
	const troubles: string[] = [];
	const later = await ledger.attemptsSince(new Date(now().getTime() + AHEAD_MS).toISOString());
	const count = later.reduce((sum, one) => sum + one.count, 0);
	if (count > 0)
		troubles.push(`the ledger has ${count} requests of a later time than now: the clock was set back, or ran ahead before`);
	const before = (await ledger.runs()).findLast(({ id, finished_at }) => id < runId && finished_at !== null);
	const days = before ? (now().getTime() - Date.parse(before.finished_at ?? "")) / DAY_MS : 0;
	if (days > PAUSE_DAYS)
		troubles.push(
			`the run before ended ${Math.floor(days)} days ago: unless that is so, the clock runs ahead, and what is late tonight is not`,
		);
	if (days < -AHEAD_MS / DAY_MS)
		troubles.push("the run before ended at a later time than now: the clock was set back, or ran ahead before");
	for (const detail of troubles) warn(`Check the clock of this machine: ${detail}`);
	return troubles.map((detail, i) => ({ url: `clock:${i}`, detail: `check the clock of this machine: ${detail}` }));
}
