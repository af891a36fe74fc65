import { readdirSync, readFileSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { isMainThread, SHARE_ENV, Worker } from "node:worker_threads";
import { EXIT } from "./environment.ts";
import { STOP } from "./stop-signals.ts";

/** So long a run may take to end what is under way after SIGTERM; then it is ended, which its state survives. */
const GRACE_MS = 8_000;

/** Whether this thread hears signals and does nothing else. */
export function isSupervisor(): boolean {
	return isMainThread;
}

/**
 * Carries out a command in a thread of its own, so that signals are heard whatever it does: the first lets what is under
 * way end, the second ends it at once, and after SIGTERM it ends within seconds in any case. Returns the exit code.
 */
export function supervise(entry: string, argv: readonly string[], graceMs = GRACE_MS): Promise<number> {
	const worker = new Worker(entry, {
		argv: argv.slice(2),
		env: SHARE_ENV,
		// A thread's heap is as large as the process' would be.
		resourceLimits: { maxOldGenerationSizeMb: Math.floor(getHeapStatistics().heap_size_limit / 1024 / 1024) },
	});
	let isStoppable = false;
	let isAsked = false;
	worker.on("message", () => {
		isStoppable = true;
	});
	const onSignal = (signal: NodeJS.Signals) => {
		if (!isStoppable || isAsked) return endAtOnce();
		isAsked = true;
		worker.postMessage(STOP);
		if (signal === "SIGTERM") setTimeout(endAtOnce, graceMs).unref();
	};
	process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
	return new Promise((resolve, reject) => {
		worker.on("error", reject);
		worker.on("exit", (code) => {
			process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
			resolve(code);
		});
	});
}

/** A thread that never comes to itself cannot be asked to end; nor can readers, which would go on without us. */
function endAtOnce(): void {
	for (const pid of childrenOfThisProcess()) {
		try {
			process.kill(pid, "SIGKILL");
		} catch {
			// It has ended by itself.
		}
	}
	process.exit(EXIT.fault);
}

/** Linux lists them for each thread; elsewhere readers end when they next look for their parent. */
function childrenOfThisProcess(): number[] {
	try {
		return readdirSync("/proc/self/task").flatMap((thread) =>
			readFileSync(`/proc/self/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
		);
	} catch {
		return [];
	}
}
