import type { ReaderProcess } from "../mapping/isolated/reader-process.ts";
import type { ReportFamily } from "../mapping/report-family.ts";
import type { Log } from "./log.ts";

/** Exit codes of the command, as documented in README. */
export const EXIT = { ok: 0, attention: 1, usage: 2, fault: 3 } as const;

/** What every verb is given: the outside world as an argument. */
export interface BareEnvironment {
	/** The program that reading processes are started with. */
	readonly entry: string;
	/** A reading process with `READER_LIMITS` that was started while the command was loaded, for the first pool of the verb. */
	readonly reader?: ReaderProcess | undefined;
	/** The folder with this package's samples. */
	readonly samples: string;
	readonly out: (text: string) => void;
	/** Whoever read what is printed went away, as `head` does: nothing more needs to be printed. */
	readonly isOutputClosed: () => boolean;
	readonly log: Log;
	/** The clock of this machine. */
	readonly now: () => Date;
	/** Whether progress may be drawn over itself. */
	readonly isTerminal: boolean;
}

/** What verbs that know reports are given: their knowledge too. */
export interface Environment extends BareEnvironment {
	readonly pipeline: ReportFamily;
}

/** What the command is started with; the pipeline is loaded for the verbs that need it. */
export interface CommandEnvironment extends Omit<BareEnvironment, "log" | "now" | "reader"> {
	readonly loadPipeline: () => Promise<ReportFamily>;
}
