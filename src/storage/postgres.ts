import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { GoujiError } from "../model/errors.ts";
import type { Sql, SqlValue } from "./sql.ts";

/** What is done while the database is away. */
export interface Patience {
	/** Milliseconds that it is waited for; without end for a worker. */
	readonly ms: number;
	/** Says that it is away, and that it is back. */
	readonly say: (message: string) => void;
	readonly isStopped: () => boolean;
}

/** PostgreSQL as `Sql`, and as what the job engine on it asks for. */
export interface PostgresSql extends Sql {
	/** A text of PostgreSQL's own, values as `$1`. */
	readonly raw: (text: string, values?: readonly unknown[]) => Promise<{ rows: Record<string, unknown>[]; rowCount: number }>;
	readonly whole: <T>(work: (sql: PostgresSql) => Promise<T>) => Promise<T>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/**
 * A pool's database. Where it is away every method waits for it and goes on. Throws GoujiError database-away when
 * patience ends, cannot-write where its disk is full, bad-config where it refuses us.
 */
export function postgresSql(pool: pg.Pool, patience: Patience): PostgresSql {
	const patient = patiently(patience);
	return {
		...methods((text, values) => patient(() => pool.query(text, [...values]))),
		whole: (work) =>
			patient(async () => {
				const client = await pool.connect();
				let broken: Error | undefined;
				// Without a listener a connection that ends between two statements would end the process.
				const onError = (error: Error) => {
					broken = error;
				};
				client.on("error", onError);
				try {
					await client.query("begin");
					const inside = methods((text, values) => client.query(text, [...values]));
					const nested: PostgresSql = { ...inside, whole: (deeper) => deeper(nested) };
					const result = await work(nested);
					await client.query("commit");
					return result;
				} catch (error) {
					await client.query("rollback").catch((failure: Error) => {
						broken ??= failure;
					});
					throw error;
				} finally {
					client.off("error", onError);
					client.release(broken);
				}
			}),
	};
}

type Query = (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>;

function methods(query: Query): Omit<PostgresSql, "whole"> {
	const ask = (text: string, values: readonly SqlValue[] = []) => query(numbered(text), values.map(withoutNul));
	return {
		raw: async (text, values = []) => {
			// A text of several statements has several results.
			const results = [await query(text, values)].flat();
			return {
				rows: results.flatMap(({ rows }) => rows ?? []) as Record<string, unknown>[],
				rowCount: results.at(-1)?.rowCount ?? 0,
			};
		},
		one: async <T>(text: string, values?: readonly SqlValue[]) => (await ask(text, values)).rows[0] as T | undefined,
		all: async <T>(text: string, values?: readonly SqlValue[]) => (await ask(text, values)).rows as T[],
		run: async (text, values) => (await ask(text, values)).rowCount ?? 0,
	};
}

/** `?` as PostgreSQL numbers its values. None of our texts has one in a literal. */
function numbered(text: string): string {
	let n = 0;
	return text.replaceAll("?", () => `$${++n}`);
}

function withoutNul(value: SqlValue): SqlValue {
	return typeof value === "string" ? value.replaceAll("\0", "") : value;
}

/** Tries again while the database is away; of all that wait, one says so. */
function patiently(patience: Patience): <T>(work: () => Promise<T>) => Promise<T> {
	const absence: Absence = { since: undefined };
	return async (work) => {
		const began = performance.now();
		for (let tries = 0; ; tries++) {
			try {
				const result = await work();
				sayBack(absence, patience);
				return result;
			} catch (cause) {
				if (isClash(cause) && tries < 20) {
					await pause(FIRST_PAUSE_MS * 2 ** Math.min(tries, 5) * Math.random());
					continue;
				}
				if (!isAway(cause)) throw meaningOf(cause);
				sayAway(cause, began, { absence, patience });
				await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10)) * (0.5 + Math.random() / 2));
			}
		}
	};
}

/** Since when the database is away, by the process's own clock. */
interface Absence {
	since: number | undefined;
}

function sayBack(absence: Absence, { say }: Patience): void {
	if (absence.since === undefined) return;
	say(`The database is back after ${Math.round((performance.now() - absence.since) / 1000)} s; going on`);
	absence.since = undefined;
}

/** Says once that the database is away; throws where patience has ended. */
function sayAway(
	cause: unknown,
	began: number,
	{ absence, patience }: { readonly absence: Absence; readonly patience: Patience },
): void {
	if (performance.now() - began > patience.ms || patience.isStopped()) {
		throw new GoujiError("database-away", "The database cannot be reached", {
			hint: "Start it or correct `store`; what is finished is kept.",
			cause,
		});
	}
	if (absence.since !== undefined) return;
	absence.since = performance.now();
	patience.say(`The database cannot be reached (${reasonOf(cause)}); waiting for it`);
}

/**
 * Starting, stopping, out of connections, idle in a transaction for too long; and what is no answer of a database: its
 * connection broke or there is none.
 */
function isAway(error: unknown): boolean {
	if (error instanceof pg.DatabaseError) return /^(?:08|57P|53300|25P03)/.test(error.code ?? "");
	return error instanceof Error && !(error instanceof GoujiError || error instanceof TypeError || error instanceof RangeError);
}

/** Two transactions in each other's way, one of which may stand still with what it has locked: one is done again. */
function isClash(error: unknown): boolean {
	return error instanceof pg.DatabaseError && ["40001", "40P01", "55P03"].includes(error.code ?? "");
}

/** SQLSTATE or the system's code; never a text, which may name secrets. */
function reasonOf(error: unknown): string {
	return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "the connection ended";
}

function meaningOf(cause: unknown): unknown {
	if (!(cause instanceof pg.DatabaseError)) return cause;
	const code = cause.code ?? "";
	if (code === "53100" || code === "58030" || code === "25006") {
		return new GoujiError("cannot-write", `The database cannot write (SQLSTATE ${code})`, {
			hint: "Make room on the database's disk; what is finished is kept.",
			cause,
		});
	}
	if (/^(?:28|3D|3F|42501)/.test(code)) {
		return new GoujiError("bad-config", `The database refuses us (SQLSTATE ${code})`, {
			hint: "Correct `store`, PGPASSWORD, or the rights of its user.",
			cause,
		});
	}
	return cause;
}
