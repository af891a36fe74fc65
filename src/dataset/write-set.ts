import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import { DATE, DuckDBDateValue, DuckDBInstance } from "@duckdb/node-api";
import type { Column, DatasetTable, Value } from "../model/dataset.ts";

/** File formats of the tables. */
export type TableFormat = "parquet" | "csv";

/** Where and how the tables are written. */
export interface SetOptions {
	/** An existing, empty folder. */
	readonly folder: string;
	readonly formats: readonly TableFormat[];
	/** Bound of DuckDB's memory; what is more goes to disk. */
	readonly memoryMb?: number;
}

/** Rows are handed over to the columnar store in portions of this many reports. */
const FLUSH_EVERY = 500;
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * Writes the tables of a data set: rows come report by report, so that memory stays bounded
 * whatever their number. The same reports give the same bytes. Returns rows by table.
 */
export async function writeSet(
	reports: AsyncIterable<unknown>,
	tables: readonly DatasetTable[],
	{ folder, formats, memoryMb = 1024 }: SetOptions,
): Promise<Map<string, number>> {
	const instance = await DuckDBInstance.create(`${folder}/.build.duckdb`, {
		threads: "2",
		memory_limit: `${memoryMb}MB`,
		temp_directory: `${folder}/.build.tmp`,
	});
	const connection = await instance.connect();
	try {
		for (const table of tables) await connection.run(createTable(table));
		const counts = await fill(connection, reports, tables);
		for (const table of tables) {
			for (const format of formats) await connection.run(copyTable(table, `${folder}/${table.name}.${format}`, format));
		}
		return counts;
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

function createTable({ name, columns }: DatasetTable): string {
	return `CREATE TABLE ${identifier(name)} (${columns.map((column) => `${identifier(column.name)} ${column.type}`).join(", ")})`;
}

function copyTable({ name, orderBy }: DatasetTable, path: string, format: TableFormat): string {
	const options = format === "parquet" ? "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880" : "FORMAT csv, HEADER true";
	return `COPY (SELECT * FROM ${identifier(name)} ORDER BY ${orderBy.map(identifier).join(", ")}) TO ${literal(path)} (${options})`;
}

async function fill(
	connection: DuckDBConnection,
	reports: AsyncIterable<unknown>,
	tables: readonly DatasetTable[],
): Promise<Map<string, number>> {
	const counts = new Map(tables.map((table) => [table.name, 0]));
	const appenders = await Promise.all(tables.map((table) => connection.createAppender(table.name)));
	let seen = 0;
	for await (const report of reports) {
		tables.forEach((table, i) => {
			const appender = appenders[i];
			if (!appender) return;
			for (const row of table.rowsOf(report)) {
				for (const [c, value] of row.entries()) append(appender, table.columns[c]?.type, value);
				appender.endRow();
				counts.set(table.name, (counts.get(table.name) ?? 0) + 1);
			}
		});
		if (++seen % FLUSH_EVERY === 0) for (const appender of appenders) appender.flushSync();
	}
	for (const appender of appenders) appender.closeSync();
	return counts;
}

function append(appender: DuckDBAppender, type: Column["type"] | undefined, value: Value): void {
	if (value === null) appender.appendNull();
	else if (type === "DATE")
		appender.appendValue(new DuckDBDateValue(Math.floor(Date.parse(`${value}T00:00:00Z`) / 86_400_000)), DATE);
	else if (type === "BOOLEAN") appender.appendBoolean(value === true);
	else if (type === "INTEGER") appender.appendInteger(Number(value));
	else if (type === "BIGINT") appender.appendBigInt(BigInt(value));
	else if (type === "DOUBLE") appender.appendDouble(Number(value));
	else appender.appendVarchar(String(value));
}
