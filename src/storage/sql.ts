/** What a cell of a row can be. */
export type SqlValue = string | number | null;

/**
 * One database, whichever it is. Texts are the part of SQL that SQLite and PostgreSQL share, with `?` for each value;
 * `now_ms()` is the store's own clock in milliseconds since 1970, the only clock that rows are compared by.
 */
export interface Sql {
	readonly one: <T>(text: string, values?: readonly SqlValue[]) => Promise<T | undefined>;
	readonly all: <T>(text: string, values?: readonly SqlValue[]) => Promise<T[]>;
	/** Gives the number of rows that were written. */
	readonly run: (text: string, values?: readonly SqlValue[]) => Promise<number>;
	/** Runs `work` as one transaction: all of it is kept, or nothing. `work` may run again where the connection was lost. */
	readonly whole: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
}

/** Writes a row, in place of the one with the same keys. Names come from this folder's own code, never from outside. */
export function put(sql: Sql, table: string, keys: readonly string[], row: Readonly<Record<string, SqlValue>>): Promise<number> {
	const names = Object.keys(row);
	const others = names.filter((name) => !keys.includes(name)).map((name) => `${name} = excluded.${name}`);
	return sql.run(
		`insert into ${table} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})
		on conflict (${keys.join(", ")}) do ${others.length > 0 ? `update set ${others.join(", ")}` : "nothing"}`,
		Object.values(row),
	);
}
