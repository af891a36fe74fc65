import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { GoujiError } from "../model/errors.ts";
import type { OpenSet } from "../output/dataset/open-set.ts";
import { answer } from "../output/dataset/query.ts";
import { textTable } from "../text/display.ts";
import type { AnswerFormat } from "./answer-format.ts";
import { answerFormat, showAnswer } from "./answer-format.ts";

/** Where a conversation takes place. */
export interface Conversation {
	readonly format: AnswerFormat;
	readonly input: NodeJS.ReadableStream;
	readonly output: NodeJS.WritableStream;
	/** File that remembers the lines; the user's state folder where it is left out. */
	readonly history?: string;
}

const HELP = `End a question with ; and Enter. Tab completes names of tables and columns.
.tables           tables
.columns TABLE    columns of a table
.format FORMAT    table, csv or json
.quit             ends (Ctrl-D too)
`;
const WORDS = [
	"SELECT",
	"FROM",
	"WHERE",
	"GROUP BY",
	"ORDER BY",
	"LIMIT",
	"count(*)",
	"avg(",
	"sum(",
	"median(",
	"DESCRIBE",
	"SUMMARIZE",
];
const HISTORY_LINES = 1000;

/** How far a conversation is: how answers are shown, and the lines of a question that is not ended yet. */
interface Asking {
	format: Conversation["format"];
	question: string;
}

/** What is printed for a line, which may be none yet; undefined where it ends the conversation. */
async function answerLine(set: OpenSet, line: string, asking: Asking): Promise<string | undefined> {
	const text = line.trim();
	if (asking.question === "" && text.startsWith(".")) {
		if (text === ".quit" || text === ".exit") return undefined;
		const told = tell(set, text);
		if (told.format) asking.format = told.format;
		return told.text;
	}
	const question = `${asking.question}\n${line}`.trim();
	asking.question = question.endsWith(";") ? "" : question;
	return question.endsWith(";") ? await reply(set, question, asking.format) : "";
}

/** Answers questions one after the other until the input ends; a question that fails is told and the next is asked for. */
export async function converse(
	set: OpenSet,
	{ format: first, input, output, history = historyFile() }: Conversation,
): Promise<void> {
	const isTerminal = "isTTY" in output && output.isTTY === true;
	const lines = createInterface({
		input,
		output,
		terminal: isTerminal,
		history: await remembered(history),
		historySize: HISTORY_LINES,
		removeHistoryDuplicates: true,
		completer: (line: string) => complete(set, line),
	});
	let kept: string[] = [];
	lines.on("history", (now: string[]) => {
		kept = now;
	});
	// Lines that came before the end of the input are still answered after it.
	let hasEnded = false;
	lines.on("close", () => {
		hasEnded = true;
	});
	const prompt = (isWithin: boolean) => {
		if (hasEnded) return;
		lines.setPrompt(isWithin ? "   … " : "gouji> ");
		lines.prompt();
	};
	output.write(`Tables: ${set.views.map(({ name }) => name).join(", ")}. End questions with ; — .help tells more.\n`);
	const asking: Asking = { format: first, question: "" };
	prompt(false);
	for await (const line of lines) {
		const answer = await answerLine(set, line, asking);
		if (answer === undefined) break;
		output.write(answer);
		if (set.isStuck()) break;
		prompt(asking.question !== "");
	}
	if (set.isStuck()) output.write("That question could not be stopped. Start again.\n");
	lines.close();
	if (isTerminal) await remember(history, kept);
}

async function reply(set: OpenSet, question: string, format: AnswerFormat): Promise<string> {
	const began = performance.now();
	try {
		const result = await answer(set, question);
		const seconds = ((performance.now() - began) / 1000).toFixed(2);
		const cut = result.isCut ? `, only the first ${set.limits.rows} are shown` : "";
		return `${showAnswer(result, format)}(${result.rows.length} rows${cut}; ${seconds} s)\n`;
	} catch (error) {
		if (!(error instanceof GoujiError)) throw error;
		return `${error.message}\n${error.hint}\n`;
	}
}

function tell(set: OpenSet, command: string): { readonly text: string; readonly format?: AnswerFormat } {
	const [name, argument = ""] = command.split(/\s+/);
	if (name === ".tables")
		return { text: `${textTable(set.views.map((view) => [view.name, `${view.columns.length} columns`]))}\n` };
	if (name === ".columns") {
		const view = set.views.find((one) => one.name === argument);
		return {
			text: view ? `${textTable(view.columns.map((column) => [column.name, column.type]))}\n` : `No such table: ${argument}\n`,
		};
	}
	if (name !== ".format") return { text: HELP };
	try {
		return { text: "", format: answerFormat(argument) };
	} catch (error) {
		return { text: `${error instanceof Error ? error.message : error}\n` };
	}
}

/** Names that go on from the word before the cursor. */
export function complete({ views }: Pick<OpenSet, "views">, line: string): [string[], string] {
	const word = /[\w.]*$/.exec(line)?.[0] ?? "";
	const tables = views.map(({ name }) => name);
	// Hundreds of columns are no help before the first letter.
	const names =
		word === "" ? tables : [...new Set([...tables, ...views.flatMap(({ columns }) => columns.map(({ name }) => name))])];
	const all = line.trimStart().startsWith(".")
		? [".tables", ".columns", ".format", ".help", ".quit", ...names]
		: [...names, ...WORDS];
	return [all.filter((name) => name.toLowerCase().startsWith(word.toLowerCase())), word];
}

function historyFile(): string {
	return join(process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "gouji", "query-history");
}

async function remembered(path: string): Promise<string[]> {
	return (await readFile(path, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
}

/** A home that cannot be written costs the memory of the lines only. */
async function remember(path: string, lines: readonly string[]): Promise<void> {
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, `${lines.join("\n")}\n`, { mode: 0o600 });
	} catch {}
}
