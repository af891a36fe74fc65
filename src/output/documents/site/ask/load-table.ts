import { Table } from "apache-arrow";
import type { AsyncBuffer, FileMetaData } from "hyparquet";
import { asyncBufferFromUrl, cachedAsyncBuffer, parquetMetadataAsync, parquetRead } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { arrowColumn } from "./arrow-column.ts";
import type { NeededTable } from "./needed.ts";

/** Values that a browser is asked to hold of one table; the country's cells are more. */
const MAX_VALUES = 25_000_000;

interface OpenFile {
	readonly buffer: AsyncBuffer;
	readonly metadata: FileMetaData;
}

/** A table is more than a browser is asked to hold. */
export class TooLarge extends Error {}

/** Reads columns of a table from its Parquet files, and only what they take of these. Throws TooLarge, and Error where a file is not had. */
export async function loadTable({ table, columns }: NeededTable): Promise<Table> {
	const files: OpenFile[] = [];
	for (const { path, bytes } of table.files) {
		const url = new URL(path, location.href).href;
		const buffer = cachedAsyncBuffer(await asyncBufferFromUrl({ url, byteLength: bytes }));
		files.push({ buffer, metadata: await parquetMetadataAsync(buffer) });
	}
	const rows = files.reduce((sum, { metadata }) => sum + Number(metadata.num_rows), 0);
	if (rows * columns.length > MAX_VALUES) throw new TooLarge(`${table.name}: ${rows} × ${columns.length}`);
	const values = columns.map((): unknown[] => []);
	for (const file of files) await readInto(values, file, columns);
	const typeOf = new Map(table.columns.map(({ name, type }) => [name, type]));
	return new Table(
		Object.fromEntries(columns.map((name, i) => [name, arrowColumn(values[i] ?? [], typeOf.get(name) ?? "VARCHAR")])),
	);
}

/** Adds a file's values to those of the files before. */
async function readInto(values: readonly unknown[][], { buffer, metadata }: OpenFile, columns: readonly string[]): Promise<void> {
	await parquetRead({
		file: buffer,
		metadata,
		columns: [...columns],
		compressors,
		onComplete: (rows) => {
			// A row has its values in the order in which the columns were asked for.
			for (const row of rows as readonly (readonly unknown[])[])
				for (const [i, own] of values.entries()) own.push(row[i] ?? null);
		},
	});
}
