import PQueue from "p-queue";
import type { SiteReader, SiteResults, SiteTask } from "../../collecting/site-reader.ts";
import { GoujiError, toErrorRecord } from "../../model/errors.ts";
import type { ReaderLimits } from "./reader-limits.ts";
import { ReaderProcess } from "./reader-process.ts";

/** A list takes some 10 ms and an article less; these stop what is made to take long, or much. */
export const SITE_LIMITS: ReaderLimits = { timeoutMs: 10_000, memoryBytes: 800 * 1024 * 1024, documents: 20_000 };

/** What one host's bytes may cost in one run: so many that could not be read within bounds, and so much processor time. */
const HOST_LIMITS = { failures: 3, processorMs: 300_000 } as const;

interface HostCosts {
	failures: number;
	processorMs: number;
}

/** Reads what sites send in one warm child process, which is limited, killed and started again. */
export class SiteReaders {
	readonly #queue = new PQueue({ concurrency: 1 });
	readonly #entry: string;
	readonly #limits: ReaderLimits;
	readonly #costs = new Map<string, HostCosts>();
	#process: ReaderProcess | undefined;
	#nextId = 0;
	#run = 0;

	/** `entry` is the program to start with `--site-reader`: this package's own command. */
	constructor(entry: string, limits: ReaderLimits = SITE_LIMITS) {
		this.#entry = entry;
		this.#limits = limits;
	}

	/** Throws GoujiError: what the bytes deserve, timeout where their host has used up its share, reader-crashed for faults of ours. */
	readonly read: SiteReader = (task) => this.#queue.add(() => this.#readNow(task)) as Promise<SiteResults[typeof task.kind]>;

	/** Ends the process; what still waits is not read. */
	close(): void {
		this.#queue.clear();
		this.#process?.end();
	}

	async #readNow(task: SiteTask): Promise<SiteResults[SiteTask["kind"]]> {
		const costs = this.#costsOf(task);
		if (costs.failures >= HOST_LIMITS.failures || costs.processorMs >= HOST_LIMITS.processorMs)
			throw new GoujiError("timeout", "Pages of this host took too long to read; no more are read in this run", {
				hint: "Open the link; the next run tries again.",
			});
		if (this.#process && (!this.#process.isAlive || this.#process.served >= this.#limits.documents)) {
			this.#process.end();
			this.#process = undefined;
		}
		this.#process ??= new ReaderProcess(this.#entry, this.#limits, "--site-reader");
		try {
			const { json = "", error, processorMs = 0 } = await this.#process.ask({ id: this.#nextId++, site: task });
			costs.processorMs += processorMs;
			if (error) throw new GoujiError(error.code, error.message, { hint: error.hint });
			return JSON.parse(json) as SiteResults[SiteTask["kind"]];
		} catch (error) {
			if (toErrorRecord(error).code !== "too-large") costs.failures++;
			throw error;
		}
	}

	/** A new run forgives all. */
	#costsOf({ run, address }: SiteTask): HostCosts {
		if (run !== this.#run) this.#costs.clear();
		this.#run = run;
		const { host } = new URL(address);
		const costs = this.#costs.get(host) ?? { failures: 0, processorMs: 0 };
		this.#costs.set(host, costs);
		return costs;
	}
}
