import { StatementType } from "@duckdb/node-api";
import { isOwnBug } from "../../model/causes.ts";
import { GoujiError } from "../../model/errors.ts";
import type { OpenSet, QueryLimits } from "./open-set.ts";
import { DEFAULT_MEMORY_MB, openSet } from "./open-set.ts";

/** Rows of an answer, in order. Numbers, texts, booleans, null; lists and structs as in JSON; whole numbers too long for a number as text. */
export interface AnswerBlock {
	readonly columns: readonly string[];
	/** DuckDB's types, by column. */
	readonly types: readonly string[];
	readonly rows: readonly (readonly unknown[])[];
}

/** A query's answer, and whether rows were left off. */
export interface QueryResult extends AnswerBlock {
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

/** What is asked for is not answered, whatever the tables have. */
class Refusal extends Error {}

/**
 * Answers one SELECT within the limits of the set, whole: an answer that is too large to be held is refused. Throws as `answerInBlocks`.
 */
export async function answer(set: OpenSet, sql: string): Promise<QueryResult> {
	let size = 0;
	const blocks: AnswerBlock[] = [];
	const isCut = await answerInBlocks(set, sql, (block) => {
		for (const row of block.rows) for (const value of row) size += typeof value === "string" ? value.length : 8;
		if (size > MAX_CHARACTERS)
			throw new Refusal(`the answer has more than ${MAX_CHARACTERS} characters; as csv or json it is not held`);
		blocks.push(block);
		return true;
	});
	return { columns: blocks[0]?.columns ?? [], types: blocks[0]?.types ?? [], rows: blocks.flatMap(({ rows }) => rows), isCut };
}

/**
 * Answers one SELECT, block by block: one is held at a time, and the first comes also where there are no rows. Returns
 * whether rows were left off; `take` says whether more is wanted. Statements of any other kind are refused before they run: a
 * SELECT over these tables cannot write. The time limit is for every block. Throws GoujiError bad-arguments; where DuckDB
 * cannot be stopped, or takes more memory than it may, `set.isStuck()` is true afterwards and the process should end.
 */
export async function answerInBlocks(set: OpenSet, sql: string, take: (block: AnswerBlock) => boolean): Promise<boolean> {
	const { limits, views } = set;
	const watch = watched(set);
	const renewing = (block: AnswerBlock) => {
		watch.renew();
		return take(block);
	};
	try {
		return await Promise.race([run(set, sql, renewing), watch.stuck]);
	} catch (cause) {
		if (isOwnBug(cause)) throw cause;
		// DuckDB's own words, whole: they name what is likely meant, and point at the place.
		const message = watch.isLate()
			? `it took more than ${limits.timeoutMs / 1000} s`
			: (cause instanceof Error ? cause.message : String(cause)).trimEnd();
		const hint = watch.isLate()
			? "Ask for less, or raise --timeout."
			: cause instanceof Refusal
				? "A query is one SELECT; see docs/dataset.md."
				: `Tables: ${views.map(({ name }) => name).join(", ")}; columns are in codebook.md.`;
		throw new GoujiError("bad-arguments", `The query failed: ${message}`, { hint, cause });
	} finally {
		watch.end();
	}
}

async function run({ connection, limits }: OpenSet, sql: string, take: (block: AnswerBlock) => boolean): Promise<boolean> {
	const statements = await connection.extractStatements(sql);
	if (statements.count !== 1) throw new Refusal(`one statement at a time, not ${statements.count}`);
	const prepared = await statements.prepare(0);
	if (prepared.statementType !== StatementType.SELECT)
		throw new Refusal(`only SELECT is answered, not ${StatementType[prepared.statementType] ?? "this"}`);
	const result = await prepared.stream();
	const columns = result.deduplicatedColumnNames();
	const types = result.columnTypes().map(String);
	if (!take({ columns, types, rows: [] })) return false;
	let left = limits.rows;
	for await (const found of result.yieldRowsJson()) {
		const rows = found
			.slice(0, left)
			.map((row) => row.map((value, i) => (WHOLE.has(types[i] ?? "") ? wholeNumber(value) : value)));
		if (rows.length > 0 && !take({ columns, types, rows })) return false;
		if (found.length > left) return true;
		left -= rows.length;
	}
	return false;
}

/** What looks at a query while it runs. */
interface Watch {
	readonly stuck: Promise<never>;
	readonly isLate: () => boolean;
	/** The time begins again: something came. */
	readonly renew: () => void;
	readonly end: () => void;
}

/**
 * DuckDB keeps its own limits between blocks of rows; a function that works long on one value, such as
 * `range` over a thousand million numbers, heeds neither. So the clock and the process's memory are
 * watched beside it.
 */
function watched(set: OpenSet): Watch {
	const { connection, limits } = set;
	let deadline = performance.now() + limits.timeoutMs;
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
	const renew = () => {
		deadline = performance.now() + limits.timeoutMs;
	};
	return { stuck, isLate: () => isLate, renew, end: () => clearInterval(timer) };
}

/** Whole numbers come as text; those that a number holds exactly become numbers. */
function wholeNumber(value: unknown): unknown {
	return typeof value === "string" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
