import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance, StatementType } from "@duckdb/node-api";
import { z } from "zod";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import { addOwnTable } from "./own-tables.ts";

/** What queries may use. */
export interface QueryLimits {
	/** Rows at most; Infinity for all. */
	readonly rows: number;
	readonly timeoutMs: number;
	/** Memory of DuckDB; nothing goes to disk. */
	readonly memoryMb?: number;
	/** CSV files of the reader's own, which are tables as well, named as the files. */
	readonly ownTables?: readonly string[];
}

/** A table that queries see, by name. */
export interface SetView {
	readonly name: string;
	readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** An exported set, opened for confined queries. */
export interface OpenSet {
	readonly connection: DuckDBConnection;
	readonly views: readonly SetView[];
	readonly limits: QueryLimits;
	/** A query runs on that cannot be stopped: the set is not closed any more, and the process should end. */
	readonly giveUp: () => void;
	readonly isStuck: () => boolean;
	readonly close: () => void;
}

export const DEFAULT_MEMORY_MB = 2048;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Opens a set for queries: every table, whole or in years, is a view of its name. After this the
 * connection reads the set's Parquet files and nothing else: no other files, no network, no extensions,
 * no change of settings. The set is the one that was published at this moment, also when another takes
 * its place meanwhile. Throws GoujiError bad-arguments where there is none.
 */
export async function openSet(folder: string, limits: QueryLimits): Promise<OpenSet> {
	const files = existsSync(folder) ? parquetFiles(realpathSync(folder)) : new Map<string, string[]>();
	if (files.size === 0)
		throw new GoujiError("bad-arguments", `${folder} holds no exported data set`, {
			hint: "Run gouji export first, with parquet among its formats.",
		});
	const instance = await DuckDBInstance.create(":memory:", {
		threads: "2",
		memory_limit: `${limits.memoryMb ?? DEFAULT_MEMORY_MB}MB`,
		// Larger than memory is refused, not spilled: a query writes nowhere.
		temp_directory: "",
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
		allow_community_extensions: "false",
	});
	const connection = await instance.connect();
	const views: SetView[] = [];
	for (const [name, parts] of files) {
		await connection.run(`CREATE VIEW ${identifier(name)} AS SELECT * FROM read_parquet([${parts.map(literal).join(", ")}])`);
		views.push(await describedTable(connection, name));
	}
	for (const path of limits.ownTables ?? []) {
		const taken = views.map(({ name }) => name);
		views.push(await describedTable(connection, await addOwnTable(connection, path, taken)));
	}
	await connection.run(`SET allowed_paths = [${[...files.values()].flat().map(literal).join(", ")}]`);
	await connection.run("SET enable_external_access = false");
	await connection.run("SET lock_configuration = true");
	// Only now: what a set says of its views can read nothing but its tables.
	for (const { name, sql } of viewsOf(folder)) {
		if (views.some((view) => view.name === name)) continue;
		if (await addView(connection, name, sql)) views.push(await describedTable(connection, name));
	}
	let isStuck = false;
	return {
		connection,
		views,
		limits,
		giveUp: () => {
			isStuck = true;
		},
		isStuck: () => isStuck,
		close: () => {
			if (isStuck) return;
			connection.closeSync();
			instance.closeSync();
		},
	};
}

async function describedTable(connection: DuckDBConnection, name: string): Promise<SetView> {
	const columns = (await connection.runAndReadAll(`DESCRIBE ${identifier(name)}`)).getRowsJson();
	return { name, columns: columns.map(([column, type]) => ({ name: String(column), type: String(type) })) };
}

const SetViews = z.array(z.object({ name: z.string().regex(/^[a-z_]{1,40}$/), sql: z.string().max(10_000) }));

/** What the set calls by names of their own; nothing where it is of an older version. */
function viewsOf(folder: string): z.infer<typeof SetViews> {
	try {
		return SetViews.parse(JSON.parse(readFileSync(join(realpathSync(folder), "views.json"), "utf8")));
	} catch {
		return [];
	}
}

/** Whether the view could be made: one over columns that the set lacks is left out. */
async function addView(connection: DuckDBConnection, name: string, sql: string): Promise<boolean> {
	try {
		const statements = await connection.extractStatements(sql);
		if (statements.count !== 1 || (await statements.prepare(0)).statementType !== StatementType.SELECT) return false;
		await connection.run(`CREATE VIEW ${identifier(name)} AS ${sql}`);
		return true;
	} catch (cause) {
		if (isOwnBug(cause)) throw cause;
		return false;
	}
}

/** The Parquet files of every table: `reports.parquet`, or the years in a folder of that name. */
function parquetFiles(folder: string): Map<string, string[]> {
	const names = readdirSync(folder).filter((name) => name.endsWith(".parquet"));
	return new Map(
		names.sort().map((name) => {
			const path = join(folder, name);
			const parts = statSync(path).isDirectory()
				? readdirSync(path)
						.filter((part) => part.endsWith(".parquet"))
						.sort()
				: [];
			return [name.slice(0, -".parquet".length), parts.length > 0 ? parts.map((part) => join(path, part)) : [path]];
		}),
	);
}
