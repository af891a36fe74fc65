import { randomUUID } from "node:crypto";
import { beginBatch } from "../run/batch.ts";
import type { NightlyScope } from "../run/nightly.ts";
import { gather, NOTHING_GATHERED } from "../run/nightly.ts";
import { entriesOf } from "../run/nightly-entries.ts";
import { publish } from "../run/nightly-publish.ts";
import type { RunReport } from "../run/nightly-report.ts";
import { runReport } from "../run/nightly-report.ts";
import { relate } from "../run/nightly-surroundings.ts";
import type { NightlyTools } from "../run/nightly-tools.ts";
import type { DocumentOutcome } from "../run/outcomes.ts";
import type { Workshop } from "../run/work.ts";
import { check } from "./check-entries.ts";
import { readDocuments } from "./read-documents.ts";
import { tell } from "./tell.ts";

/** What a night is asked to do. */
export interface NightOrder extends NightlyScope {
	/** Nothing is looked for or fetched; what the archive holds is read where this version has not. */
	readonly offline?: boolean;
	/** Workers do all of the work; needs a store that they share. */
	readonly delegate?: boolean;
}

/** What came of a night: its own report, and what became of each document, in the night's order. */
export interface Night {
	readonly report: RunReport;
	readonly outcomes: readonly DocumentOutcome[];
}

/**
 * One night, over sites or over folders: gather → read → entries → relate → check → publish → tell. Stages before
 * `entries` leave what they did in the ledger, so that a night that was killed goes on where it stopped.
 */
export async function runNight(order: NightOrder, tools: NightlyTools, workshop: Workshop): Promise<Night> {
	const isOffline = order.offline === true;
	const complete = await beginBatch(workshop, randomUUID(), { isDelegated: order.delegate === true });
	const gathered = isOffline ? NOTHING_GATHERED : await gather(order, tools, complete);
	const unread = await readDocuments(order, tools, complete);
	const entries = await entriesOf(tools);
	const surroundings = await relate(entries, tools);
	const checked = check(entries, surroundings, tools);
	const outcomes = await publish(checked, tools);
	const report = await runReport({ gathered, entries, outcomes, unread }, tools, isOffline);
	await tell(report, tools);
	return { report, outcomes };
}
