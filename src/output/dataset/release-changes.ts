import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import type { Dataset, Value } from "../../model/dataset.ts";
import { GoujiError } from "../../model/errors.ts";
import { versionOf } from "../documents/set/release.ts";
import { changesQuestion, openChanged } from "./changes-question.ts";
import type { StandingSet } from "./set-keys.ts";
import { RELEASE_FILE } from "./set-release.ts";

const Told = z.object({
	content: z.string(),
	shape: z.string(),
	as_of: z.string().nullable(),
	software: z.string().optional(),
	since: z.object({ content: z.string() }).optional(),
});

/** An earlier release that a set tells its changes since. */
export interface EarlierRelease {
	readonly folder: string;
	readonly content: string;
	/** Version of shape and content. */
	readonly version: string;
	/** Of the program that made it; undefined where it does not say. */
	readonly software: string | undefined;
}

/**
 * The set in a folder, to be compared with. Throws GoujiError bad-arguments where there is none, or one whose reports have
 * other ids because its shape is of another major version.
 */
export async function earlierRelease(folder: string, { version }: Pick<Dataset, "version">): Promise<EarlierRelease> {
	const path = await realpath(folder).catch(() => folder);
	const told = await readTold(path);
	const [major] = version.split(".");
	if (told === undefined || told.shape.split(".")[0] !== major)
		throw new GoujiError("bad-arguments", `${folder} holds no release whose figures can be compared`, {
			hint: `Name a set under dataset/releases or dataset/sets of shape ${major}, exported with parquet.`,
		});
	const { content, shape, as_of, software } = told;
	const release = { content, asOf: as_of ?? undefined, reports: 0, years: undefined, publisher: { name: "" } };
	return { folder: path, content, version: versionOf(shape, release), software };
}

/** A set of a folder of sets, and the one that it is compared with; undefined where there is none. */
export async function standingSet(to: string, key: string | undefined): Promise<StandingSet | undefined> {
	if (key === undefined) return undefined;
	return { key, since: (await readTold(join(to, "sets", key)))?.since?.content };
}

async function readTold(folder: string): Promise<z.infer<typeof Told> | undefined> {
	try {
		return Told.safeParse(JSON.parse(await readFile(join(folder, RELEASE_FILE), "utf8"))).data;
	} catch {
		return undefined;
	}
}

/** What changes are told with. */
export interface ChangesRequest {
	readonly since: EarlierRelease;
	/** Folder with the Parquet files of the set that is made. */
	readonly folder: string;
	readonly dataset: Pick<Dataset, "tables">;
	readonly software: string;
	readonly memoryMb: number;
}

/**
 * Rows of `release_changes`, in the order of its key: figures that are not what they were, reports that came and went.
 * Years whose files are the same bytes are not read, and only reports that differ are compared figure by figure.
 */
export async function* releaseChanges(request: ChangesRequest): AsyncGenerator<Value[]> {
	const { since, folder, memoryMb } = request;
	const temp = join(folder, ".temp-changes");
	const options = { threads: "1", memory_limit: `${memoryMb}MB`, temp_directory: temp };
	const instance = await DuckDBInstance.create(":memory:", options);
	const connection = await instance.connect();
	try {
		await openChanged(connection, { before: since.folder, after: folder });
		yield* rows(connection, request);
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

async function* rows(connection: DuckDBConnection, { since, dataset, software }: ChangesRequest): AsyncGenerator<Value[]> {
	const paths = dataset.tables.flatMap(({ columns }) => columns.flatMap(({ path }) => path ?? []));
	const isSameProgram = since.software === software;
	const result = await connection.stream(changesQuestion({ version: since.version, isSameProgram, paths }));
	for await (const block of result.yieldRowsJson()) for (const row of block) yield row as Value[];
}
