import type { CollectingContext } from "../collecting/context.ts";
import type { ReportFamily } from "../mapping/report-family.ts";
import type { Archive } from "../storage/archive.ts";
import type { NightKind } from "./night-kind.ts";

/** The outside world and the memory of one run, as values and functions. */
export interface NightlyTools extends CollectingContext {
	readonly kind: NightKind;
	readonly pipeline: ReportFamily;
	/** What was read from fetched bytes. */
	readonly readings: Archive;
	/** Name and version of what makes Word documents of older files; undefined where there is nothing that does. */
	readonly converter?: string | undefined;
	/** Name and version of what reads documents; outcomes of another are read again. */
	readonly reader: string;
}
