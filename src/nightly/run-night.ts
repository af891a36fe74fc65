import { randomUUID } from "node:crypto";
import type { DocumentOutcome } from "../output/outcomes.ts";
import { beginBatch } from "./batch.ts";
import { check } from "./check-entries.ts";
import { clockTroubles } from "./clock-troubles.ts";
import { entriesOf } from "./entries.ts";
import { followTroubles } from "./follow-troubles.ts";
import { gather, NOTHING_GATHERED } from "./gather.ts";
import { heldReports, writeHeld } from "./held-reports.ts";
import { misnamedReports } from "./misnamed-reports.ts";
import type { NightOrder } from "./night-scope.ts";
import { lastLooks, owingOf, writeOwing } from "./owing.ts";
import { relate } from "./publication-facts.ts";
import { publish } from "./publish.ts";
import { readDocuments } from "./read-documents.ts";
import { withEvents } from "./roster-events.ts";
import type { NightlyTools } from "./run-context.ts";
import type { RunReport } from "./run-report.ts";
import { runReport } from "./run-report.ts";
import { tell } from "./tell.ts";
import type { WorkerContext } from "./worker.ts";

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
	const clock = await clockTroubles(tools);
	const complete = await beginBatch(workshop, randomUUID(), { isDelegated: order.delegate === true });
	const gathered = isOffline ? NOTHING_GATHERED : await gather(order, tools, complete);
	const { failed: unread, lost } = await readDocuments({ ...order, reading: gathered.reading }, tools, complete);
	const entries = await entriesOf(tools, lost);
	const at = tools.now().toISOString();
	const owing = owingOf(entries, { ...tools, at, accounts: gathered.accounts, wasSeenWhole: await lastLooks(tools) });
	const surroundings = await relate(entries, owing, tools);
	const checked = check(entries, surroundings, tools);
	const { outcomes, troubles } = await publish(checked, owing, tools);
	await writeOwing(owing, tools.config.output);
	const held = await heldReports(entries, tools);
	await writeHeld(held, tools);
	const told = [...clock, ...unread, ...misnamedReports(entries, tools), ...troubles];
	const found = await runReport({ gathered, entries, outcomes, unread: told, owing, held }, tools, isOffline);
	const report = await followTroubles(withEvents(found, entries, tools), order, tools);
	await tell(report, tools);
	return { report, outcomes };
}
