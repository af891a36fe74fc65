import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { SQLInputValue } from "node:sqlite";
import { DatabaseSync } from "node:sqlite";
import { GoujiError } from "../../model/errors.ts";

/** A database with prepared statements; values are always bound, never written into the text. */
export interface SyncSql {
	readonly one: <T>(text: string, values?: readonly SQLInputValue[]) => T | undefined;
	readonly all: <T>(text: string, values?: readonly SQLInputValue[]) => T[];
	/** Gives the id of the row that was inserted. */
	readonly run: (text: string, values?: readonly SQLInputValue[]) => number;
	readonly exec: (text: string) => void;
	/** All of `work` is kept, or nothing. Takes the write lock first, so what is read inside stays true. */
	readonly whole: <T>(work: () => T) => T;
	readonly close: () => void;
}

/**
 * Opens a database file, makes its tables where it is new, and gives the version that it had before (0 for a
 * new one). `path` may be `:memory:`. Throws GoujiError cannot-write.
 */
export function openSql(path: string, tables: string, version: number): { readonly sql: SyncSql; readonly was: number } {
	try {
		if (path !== ":memory:") keepPrivate(path);
		const database = new DatabaseSync(path, { timeout: 10_000 });
		database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on; pragma cache_size = -65536");
		const sql = sqlOf(database);
		const was = sql.one<{ user_version: number }>("pragma user_version")?.user_version ?? 0;
		if (was === 0) sql.whole(() => database.exec(`${tables}; pragma user_version = ${version}`));
		return { sql, was };
	} catch (cause) {
		throw new GoujiError("cannot-write", `${path} cannot be opened as a database`, {
			hint: "Check the folder's permissions and free space, and that no other program holds the file.",
			cause,
		});
	}
}

/** Hashes of passwords are for their owner's eyes; SQLite gives the files beside a database the same mode. */
function keepPrivate(path: string): void {
	mkdirSync(dirname(path), { recursive: true });
	closeSync(openSync(path, "a", 0o600));
	if (process.platform !== "win32")
		for (const ending of ["", "-wal", "-shm"]) if (existsSync(path + ending)) chmodSync(path + ending, 0o600);
}

/** Prepared statements that are kept; views with filters make a few hundred different ones. */
const MAX_PREPARED = 500;

function sqlOf(database: DatabaseSync): SyncSql {
	const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
	const prepare = (text: string) => {
		const known = prepared.get(text) ?? database.prepare(text);
		if (prepared.size >= MAX_PREPARED) prepared.clear();
		prepared.set(text, known);
		return known;
	};
	return {
		one: <T>(text: string, values: readonly SQLInputValue[] = []) => prepare(text).get(...values) as T | undefined,
		all: <T>(text: string, values: readonly SQLInputValue[] = []) => prepare(text).all(...values) as T[],
		run: (text, values = []) => Number(prepare(text).run(...values).lastInsertRowid),
		exec: (text) => database.exec(text),
		whole: (work) => {
			// A transaction inside another one belongs to it.
			if (database.isTransaction) return work();
			database.exec("begin immediate");
			try {
				const result = work();
				database.exec("commit");
				return result;
			} catch (error) {
				if (database.isTransaction) database.exec("rollback");
				throw error;
			}
		},
		close: () => database.close(),
	};
}
