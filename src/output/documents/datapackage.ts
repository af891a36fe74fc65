import type { Column, DatasetTable } from "../../model/dataset.ts";
import type { PublishedFile } from "./set/published-file.ts";
import type { DescribedSet } from "./set/release.ts";
import { descriptionOf, KEYWORDS, LICENCE_URL, versionOf } from "./set/release.ts";

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
 * standard, and says no less to readers of version 2: a schema for every table, bytes and hash for every file.
 */
export function renderDatapackage(set: DescribedSet): string {
	const { dataset, tables, release, files } = set;
	const { name, homepage } = release.publisher;
	const names = new Set(files.map((file) => file.name));
	const description = {
		profile: "data-package",
		name: "gouji-disclosure-reports",
		id: `gouji:set:${release.content}`,
		title: `${dataset.title.zh} / ${dataset.title.en}`,
		description: descriptionOf(set),
		version: versionOf(dataset.version, release),
		...(release.asOf === undefined ? {} : { created: release.asOf }),
		...(homepage === undefined ? {} : { homepage }),
		licenses: [{ name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0", path: LICENCE_URL }],
		contributors: [{ title: name, role: "publisher" }],
		sources: [{ title: "各级行政机关政府信息公开工作年度报告；address of each: reports.url" }],
		keywords: KEYWORDS,
		resources: files.flatMap((file) => resource(tables, file, names) ?? []),
	};
	return `${JSON.stringify(description, null, "\t")}\n`;
}

function resource(tables: readonly DatasetTable[], file: PublishedFile, names: ReadonlySet<string>): object | undefined {
	// `reports.csv`, `reports.stata.csv`, or one year of a partitioned table: `reports.csv/2023.csv`.
	const match = /^([a-z_]+)(\.stata)?\.(csv|parquet|ndjson|xlsx)(?:\/(-?\d+)\.\3)?$/.exec(file.name);
	if (!match) return undefined;
	const [, base = "", stata, format = "", year] = match;
	const table = tables.find(({ name }) => name === base);
	const name = [base, stata?.slice(1), format, year].filter((part) => part !== undefined).join("-");
	const about = table && { title: `${table.zh} / ${table.en}` };
	const common = { path: file.name, format, mediatype: MEDIA[format], bytes: file.bytes, hash: `sha256:${file.sha256}` };
	if ((format !== "csv" && format !== "parquet") || !table) return { name, ...about, ...common };
	return {
		name,
		profile: "tabular-data-resource",
		...about,
		...common,
		...(format === "csv" ? { encoding: "utf-8" } : {}),
		schema: schemaOf(table, { tables, format, isShort: stata !== undefined, names }),
	};
}

/** Where a table is written, and how. */
interface Written {
	readonly tables: readonly DatasetTable[];
	readonly format: string;
	readonly isShort: boolean;
	/** All files of the set. */
	readonly names: ReadonlySet<string>;
}

function schemaOf(table: DatasetTable, written: Written) {
	const foreignKeys = foreignKeysOf(table, written);
	const nameOf = (column: string) => {
		const found = table.columns.find(({ name }) => name === column);
		return (written.isShort ? found?.shortName : undefined) ?? column;
	};
	return {
		fields: table.columns.map((column) => field(column, written.isShort)),
		missingValues: [""],
		...(table.key.length > 0 ? { primaryKey: table.key.map(nameOf) } : {}),
		...(foreignKeys.length > 0 ? { foreignKeys } : {}),
	};
}

/** Tables that others refer to, by the column that does. A table in years has no one resource that others could refer to. */
const REFERRED: Readonly<Record<string, string>> = { report_id: "reports", issuer_id: "issuers" };

function foreignKeysOf(table: DatasetTable, { tables, format, isShort, names }: Written): object[] {
	if (isShort) return [];
	return table.columns.flatMap(({ name }) => {
		const target = tables.find((one) => one.name === REFERRED[name]);
		const [key, ...others] = target?.key ?? [];
		if (!target || target === table || key === undefined || others.length > 0) return [];
		if (!names.has(`${target.name}.${format}`)) return [];
		return [{ fields: name, reference: { resource: `${target.name}-${format}`, fields: key } }];
	});
}

function field(column: Column, isShort: boolean): object {
	const { type, zh, en, values } = column;
	return {
		name: isShort ? (column.shortName ?? column.name) : column.name,
		type: isShort && type === "BOOLEAN" ? "integer" : FRICTIONLESS[type],
		title: zh,
		description: column.unit ? `${en}; ${column.unit}` : en,
		...(values ? { constraints: { enum: values } } : {}),
	};
}
