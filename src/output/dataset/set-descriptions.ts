import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetTable } from "../../model/dataset.ts";
import { append } from "../../model/many.ts";
import { renderCodebookPage } from "../documents/codebook.ts";
import { codebookRows } from "../documents/codebook-rows.ts";
import { renderDatapackage } from "../documents/datapackage.ts";
import { renderCroissant } from "../documents/set/croissant.ts";
import { renderDatacite } from "../documents/set/datacite.ts";
import { renderDatasetCard } from "../documents/set/dataset-card.ts";
import type { PublishedFile } from "../documents/set/published-file.ts";
import type { DescribedSet, SetRelease } from "../documents/set/release.ts";
import { allTables, SET_TABLES } from "../documents/set-tables.ts";
import { DATA_LICENCE, renderCitation, renderStataScript } from "../documents/set-texts.ts";
import type { AccountedCorrections } from "./correction-book.ts";
import type { ExportRequest } from "./export-options.ts";
import { csvLine, openLines } from "./rows-file.ts";
import { fileFacts } from "./set-folder.ts";
import type { SetIndex } from "./set-index.ts";
import { partFile, reportFile } from "./set-part.ts";
import { RELEASE_FILE, renderRelease } from "./set-release.ts";
import type { RowsOf } from "./set-rows.ts";
import { writeWorkbooks } from "./set-workbooks.ts";

/** Excel takes long to open more. */
const WORKBOOK_REPORTS = 1_000;

/** A set whose tables are written. */
interface Written {
	readonly folder: string;
	readonly index: SetIndex;
	readonly parts: readonly { readonly year: number | undefined }[];
	/** Its table files. */
	readonly files: readonly string[];
	/** Hashes of those that are shared with the set before. */
	readonly hashes: ReadonlyMap<string, string>;
	readonly corrections: AccountedCorrections;
	readonly release: SetRelease;
	/** Rows of the tables of the whole set, to be read once. */
	readonly whole: () => ReadonlyMap<DatasetTable, RowsOf>;
}

/** Writes everything beside the tables: descriptions, terms, the workbook, and the hashes of all files. */
export async function describeSet(request: ExportRequest, written: Written): Promise<void> {
	const { folder, index, parts, files, hashes, release } = written;
	const { dataset, formats } = request;
	const names = [...files];
	if (formats.includes("xlsx")) {
		const { source, perWorkbook = WORKBOOK_REPORTS } = request;
		const { corrections, whole } = written;
		const made = { folder, dataset, source, index, corrections, reports: index.reports(), count: release.reports };
		append(names, await writeWorkbooks({ ...made, perWorkbook, whole: whole() }));
	}
	const facts: PublishedFile[] = [];
	for (const name of names.sort()) facts.push(await fileFacts(folder, name, hashes.get(name)));
	const set = { dataset, tables: allTables(dataset), release, files: facts };
	for (const [name, text] of Object.entries(textsOf(set, request, parts))) {
		await writeFile(join(folder, name), text);
		facts.push(await fileFacts(folder, name));
	}
	facts.sort((left, right) => (left.name < right.name ? -1 : 1));
	const sums = openLines(join(folder, "SHA256SUMS"));
	for (const { name, sha256 } of facts) sums.write(`${sha256}  ${name}\n`);
	if (formats.includes("json"))
		for (const { year } of parts)
			for (const report of index.reports(year)) sums.write(`${report.sha256}  ${reportFile(report.name, year)}\n`);
	sums.close();
}

/** The texts beside the tables, by file name. */
function textsOf(
	set: DescribedSet,
	{ dataset, formats }: ExportRequest,
	parts: Written["parts"],
): Readonly<Record<string, string>> {
	const wide = formats.includes("csv") ? set.tables.filter(({ isWide }) => isWide) : [];
	const scripts = wide.flatMap((table) => {
		const files = parts.map(({ year }) => partFile(table.name, "stata.csv", year));
		return (["zh", "en"] as const).map((language) => [
			`${table.name}.stata${language === "zh" ? "" : ".en"}.do`,
			renderStataScript(table, files, language),
		]);
	});
	return {
		"CHANGELOG.md": dataset.changes,
		"CITATION.cff": renderCitation(set),
		"LICENSE.md": DATA_LICENCE,
		"README.md": renderDatasetCard(set),
		// With CSV asked for, the codebook is one of the tables.
		...(formats.includes("csv") ? {} : { "codebook.csv": codebookText(dataset) }),
		"codebook.md": renderCodebookPage(dataset),
		"croissant.json": renderCroissant(set),
		"datacite.json": renderDatacite(set),
		"datapackage.json": renderDatapackage(set),
		[RELEASE_FILE]: renderRelease(set.release, dataset.version),
		"report.schema.json": dataset.schema(),
		"views.json": `${JSON.stringify(dataset.views, null, "\t")}\n`,
		...Object.fromEntries(scripts),
	};
}

function codebookText(dataset: ExportRequest["dataset"]): string {
	const head = SET_TABLES.find(({ name }) => name === "codebook")?.columns.map(({ name }) => name) ?? [];
	return [head, ...codebookRows(dataset)].map(csvLine).join("");
}
