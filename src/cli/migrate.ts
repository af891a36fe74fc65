import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { GoujiError } from "../model/errors.ts";
import type { Archive } from "../storage/archive.ts";
import { listArchive, openArchive } from "../storage/archive.ts";
import type { MovedTable } from "../storage/move.ts";
import { compareTables, copyTables, isEmpty } from "../storage/move.ts";
import { openState } from "../storage/state.ts";
import type { Store } from "../storage/store.ts";
import { textTable } from "../text/display.ts";
import { configAt } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { openArchives, openStore, PATIENCE_MS } from "./open-store.ts";

const HOLD_MS = 60_000;
/** Held for good while a move is not at its end, so that a move that was killed is told from a store in use. */
const MARK = "migration";
const FOR_GOOD_MS = 100 * 365 * 24 * 3600 * 1000;

interface MovedFiles {
	readonly archive: string;
	readonly files: number;
	/** Of those, the ones that were not there yet. */
	readonly copied: number;
}

/** Moves the state folder into the configuration's PostgreSQL and archive. The folder stays as it was. */
export async function migrate(path: string, options: { readonly json?: boolean }, environment: Environment): Promise<number> {
	const config = await configAt(path, environment);
	if (config.store === undefined || !existsSync(join(config.state, "ledger.sqlite"))) {
		throw new GoujiError("bad-config", config.store === undefined ? "No store to move to" : `No run has used ${config.state}`, {
			hint: "Name the database in `store` and the folder of the ledger in `state`.",
		});
	}
	const from = openState(config.state);
	let to: Store | undefined;
	const ticket = randomUUID();
	let holding: NodeJS.Timeout | undefined;
	try {
		const opened = await openStore(config, environment, { patienceMs: PATIENCE_MS.run, isStopped: () => false });
		to = opened;
		if (!(await opened.hold("run", ticket, HOLD_MS)))
			throw new GoujiError("locked", "A run is using the database", { hint: "Wait until it ends." });
		holding = setInterval(() => void opened.hold("run", ticket, HOLD_MS).catch(() => false), HOLD_MS / 3);
		const tables = await moveTables(from, opened, environment);
		const files = await moveFiles(config, environment);
		await opened.release(MARK, MARK);
		environment.out(options.json ? `${JSON.stringify({ tables, files }, null, "\t")}\n` : describe(tables, files));
		return EXIT.ok;
	} finally {
		clearInterval(holding);
		await to?.release("run", ticket).catch(() => undefined);
		await to?.close();
		await from.close();
	}
}

async function moveTables(from: Store, to: Store, { log }: Environment): Promise<MovedTable[]> {
	const isBegun = (await to.sql.one("select 1 from lease where name = ?", [MARK])) !== undefined;
	if (isBegun || (await isEmpty(to.sql))) {
		await to.hold(MARK, MARK, FOR_GOOD_MS);
		await copyTables(from.sql, to.sql, log.progress);
	}
	const tables = await compareTables(from.sql, to.sql);
	const different = tables.filter(({ digest, moved_digest }) => digest !== moved_digest);
	if (different.length > 0) {
		throw new GoujiError("bad-config", `The database holds something else in ${different.map(({ table }) => table).join(", ")}`, {
			hint: "Move into an empty database; one that runs have used is not changed.",
		});
	}
	return tables;
}

/** Every archived file to where the configuration's archive is; nothing where that is the state folder itself. */
async function moveFiles(config: NightlyConfig, { log }: Environment): Promise<MovedFiles[]> {
	if (config.archive === undefined) return [];
	const archives = await openArchives(config);
	const moved: MovedFiles[] = [];
	for (const [name, to] of [
		["archive", archives.archive],
		["readings", archives.readings],
	] as const) {
		const folder = join(config.state, name);
		const from = await openArchive(folder, { isShared: true });
		const { names } = await listArchive(folder);
		let copied = 0;
		for (const [i, sha256] of names.entries()) {
			if (await copyFile(sha256, from, to)) copied++;
			log.progress(`${name}: ${i + 1} of ${names.length} files`);
		}
		moved.push({ archive: name, files: names.length, copied });
	}
	return moved;
}

/** Whether it was not there yet. A file that is not what its name says is not moved, and stops the move. */
async function copyFile(sha256: string, from: Archive, to: Archive): Promise<boolean> {
	if (await to.has(sha256)) return false;
	await to.keep(await from.bytesOf(sha256));
	return true;
}

function describe(tables: readonly MovedTable[], files: readonly MovedFiles[]): string {
	const rows = tables.map(({ table, rows: count, moved, digest }) => [table, String(count), String(moved), digest.slice(0, 16)]);
	return [
		textTable([["table", "rows", "moved", "digest on both sides"], ...rows]),
		...files.map(({ archive, files: count, copied }) => `${archive}: ${count} files, ${copied} copied now`),
		"Everything is moved; the state folder is as it was.",
		"",
	].join("\n");
}
