import type { Column, DatasetTable } from "../model/dataset.ts";

/** One file of a published set. */
export interface PublishedFile {
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

/** A Frictionless data package (specs.frictionlessdata.io, v1) that describes the tables' files. */
export function renderDatapackage(tables: readonly DatasetTable[], files: readonly PublishedFile[], version: string): string {
	const resources = files.flatMap((file) => {
		const match = /^([a-z_]+)\.(csv|parquet)$/.exec(file.name);
		const table = tables.find((candidate) => candidate.name === match?.[1]);
		if (!match || !table) return [];
		const format = match[2];
		return [
			{
				name: `${table.name}-${format}`,
				path: file.name,
				format,
				mediatype: format === "csv" ? "text/csv" : "application/vnd.apache.parquet",
				...(format === "csv"
					? {
							profile: "tabular-data-resource",
							encoding: "utf-8",
							schema: { fields: table.columns.map(field), missingValues: [""] },
						}
					: {}),
				bytes: file.bytes,
				hash: `sha256:${file.sha256}`,
			},
		];
	});
	const description = {
		name: "gouji-disclosure-reports",
		title: "政府信息公开工作年度报告：单元格级数据集 / Chinese government-disclosure annual reports, cell by cell",
		profile: "data-package",
		version,
		licenses: [
			{ name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0", path: "https://creativecommons.org/licenses/by/4.0/" },
		],
		keywords: ["政府信息公开", "年度报告", "open government", "China"],
		resources,
	};
	return `${JSON.stringify(description, null, "\t")}\n`;
}

function field({ name, type, zh, en }: Column): Record<string, string> {
	return { name, type: FRICTIONLESS[type], title: zh, description: en };
}

/** The codebook: every column of every table, in Chinese and English. */
export function renderCodebook(tables: readonly DatasetTable[]): string {
	const head = ["table", "column", "short_name", "type", "unit", "label_zh", "label_en", "path", "formula"];
	const lines = tables.flatMap((table) =>
		table.columns.map((column) => [
			table.name,
			column.name,
			column.shortName ?? column.name,
			column.type,
			column.unit ?? "",
			column.zh,
			column.en,
			column.path ?? "",
			column.formula ?? "",
		]),
	);
	return csv([head, ...lines]);
}

/** Rows as CSV (RFC 4180) in UTF-8 with a byte-order mark, as spreadsheets want it. */
export function csv(rows: readonly (readonly string[])[]): string {
	const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
