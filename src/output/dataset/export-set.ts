import { appendFile, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sqliteCode, systemCode } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import type { SetRelease } from "../documents/set/release.ts";
import { NO_PUBLISHER } from "../documents/set/release.ts";
import { accountFor } from "./correction-book.ts";
import type { ExportRequest, ExportResult } from "./export-options.ts";
import { NO_HUMAN_WORK } from "./human-work.ts";
import { issuerBook } from "./issuer-book.ts";
import type { EarlierRelease } from "./release-changes.ts";
import { earlierRelease, releaseChanges, standingSet } from "./release-changes.ts";
import { SourceChanged } from "./report-rows.ts";
import { describeSet } from "./set-descriptions.ts";
import type { PreviousSet } from "./set-folder.ts";
import { beginSet, currentSet, exists, fileFacts, keepSets, publishSet, readPrevious, share } from "./set-folder.ts";
import { openIndex, type SetIndex } from "./set-index.ts";
import { hashOf, type Known, partsOf, type SetPart, setKey } from "./set-keys.ts";
import { partFiles, reportFile, setFiles, writePart, writeSetTables } from "./set-part.ts";
import { keptSets, nameRelease } from "./set-releases.ts";
import { setRows } from "./set-rows.ts";
import { NO_SURROUNDINGS } from "./surroundings.ts";
import { openParquetMaker } from "./to-parquet.ts";

/** Of DuckDB, where the request names none; the program itself takes some 300 MB beside it. */
const EXPORT_MEMORY_MB = 512;
const TRIES = 3;

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
	const { dataset, source, software } = request;
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
	const { surroundings = NO_SURROUNDINGS, humanWork = NO_HUMAN_WORK, publisher = NO_PUBLISHER } = request;
	const book = issuerBook(surroundings.roster, dataset.knowledge);
	index.place(book, hashOf([software, JSON.stringify(surroundings.roster)]));
	const corrections = await accountFor(humanWork.corrections, { index, book, knowledge: dataset.knowledge, source });
	const known = { index, book, corrections };
	const parts = partsOf(request, known, reports > (request.partitionAbove ?? Number.POSITIVE_INFINITY));
	const around = JSON.stringify([surroundings, humanWork.decisions, publisher]);
	const own = hashOf([...parts.map(({ name, key }) => `${name} ${key}`), around]).slice(0, 16);
	const before = await currentSet(to);
	const since = request.since === undefined ? undefined : await earlierRelease(request.since, dataset);
	const set = setKey(own, since?.content, await standingSet(to, before));
	const folder = join(to, "sets", set);
	const isNew = !(await exists(folder));
	if (isNew) {
		// What the index calls published is so in one set only.
		const previous =
			before !== undefined && index.lastSet() === before ? await readPrevious(join(to, "sets", before)) : undefined;
		const release = {
			...{ content: set, asOf: index.newest(), reports, years: spanOf(index.years()), publisher, software },
			...(since && { since: { content: since.content, version: since.version } }),
		};
		await build(request, { ...known, to, parts, folder, previous, release, since });
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

interface Build extends Known {
	readonly to: string;
	readonly parts: readonly SetPart[];
	readonly folder: string;
	readonly previous: PreviousSet | undefined;
	readonly release: SetRelease;
	readonly since: EarlierRelease | undefined;
}

async function build(
	request: ExportRequest,
	{ to, parts, folder: target, previous, release, since, ...known }: Build,
): Promise<void> {
	const { dataset, formats } = request;
	const { index, corrections } = known;
	const folder = await beginSet(to);
	const whole = () => wholeRows(request, { ...known, folder, since });
	try {
		const parquet = await openParquetMaker(join(folder, ".temp"), request.memoryMb ?? EXPORT_MEMORY_MB);
		const writer = {
			...{ folder, dataset, formats, parquet, source: request.source, index, corrections },
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
			await writeSetTables(writer, whole(), release.content);
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
		await describeSet(request, { index, corrections, folder, parts, files, hashes, release, whole });
		await rename(folder, target);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

/** Rows of the tables of the whole set; those of changes are found when they are read. */
function wholeRows(request: ExportRequest, { since, folder, ...known }: Known & Pick<Build, "since" | "folder">) {
	const { dataset, software, memoryMb = EXPORT_MEMORY_MB } = request;
	const { surroundings = NO_SURROUNDINGS, humanWork: { decisions } = NO_HUMAN_WORK } = request;
	const changes = since && releaseChanges({ since, folder, dataset, software, memoryMb });
	return setRows({ ...known, surroundings, dataset, decisions, ...(changes && { changes }) });
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
