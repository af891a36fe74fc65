import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetTable, Value } from "../../model/dataset.ts";
import { renderCodebookPage } from "../documents/codebook.ts";
import { codebookRows } from "../documents/codebook-rows.ts";
import { renderDatapackage } from "../documents/datapackage.ts";
import { SET_TABLES } from "../documents/set-tables.ts";
import { DATA_LICENCE, renderCitation, renderStataScript } from "../documents/set-texts.ts";
import { renderWorkbook } from "../documents/workbook.ts";
import type { AccountedCorrections } from "./correction-book.ts";
import type { ExportRequest } from "./export-options.ts";
import { NO_HUMAN_WORK } from "./human-work.ts";
import type { IssuerBook } from "./issuer-book.ts";
import { placeOf } from "./place-index.ts";
import { csvLine, openLines } from "./rows-file.ts";
import { fileFacts } from "./set-folder.ts";
import type { SetIndex } from "./set-index.ts";
import { partFile, reportFile } from "./set-part.ts";
import { setRows } from "./set-rows.ts";
import { NO_SURROUNDINGS } from "./surroundings.ts";

/** A set whose tables are written. */
interface Written {
	readonly folder: string;
	readonly index: SetIndex;
	readonly parts: readonly { readonly year: number | undefined }[];
	/** Its table files. */
	readonly files: readonly string[];
	/** Hashes of those that are shared with the set before. */
	readonly hashes: ReadonlyMap<string, string>;
	readonly book: IssuerBook;
	readonly corrections: AccountedCorrections;
}

/** Writes everything beside the tables: descriptions, terms, the workbook, and the hashes of all files. */
export async function describeSet(request: ExportRequest, written: Written): Promise<void> {
	const { folder, index, parts, files, hashes } = written;
	const { dataset, formats } = request;
	const texts: Record<string, string> = {
		"CHANGELOG.md": dataset.changes,
		"CITATION.cff": renderCitation(dataset),
		"LICENSE.md": DATA_LICENCE,
		// With CSV asked for, the codebook is one of the tables.
		...(formats.includes("csv") ? {} : { "codebook.csv": codebookText(dataset) }),
		"codebook.md": renderCodebookPage(dataset),
		"report.schema.json": dataset.schema(),
		"views.json": `${JSON.stringify(dataset.views, null, "\t")}\n`,
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
		await writeFile(join(folder, "reports.xlsx"), await workbook(request, written));
		names.push("reports.xlsx");
	}
	const facts = [];
	for (const name of names.sort()) facts.push(await fileFacts(folder, name, hashes.get(name)));
	await writeFile(join(folder, "datapackage.json"), renderDatapackage(dataset, facts));
	facts.push(await fileFacts(folder, "datapackage.json"));
	const sums = openLines(join(folder, "SHA256SUMS"));
	for (const { name, sha256 } of facts) sums.write(`${sha256}  ${name}\n`);
	if (formats.includes("json"))
		for (const { year } of parts)
			for (const report of index.reports(year)) sums.write(`${report.sha256}  ${reportFile(report.name, year)}\n`);
	sums.close();
}

function codebookText(dataset: ExportRequest["dataset"]): string {
	const head = SET_TABLES.find(({ name }) => name === "codebook")?.columns.map(({ name }) => name) ?? [];
	return [head, ...codebookRows(dataset)].map(csvLine).join("");
}

async function workbook(request: ExportRequest, { index, book, corrections }: Written): Promise<Uint8Array> {
	const { dataset, source, surroundings = NO_SURROUNDINGS, humanWork: { decisions } = NO_HUMAN_WORK } = request;
	const rows = new Map<DatasetTable, (readonly Value[])[]>(dataset.tables.map((table) => [table, []]));
	for (const report of index.reports()) {
		const { name } = report;
		const own = dataset.rowsOf(JSON.parse(await source.read(name)), {
			place: placeOf(report),
			corrections: corrections.of(name),
		});
		for (const [i, table] of dataset.tables.entries()) rows.get(table)?.push(...(own[i] ?? []));
	}
	const whole = setRows({ index, book, surroundings, dataset, decisions });
	return renderWorkbook([...rows, ...whole].map(([table, own]) => ({ table, rows: own })));
}
