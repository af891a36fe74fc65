import type { NightlyConfig } from "../collecting/sources/config.ts";
import { toErrorRecord } from "../model/errors.ts";
import { KEPT_TABLES } from "../storage/move.ts";
import type { Store } from "../storage/store.ts";
import type { StoreProblem, VerifiedFiles } from "../storage/verify.ts";
import { verifyFiles, verifyLedger } from "../storage/verify.ts";
import { configAt, usualConfig } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { listingOf, lookAtStore, openArchives, refuseLostLedger } from "./open-store.ts";

interface Verified {
	readonly archive: Omit<VerifiedFiles, "problems"> | null;
	readonly readings: Omit<VerifiedFiles, "problems"> | null;
	readonly problems: readonly StoreProblem[];
}

/** Looks whether ledger, archive and readings are as they were written; changes nothing. Returns the exit code. */
export async function verify(
	path: string | undefined,
	{ json = false }: { readonly json?: boolean },
	environment: Environment,
): Promise<number> {
	const config = await configAt(path ?? usualConfig(), environment);
	const opened: Store | StoreProblem = await openLedger(config, environment).catch(onlyDamage);
	if ("where" in opened) return tell({ archive: null, readings: null, problems: [opened] }, json, environment);
	try {
		const problems = await verifyLedger(opened.sql, KEPT_TABLES, config.store === undefined);
		if (problems.length > 0) return tell({ archive: null, readings: null, problems }, json, environment);
		const archives = await openArchives(config, { isShared: true });
		const { ledger } = opened;
		const held = (await ledger.heldReadings()).map(({ report, url }) => ({ sha256: report, url }));
		const look = async (where: "archive" | "readings", named: typeof held) =>
			verifyFiles(where, { archive: archives[where], named, listing: await listingOf(config, where) }, environment.log.progress);
		const archive = await look("archive", (await ledger.archivedFiles()).slice());
		const readings = await look("readings", held);
		return tell({ archive, readings, problems: [...archive.problems, ...readings.problems] }, json, environment);
	} finally {
		await opened.close();
	}
}

/** The ledger, unless it is one that began anew beside a full archive. */
async function openLedger(config: NightlyConfig, environment: Environment): Promise<Store> {
	const store = await lookAtStore(config, environment);
	try {
		await refuseLostLedger(config, store);
		return store;
	} catch (error) {
		await store.close();
		throw error;
	}
}

function onlyDamage(error: unknown): StoreProblem {
	const { code, message } = toErrorRecord(error);
	if (code !== "damaged-ledger") throw error;
	return { where: "ledger", what: "damaged", name: "ledger.sqlite", detail: message, url: null };
}

function tell({ archive, readings, problems }: Verified, json: boolean, environment: Environment): number {
	const counts = (files: Verified["archive"]) => files && { checked: files.checked, unnamed: files.unnamed };
	const told = { archive: counts(archive), readings: counts(readings), problems };
	environment.out(json ? `${JSON.stringify(told, null, "\t")}\n` : `${describe(told).join("\n")}\n`);
	return problems.length > 0 ? EXIT.attention : EXIT.ok;
}

const MENDS = {
	ledger:
		"Keep all files as they are. Put ledger.backup.sqlite of the state folder, or your own backup, in the place of ledger.sqlite; docs/operations.md, Restoring, has the steps.",
	archive:
		"Leave damaged files where they are and put their copies from a backup in their place. Pages and documents that are still on their sites are fetched again by the next run.",
	readings: "gouji run --offline makes them again from the archive.",
	odd: "Move what gouji did not put there somewhere else; look at it before you delete anything.",
} as const;

function describe({ archive, readings, problems }: Verified): string[] {
	const files = (["archive", "readings"] as const).map((name) => {
		const counts = { archive, readings }[name];
		const damaged = problems.filter(({ where, what }) => where === name && what === "damaged").length;
		if (!counts) return `${name}: not looked at`;
		return `${name}: ${counts.checked} files read, ${damaged} damaged or missing, ${counts.unnamed} that the ledger does not name`;
	});
	const wanted = new Set(problems.map(({ where, what }) => (what === "odd" ? "odd" : where)));
	return [
		`ledger: ${problems.some(({ where }) => where === "ledger") ? "damaged" : "whole"}`,
		...files,
		...problems.map(({ where, what, name, detail, url }) => `${what}: ${where} ${name}${url ? ` (${url})` : ""}: ${detail}`),
		...[...wanted].map((kind) => MENDS[kind]),
	];
}
