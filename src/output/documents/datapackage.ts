import type { Column, Dataset, DatasetTable } from "../../model/dataset.ts";
import { allTables } from "./set-tables.ts";

/** One file of a published set. */
export interface PublishedFile {
	/** Path in the set, with `/`. */
	readonly name: string;
	readonly bytes: number;
	readonly sha256: string;
}

const FRICTIONLESS: Readonly<Record<Column["type"], string>> = {
	VARCHAR: "string",
	INTEGER: "integer",
	BIGINT: "integer",
	DOUBLE: "number",
	DATE: "date",
	BOOLEAN: "boolean",
};

const MEDIA: Readonly<Record<string, string>> = {
	csv: "text/csv",
	parquet: "application/vnd.apache.parquet",
	ndjson: "application/x-ndjson",
	xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * A Frictionless data package that describes the files of a set. It is valid under version 1 of the
 * standard, and says no less to readers of version 2: a schema for every CSV, bytes and hash for every file.
 */
export function renderDatapackage(dataset: Dataset, files: readonly PublishedFile[]): string {
	const description = {
		profile: "data-package",
		name: "gouji-disclosure-reports",
		title: `${dataset.title.zh} / ${dataset.title.en}`,
		version: dataset.version,
		licenses: [
			{ name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0", path: "https://creativecommons.org/licenses/by/4.0/" },
		],
		keywords: ["政府信息公开", "年度报告", "open government", "China"],
		resources: files.flatMap((file) => resource(allTables(dataset), file) ?? []),
	};
	return `${JSON.stringify(description, null, "\t")}\n`;
}

function resource(tables: readonly DatasetTable[], file: PublishedFile): object | undefined {
	// `reports.csv`, `reports.stata.csv`, or one year of a partitioned table: `reports.csv/2023.csv`.
	const match = /^([a-z_]+)(\.stata)?\.(csv|parquet|ndjson|xlsx)(?:\/(-?\d+)\.\3)?$/.exec(file.name);
	if (!match) return undefined;
	const [, base = "", stata, format = "", year] = match;
	const table = tables.find(({ name }) => name === base);
	const name = [base, stata?.slice(1), format, year].filter((part) => part !== undefined).join("-");
	const about = table && { title: `${table.zh} / ${table.en}` };
	const common = { path: file.name, format, mediatype: MEDIA[format], bytes: file.bytes, hash: `sha256:${file.sha256}` };
	if (format !== "csv" || !table) return { name, ...about, ...common };
	const schema = schemaOf(table, stata !== undefined, tables);
	// A table in parts has no one resource that others could refer to.
	const { foreignKeys: _, ...alone } = schema;
	return {
		name,
		profile: "tabular-data-resource",
		...about,
		...common,
		encoding: "utf-8",
		schema: year === undefined ? schema : alone,
	};
}

function schemaOf(table: DatasetTable, isShort: boolean, tables: readonly DatasetTable[]) {
	const refers = !isShort && table.columns[0]?.name === "report_id";
	return {
		fields: table.columns.map((column) => field(column, isShort)),
		missingValues: [""],
		...(table.isWide ? { primaryKey: [...table.key] } : {}),
		...(refers
			? {
					foreignKeys: [
						{ fields: "report_id", reference: { resource: `${tables[0]?.name}-csv`, fields: tables[0]?.key[0] ?? "" } },
					],
				}
			: {}),
	};
}

function field(column: Column, isShort: boolean): object {
	const { type, zh, en } = column;
	return {
		name: isShort ? (column.shortName ?? column.name) : column.name,
		type: isShort && type === "BOOLEAN" ? "integer" : FRICTIONLESS[type],
		title: zh,
		description: column.unit ? `${en}; ${column.unit}` : en,
	};
}
