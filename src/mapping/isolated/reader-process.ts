import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { GoujiError } from "../../model/errors.ts";
import { Patience, useOf } from "./process-use.ts";
import type { ReadReply, ReadRequest } from "./reader.ts";
import { confinement } from "./reader-confinement.ts";
import type { ReaderLimits } from "./reader-limits.ts";
import type { SiteRequest } from "./site-process.ts";

/** How often a process is looked at; a flate bomb gains about 60 MB in this time. */
const POLL_MS = 100;
/** Of a process' memory its heap may be so much: it is ended by its heap's own limit else, and says nothing of why. */
const HEAP_SHARE = 0.68;
/** Ended by itself with more than this share of its memory, a process ran out of it. */
const FULL_SHARE = 0.2;
/** How V8 ends a process whose heap is full. */
const ABORTS: ReadonlySet<string> = new Set(["SIGABRT", "SIGTRAP", "SIGILL"]);

/** One child process, and the request that it is busy with. */
export class ReaderProcess {
	served = 0;
	readonly #child: ChildProcess;
	readonly #limits: ReaderLimits;
	#mostBytes = 0;

	/** `role` is what it is started as: a reader of documents, or of what sites send. */
	constructor(entry: string, limits: ReaderLimits, role: "--reader" | "--site-reader" = "--reader") {
		this.#limits = limits;
		const { execArgv, env } = confinement(entry);
		const heapMb = Math.floor((limits.memoryBytes / 1048576) * HEAP_SHARE);
		const young = limits.youngBytes === undefined ? [] : [`--max-semi-space-size=${limits.youngBytes / 1048576}`];
		this.#child = fork(entry, [role], {
			stdio: ["ignore", "ignore", "ignore", "ipc"],
			serialization: "advanced",
			execArgv: [`--max-old-space-size=${heapMb}`, ...young, ...execArgv],
			env,
		});
		this.#child.on("error", () => {});
	}

	get isAlive(): boolean {
		return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected;
	}

	/** Kills the process without waiting for its end: to give back its memory takes the system up to a quarter of a second. */
	end(): void {
		if (this.#child.killed) return;
		this.#child.kill("SIGKILL");
		if (this.#child.connected) this.#child.disconnect();
		this.#child.unref();
	}

	ask(request: ReadRequest | SiteRequest): Promise<ReadReply> {
		const patience = new Patience(this.#limits.timeoutMs);
		return new Promise((resolve, reject) => {
			const stop = (error: GoujiError) => {
				finish();
				this.end();
				reject(error);
			};
			const onMessage = (reply: ReadReply) => {
				if (reply.id !== request.id) return;
				if (reply.hasReadPage) {
					patience.addPage();
					return;
				}
				finish();
				this.served++;
				resolve(reply);
			};
			const onExit = (_code?: number | null, signal?: string | null) => {
				const isFull = ABORTS.has(signal ?? "") && this.#mostBytes > this.#limits.memoryBytes * FULL_SHARE;
				stop(isFull ? tooMuchMemory(this.#limits.memoryBytes) : crashed());
			};
			const stopWatching = this.#watch(patience, stop);
			const finish = () => {
				stopWatching();
				this.#child.off("message", onMessage);
				this.#child.off("exit", onExit);
			};
			this.#child.on("message", onMessage);
			this.#child.on("exit", onExit);
			this.#child.send(request, (error) => {
				if (error) onExit(this.#child.exitCode, this.#child.signalCode);
			});
		});
	}

	/** Looks at what the process uses until told to stop; calls once with an error where that is too much. */
	#watch(patience: Patience, stop: (error: GoujiError) => void): () => void {
		const { timeoutMs, memoryBytes } = this.#limits;
		let isOver = false;
		const poll = setInterval(() => {
			void useOf(this.#child.pid).then((use) => {
				// Between the question and its answer the document may have been read: its process then works at another.
				if (isOver || use === undefined) return;
				this.#mostBytes = Math.max(this.#mostBytes, use.memoryBytes);
				if (use.memoryBytes > memoryBytes) stop(tooMuchMemory(memoryBytes));
				else if (patience.isOver(POLL_MS, use)) stop(tooMuchTime(timeoutMs));
			});
		}, POLL_MS);
		return () => {
			isOver = true;
			clearInterval(poll);
		};
	}
}

function crashed(): GoujiError {
	return new GoujiError("reader-crashed", "The process that read the document ended", {
		hint: "Report this with the document; the other documents are not affected.",
	});
}

function tooMuchTime(timeoutMs: number): GoujiError {
	return new GoujiError("timeout", `The document was not read within ${timeoutMs / 1000} s of processor time`, {
		hint: "Look at the document by hand, or raise the time limit.",
	});
}

function tooMuchMemory(bytes: number): GoujiError {
	return new GoujiError("out-of-memory", `Reading the document took more than ${Math.round(bytes / 1048576)} MB`, {
		hint: "Look at the document by hand; it may be made to exhaust its reader.",
	});
}
