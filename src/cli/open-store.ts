import { existsSync } from "node:fs";
import { join } from "node:path";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { GoujiError } from "../model/errors.ts";
import type { Archive, ArchiveListing } from "../storage/archive.ts";
import { holdsFiles, listArchive, openArchive } from "../storage/archive.ts";
import type { QueueLimits } from "../storage/queue.ts";
import { QUEUE_LIMITS } from "../storage/queue.ts";
import { damagedLedger } from "../storage/sqlite.ts";
import { lookAtState, openState } from "../storage/state.ts";
import type { Store } from "../storage/store.ts";
import type { Environment } from "./environment.ts";

/** How long commands wait for a database that is away. A worker waits without end. */
export const PATIENCE_MS = { look: 10_000, run: 600_000, worker: Number.POSITIVE_INFINITY } as const;

/** Opens the configuration's store for writing. `isStopped` ends waiting for a database that is away. */
export async function openStore(
	config: NightlyConfig,
	{ log }: Pick<Environment, "log">,
	{ patienceMs, isStopped }: { readonly patienceMs: number; readonly isStopped: () => boolean },
): Promise<Store> {
	const limits = limitsOf(config);
	if (config.store === undefined) return openState(config.state, limits);
	// The embedded store starts without the database's drivers.
	const { openPostgres } = await import("../storage/postgres-connection.ts");
	const patience = { ms: patienceMs, say: (message: string) => log.warn(message), isStopped };
	return openPostgres({ url: config.store, patience, limits });
}

/** Opens the configuration's store for looking only. */
export async function lookAtStore(config: NightlyConfig, environment: Pick<Environment, "log">): Promise<Store> {
	if (config.store === undefined) {
		if (!existsSync(join(config.state, "ledger.sqlite")) && (await archiveHasFiles(config))) throw lostLedger(config);
		return lookAtState(config.state);
	}
	return openStore(config, environment, { patienceMs: PATIENCE_MS.look, isStopped: () => false });
}

/** What was fetched, and what was read from it. `isShared` where another process may be writing there. */
export async function openArchives(
	config: NightlyConfig,
	{ isShared = config.store !== undefined } = {},
): Promise<{ readonly archive: Archive; readonly readings: Archive }> {
	const place = config.archive ?? config.state;
	if (!/^s3:/i.test(place)) {
		const open = (name: string) => openArchive(join(place, name), { isShared });
		return { archive: await open("archive"), readings: await open("readings") };
	}
	const { openS3Archive, parseS3Place } = await import("../storage/s3-archive.ts");
	const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
	if (!accessKeyId || !secretAccessKey) {
		throw new GoujiError("bad-config", "The S3 archive's keys are not in the environment", {
			hint: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
		});
	}
	const options = { ...parseS3Place(place), accessKeyId, secretAccessKey, sessionToken };
	return { archive: openS3Archive(options, "archive"), readings: openS3Archive(options, "readings") };
}

/**
 * Throws GoujiError damaged-ledger where no run was ever begun and the archive has files: with a ledger that begins anew
 * every report would be new tonight. Only folders can be listed.
 */
export async function refuseLostLedger(config: NightlyConfig, { ledger }: Pick<Store, "ledger">): Promise<void> {
	if ((await ledger.runs()).length === 0 && (await archiveHasFiles(config))) throw lostLedger(config);
}

async function archiveHasFiles({ archive, state }: NightlyConfig): Promise<boolean> {
	const place = archive ?? state;
	return !/^s3:/i.test(place) && (await holdsFiles(join(place, "archive")));
}

function lostLedger({ archive, state }: NightlyConfig): GoujiError {
	return damagedLedger(
		`The ledger in ${state} knows of no run, and ${join(archive ?? state, "archive")} has files: the ledger is lost`,
	);
}

/** What lies in the folder of an archive, by its name; undefined where the store cannot be listed. */
export async function listingOf(config: NightlyConfig, name: "archive" | "readings"): Promise<ArchiveListing | undefined> {
	const place = config.archive ?? config.state;
	return /^s3:/i.test(place) ? undefined : listArchive(join(place, name));
}

function limitsOf({ queue }: NightlyConfig): QueueLimits {
	return {
		...QUEUE_LIMITS,
		tries: queue.tries,
		backoffMs: queue.backoff_seconds * 1000,
		leaseMs: queue.lease_seconds * 1000,
		most: queue.most,
	};
}
