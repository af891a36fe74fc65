import { randomUUID } from "node:crypto";
import type { DocumentOutcome } from "../output/outcomes.ts";
import { beginBatch } from "./batch.ts";
import { check } from "./check-entries.ts";
import { entriesOf } from "./entries.ts";
import type { NightlyScope } from "./gather.ts";
import { gather, NOTHING_GATHERED } from "./gather.ts";
import { heldReports, writeHeld } from "./held-reports.ts";
import { lastLooks, owingOf, writeOwing } from "./owing.ts";
import { relate } from "./publication-facts.ts";
import { publish } from "./publish.ts";
import { readDocuments } from "./read-documents.ts";
import type { NightlyTools } from "./run-context.ts";
import type { RunReport } from "./run-report.ts";
import { runReport } from "./run-report.ts";
import { tell } from "./tell.ts";
import type { WorkerContext } from "./worker.ts";

/** What a night is asked to do. */
export interface NightOrder extends NightlyScope {
	/** Nothing is looked for or fetched; what the archive holds is read where this version has not. */
	readonly offline?: boolean;
	/** Workers do all of the work; needs a store that they share. */
	readonly delegate?: boolean;
}

/** What came of a night: its own report, and what became of each document, in the night's order. */
export interface NightResult {
	readonly report: RunReport;
	readonly outcomes: readonly DocumentOutcome[];
}

/**
 * One night, over sites or over folders: gather → read → entries → owing → relate → check → publish → tell. Stages before
 * `entries` leave what they did in the ledger, so that a night that was killed goes on where it stopped.
 */
export async function runNight(order: NightOrder, tools: NightlyTools, workshop: WorkerContext): Promise<NightResult> {
	const isOffline = order.offline === true;
	await warnOfClock(tools);
	const complete = await beginBatch(workshop, randomUUID(), { isDelegated: order.delegate === true });
	const gathered = isOffline ? NOTHING_GATHERED : await gather(order, tools, complete);
	const unread = await readDocuments(order, tools, complete);
	const entries = await entriesOf(tools);
	const at = tools.now().toISOString();
	const owing = owingOf(entries, { ...tools, at, accounts: gathered.accounts, wasSeenWhole: await lastLooks(tools) });
	const surroundings = await relate(entries, owing, tools);
	const checked = check(entries, surroundings, tools);
	const outcomes = await publish(checked, owing, tools);
	await writeOwing(owing, tools.config.output);
	const held = await heldReports(entries, tools);
	await writeHeld(held, tools);
	const report = await runReport({ gathered, entries, outcomes, unread, owing, held }, tools, isOffline);
	await tell(report, tools);
	return { report, outcomes };
}

/** A clock that ran ahead once leaves times in the ledger that lie before us. */
async function warnOfClock({ ledger, now, warn }: NightlyTools): Promise<void> {
	const later = await ledger.attemptsSince(new Date(now().getTime() + CLOCK_MS).toISOString());
	const count = later.reduce((sum, { count }) => sum + count, 0);
	if (count > 0) warn(`The ledger has ${count} requests of a later time than now. Check the clock of this machine`, { count });
}

/** Clocks of several workers differ by less. */
const CLOCK_MS = 10 * 60 * 1000;
