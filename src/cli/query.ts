import { resolve } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { GoujiError } from "../model/errors.ts";
import type { OpenSet } from "../output/dataset/open-set.ts";
import { openSet } from "../output/dataset/open-set.ts";
import { answer, answerInBlocks } from "../output/dataset/query.ts";
import type { AnswerFormat } from "./answer-format.ts";
import { answerFormat, answerWriter, showAnswer } from "./answer-format.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { converse } from "./query-repl.ts";

/** Options of `gouji query`. */
export interface QueryOptions {
	readonly data: string;
	readonly format: string;
	/** Rows at most; where left out 1,000 on a terminal, all elsewhere. */
	readonly limit?: number;
	/** A byte-order mark before CSV. */
	readonly bom?: boolean;
	readonly timeout: number;
	readonly memory: number;
	/** CSV files that are joined as tables of their names. */
	readonly with?: readonly string[];
}

/** Rows that a terminal shows where nothing is said. */
const TERMINAL_ROWS = 1000;

/** Answers SQL over an exported set; without SQL it converses on a terminal, or reads standard input. Returns the exit code. */
export async function query(sql: string | undefined, options: QueryOptions, environment: Environment): Promise<number> {
	const format = answerFormat(options.format);
	const { limit = process.stdout.isTTY ? TERMINAL_ROWS : Number.POSITIVE_INFINITY } = options;
	for (const [name, value] of [
		["limit", limit],
		["timeout", options.timeout],
		["memory", options.memory],
	] as const)
		if (!(value > 0))
			throw new GoujiError("bad-arguments", `--${name} takes a number above 0`, { hint: "Leave it out for the default." });
	const limits = {
		...{ rows: Math.floor(limit), timeoutMs: options.timeout * 1000, memoryMb: options.memory },
		ownTables: options.with ?? [],
	};
	const set = await openSet(resolve(options.data), limits);
	try {
		if (sql === undefined && process.stdin.isTTY) {
			await converse(set, { format, input: process.stdin, output: process.stdout });
			return EXIT.ok;
		}
		const asked = sql ?? (await text(process.stdin));
		// Commands of a conversation that come through a pipe are one too.
		if (sql === undefined && asked.trimStart().startsWith("."))
			await converse(set, { format, input: Readable.from([asked]), output: process.stdout });
		else if (await tell(set, { asked, format, hasMark: options.bom === true }, environment))
			environment.log.warn(`Only the first ${limits.rows} rows are shown; raise --limit for more`);
		return EXIT.ok;
	} finally {
		set.close();
		// Leaving in the ordinary way waits for DuckDB's threads, which go on for as long as they like; the error is printed meanwhile.
		if (set.isStuck()) setTimeout(() => process.kill(process.pid, "SIGKILL"), 100);
	}
}

/** Prints the answer; a table is aligned over all its rows, the other formats are printed as they come. Whether rows were left off. */
async function tell(
	set: OpenSet,
	{ asked, format, hasMark }: { readonly asked: string; readonly format: AnswerFormat; readonly hasMark: boolean },
	{ out, isOutputClosed }: Environment,
): Promise<boolean> {
	if (format === "table") {
		const result = await answer(set, asked);
		out(showAnswer(result, format));
		return result.isCut;
	}
	const writer = answerWriter(format, { hasMark });
	const isCut = await answerInBlocks(set, asked, (block) => {
		out(writer.block(block));
		return !isOutputClosed();
	});
	out(writer.end());
	return isCut;
}
