import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "./command.ts";
import { hasProgram, printed } from "./programs.ts";

/** The page with programs that use the data. */
export const programsPath = join(repository, "docs", "use-data.md");

/** A program of the page, and what it printed. */
export interface WorkedProgram {
	readonly language: "python" | "r";
	/** The package it needs beside the language; undefined for none. */
	readonly needs: string | undefined;
	readonly code: string;
	readonly answer: string;
}

/** The programs of docs/use-data.md, in order. */
export async function workedPrograms(): Promise<WorkedProgram[]> {
	const page = await readFile(programsPath, "utf8");
	return [...page.matchAll(/```(python|r)\n([\s\S]*?)```\s*```text\n([\s\S]*?)```/g)].map(
		([, language, code = "", answer = ""]) => ({
			language: language === "r" ? "r" : "python",
			needs: /^import (pandas)$/m.exec(code)?.[1] ?? /^library\((\w+)\)$/m.exec(code)?.[1],
			code,
			answer,
		}),
	);
}

/** Starts a program, where what it needs is installed, and gives what it prints without blanks at line ends; undefined otherwise. */
export function runnerOf(program: WorkedProgram): ((code: string, cwd: string) => Promise<string>) | undefined {
	const run = startOf(program);
	return run && (async (code, cwd) => (await run(code, cwd)).replaceAll(/[ \t]+$/gm, ""));
}

function startOf({ language, needs }: WorkedProgram): ((code: string, cwd: string) => Promise<string>) | undefined {
	if (language === "r") {
		const probe = needs === undefined ? "1" : `library(${needs})`;
		return hasProgram("Rscript", ["-e", probe])
			? (code, cwd) => printed("Rscript", ["--vanilla", "-e", code], { cwd })
			: undefined;
	}
	// A distribution's packages belong to its own Python.
	const python = ["python3", "/usr/bin/python3"].find((name) =>
		hasProgram(name, ["-c", needs === undefined ? "1" : `import ${needs}`]),
	);
	return python === undefined ? undefined : (code, cwd) => printed(python, ["-"], { cwd, input: code });
}
