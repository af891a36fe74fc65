import { createHash } from "node:crypto";
import { appendFile, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sqliteCode, systemCode } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import type { SetRelease } from "../documents/set/release.ts";
import { NO_PUBLISHER } from "../documents/set/release.ts";
import type { AccountedCorrections } from "./correction-book.ts";
import { accountFor } from "./correction-book.ts";
import type { ExportRequest, ExportResult } from "./export-options.ts";
import { NO_HUMAN_WORK } from "./human-work.ts";
import type { IssuerBook } from "./issuer-book.ts";
import { issuerBook } from "./issuer-book.ts";
import { describeSet } from "./set-descriptions.ts";
import type { PreviousSet } from "./set-folder.ts";
import { beginSet, currentSet, exists, fileFacts, keepSets, publishSet, readPrevious, share } from "./set-folder.ts";
import { openIndex, type SetIndex } from "./set-index.ts";
import { partFiles, reportFile, SourceChanged, setFiles, writePart, writeSetTables } from "./set-part.ts";
import { keptSets, nameRelease } from "./set-releases.ts";
import { setRows } from "./set-rows.ts";
import { NO_SURROUNDINGS } from "./surroundings.ts";
import { openParquetMaker } from "./to-parquet.ts";

/** Excel is for small sets: beyond this many reports it is refused. */
const WORKBOOK_REPORTS = 1_000;
/** Of DuckDB, where the request names none; the program itself takes some 300 MB beside it. */
const EXPORT_MEMORY_MB = 512;
const TRIES = 3;

/** A year of a partitioned set, or all of a small one. */
interface SetPart {
	readonly name: string;
	readonly year: number | undefined;
	/** The same for the same content. */
	readonly key: string;
}

/**
 * Writes a data set to `<to>/sets/<key of its content>` and then points `<to>/current` at it in one
 * step: a reader sees the old set or the new one, never half, also when the export is killed. Years in
 * which nothing changed are shared with the set before. Throws GoujiError locked beside another export, and cannot-write.
 */
export async function exportSet(request: ExportRequest, to: string): Promise<ExportResult> {
	await mkdir(join(to, "sets"), { recursive: true });
	const index = openIndex(to);
	try {
		for (let left = TRIES; ; left--) {
			try {
				return await exportOnce(request, to, index);
			} catch (error) {
				// Reports were published meanwhile: the export begins again with what there is now.
				if (!(error instanceof SourceChanged) || left <= 1) throw error;
			}
		}
	} catch (cause) {
		throw toWriteError(cause);
	} finally {
		index.close();
	}
}

/** What the system or SQLite refuses is no bug, nor are reports that never rest; anything else goes on as it is. */
function toWriteError(cause: unknown): unknown {
	if (cause instanceof SourceChanged) {
		return new GoujiError("cannot-write", `The reports change while they are exported: ${cause.message}`, {
			hint: "Export again when no run is publishing; the set published before is untouched.",
			cause,
		});
	}
	if (!(cause instanceof Error) || (systemCode(cause) ?? sqliteCode(cause)) === undefined) return cause;
	return new GoujiError("cannot-write", `The data set could not be written: ${cause.message}`, {
		hint: "Check free space and permissions; the set published before is untouched.",
		cause,
	});
}

async function exportOnce(request: ExportRequest, to: string, index: SetIndex): Promise<ExportResult> {
	const { dataset, formats, source, software } = request;
	const marked = { ...source, list: () => withVersion(source.list(), `${software} ${dataset.version} `) };
	request.progress?.("Looking at the reports");
	const read = await index.update(marked, (text) => dataset.identify(JSON.parse(text)));
	const reports = index.count();
	const leftOut = index.leftOut();
	if (reports === 0)
		throw new GoujiError(
			"bad-arguments",
			`There are no reports${leftOut[0] ? ` (${leftOut[0].name}: ${leftOut[0].reason})` : ""}`,
			{
				hint: "Run gouji run or gouji extract first, or name their folder with --from.",
			},
		);
	if (formats.includes("xlsx") && reports > WORKBOOK_REPORTS)
		throw new GoujiError("bad-arguments", `${reports} reports are too many for a workbook`, { hint: "Export parquet or csv." });
	const { surroundings = NO_SURROUNDINGS, humanWork = NO_HUMAN_WORK, publisher = NO_PUBLISHER } = request;
	const book = issuerBook(surroundings.roster, dataset.knowledge);
	index.place(book, hashOf([software, JSON.stringify(surroundings.roster)]));
	const corrections = await accountFor(humanWork.corrections, { index, book, knowledge: dataset.knowledge, source });
	const known = { index, book, corrections };
	const parts = partsOf(request, known, reports > (request.partitionAbove ?? Number.POSITIVE_INFINITY));
	const around = JSON.stringify([surroundings, humanWork.decisions, publisher]);
	const set = hashOf([...parts.map(({ name, key }) => `${name} ${key}`), around]).slice(0, 16);
	const folder = join(to, "sets", set);
	const before = await currentSet(to);
	const isNew = !(await exists(folder));
	if (isNew) {
		// What the index calls published is so in one set only.
		const previous =
			before !== undefined && index.lastSet() === before ? await readPrevious(join(to, "sets", before)) : undefined;
		const release = { content: set, asOf: index.newest(), reports, years: spanOf(index.years()), publisher };
		await build(request, { ...known, to, parts, folder, previous, release });
	}
	if (before !== set) await publishSet(to, set);
	if (request.releaseName !== undefined) await nameRelease(to, request.releaseName, set);
	if (isNew) await remember(request, to, { set, reports, read });
	index.markPublished(set);
	await keepSets(to, await keptSets(to, { first: [set, ...(before === undefined ? [] : [before])], count: request.keep ?? 2 }));
	return {
		current: join(to, "current"),
		set,
		reports,
		read,
		files: await filesOf(folder),
		isNew,
		leftOut,
		corrections: corrections.outcomes,
	};
}

/** First and last year; reports of no known year stand under 0. */
function spanOf(years: readonly number[]): SetRelease["years"] {
	const known = years.filter((year) => year > 0);
	const [first, last] = [known[0], known.at(-1)];
	return first === undefined || last === undefined ? undefined : [first, last];
}

async function* withVersion(list: ReturnType<ExportRequest["source"]["list"]>, version: string) {
	for await (const { name, mark } of list) yield { name, mark: mark === "" ? "" : version + mark };
}

function hashOf(lines: Iterable<string>): string {
	const hash = createHash("sha256");
	for (const line of lines) hash.update(`${line}\n`);
	return hash.digest("hex");
}

/** What is known of the reports of a set before anything is written. */
interface Known {
	readonly index: SetIndex;
	readonly book: IssuerBook;
	readonly corrections: AccountedCorrections;
}

function partsOf(request: ExportRequest, { index, corrections }: Known, isPartitioned: boolean): SetPart[] {
	const { dataset, formats, software, isForSpreadsheets = false } = request;
	const shape = JSON.stringify([software, dataset.version, dataset.tables, [...formats].sort(), isForSpreadsheets]);
	const lines = function* (year: number | undefined) {
		yield shape;
		for (const { name, sha256, report_id, version, is_current, supersedes, copy_of } of index.reports(year)) {
			yield `${name} ${sha256} ${report_id} ${version} ${is_current} ${supersedes} ${copy_of}`;
			const own = corrections.of(name);
			if (own.length > 0) yield JSON.stringify(own);
		}
	};
	const years = isPartitioned ? index.years() : [undefined];
	return years.map((year) => ({ name: String(year ?? "all"), year, key: hashOf(lines(year)) }));
}

interface Build extends Known {
	readonly to: string;
	readonly parts: readonly SetPart[];
	readonly folder: string;
	readonly previous: PreviousSet | undefined;
	readonly release: SetRelease;
}

async function build(request: ExportRequest, { to, parts, folder: target, previous, release, ...known }: Build): Promise<void> {
	const { dataset, formats } = request;
	const { index, corrections } = known;
	const folder = await beginSet(to);
	try {
		const parquet = await openParquetMaker(join(folder, ".temp"), request.memoryMb ?? EXPORT_MEMORY_MB);
		const writer = {
			...{ folder, dataset, formats, parquet, source: request.source, corrections },
			isForSpreadsheets: request.isForSpreadsheets === true,
			shared: previous?.folder,
		};
		const sharedNames = new Set<string>();
		try {
			for (const part of parts) {
				const files = partFiles(dataset, formats, part.year);
				if (previous?.parts[part.name] === part.key && (await shareAll(previous.folder, folder, files))) {
					for (const file of files) sharedNames.add(file);
					if (formats.includes("json")) await shareReports(writer, index, part);
					continue;
				}
				request.progress?.(`Writing ${part.name}`);
				await writePart(writer, index.reports(part.year), part);
			}
			const { surroundings = NO_SURROUNDINGS, humanWork: { decisions } = NO_HUMAN_WORK } = request;
			await writeSetTables(writer, setRows({ ...known, surroundings, dataset, decisions }), release.content);
		} finally {
			await parquet.close();
		}
		await writeFile(
			join(folder, "parts.json"),
			`${JSON.stringify(Object.fromEntries(parts.map(({ name, key }) => [name, key])), null, "\t")}\n`,
		);
		const files = [...parts.flatMap((part) => partFiles(dataset, formats, part.year)), ...setFiles(formats)];
		const hashes = new Map(
			files
				.filter((file) => sharedNames.has(file))
				.flatMap((file) => {
					const sha256 = previous?.sha256.get(file);
					return sha256 === undefined ? [] : [[file, sha256] as const];
				}),
		);
		await describeSet(request, { ...known, folder, parts, files, hashes, release });
		await rename(folder, target);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

async function shareAll(from: string, to: string, files: readonly string[]): Promise<boolean> {
	for (const file of files) {
		if (await share(join(from, file), join(to, file))) continue;
		for (const made of files) await rm(join(to, made), { force: true });
		return false;
	}
	return true;
}

async function shareReports(
	{ folder, shared, source }: { folder: string; shared: string | undefined; source: ExportRequest["source"] },
	index: SetIndex,
	part: SetPart,
): Promise<void> {
	for (const { name } of index.reports(part.year)) {
		const file = reportFile(name, part.year);
		if (shared === undefined || !(await share(join(shared, file), join(folder, file))))
			await writeFile(join(folder, file), await source.read(name));
	}
}

/** A line a set, for those who follow the data: beside the sets, since the same reports give the same set. */
async function remember(
	request: ExportRequest,
	to: string,
	entry: { set: string; reports: number; read: number },
): Promise<void> {
	const { software, dataset } = request;
	const line = { at: request.now().toISOString(), ...entry, software, version: dataset.version };
	await appendFile(join(to, "history.ndjson"), `${JSON.stringify(line)}\n`);
}

/** The set's files with their hashes, single reports left out. */
async function filesOf(folder: string) {
	const { sha256 } = (await readPrevious(folder)) ?? { sha256: new Map<string, string>() };
	const names = [...sha256.keys()];
	if (names.length === 0) throw new Error(`${(await readdir(folder)).length} files without hashes`);
	return Promise.all(names.map((name) => fileFacts(folder, name, sha256.get(name))));
}
