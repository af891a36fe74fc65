import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { entry } from "./command.ts";

/** Worker processes of a test, which can be killed and are then replaced. */
export interface Workers {
	/** Kills one, by a number from 0 to 1, with the processes it started, as a power cut would; another takes its place. */
	readonly kill: (chance: number) => void;
	/** What each wrote to standard error. */
	readonly said: () => string;
	/** How many ended by themselves, which none should. */
	readonly ended: () => number;
	readonly close: () => Promise<void>;
}

/** Starts so many workers with a configuration. */
export function startWorkers(
	count: number,
	config: string,
	{ cwd, env = {} }: { cwd: string; env?: NodeJS.ProcessEnv },
): Workers {
	let said = "";
	let ended = 0;
	let isClosing = false;
	const killed = new WeakSet<ChildProcess>();
	const startOne = (): ChildProcess => {
		const child = spawn(process.execPath, [entry, "worker", config], {
			cwd,
			detached: true,
			stdio: ["ignore", "ignore", "pipe"],
			env: { ...process.env, ...env },
		});
		child.stderr?.on("data", (part: Buffer) => {
			said += part.toString();
		});
		child.on("exit", () => {
			if (!killed.has(child) && !isClosing) ended++;
		});
		return child;
	};
	const workers = Array.from({ length: count }, startOne);
	const end = (child: ChildProcess) => {
		killed.add(child);
		if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
	};
	return {
		kill: (chance) => {
			const i = Math.min(workers.length - 1, Math.floor(chance * workers.length));
			const child = workers[i];
			if (!child) return;
			end(child);
			workers[i] = startOne();
		},
		said: () => said,
		ended: () => ended,
		close: async () => {
			isClosing = true;
			for (const child of workers) end(child);
			while (workers.some(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) await pause(20);
		},
	};
}
