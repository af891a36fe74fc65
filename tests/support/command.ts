import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The program that users start. */
export const entry = join(repository, "bin", "gouji.mjs");

/** What a command printed, and how it ended. */
export interface CommandResult {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Where and how a command is run. */
export interface CommandPlace {
	readonly cwd?: string;
	readonly input?: string;
	/** Beside the environment of the tests. */
	readonly env?: Readonly<Record<string, string>>;
}

/** Runs `gouji` as a user does, in a folder of the caller's. */
export function gouji(
	args: readonly string[],
	{ cwd = repository, input = "", env = {} }: CommandPlace = {},
): Promise<CommandResult> {
	return new Promise((resolve) => {
		const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
		const child = execFile(process.execPath, [entry, ...args], options, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
		});
		child.stdin?.end(input);
	});
}
