import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Dataset, DatasetTable, Value } from "../../model/dataset.ts";
import { SET_TABLES } from "../documents/set-tables.ts";
import type { ExportFormat } from "./export-options.ts";
import type { ReportReader } from "./report-rows.ts";
import { readRows } from "./report-rows.ts";
import type { LinesFile } from "./rows-file.ts";
import { csvLine, openLines, shortNames, spreadsheetLine, transportLine } from "./rows-file.ts";
import { share } from "./set-folder.ts";
import type { IndexedReport } from "./set-index.ts";
import type { RowsOf } from "./set-rows.ts";
import type { ParquetMaker, ParquetTable } from "./to-parquet.ts";

/** What every part of a set is written with. */
export interface PartWriter extends ReportReader {
	readonly folder: string;
	readonly formats: readonly ExportFormat[];
	/** CSV for spreadsheets: byte-order mark, and no text that they would take for a formula. */
	readonly isForSpreadsheets: boolean;
	readonly parquet: ParquetMaker;
	/** Folder of the set whose report files may be shared; undefined where nothing may. */
	readonly shared: string | undefined;
}

/** The file of a table, or of a year of it. */
export const partFile = (table: string, extension: string, year: number | undefined): string =>
	year === undefined ? `${table}.${extension}` : `${table}.${extension}/${year}.${extension.split(".").at(-1)}`;

/** The file of one report. */
export const reportFile = (name: string, year: number | undefined): string =>
	year === undefined ? `reports/${name}` : `reports/${year}/${name}`;

/** The table files of one part, in no folder's order. */
export function partFiles(dataset: Dataset, formats: readonly ExportFormat[], year: number | undefined): string[] {
	return [
		...dataset.tables.flatMap((table) => [
			...(formats.includes("parquet") ? [partFile(table.name, "parquet", year)] : []),
			...(formats.includes("csv") ? [partFile(table.name, "csv", year)] : []),
			...(formats.includes("csv") && table.isWide ? [partFile(table.name, "stata.csv", year)] : []),
		]),
		...(formats.includes("json") ? [partFile("reports", "ndjson", year)] : []),
	];
}

/** Writes one part from its reports, one after the other: memory holds one report. Throws SourceChanged. */
export async function writePart(
	writer: PartWriter,
	reports: Iterable<IndexedReport>,
	{ year, key: content }: { readonly year: number | undefined; readonly key: string },
): Promise<void> {
	const { folder, formats, dataset } = writer;
	for (const file of partFiles(dataset, formats, year)) await mkdir(dirname(join(folder, file)), { recursive: true });
	if (formats.includes("json")) await mkdir(dirname(join(folder, reportFile("x", year))), { recursive: true });
	const sinks = dataset.tables.map((table) => openSinks(writer, table, year));
	const ndjson = formats.includes("json") ? openLines(join(folder, partFile("reports", "ndjson", year))) : undefined;
	for (const report of reports) {
		const { text, json, tables } = await readRows(writer, report);
		tables.forEach((rows, i) => {
			for (const row of rows) for (const sink of sinks[i] ?? []) sink.file.write(sink.line(row));
		});
		ndjson?.write(`${JSON.stringify(json)}\n`);
		if (ndjson) await writeReport(writer, report, { text, year });
	}
	ndjson?.close();
	for (const sink of sinks.flat()) sink.file.close();
	for (const table of dataset.tables) await makeParquet(writer, { ...table, content }, year);
}

/** The files of the tables of the whole set. */
export function setFiles(formats: readonly ExportFormat[]): string[] {
	const kinds = (["parquet", "csv"] as const).filter((format) => formats.includes(format));
	return SET_TABLES.flatMap(({ name }) => kinds.map((format) => partFile(name, format, undefined)));
}

/** Writes the tables of the whole set. */
export async function writeSetTables(
	writer: PartWriter,
	rows: ReadonlyMap<DatasetTable, RowsOf>,
	content: string,
): Promise<void> {
	for (const [table, own] of rows) {
		const sinks = openSinks(writer, table, undefined);
		for await (const row of own) for (const sink of sinks) sink.file.write(sink.line(row));
		for (const sink of sinks) sink.file.close();
		await makeParquet(writer, { ...table, content }, undefined);
	}
}

async function makeParquet(writer: PartWriter, table: DatasetTable & ParquetTable, year: number | undefined): Promise<void> {
	if (!writer.formats.includes("parquet")) return;
	const records = transportFile(writer, table, year);
	await writer.parquet.make(records, table, join(writer.folder, partFile(table.name, "parquet", year)));
	await rm(records);
}

interface Sink {
	readonly file: LinesFile;
	readonly line: (row: readonly Value[]) => string;
}

const transportFile = ({ folder }: PartWriter, { name }: DatasetTable, year: number | undefined) =>
	join(folder, `.${name}-${year ?? "all"}.records`);

function openSinks(writer: PartWriter, table: DatasetTable, year: number | undefined): Sink[] {
	const { folder, formats, isForSpreadsheets } = writer;
	const sinks: Sink[] = [];
	if (formats.includes("parquet")) sinks.push({ file: openLines(transportFile(writer, table, year)), line: transportLine });
	if (!formats.includes("csv")) return sinks;
	const line = isForSpreadsheets ? spreadsheetLine : csvLine;
	const file = openLines(join(folder, partFile(table.name, "csv", year)));
	file.write(`${isForSpreadsheets ? "\ufeff" : ""}${csvLine(table.columns.map(({ name }) => name))}`);
	sinks.push({ file, line });
	if (table.isWide) {
		const stata = openLines(join(folder, partFile(table.name, "stata.csv", year)));
		stata.write(csvLine(shortNames(table.columns)));
		sinks.push({ file: stata, line: (row) => csvLine(row.map((value) => (typeof value === "boolean" ? Number(value) : value))) });
	}
	return sinks;
}

async function writeReport(
	{ folder, shared }: PartWriter,
	{ name, sha256, published }: IndexedReport,
	{ text, year }: { readonly text: string; readonly year: number | undefined },
): Promise<void> {
	const file = reportFile(name, year);
	const old = shared === undefined ? undefined : join(shared, file);
	if (old !== undefined && published === sha256 && existsSync(old) && (await share(old, join(folder, file)))) return;
	await writeFile(join(folder, file), text);
}
