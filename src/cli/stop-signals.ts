import { parentPort } from "node:worker_threads";

/** What the thread that hears signals says to the one that works. */
export const STOP = "stop";
/** What the working thread says, once it can end what is under way by itself. */
export const STOPPABLE = "stoppable";

/** Calls back with every Ctrl-C or SIGTERM, whichever thread hears them. Gives what ends that. */
export function onStopSignals(stop: () => void): () => void {
	if (parentPort === null) {
		process.on("SIGINT", stop).on("SIGTERM", stop);
		return () => process.off("SIGINT", stop).off("SIGTERM", stop);
	}
	const port = parentPort;
	port.on("message", stop);
	// Listening alone is no reason to go on.
	port.unref();
	port.postMessage(STOPPABLE);
	return () => port.off("message", stop);
}
