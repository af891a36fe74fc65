import { displayWidth } from "../text/display.ts";

type Say = (message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Messages for the operator, in English, on standard error. */
export interface Log {
	readonly warn: Say;
	readonly error: Say;
	/** What is done just now: drawn over itself on a terminal, a line in JSON, else not at all. */
	readonly progress: Say;
	/** Takes away what progress drew. */
	readonly clear: () => void;
}

/** Where a log goes. */
export interface LogOutput {
	readonly write: (line: string) => void;
	readonly now: () => Date;
	/** Columns of the terminal; undefined where there is none. */
	readonly columns?: number | undefined;
}

/** A log as text for people, or one JSON object a line for machines. */
export function createLog(format: "text" | "json", { write, now, columns }: LogOutput): Log {
	if (format === "json") {
		const line =
			(level: string): Say =>
			(message, fields = {}) =>
				write(`${JSON.stringify({ time: now().toISOString(), level, message, ...fields })}\n`);
		return { warn: line("warn"), error: line("error"), progress: line("info"), clear: () => {} };
	}
	let isDrawn = false;
	const clear = () => {
		if (isDrawn) write("\r\u001b[2K");
		isDrawn = false;
	};
	const line =
		(level: string): Say =>
		(message) => {
			clear();
			write(`${level}${printable(message)}\n`);
		};
	const progress: Say = (message) => {
		if (columns === undefined) return;
		write(`\r\u001b[2K${cutTo(printable(message), columns - 1)}`);
		isDrawn = true;
	};
	return { warn: line("warn: "), error: line("error: "), progress, clear };
}

function printable(message: string): string {
	return message.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Bidi_Control}/gu, " ");
}

/** Chinese characters take two columns. */
function cutTo(text: string, columns: number): string {
	let cut = "";
	for (const character of text.replaceAll("\n", " ")) {
		if (displayWidth(cut + character) > columns) break;
		cut += character;
	}
	return cut;
}
