import type { DatabaseSync } from "node:sqlite";
import { sqliteCode } from "../model/causes.ts";
import { GoujiError } from "../model/errors.ts";
import type { Sql, SqlValue } from "./sql.ts";

/**
 * An open SQLite database as `Sql`. Its clock is this process' own, which only goes forward: a machine whose clock
 * is set while a run is under way changes nothing in it. Throws GoujiError cannot-write on a full disk.
 */
export function sqliteSql(database: DatabaseSync): Sql {
	const start = Date.now() - performance.now();
	database.function("now_ms", () => Math.round(start + performance.now()));
	const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
	const prepare = (text: string) => {
		const known = prepared.get(text) ?? database.prepare(text);
		prepared.set(text, known);
		return known;
	};
	const direct: Sql = {
		one: async <T>(text: string, values: readonly SqlValue[] = []) =>
			guarded(() => prepare(text).get(...values) as T | undefined),
		all: async <T>(text: string, values: readonly SqlValue[] = []) => guarded(() => rowsOf<T>(prepare(text), values)),
		run: async (text, values = []) => guarded(() => Number(prepare(text).run(...values).changes)),
		whole: (work) => work(direct),
	};
	// The connection is shared: while a transaction is open, statements of others wait for its end.
	let open: Promise<unknown> | undefined;
	const alone = async <T>(work: () => Promise<T>): Promise<T> => {
		while (open) await open.catch(() => undefined);
		return work();
	};
	return {
		one: (text, values) => alone(() => direct.one(text, values)),
		all: (text, values) => alone(() => direct.all(text, values)),
		run: (text, values) => alone(() => direct.run(text, values)),
		whole: async (work) => {
			while (open) await open.catch(() => undefined);
			const transaction = inTransaction(database, () => work(direct));
			open = transaction;
			try {
				return await transaction;
			} finally {
				open = undefined;
			}
		},
	};
}

type Statement = ReturnType<DatabaseSync["prepare"]>;

/**
 * All rows as plain objects: those that `node:sqlite` makes take four times the memory, and hold every text anew
 * that the row before has too.
 */
function rowsOf<T>(statement: Statement, values: readonly SqlValue[]): T[] {
	const names = statement.columns().map(({ name }) => name);
	const rows: T[] = [];
	let before: readonly unknown[] = [];
	statement.setReturnArrays(true);
	try {
		for (const row of statement.iterate(...values) as unknown as Iterable<unknown[]>) {
			const plain: Record<string, unknown> = {};
			for (const [i, name] of names.entries()) {
				if (row[i] === before[i]) row[i] = before[i];
				plain[name] = row[i];
			}
			before = row;
			rows.push(plain as T);
		}
	} finally {
		statement.setReturnArrays(false);
	}
	return rows;
}

async function inTransaction<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
	guarded(() => database.exec("begin immediate"));
	try {
		const result = await work();
		guarded(() => database.exec("commit"));
		return result;
	} catch (error) {
		if (database.isTransaction) database.exec("rollback");
		throw error;
	}
}

/** SQLite's result codes for a disk that does not take or give what was asked. */
const DISK_CODES = new Set([8, 10, 13, 14]);

/** Runs `work`, and says what a disk that does not work means. */
export function guarded<T>(work: () => T): T {
	try {
		return work();
	} catch (cause) {
		const code = sqliteCode(cause);
		if (isDamage(cause)) throw damagedLedger(`SQLite finds the ledger damaged (error ${code})`, cause);
		if (code === undefined || !DISK_CODES.has(code)) throw cause;
		throw new GoujiError("cannot-write", `The ledger cannot be used (SQLite error ${code})`, {
			hint: "Check free space, permissions and the disk; what is finished is kept.",
			cause,
		});
	}
}

/** Whether SQLite says that a file is damaged, or none of its. */
export function isDamage(cause: unknown): boolean {
	const code = sqliteCode(cause);
	return code === 11 || code === 26;
}

/** What a ledger that cannot be relied on means for whoever runs gouji. */
export function damagedLedger(message: string, cause?: unknown): GoujiError {
	return new GoujiError("damaged-ledger", message, {
		hint: "Keep all files as they are, put the ledger of the last backup in its place, and run gouji verify; docs/operations.md, Restoring, has the steps.",
		cause,
	});
}
