import type { ReportFamily } from "../run/report-family.ts";
import type { Log } from "./log.ts";

/** Exit codes of the command, as documented in README. */
export const EXIT = { ok: 0, attention: 1, usage: 2, fault: 3 } as const;

/** What every verb is given: the outside world as an argument. */
export interface Environment {
	readonly pipeline: ReportFamily;
	/** The program that reading processes are started with. */
	readonly entry: string;
	/** The folder with this package's samples. */
	readonly samples: string;
	readonly out: (text: string) => void;
	readonly log: Log;
	/** Whether progress may be drawn over itself. */
	readonly isTerminal: boolean;
}
