import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isOwnBug, sqliteCode } from "../model/causes.ts";
import { GoujiError } from "../model/errors.ts";
import { embeddedFence, embeddedQueue } from "./embedded-queue.ts";
import { ledgerIn } from "./ledger.ts";
import type { QueueLimits } from "./queue.ts";
import { QUEUE_LIMITS } from "./queue.ts";
import { LEDGER_VERSION, QUEUE_TABLES, TABLES, TASK_TABLES, upgradeFrom } from "./schema.ts";
import type { Sql } from "./sql.ts";
import { damagedLedger, guarded, isDamage, sqliteSql } from "./sqlite.ts";
import type { Store } from "./store.ts";

/** The copy of the ledger that the last whole run left in the state folder. */
export const BACKUP = "ledger.backup.sqlite";

/**
 * Opens a state folder for writing. Throws GoujiError locked where another process holds it: the lock
 * is SQLite's own on a file of its own, which the system releases however that process ends.
 */
export function openState(folder: string, limits: QueueLimits = QUEUE_LIMITS): Store {
	const lock = lockOf(folder);
	try {
		const database = databaseIn(folder);
		const sql = sqliteSql(database);
		return {
			...storeOf(sql, limits),
			backUp: async () => backUp(database, folder),
			close: async () => {
				database.close();
				lock.close();
			},
		};
	} catch (error) {
		lock.close();
		throw error;
	}
}

/** A ledger and queue that end with the process, for a run that needs no memory of earlier ones. */
export function openMemory(limits: QueueLimits = QUEUE_LIMITS): Store {
	const database = new DatabaseSync(":memory:");
	database.exec(TABLES);
	attachQueue(database, ":memory:");
	return { ...storeOf(sqliteSql(database), limits), close: async () => database.close() };
}

/** Opens the ledger for looking only, beside a run that may be under way. Throws GoujiError no-such-file before the first run. */
export function lookAtState(folder: string): Store {
	if (!existsSync(join(folder, "ledger.sqlite")))
		throw new GoujiError("no-such-file", `No run has used ${folder} yet`, { hint: "Start one with gouji run." });
	const database = opening(folder, () => new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true, timeout: 10_000 }));
	let version: number;
	try {
		version = versionOf(database);
	} catch (error) {
		database.close();
		throw error;
	}
	if (version !== LEDGER_VERSION) {
		database.close();
		if (version === 0) throw damagedLedger(`The ledger in ${folder} is empty`);
		throw otherVersion(
			version,
			upgradeFrom(version) !== undefined ? "Run gouji run once: it brings the ledger up to date." : undefined,
		);
	}
	attachQueue(database, existsSync(join(folder, "queue.sqlite")) ? join(folder, "queue.sqlite") : ":memory:");
	return { ...storeOf(sqliteSql(database), QUEUE_LIMITS), close: async () => database.close() };
}

function storeOf(sql: Sql, limits: QueueLimits): Omit<Store, "close"> {
	return {
		ledger: ledgerIn(sql),
		queue: embeddedQueue(sql, limits),
		ledgerOf: (task) => ledgerIn(sql, (inside) => embeddedFence(inside, task)),
		// The lock on the folder already says that there is one process.
		hold: async () => true,
		release: async () => {},
		sql,
	};
}

function lockOf(folder: string): DatabaseSync {
	const lock = opening(folder, () => {
		mkdirSync(folder, { recursive: true });
		return new DatabaseSync(join(folder, "lock.sqlite"), { timeout: 0 });
	});
	try {
		lock.exec("begin exclusive");
	} catch (cause) {
		lock.close();
		const code = sqliteCode(cause);
		if (code !== 5 && code !== 6) throw cannotOpen(folder, cause);
		throw new GoujiError("locked", `Another run is using ${folder}`, {
			hint: "Wait until it ends; it keeps what it finishes.",
			cause,
		});
	}
	return lock;
}

/** The ledger, with its tables as this version has them, and the queue beside it. */
function databaseIn(folder: string): DatabaseSync {
	const database = opening(folder, () => new DatabaseSync(join(folder, "ledger.sqlite"), { timeout: 10_000 }));
	try {
		opening(folder, () => database.exec("pragma journal_mode = wal; pragma synchronous = full;"));
		const version = versionOf(database);
		if (version !== LEDGER_VERSION) {
			const change = version === 0 ? TABLES : upgradeFrom(version);
			if (change === undefined) throw otherVersion(version);
			guarded(() => database.exec(`begin immediate; ${change} pragma user_version = ${LEDGER_VERSION}; commit;`));
		}
		attachQueue(database, join(folder, "queue.sqlite"));
		// The queue can be made again from the ledger: it need not outlive a power cut, and so costs no flush to the disk.
		guarded(() => database.exec("pragma queue.journal_mode = wal; pragma queue.synchronous = normal;"));
		guarded(() => database.exec(inQueue(TASK_TABLES + QUEUE_TABLES)));
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** A copy that stands whole or not at all, and is at most one run old. */
function backUp(database: DatabaseSync, folder: string): void {
	const part = join(folder, "ledger.backup.part");
	opening(folder, () => {
		rmSync(part, { force: true });
		database.prepare("vacuum main into ?").run(part);
		renameSync(part, join(folder, BACKUP));
	});
}

function attachQueue(database: DatabaseSync, path: string): void {
	guarded(() => database.prepare("attach database ? as queue").run(path));
	if (path === ":memory:") database.exec(inQueue(TASK_TABLES + QUEUE_TABLES));
}

function inQueue(tables: string): string {
	return tables.replaceAll(/(table|index) if not exists /g, "$1 if not exists queue.");
}

function versionOf(database: DatabaseSync): number {
	return Number(guarded(() => database.prepare("pragma user_version").get())?.user_version ?? 0);
}

function otherVersion(version: number, hint = "Use the gouji that made it, or another state folder."): GoujiError {
	return new GoujiError("bad-config", `The ledger has version ${version}; this gouji writes version ${LEDGER_VERSION}`, { hint });
}

function opening<T>(folder: string, open: () => T): T {
	try {
		return open();
	} catch (cause) {
		if (isOwnBug(cause) || cause instanceof GoujiError) throw cause;
		if (isDamage(cause)) throw damagedLedger(`The ledger in ${folder} is damaged (SQLite error ${sqliteCode(cause)})`, cause);
		throw cannotOpen(folder, cause);
	}
}

function cannotOpen(folder: string, cause: unknown): GoujiError {
	return new GoujiError("cannot-write", `The state folder ${folder} cannot be opened`, {
		hint: "Check the folder's name, permissions and free space.",
		cause,
	});
}
