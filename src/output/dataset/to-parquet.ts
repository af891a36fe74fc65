import { rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import { isOwnBug } from "../../model/causes.ts";
import type { DatasetTable } from "../../model/dataset.ts";
import { GoujiError } from "../../model/errors.ts";
import { TRANSPORT } from "./rows-file.ts";

/** Rows of one group, which is held in memory while it is written: at most so many, and fewer where rows are wide. */
const ROWS_IN_GROUP = 122_880;
const VALUES_IN_GROUP = 10_500_000;
/** DuckDB takes groups of whole vectors. */
const VECTOR = 2048;
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** What is written into one file. */
export interface ParquetTable extends Pick<DatasetTable, "name" | "zh" | "en" | "columns"> {
	/** Names the content of the file's part of the set. */
	readonly content: string;
}

/** Turns record files into Parquet (zstd), in the order of the records: the same records give the same bytes. */
export interface ParquetMaker {
	readonly make: (records: string, table: ParquetTable, parquet: string) => Promise<void>;
	readonly close: () => Promise<void>;
}

/** Least memory that a row group of the long tables and the reader of records need, in MB. */
export const LEAST_MEMORY_MB = 384;

/** Opens a maker that uses at most so much memory; what is more goes to `temp`, which is taken away at the end. */
export async function openParquetMaker(temp: string, memoryMb: number): Promise<ParquetMaker> {
	const instance = await DuckDBInstance.create(":memory:", {
		// One thread: where two fill row groups, the memory that is left decides their order in the file, and its bytes.
		// It is no slower, and holds one row group where two threads hold several.
		threads: "1",
		memory_limit: `${memoryMb}MB`,
		temp_directory: temp,
		preserve_insertion_order: "true",
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
	});
	const connection = await instance.connect();
	return {
		make: (records, table, parquet) => make(connection, { records, table, parquet }),
		close: async () => {
			connection.closeSync();
			instance.closeSync();
			await rm(temp, { recursive: true, force: true });
		},
	};
}

/** 160,000 rows of 340 columns in groups of 122,880 do not fit in 512 MB; in groups of 30,720 they fit in 384. */
function rowsInGroup(columns: number): number {
	const rows = Math.floor(VALUES_IN_GROUP / columns / VECTOR) * VECTOR;
	return Math.min(ROWS_IN_GROUP, Math.max(VECTOR, rows));
}

async function make(
	connection: DuckDBConnection,
	{ records, table, parquet }: { records: string; table: ParquetTable; parquet: string },
): Promise<void> {
	const { columns } = table;
	const types = columns.map(({ name, type }) => `${literal(name)}: ${literal(type)}`).join(", ");
	const selected = columns.map(({ name, type }) =>
		type === "VARCHAR" ? `${withLineEnds(name)} AS ${identifier(name)}` : identifier(name),
	);
	const reader = `read_csv(${literal(records)}, columns = {${types}}, header = false, auto_detect = false, delim = '${TRANSPORT.delimiter}', nullstr = '${TRANSPORT.none}', quote = '', escape = '', comment = '', new_line = '\\n', strict_mode = true, max_line_size = 8388608)`;
	const sql = `COPY (SELECT ${selected.join(", ")} FROM ${reader}) TO ${literal(parquet)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowsInGroup(columns.length)}, KV_METADATA ${comments(table)})`;
	await connection.run(sql).catch((cause: unknown) => {
		throw cannotMake(parquet, cause);
	});
}

/** What the file says of itself to whoever has it alone: `parquet_kv_metadata` in DuckDB, `schema.metadata` in Arrow. */
function comments({ name, zh, en, columns, content }: ParquetTable): string {
	const told = {
		title: `${zh} / ${en}`,
		table: name,
		content,
		license: "CC-BY-4.0",
		columns: JSON.stringify(
			Object.fromEntries(
				columns.map((column) => [column.name, { zh: column.zh, en: column.en, ...(column.unit ? { unit: column.unit } : {}) }]),
			),
		),
	};
	return `{${Object.entries(told)
		.map(([key, value]) => `${identifier(key)}: ${literal(value)}`)
		.join(", ")}}`;
}

/** DuckDB says in words only what is wrong: its exceptions have neither class nor code. */
function cannotMake(parquet: string, cause: unknown): unknown {
	if (isOwnBug(cause)) return cause;
	return new GoujiError("cannot-write", `${parquet} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`, {
		hint: "Check free space and permissions, or give more --memory; the set published before is untouched.",
		cause,
	});
}

function withLineEnds(name: string): string {
	return `replace(replace(${identifier(name)}, '${TRANSPORT.newline}', chr(10)), '${TRANSPORT.carriage}', chr(13))`;
}
