import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetTable, Value } from "../../model/dataset.ts";
import { append } from "../../model/many.ts";
import { renderCodebook, renderCodebookPage } from "../documents/codebook.ts";
import { renderDatapackage } from "../documents/datapackage.ts";
import { DATA_LICENCE, renderCitation, renderStataScript } from "../documents/set-texts.ts";
import { renderWorkbook } from "../documents/workbook.ts";
import type { ExportRequest } from "./export-options.ts";
import { openLines } from "./rows-file.ts";
import { fileFacts } from "./set-folder.ts";
import type { SetIndex } from "./set-index.ts";
import { partFile, reportFile } from "./set-part.ts";

/** A set whose tables are written. */
interface Written {
	readonly folder: string;
	readonly index: SetIndex;
	readonly parts: readonly { readonly year: number | undefined }[];
	/** Its table files. */
	readonly files: readonly string[];
	/** Hashes of those that are shared with the set before. */
	readonly known: ReadonlyMap<string, string>;
}

/** Writes everything beside the tables: descriptions, terms, the workbook, and the hashes of all files. */
export async function describeSet(request: ExportRequest, { folder, index, parts, files, known }: Written): Promise<void> {
	const { dataset, formats } = request;
	const texts: Record<string, string> = {
		"CHANGELOG.md": dataset.changes,
		"CITATION.cff": renderCitation(dataset),
		"LICENSE.md": DATA_LICENCE,
		"codebook.csv": renderCodebook(dataset),
		"codebook.md": renderCodebookPage(dataset),
		"report.schema.json": dataset.schema(),
	};
	if (formats.includes("csv"))
		for (const table of dataset.tables.filter(({ isWide }) => isWide))
			texts[`${table.name}.stata.do`] = renderStataScript(
				table,
				parts.map(({ year }) => partFile(table.name, "stata.csv", year)),
			);
	for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
	const names = [...files, ...Object.keys(texts)];
	if (formats.includes("xlsx")) {
		await writeFile(join(folder, "reports.xlsx"), await workbook(request, index));
		names.push("reports.xlsx");
	}
	const facts = [];
	for (const name of names.sort()) facts.push(await fileFacts(folder, name, known.get(name)));
	await writeFile(join(folder, "datapackage.json"), renderDatapackage(dataset, facts));
	facts.push(await fileFacts(folder, "datapackage.json"));
	const sums = openLines(join(folder, "SHA256SUMS"));
	for (const { name, sha256 } of facts) sums.write(`${sha256}  ${name}\n`);
	if (formats.includes("json"))
		for (const { year } of parts)
			for (const report of index.reports(year)) sums.write(`${report.sha256}  ${reportFile(report.name, year)}\n`);
	sums.close();
}

async function workbook({ dataset, source, corrections }: ExportRequest, index: SetIndex): Promise<Uint8Array> {
	const rows = new Map<DatasetTable, (readonly Value[])[]>(dataset.tables.map((table) => [table, []]));
	for (const { name, id, document } of index.reports()) {
		const own = dataset.rowsOf(JSON.parse(await source.read(name)), corrections?.of(id, document) ?? []);
		for (const [i, table] of dataset.tables.entries()) append(rows.get(table) ?? [], own[i] ?? []);
	}
	return renderWorkbook(dataset.tables.map((table) => ({ table, rows: rows.get(table) ?? [] })));
}
