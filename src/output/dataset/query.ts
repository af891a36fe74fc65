import { StatementType } from "@duckdb/node-api";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import type { OpenSet, QueryLimits } from "./open-set.ts";
import { DEFAULT_MEMORY_MB, openSet } from "./open-set.ts";

/** A query's answer: names and rows, and whether rows were left off. */
export interface QueryResult {
	readonly columns: readonly string[];
	/** Numbers, texts, booleans, null; lists and structs as in JSON. */
	readonly rows: readonly (readonly unknown[])[];
	readonly isCut: boolean;
}

/** An answer of more characters than this is refused. */
const MAX_CHARACTERS = 64 * 1024 * 1024;
/** What the process may take beyond DuckDB's own bound before it is stopped. */
const SLACK_MB = 512;
const GRACE_MS = 1_000;
const WATCH_MS = 50;
const WHOLE = new Set(["BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT"]);

/** Opens a set, answers one query and closes it. Throws GoujiError bad-arguments. */
export async function querySet(folder: string, sql: string, limits: QueryLimits): Promise<QueryResult> {
	const set = await openSet(folder, limits);
	try {
		return await answer(set, sql);
	} finally {
		set.close();
	}
}

/**
 * Answers one SELECT within the limits of the set. Statements of any other kind are refused before they
 * run: a SELECT over these tables cannot write. Throws GoujiError bad-arguments; where DuckDB cannot be
 * stopped, or takes more memory than it may, `set.isStuck()` is true afterwards and the process should end.
 */
export async function answer(set: OpenSet, sql: string): Promise<QueryResult> {
	const { limits, views } = set;
	const watch = watched(set);
	try {
		return await Promise.race([run(set, sql), watch.stuck]);
	} catch (cause) {
		if (isOwnBug(cause)) throw cause;
		const message = watch.isLate() ? `it took more than ${limits.timeoutMs / 1000} s` : firstLine(cause);
		const hint = watch.isLate()
			? "Ask for less, or raise --timeout."
			: `Tables: ${views.map(({ name }) => name).join(", ")}; columns are in codebook.md.`;
		throw new GoujiError("bad-arguments", `The query failed: ${message}`, { hint, cause });
	} finally {
		watch.end();
	}
}

async function run({ connection, limits }: OpenSet, sql: string): Promise<QueryResult> {
	const statements = await connection.extractStatements(sql);
	if (statements.count !== 1) throw new Error(`one statement at a time, not ${statements.count}`);
	const prepared = await statements.prepare(0);
	if (prepared.statementType !== StatementType.SELECT)
		throw new Error(`only SELECT is answered, not ${StatementType[prepared.statementType] ?? "this"}`);
	const reader = await prepared.streamAndReadUntil(limits.rows + 1);
	const types = reader.columnTypes().map(String);
	const rows = reader.getRowsJson().map((row) => row.map((value, i) => (WHOLE.has(types[i] ?? "") ? wholeNumber(value) : value)));
	const size = rows.reduce(
		(sum, row) => sum + row.reduce<number>((all, value) => all + (typeof value === "string" ? value.length : 8), 0),
		0,
	);
	if (size > MAX_CHARACTERS) throw new Error(`the answer has more than ${MAX_CHARACTERS} characters`);
	return { columns: reader.deduplicatedColumnNames(), rows: rows.slice(0, limits.rows), isCut: rows.length > limits.rows };
}

/**
 * DuckDB keeps its own limits between blocks of rows; a function that works long on one value, such as
 * `range` over a thousand million numbers, heeds neither. So the clock and the process's memory are
 * watched beside it.
 */
function watched(set: OpenSet): { readonly stuck: Promise<never>; readonly isLate: () => boolean; readonly end: () => void } {
	const { connection, limits } = set;
	const deadline = performance.now() + limits.timeoutMs;
	const mostBytes = process.memoryUsage.rss() + ((limits.memoryMb ?? DEFAULT_MEMORY_MB) + SLACK_MB) * 1024 * 1024;
	let isLate = false;
	let timer: NodeJS.Timeout | undefined;
	const stuck = new Promise<never>((_, reject) => {
		timer = setInterval(() => {
			const now = performance.now();
			const isTooLarge = process.memoryUsage.rss() > mostBytes;
			if (now > deadline || isTooLarge) connection.interrupt();
			if (now > deadline) isLate = true;
			if (now <= deadline + GRACE_MS && !isTooLarge) return;
			set.giveUp();
			reject(new Error(isLate ? "it could not be stopped" : "it takes more memory than it may"));
		}, WATCH_MS);
	});
	return { stuck, isLate: () => isLate, end: () => clearInterval(timer) };
}

const firstLine = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)).split("\n")[0];

/** Whole numbers come as text; those that a number holds exactly become numbers. */
function wholeNumber(value: unknown): unknown {
	return typeof value === "string" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
