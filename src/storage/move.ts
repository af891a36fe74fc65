import { createHash } from "node:crypto";
import type { Sql, SqlValue } from "./sql.ts";
import { put } from "./sql.ts";

/** Every table that holds what cannot be made again, with its key. Its rows are moved and compared in the key's order. */
const MOVED = [
	["run", ["id"]],
	["resource", ["url"]],
	["attempt", ["id"]],
	["version", ["url", "number"]],
	["reference", ["url"]],
	["outcome", ["sha256", "reader"]],
	["look", ["source", "at"]],
	["host", ["name"]],
	["published", ["name"]],
	["trouble", ["key"]],
	["dead", ["stage", "key"]],
] as const satisfies readonly (readonly [string, readonly string[]])[];

/** The names of these tables. */
export const KEPT_TABLES: readonly string[] = MOVED.map(([table]) => table);

/** Tables whose numbers go on after the highest that was moved. */
const NUMBERED: ReadonlySet<string> = new Set(["run", "attempt"]);

type SqlRow = Readonly<Record<string, SqlValue>>;

/** One table on both sides; they are equal where counts and digests are. */
export interface MovedTable {
	readonly table: string;
	readonly rows: number;
	readonly moved: number;
	readonly digest: string;
	readonly moved_digest: string;
}

const ROWS_AT_ONCE = 500;

/** Whether a store holds anything that a move would mix with. */
export async function isEmpty(sql: Sql): Promise<boolean> {
	for (const [table] of MOVED) if ((await sql.one(`select 1 from ${table} limit 1`)) !== undefined) return false;
	return true;
}

/** Copies every table, each batch of rows in one transaction; done again, it goes on and changes nothing that is there. */
export async function copyTables(from: Sql, to: Sql, progress: (message: string) => void): Promise<void> {
	for (const [table, keys] of MOVED) {
		let copied = 0;
		for await (const rows of batches(from, table, keys)) {
			await to.whole(async (inside) => {
				for (const row of rows) await put(inside, table, keys, row);
			});
			copied += rows.length;
			progress(`${table}: ${copied} rows`);
		}
		if (NUMBERED.has(table))
			await to.one(
				`select setval(pg_get_serial_sequence('${table}', 'id'), coalesce((select max(id) from ${table}), 0) + 1, false)`,
			);
	}
}

/** Counts and digests of every table on both sides. */
export async function compareTables(from: Sql, to: Sql): Promise<MovedTable[]> {
	const compared: MovedTable[] = [];
	for (const [table, keys] of MOVED) {
		const [one, other] = [await digestOf(from, table, keys), await digestOf(to, table, keys)];
		compared.push({ table, rows: one.rows, moved: other.rows, digest: one.digest, moved_digest: other.digest });
	}
	return compared;
}

async function digestOf(sql: Sql, table: string, keys: readonly string[]): Promise<{ rows: number; digest: string }> {
	const hash = createHash("sha256");
	let count = 0;
	for await (const rows of batches(sql, table, keys)) {
		for (const row of rows) hash.update(`${JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))}\n`);
		count += rows.length;
	}
	return { rows: count, digest: hash.digest("hex") };
}

/** A table's rows in the order of its key, so many at a time, each batch after the last row of the one before. */
async function* batches(sql: Sql, table: string, keys: readonly string[]): AsyncGenerator<SqlRow[]> {
	const order = keys.join(", ");
	let last: SqlRow | undefined;
	for (;;) {
		const after = last ? `where (${order}) > (${keys.map(() => "?").join(", ")})` : "";
		const values: SqlValue[] = last ? keys.map((key) => last?.[key] ?? null) : [];
		const found = await sql.all<SqlRow>(`select * from ${table} ${after} order by ${order} limit ${ROWS_AT_ONCE}`, values);
		if (found.length === 0) return;
		last = found.at(-1);
		yield found.map(withoutNul);
	}
}

/** PostgreSQL takes no NUL in a text; what was moved is compared with what could be. */
function withoutNul(row: SqlRow): SqlRow {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? value.replaceAll("\0", "") : value]),
	);
}
