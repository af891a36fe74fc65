import { execFile, spawnSync } from "node:child_process";

/** Whether a program of the machine can be started. */
export function hasProgram(name: string, args: readonly string[] = ["--version"]): boolean {
	return spawnSync(name, args, { stdio: "ignore" }).status === 0;
}

/** What a program prints; throws with what it complains of where it fails. */
export function printed(
	name: string,
	args: readonly string[],
	{ cwd, input = "" }: { cwd: string; input?: string },
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = execFile(name, args, { cwd, maxBuffer: 256 * 1024 * 1024, timeout: 60_000 }, (error, stdout, stderr) => {
			if (error) reject(new Error(`${name} failed: ${stderr || error.message}`));
			else resolve(stdout);
		});
		child.stdin?.end(input);
	});
}
