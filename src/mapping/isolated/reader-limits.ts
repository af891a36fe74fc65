import { availableParallelism } from "node:os";

/** Bounds of one reading process. */
export interface ReaderLimits {
	/** Processor time for one document, more for one of many scanned pages, or the clock's; see `Patience`. */
	readonly timeoutMs: number;
	/** Resident memory of one process. */
	readonly memoryBytes: number;
	/** A process is replaced after this many documents. */
	readonly documents: number;
	/** Room for what is soon garbage, a third of what V8 takes for it; V8's own measure where left out, which lets it pile up. */
	readonly youngBytes?: number;
}

/** Bounds of reading processes, and how many there are. */
export type PoolLimits = ReaderLimits & { readonly processes: number };

/** A digital report takes 0.2 s and 300 MB, a scanned one some seconds; these stop bombs early. */
export const READER_LIMITS: PoolLimits = {
	timeoutMs: 120_000,
	memoryBytes: 1_500 * 1024 * 1024,
	documents: 100,
	processes: Math.max(1, Math.min(8, availableParallelism())),
};
