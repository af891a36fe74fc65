import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { GoujiError } from "../model/errors.ts";
import type { Ledger } from "../store/ledger.ts";
import { ledgerIn } from "../store/ledger.ts";

/** The state folder of a job, held by one process at a time. */
export interface State {
	readonly ledger: Ledger;
	readonly close: () => void;
}

/**
 * Opens a state folder for writing. Throws GoujiError locked where another process holds it: the lock
 * is SQLite's own on a file of its own, which the system releases however that process ends.
 */
export function openState(folder: string): State {
	const opened = opening(folder, () => {
		mkdirSync(folder, { recursive: true });
		const lock = new DatabaseSync(join(folder, "lock.sqlite"), { timeout: 0 });
		return lock;
	});
	try {
		opened.exec("begin exclusive");
	} catch (cause) {
		opened.close();
		const code = typeof cause === "object" && cause !== null && "errcode" in cause ? Number(cause.errcode) & 0xff : -1;
		if (code !== 5 && code !== 6) throw cannotOpen(folder, cause);
		throw new GoujiError("locked", `Another run is using ${folder}`, {
			hint: "Wait until it ends; it keeps what it finishes.",
			cause,
		});
	}
	const database = opening(folder, () => new DatabaseSync(join(folder, "ledger.sqlite"), { timeout: 10_000 }));
	opening(folder, () => database.exec("pragma journal_mode = wal; pragma synchronous = full;"));
	const ledger = ledgerIn(database);
	return {
		ledger,
		close: () => {
			database.close();
			opened.close();
		},
	};
}

/** Opens the ledger for looking only, beside a run that may be under way. Throws GoujiError no-such-file before the first run. */
export function lookAtState(folder: string): State {
	if (!existsSync(join(folder, "ledger.sqlite")))
		throw new GoujiError("no-such-file", `No run has used ${folder} yet`, { hint: "Start one with gouji run." });
	const database = opening(folder, () => new DatabaseSync(join(folder, "ledger.sqlite"), { readOnly: true, timeout: 10_000 }));
	return { ledger: ledgerIn(database), close: () => database.close() };
}

function opening<T>(folder: string, open: () => T): T {
	try {
		return open();
	} catch (cause) {
		throw cannotOpen(folder, cause);
	}
}

function cannotOpen(folder: string, cause: unknown): GoujiError {
	return new GoujiError("cannot-write", `The state folder ${folder} cannot be opened`, {
		hint: "Check the folder's name, permissions and free space.",
		cause,
	});
}
