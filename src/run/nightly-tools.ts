import type { Archive } from "../io/archive.ts";
import type { NightKind } from "../nightly/night-kind.ts";
import type { CollectingContext } from "./collecting-context.ts";
import type { ReportFamily } from "./report-family.ts";

/** The outside world and the memory of one run, as values and functions. */
export interface NightlyTools extends CollectingContext {
	readonly kind: NightKind;
	readonly pipeline: ReportFamily;
	/** What was read from fetched bytes. */
	readonly readings: Archive;
	/** Name and version of what reads documents; outcomes of another are read again. */
	readonly reader: string;
}
