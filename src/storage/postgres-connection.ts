import pg from "pg";
import { GoujiError } from "../model/errors.ts";
import { bossFence, bossQueue, startBoss } from "./boss-queue.ts";
import { ledgerIn } from "./ledger.ts";
import type { Patience, PostgresSql } from "./postgres.ts";
import { postgresSql } from "./postgres.ts";
import type { QueueLimits } from "./queue.ts";
import { forPostgres, LEASE_TABLES, LEDGER_VERSION, TABLES, TASK_TABLES, upgradeFrom } from "./schema.ts";
import type { Store } from "./store.ts";

/** The schema of our own tables. */
const SCHEMA = "gouji";
const NOW = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";
/** No database holds an older ledger. */
const FIRST_VERSION = 5;
/** PostgreSQL's number for its 64-bit integers; ours all fit a double. */
const INT8 = 20;
/** A process that stands still in a transaction keeps its locks no longer than this: others wait for them. */
const LONGEST_IDLE_MS = 15_000;
/** The engine's tables are made over other connections while one holds the lock. */
const LONGEST_START_MS = 300_000;

/** What opening a database needs. */
export interface PostgresOptions {
	/** postgres://user@host/database; the password is in PGPASSWORD. */
	readonly url: string;
	readonly patience: Patience;
	readonly limits: QueueLimits;
	readonly connections?: number;
}

/** A connection pool, closed by its opener. */
export interface OpenedSql {
	readonly sql: PostgresSql;
	readonly close: () => Promise<void>;
}

/** Opens the database and makes its tables in an empty one. */
export async function openPostgres({ url, patience, limits, connections = 10 }: PostgresOptions): Promise<Store> {
	const { sql, close } = connect(url, patience, connections);
	try {
		await prepare(sql);
		// The engine's tables too are made by one at a time; it works over connections of its own.
		const boss = await sql.whole(async (inside) => {
			await inside.raw(`set local idle_in_transaction_session_timeout = ${LONGEST_START_MS}`);
			await inside.raw("select pg_advisory_xact_lock(hashtext('gouji queue'))");
			return startBoss(sql, limits, patience.say);
		});
		return {
			ledger: ledgerIn(sql),
			queue: bossQueue(boss, sql, limits),
			ledgerOf: (task) => ledgerIn(sql, (inside) => bossFence(boss, inside as PostgresSql, task)),
			hold: async (name, ticket, holdMs) => (await sql.run(HOLD, [name, ticket, holdMs])) > 0,
			release: async (name, ticket) => {
				await sql.run("delete from lease where name = ? and ticket = ?", [name, ticket]);
			},
			sql,
			close: async () => {
				await boss.stop({ graceful: false, close: false });
				await close();
			},
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** Connects when first asked. */
export function connect(url: string, patience: Patience, connections: number): OpenedSql {
	const pool = new pg.Pool({
		connectionString: url,
		max: connections,
		connectionTimeoutMillis: 10_000,
		application_name: "gouji",
		options: `-c search_path=${SCHEMA}`,
		idle_in_transaction_session_timeout: LONGEST_IDLE_MS,
		types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
	});
	// Idle connections end with the database; the next statement waits for a new one.
	pool.on("error", () => {});
	return { sql: postgresSql(pool, patience), close: () => pool.end() };
}

const HOLD = `insert into lease (name, ticket, held_until) values (?, ?, now_ms() + ?)
	on conflict (name) do update set ticket = excluded.ticket, held_until = excluded.held_until
	where lease.ticket = excluded.ticket or lease.held_until <= now_ms()`;

/** Many may start at once: one makes the tables, the others find them. */
async function prepare(sql: PostgresSql): Promise<void> {
	await sql.whole(async (inside) => {
		await inside.raw("select pg_advisory_xact_lock(hashtext('gouji tables'))");
		await inside.raw(`create schema if not exists ${SCHEMA}`);
		await inside.raw("create table if not exists ledger_version (version bigint not null)");
		const version = (await inside.one<{ version: number }>("select version from ledger_version"))?.version;
		if (version === LEDGER_VERSION) return;
		const upgrade = version === undefined || version < FIRST_VERSION ? undefined : upgradeFrom(version);
		if (upgrade !== undefined) {
			await inside.raw(forPostgres(upgrade));
			await inside.run("update ledger_version set version = ?", [LEDGER_VERSION]);
			return;
		}
		if (version !== undefined) {
			throw new GoujiError("bad-config", `The ledger has version ${version}; this gouji writes version ${LEDGER_VERSION}`, {
				hint: "Use the gouji that made it, or another database.",
			});
		}
		await inside.raw(`create function now_ms() returns bigint language sql volatile as $$ ${NOW} $$`);
		await inside.raw(forPostgres(TABLES + TASK_TABLES + LEASE_TABLES));
		await inside.run("insert into ledger_version (version) values (?)", [LEDGER_VERSION]);
	});
}
