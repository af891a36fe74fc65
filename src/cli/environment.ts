import type { Pipeline } from "../run/pipeline.ts";

/** Exit codes of the command, as documented in README. */
export const EXIT = { ok: 0, attention: 1, usage: 2, fault: 3 } as const;

/** What every verb is given: the outside world as an argument. */
export interface Environment {
	readonly pipeline: Pipeline;
	/** The program that reading processes are started with. */
	readonly entry: string;
	/** The folder with this package's samples. */
	readonly samples: string;
	readonly out: (text: string) => void;
	readonly log: Log;
	/** Whether progress may be drawn over itself. */
	readonly isTerminal: boolean;
}

/** Messages for the operator, in English, on standard error. */
export interface Log {
	readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
	readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
	readonly error: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** A log as text for people, or one JSON object a line for machines. */
export function createLog(format: "text" | "json", write: (line: string) => void, now: () => Date): Log {
	const line =
		(level: "info" | "warn" | "error") =>
		(message: string, fields: Readonly<Record<string, unknown>> = {}) => {
			if (format === "json") write(`${JSON.stringify({ time: now().toISOString(), level, message, ...fields })}\n`);
			else write(`${level === "info" ? "" : `${level}: `}${message.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, " ")}\n`);
		};
	return { info: line("info"), warn: line("warn"), error: line("error") };
}
