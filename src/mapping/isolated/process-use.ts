import { readFile } from "node:fs/promises";

/** What a process uses of the machine. */
export interface ProcessUse {
	/** Of all its threads since it started; undefined where the system does not tell (other than Linux). */
	readonly processorMs: number | undefined;
	/** Resident memory; 0 where the system does not tell. */
	readonly memoryBytes: number;
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock (`USER_HZ`, proc(5)). */
const TICK_MS = 10;

/** What a process uses; undefined for one that has ended. */
export async function useOf(pid: number | undefined): Promise<ProcessUse | undefined> {
	if (process.platform !== "linux") return { processorMs: undefined, memoryBytes: 0 };
	try {
		const [stat, status] = await Promise.all([readFile(`/proc/${pid}/stat`, "utf8"), readFile(`/proc/${pid}/status`, "utf8")]);
		// The name of the program, in brackets, may hold spaces: fields are counted behind it.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		const memory = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
		return { processorMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, memoryBytes: Number(memory ?? 0) * 1024 };
	} catch {
		return undefined;
	}
}

/** A process that computes for less than this while its whole time passes waits for something that does not come. */
const AWAKE_MS = 50;
/** By the clock a document may take so many times its time: a busy machine gives a process a share of its processors. */
const CLOCK_TIMES = 10;

/** Each recognised page gives a document this share of its time more, up to so many pages. */
const [PAGE_SHARE, MOST_PAGES] = [1 / 12, 60];

/**
 * The time of one document, counted by what its process computes. Beside it the clock: a process that does not compute
 * at all, or takes many times as long, is over too; and where processor time is not known the clock alone counts.
 */
export class Patience {
	readonly #timeMs: number;
	#pages = 0;
	#start: number | undefined;
	#clockMs = 0;
	/** When it last was seen to have computed, and for how long by then. */
	#awake = { clockMs: 0, processorMs: 0 };

	constructor(timeMs: number) {
		this.#timeMs = timeMs;
	}

	/** A page was recognised: scans of many pages take longer, and are under way. */
	addPage(): void {
		this.#pages = Math.min(MOST_PAGES, this.#pages + 1);
	}

	/** Whether the time is over, looked at once more after so many milliseconds of the clock. */
	isOver(passedMs: number, { processorMs }: Pick<ProcessUse, "processorMs">): boolean {
		this.#clockMs += passedMs;
		const wholeMs = this.#timeMs * (1 + this.#pages * PAGE_SHARE);
		if (processorMs === undefined) return this.#clockMs >= wholeMs;
		this.#start ??= processorMs;
		const used = processorMs - this.#start;
		if (used - this.#awake.processorMs >= AWAKE_MS) this.#awake = { clockMs: this.#clockMs, processorMs: used };
		const isAsleep = this.#clockMs - this.#awake.clockMs >= this.#timeMs;
		return used >= wholeMs || isAsleep || this.#clockMs >= CLOCK_TIMES * wholeMs;
	}
}
