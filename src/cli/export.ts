import { resolve } from "node:path";
import { querySet } from "../dataset/query.ts";
import { GoujiError } from "../model/errors.ts";
import { csv } from "../publish/datapackage.ts";
import type { ExportFormat } from "../run/export-set.ts";
import { EXPORT_FORMATS, exportSet } from "../run/export-set.ts";
import { textTable } from "../text/display.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";

/** Options of `gouji export`. */
export interface ExportOptions {
	readonly to: string;
	readonly from: string;
	readonly format: string;
	readonly json?: boolean;
}

/** Writes the data set of published reports. Returns the exit code. */
export async function exportReports(options: ExportOptions, { pipeline, out }: Environment): Promise<number> {
	const formats = options.format.split(",").map((name) => name.trim());
	const unknown = formats.filter((name) => !(EXPORT_FORMATS as readonly string[]).includes(name));
	if (unknown.length > 0)
		throw new GoujiError("bad-arguments", `No such format: ${unknown.join(", ")}`, {
			hint: `Choose among ${EXPORT_FORMATS.join(", ")}.`,
		});
	const { "report.schema.json": schema = "" } = pipeline.descriptions();
	const source = { from: resolve(options.from), tables: pipeline.datasetTables, descriptions: { "report.schema.json": schema } };
	const result = await exportSet(source, resolve(options.to), formats as ExportFormat[]);
	const rows = result.files
		.filter((file) => !file.name.startsWith("reports/"))
		.map((file) => [file.name, String(file.bytes), file.sha256.slice(0, 16)]);
	out(
		options.json
			? `${JSON.stringify(result, null, "\t")}\n`
			: `${textTable([["file", "bytes", "sha256"], ...rows])}\n${result.reports} reports, ${result.isNew ? "written to" : "unchanged in"} ${result.current}\n`,
	);
	return EXIT.ok;
}

/** Options of `gouji query`. */
export interface QueryOptions {
	readonly data: string;
	readonly format: string;
	readonly limit: number;
	readonly timeout: number;
}

/** Answers SQL over an exported set. Returns the exit code. */
export async function query(sql: string, options: QueryOptions, { out, log }: Environment): Promise<number> {
	const folder = resolve(options.data);
	const { columns, rows, isCut } = await querySet(folder, sql, { rows: options.limit, timeoutMs: options.timeout * 1000 });
	const text = rows.map((row) =>
		row.map((value) => (value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value))),
	);
	if (options.format === "json")
		out(
			`${JSON.stringify(
				rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))),
				null,
				"\t",
			)}\n`,
		);
	else if (options.format === "csv") out(csv([columns, ...text]));
	else if (options.format === "table") out(`${textTable([columns, ...text])}\n`);
	else throw new GoujiError("bad-arguments", `No such format: ${options.format}`, { hint: "Choose table, csv or json." });
	if (isCut) log.warn(`Only the first ${options.limit} rows are shown; raise --limit for more`);
	return EXIT.ok;
}
