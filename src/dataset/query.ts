import { existsSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { GoujiError } from "../model/errors.ts";

/** What a query may use. */
export interface QueryLimits {
	readonly rows: number;
	readonly timeoutMs: number;
}

/** A query's answer: names and rows, and whether rows were left off. */
export interface QueryResult {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly unknown[])[];
	readonly isCut: boolean;
}

const TABLES = ["reports", "cells", "findings"] as const;

/**
 * Answers SQL over an exported set. The query sees the set's tables and nothing else: no other
 * files, no network, no extensions, no change of settings. Throws GoujiError bad-arguments.
 */
export async function querySet(folder: string, sql: string, limits: QueryLimits): Promise<QueryResult> {
	if (!existsSync(`${folder}/reports.parquet`)) {
		throw new GoujiError("bad-arguments", `${folder} holds no exported data set`, {
			hint: "Run gouji export first, with parquet among its formats.",
		});
	}
	const instance = await DuckDBInstance.create(":memory:", {
		threads: "2",
		memory_limit: "2GB",
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
	});
	const connection = await instance.connect();
	const timer = setTimeout(() => connection.interrupt(), limits.timeoutMs);
	try {
		for (const table of TABLES) {
			const file = `${folder}/${table}.parquet`;
			if (existsSync(file))
				await connection.run(`CREATE VIEW ${table} AS SELECT * FROM read_parquet('${file.replaceAll("'", "''")}')`);
		}
		await connection.run(`SET allowed_directories = ['${folder.replaceAll("'", "''")}']`);
		await connection.run("SET enable_external_access = false");
		await connection.run("SET lock_configuration = true");
		const reader = await connection.runAndReadUntil(sql, limits.rows + 1);
		const rows = reader.getRowsJson();
		return { columns: reader.deduplicatedColumnNames(), rows: rows.slice(0, limits.rows), isCut: rows.length > limits.rows };
	} catch (cause) {
		const message = cause instanceof Error ? cause.message : String(cause);
		const hint = /INTERRUPT/i.test(message)
			? "Ask for less, or raise --timeout."
			: "Tables: reports, cells, findings; columns are in codebook.csv.";
		throw new GoujiError("bad-arguments", `The query failed: ${message.split("\n")[0]}`, { hint, cause });
	} finally {
		clearTimeout(timer);
		connection.closeSync();
		instance.closeSync();
	}
}
