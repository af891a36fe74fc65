import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeSet } from "../dataset/write-set.ts";
import type { DatasetTable, Value } from "../model/dataset.ts";
import { GoujiError } from "../model/errors.ts";
import type { PublishedFile } from "../publish/datapackage.ts";
import { renderCodebook, renderDatapackage } from "../publish/datapackage.ts";
import { renderWorkbook } from "../publish/workbook.ts";

/** Formats of `gouji export`. */
export const EXPORT_FORMATS = ["parquet", "csv", "json", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Excel is for small sets: beyond this many reports it is refused. */
const WORKBOOK_REPORTS = 5_000;
/** Counts up when the same reports give other files. */
const SET_VERSION = "1.0.0";

/** What was exported. */
export interface ExportResult {
	/** The folder readers open: `<to>/current`, which always holds one whole set. */
	readonly current: string;
	readonly reports: number;
	readonly files: readonly PublishedFile[];
	/** false where the same reports had been exported already. */
	readonly isNew: boolean;
}

/** The tables and further descriptions of the kind of report that is exported. */
export interface ExportSource {
	/** Folder with one report.json a file. */
	readonly from: string;
	readonly tables: readonly DatasetTable[];
	/** Further files by name, such as the JSON Schema. */
	readonly descriptions: Readonly<Record<string, string>>;
}

/**
 * Writes a data set to `<to>/sets/<version of content>` and then points `<to>/current` at it in one
 * step: a reader sees the old set or the new one, never half, also when the export is killed.
 */
export async function exportSet(source: ExportSource, to: string, formats: readonly ExportFormat[]): Promise<ExportResult> {
	const names = (await readdir(source.from).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
	if (names.length === 0)
		throw new GoujiError("bad-arguments", `${source.from} holds no reports`, {
			hint: "Run gouji run or gouji extract first, or name their folder with --from.",
		});
	if (formats.includes("xlsx") && names.length > WORKBOOK_REPORTS)
		throw new GoujiError("bad-arguments", `${names.length} reports are too many for a workbook`, {
			hint: "Export parquet or csv.",
		});
	const key = await contentKey(source.from, names, formats);
	const sets = join(to, "sets");
	const target = join(sets, key);
	await mkdir(sets, { recursive: true });
	const isNew = !(await exists(target));
	if (isNew) await build(source, { names, formats, sets, target });
	await point(to, key);
	await removeOthers(sets, key);
	const files = JSON.parse(await readFile(join(target, "files.json"), "utf8")) as PublishedFile[];
	return { current: join(to, "current"), reports: names.length, files, isNew };
}

interface Build {
	readonly names: readonly string[];
	readonly formats: readonly ExportFormat[];
	readonly sets: string;
	readonly target: string;
}

async function build(source: ExportSource, { names, formats, sets, target }: Build): Promise<void> {
	const folder = await mkdtemp(join(sets, ".part-"));
	try {
		const columnar = formats.filter((format): format is "parquet" | "csv" => format === "parquet" || format === "csv");
		if (columnar.length > 0) await writeSet(readReports(source.from, names), source.tables, { folder, formats: columnar });
		await rm(join(folder, ".build.duckdb"), { force: true });
		await rm(join(folder, ".build.tmp"), { recursive: true, force: true });
		if (formats.includes("json")) await writeJson(source.from, names, folder);
		if (formats.includes("xlsx")) await writeFile(join(folder, "reports.xlsx"), await workbook(source, names));
		for (const [name, text] of Object.entries(source.descriptions)) await writeFile(join(folder, name), text);
		await writeFile(join(folder, "codebook.csv"), renderCodebook(source.tables));
		await writeFile(join(folder, "CITATION.cff"), CITATION);
		const files = await filesIn(folder);
		await writeFile(join(folder, "datapackage.json"), renderDatapackage(source.tables, files, SET_VERSION));
		const all = await filesIn(folder);
		await writeFile(join(folder, "SHA256SUMS"), all.map((file) => `${file.sha256}  ${file.name}\n`).join(""));
		await writeFile(join(folder, "files.json"), `${JSON.stringify(all, null, "\t")}\n`);
		await rename(folder, target);
	} catch (cause) {
		await rm(folder, { recursive: true, force: true });
		if (cause instanceof GoujiError) throw cause;
		throw new GoujiError(
			"cannot-write",
			`The data set could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
			{ hint: "Check free space and permissions; the set published before is untouched.", cause },
		);
	}
}

const CITATION = `cff-version: 1.2.0
message: If you use this data set, please cite it.
title: Chinese government-disclosure annual reports, cell by cell
type: dataset
authors:
  - name: The gouji project
version: ${SET_VERSION}
license: CC-BY-4.0
`;

async function* readReports(from: string, names: readonly string[]): AsyncGenerator<unknown> {
	for (const name of names) yield JSON.parse(await readFile(join(from, name), "utf8"));
}

async function writeJson(from: string, names: readonly string[], folder: string): Promise<void> {
	await mkdir(join(folder, "reports"));
	const lines: string[] = [];
	for (const name of names) {
		await cp(join(from, name), join(folder, "reports", name));
		lines.push(JSON.stringify(JSON.parse(await readFile(join(from, name), "utf8"))));
		if (lines.length >= 500) await writeFile(join(folder, "reports.ndjson"), `${lines.splice(0).join("\n")}\n`, { flag: "a" });
	}
	await writeFile(join(folder, "reports.ndjson"), lines.length > 0 ? `${lines.join("\n")}\n` : "", { flag: "a" });
}

async function workbook(source: ExportSource, names: readonly string[]): Promise<Uint8Array> {
	const rows = new Map<DatasetTable, Value[][]>(source.tables.map((table) => [table, []]));
	for await (const report of readReports(source.from, names))
		for (const table of source.tables) rows.get(table)?.push(...table.rowsOf(report).map((row) => [...row]));
	return renderWorkbook(source.tables.map((table) => ({ table, rows: rows.get(table) ?? [] })));
}

async function contentKey(from: string, names: readonly string[], formats: readonly ExportFormat[]): Promise<string> {
	const hash = createHash("sha256").update(`${SET_VERSION} ${[...formats].sort().join()}`);
	for (const name of names)
		hash.update(name).update(
			createHash("sha256")
				.update(await readFile(join(from, name)))
				.digest(),
		);
	return hash.digest("hex").slice(0, 16);
}

async function filesIn(folder: string): Promise<PublishedFile[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	const files = await Promise.all(
		paths.map(async (path) => {
			const bytes = await readFile(path);
			return {
				name: path.slice(folder.length + 1),
				bytes: bytes.length,
				sha256: createHash("sha256").update(bytes).digest("hex"),
			};
		}),
	);
	return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function exists(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}

/** Replaces the link in one step: a link made beside it takes its name. */
async function point(to: string, key: string): Promise<void> {
	const link = join(to, `.current-${process.pid}`);
	await rm(link, { force: true });
	await symlink(join("sets", key), link);
	await rename(link, join(to, "current"));
}

/** Old sets go once nothing points at them; so do parts that a killed export left. */
async function removeOthers(sets: string, key: string): Promise<void> {
	for (const name of await readdir(sets)) if (name !== key) await rm(join(sets, name), { recursive: true, force: true });
}
