import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import PQueue from "p-queue";
import { GoujiError } from "../../model/errors.ts";
import type { ReaderFailure } from "../../model/witness.ts";
import { DEFAULT_LIMITS } from "../../reading/pdf/limits.ts";
import { readBytes } from "../../storage/files.ts";
import { Patience, useOf } from "./process-use.ts";
import type { ReadReply, ReadRequest } from "./reader.ts";
import { confinement } from "./reader-confinement.ts";

/** Bounds of one reading process. */
export interface ReaderLimits {
	/** Processor time for one document, more for one of many scanned pages, or the clock's; see `Patience`. */
	readonly timeoutMs: number;
	/** Resident memory of one process. */
	readonly memoryBytes: number;
	/** A process is replaced after this many documents. */
	readonly documents: number;
	readonly processes: number;
}

/** A digital report takes 0.2 s and 300 MB, a scanned one some seconds; these stop bombs early. */
export const READER_LIMITS: ReaderLimits = {
	timeoutMs: 120_000,
	memoryBytes: 1_500 * 1024 * 1024,
	documents: 100,
	processes: Math.max(1, Math.min(8, availableParallelism())),
};

type LoadBytes = (path: string) => Promise<Uint8Array>;

/** What a pool is given besides its limits. */
export interface PoolOptions {
	/** A document's bytes; the file of that name unless told. */
	readonly load?: LoadBytes;
	/** Told of faults of gouji inside a reader whose document has a result all the same. */
	readonly onBug?: (bug: ReaderFailure, file: string) => void;
}

const loadBytes: LoadBytes = (path) => readBytes(path, DEFAULT_LIMITS.bytes);

/** How often a process is looked at; a flate bomb gains about 60 MB in this time. */
const POLL_MS = 100;

/** Reads documents in child processes that can be limited and killed. */
export class ReaderPool {
	readonly #queue: PQueue;
	readonly #idle: Reader[] = [];
	readonly #entry: string;
	readonly #limits: ReaderLimits;
	readonly #load: LoadBytes;
	readonly #onBug: NonNullable<PoolOptions["onBug"]>;
	#nextId = 0;

	/** `entry` is the program to start with `--reader`: this package's own command. */
	constructor(entry: string, limits: ReaderLimits = READER_LIMITS, { load = loadBytes, onBug = () => {} }: PoolOptions = {}) {
		this.#entry = entry;
		this.#limits = limits;
		this.#load = load;
		this.#onBug = onBug;
		this.#queue = new PQueue({ concurrency: limits.processes });
	}

	/**
	 * The JSON text that the reading process made of a file. Throws GoujiError: what the document
	 * deserves, or timeout, out-of-memory or reader-crashed where its process had to be ended.
	 */
	async read(
		path: string,
		task: ReadRequest["task"],
		kind: Pick<ReadRequest, "media" | "contentType" | "convertedBy"> = {},
	): Promise<string> {
		return this.#queue.add(async () => {
			// Its process starts while the bytes are read.
			const reader = this.#take();
			const bytes = await this.#load(path).catch((error: unknown) => {
				this.#idle.push(reader);
				throw error;
			});
			return (await this.#readBy(reader, { file: basename(path), bytes, task, ...kind })).json ?? "";
		});
	}

	/** A page (counted from 1) as PNG, drawn in a reading process. Throws as `read` does. */
	async draw(bytes: Uint8Array, picture: NonNullable<ReadRequest["picture"]>): Promise<Uint8Array> {
		return this.#queue.add(
			async () => (await this.#readBy(this.#take(), { file: "", bytes, task: "page-picture", picture })).png ?? new Uint8Array(),
		);
	}

	/** Width and height of each page in points. Throws as `read` does. */
	async sizes(bytes: Uint8Array): Promise<[number, number][]> {
		return this.#queue.add(async () => {
			const { json = "[]" } = await this.#readBy(this.#take(), { file: "", bytes, task: "page-sizes" });
			return JSON.parse(json) as [number, number][];
		});
	}

	/** Ends every process; documents still waiting are not read. */
	close(): void {
		this.#queue.clear();
		for (const reader of this.#idle.splice(0)) reader.end();
	}

	#take(): Reader {
		return this.#idle.pop() ?? new Reader(this.#entry, this.#limits);
	}

	async #readBy(reader: Reader, request: Omit<ReadRequest, "id">): Promise<ReadReply> {
		try {
			const reply = await reader.ask({ id: this.#nextId++, ...request });
			if (reader.served >= this.#limits.documents) reader.end();
			else this.#idle.push(reader);
			for (const bug of reply.bugs ?? []) this.#onBug(bug, request.file);
			if (reply.error) throw new GoujiError(reply.error.code, reply.error.message, { hint: reply.error.hint });
			return reply;
		} catch (error) {
			if (!reader.isAlive) reader.end();
			throw error;
		}
	}
}

/** One child process, and the request that it is busy with. */
class Reader {
	served = 0;
	readonly #child: ChildProcess;
	readonly #limits: ReaderLimits;

	constructor(entry: string, limits: ReaderLimits) {
		this.#limits = limits;
		const { execArgv, env } = confinement(entry);
		this.#child = fork(entry, ["--reader"], {
			stdio: ["ignore", "ignore", "ignore", "ipc"],
			serialization: "advanced",
			execArgv: ["--max-old-space-size=1024", ...execArgv],
			env,
		});
		this.#child.on("error", () => {});
	}

	get isAlive(): boolean {
		return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected;
	}

	/** Kills the process without waiting for its end: to give back its memory takes the system up to a quarter of a second. */
	end(): void {
		this.#child.kill("SIGKILL");
		if (this.#child.connected) this.#child.disconnect();
		this.#child.unref();
	}

	ask(request: ReadRequest): Promise<ReadReply> {
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
			const onExit = () => {
				stop(
					new GoujiError("reader-crashed", "The process that read the document ended", {
						hint: "Report this with the document; the other documents are not affected.",
					}),
				);
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
				if (error) onExit();
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
