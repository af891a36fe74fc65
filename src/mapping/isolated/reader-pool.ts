import { basename } from "node:path";
import PQueue from "p-queue";
import { GoujiError } from "../../model/errors.ts";
import type { ReaderFailure } from "../../model/witness.ts";
import type { PageWords } from "../../reading/page-words.ts";
import { DEFAULT_LIMITS } from "../../reading/pdf/limits.ts";
import { readBytes } from "../../storage/files.ts";
import type { ReadReply, ReadRequest } from "./reader.ts";
import type { PoolLimits } from "./reader-limits.ts";
import { READER_LIMITS } from "./reader-limits.ts";
import { ReaderProcess } from "./reader-process.ts";

type LoadBytes = (path: string) => Promise<Uint8Array>;

/** What a pool is given besides its limits. */
export interface PoolOptions {
	/** A document's bytes; the file of that name unless told. */
	readonly load?: LoadBytes;
	/** Told of faults of gouji inside a reader whose document has a result all the same. */
	readonly onBug?: (bug: ReaderFailure, file: string) => void;
	/** Told once that scans are recognised without the native runtime. */
	readonly onSlowScans?: () => void;
	/** A process with the pool's limits that was started before the pool, and is its first; the pool ends it. */
	readonly first?: ReaderProcess | undefined;
}

const loadBytes: LoadBytes = (path) => readBytes(path, DEFAULT_LIMITS.bytes);

/** Reads documents in child processes that can be limited and killed. */
export class ReaderPool {
	readonly #queue: PQueue;
	readonly #idle: ReaderProcess[] = [];
	readonly #entry: string;
	readonly #limits: PoolLimits;
	readonly #load: LoadBytes;
	readonly #onBug: NonNullable<PoolOptions["onBug"]>;
	#onSlowScans: (() => void) | undefined;
	#nextId = 0;

	/** `entry` is the program to start with `--reader`: this package's own command. */
	constructor(
		entry: string,
		limits: PoolLimits = READER_LIMITS,
		{ load = loadBytes, onBug = () => {}, onSlowScans, first }: PoolOptions = {},
	) {
		if (first) this.#idle.push(first);
		this.#entry = entry;
		this.#limits = limits;
		this.#load = load;
		this.#onBug = onBug;
		this.#onSlowScans = onSlowScans;
		this.#queue = new PQueue({ concurrency: limits.processes });
	}

	/**
	 * The JSON text that the reading process made of a file. Throws GoujiError: what the document
	 * deserves, or timeout, out-of-memory or reader-crashed where its process had to be ended.
	 */
	async read(
		path: string,
		task: ReadRequest["task"],
		kind: Pick<ReadRequest, "media" | "contentType" | "convertedBy" | "tables"> = {},
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

	/** How each page lies, and what stands where on it. Throws as `read` does. */
	async words(bytes: Uint8Array): Promise<PageWords[]> {
		return this.#queue.add(async () => {
			const { json = "[]" } = await this.#readBy(this.#take(), { file: "", bytes, task: "page-words" });
			return JSON.parse(json) as PageWords[];
		});
	}

	/** Ends every process; documents still waiting are not read. */
	close(): void {
		this.#queue.clear();
		for (const reader of this.#idle.splice(0)) reader.end();
	}

	#tellSlowScans(): void {
		this.#onSlowScans?.();
		this.#onSlowScans = undefined;
	}

	#take(): ReaderProcess {
		return this.#idle.pop() ?? new ReaderProcess(this.#entry, this.#limits);
	}

	async #readBy(reader: ReaderProcess, request: Omit<ReadRequest, "id">): Promise<ReadReply> {
		try {
			const reply = await reader.ask({ id: this.#nextId++, ...request });
			if (reader.served >= this.#limits.documents) reader.end();
			else this.#idle.push(reader);
			for (const bug of reply.bugs ?? []) this.#onBug(bug, request.file);
			if (reply.isWithoutNative) this.#tellSlowScans();
			if (reply.error) throw new GoujiError(reply.error.code, reply.error.message, { hint: reply.error.hint });
			return reply;
		} catch (error) {
			if (!reader.isAlive) reader.end();
			throw error;
		}
	}
}
