import type { PoolLimits } from "../mapping/isolated/reader-limits.ts";
import { READER_LIMITS } from "../mapping/isolated/reader-limits.ts";
import type { PoolOptions } from "../mapping/isolated/reader-pool.ts";
import { ReaderPool } from "../mapping/isolated/reader-pool.ts";
import type { Environment } from "./environment.ts";

/** Said once, when a scan was read. */
const SLOW_SCANS =
	"Scans are recognised without the native runtime: `npm install onnxruntime-node` beside gouji makes them about twice as fast";

/** Reading processes of this package; faults of gouji inside a reader are logged although the document has a result. */
export function openPool(
	{ entry, log, reader }: Pick<Environment, "entry" | "log" | "reader">,
	limits: PoolLimits,
	load?: PoolOptions["load"],
): ReaderPool {
	return new ReaderPool(entry, limits, {
		...(load ? { load } : {}),
		...(limits === READER_LIMITS ? { first: reader } : {}),
		onBug: ({ reader, detail }, file) => log.error(`A fault of gouji in the reader ${reader}: ${detail}`, { file, reader }),
		onSlowScans: () => log.warn(SLOW_SCANS),
	});
}
