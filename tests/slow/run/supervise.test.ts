import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { repository } from "../../support/command.ts";

/** Starts the command that hangs; gives the process id of the program beside it once it hangs, and how it ended. */
function start(how: string) {
	const child = spawn(process.execPath, [join(repository, "tests/support/stuck-command.mjs"), how], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const beside = new Promise<number>((resolve) => child.stdout.once("data", (part: Buffer) => resolve(Number(part.toString()))));
	const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
	return { child, beside, ended };
}

async function isGone(pid: number): Promise<boolean> {
	for (let looks = 0; looks < 100; looks++) {
		try {
			process.kill(pid, 0);
		} catch {
			return true;
		}
		await pause(50);
	}
	return false;
}

test.each(["loop", "expression"])("SIGTERM ends a run that hangs in a(n) %s, with what it started", async (how) => {
	const { child, beside, ended } = start(how);
	const pid = await beside;
	child.kill("SIGTERM");
	expect(await ended).toBe(3);
	expect(await isGone(pid)).toBe(true);
});

test("a second Ctrl-C ends it at once", async () => {
	const { child, beside, ended } = start("loop");
	await beside;
	child.kill("SIGINT");
	await pause(50);
	child.kill("SIGINT");
	expect(await ended).toBe(3);
});

test("the exit code is the command's own", async () => {
	expect(await start("ends").ended).toBe(7);
});
