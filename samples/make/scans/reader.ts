import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ReadAnswer } from "./read-child.ts";

/** Reads documents one after another in a process of its own that is ended when a document takes too long. */
export function scanReader(timeoutMs: number): {
	readonly read: (path: string) => Promise<ReadAnswer>;
	readonly close: () => void;
} {
	let child: ChildProcess | undefined;
	const start = () =>
		fork(fileURLToPath(new URL("read-child.ts", import.meta.url)), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
	const close = () => {
		child?.kill("SIGKILL");
		child = undefined;
	};
	const read = (path: string) =>
		new Promise<ReadAnswer>((resolve) => {
			child ??= start();
			const asked = child;
			const end = (answer: ReadAnswer, isBroken: boolean) => {
				clearTimeout(timer);
				asked.removeAllListeners();
				if (isBroken) close();
				resolve(answer);
			};
			const seconds = timeoutMs / 1000;
			const timer = setTimeout(() => end({ error: `not read within ${seconds} s`, cpuSeconds: seconds }, true), timeoutMs);
			asked.on("message", (answer) => end(answer as ReadAnswer, false));
			asked.on("exit", () => end({ error: "the reading process ended", cpuSeconds: 0 }, true));
			asked.send(path);
		});
	return { read, close };
}
