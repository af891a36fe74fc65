import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { GoujiError } from "../model/errors.ts";
import { openSet } from "../output/dataset/open-set.ts";
import { answer } from "../output/dataset/query.ts";
import { answerFormat, showAnswer } from "./answer-format.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { converse } from "./query-repl.ts";

/** Options of `gouji query`. */
export interface QueryOptions {
	readonly data: string;
	readonly format: string;
	readonly limit: number;
	readonly timeout: number;
	readonly memory: number;
}

/** Answers SQL over an exported set; without SQL it converses on a terminal, or reads standard input. Returns the exit code. */
export async function query(sql: string | undefined, options: QueryOptions, { out, log }: Environment): Promise<number> {
	const format = answerFormat(options.format);
	for (const [name, value] of [
		["limit", options.limit],
		["timeout", options.timeout],
		["memory", options.memory],
	] as const)
		if (!(value > 0))
			throw new GoujiError("bad-arguments", `--${name} takes a number above 0`, { hint: "Leave it out for the default." });
	const limits = { rows: Math.floor(options.limit), timeoutMs: options.timeout * 1000, memoryMb: options.memory };
	const set = await openSet(resolve(options.data), limits);
	try {
		if (sql === undefined && process.stdin.isTTY) {
			await converse(set, { format, input: process.stdin, output: process.stdout });
			return EXIT.ok;
		}
		const result = await answer(set, sql ?? (await text(process.stdin)));
		out(showAnswer(result, format));
		if (result.isCut) log.warn(`Only the first ${limits.rows} rows are shown; raise --limit for more`);
		return EXIT.ok;
	} finally {
		set.close();
		// Leaving in the ordinary way waits for DuckDB's threads, which go on for as long as they like; the error is printed meanwhile.
		if (set.isStuck()) setTimeout(() => process.kill(process.pid, "SIGKILL"), 100);
	}
}
