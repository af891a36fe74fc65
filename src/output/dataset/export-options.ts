import type { Dataset } from "../../model/dataset.ts";
import type { PublishedFile } from "../documents/set/published-file.ts";
import type { SetPublisher } from "../documents/set/release.ts";
import type { CorrectionOutcome } from "./correction-book.ts";
import type { HumanWork } from "./human-work.ts";
import type { ReportSource } from "./report-source.ts";
import type { LeftOut } from "./set-index.ts";
import type { Surroundings } from "./surroundings.ts";

/** Formats of `gouji export`. */
export const EXPORT_FORMATS = ["parquet", "csv", "json", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is exported, and how. */
export interface ExportRequest {
	readonly source: ReportSource;
	readonly dataset: Dataset;
	/** Name and version of the program: another version writes everything anew. */
	readonly software: string;
	readonly formats: readonly ExportFormat[];
	/** Corrections stand beside what was read, decisions beside findings. */
	readonly humanWork?: HumanWork;
	/** What a run published beside the reports; nobody is known to owe any where it is left out. */
	readonly surroundings?: Surroundings;
	/** CSV for spreadsheets: byte-order mark, and no text that they would take for a formula. */
	readonly isForSpreadsheets?: boolean;
	/** With more reports than this, every table is a folder with one file a year; never where left out. */
	readonly partitionAbove?: number;
	/** Bound of DuckDB's memory, 512 where none is named; what is more goes to disk. */
	readonly memoryMb?: number;
	/** Reports in one workbook at most, 1,000 where left out: of more there are several. */
	readonly perWorkbook?: number;
	/** Who is named as publishing it. */
	readonly publisher?: SetPublisher;
	/** Sets kept, the newest ones; 2 where left out: who opened the one before reads it to its end. */
	readonly keep?: number;
	/** Names the set and keeps it for good. */
	readonly releaseName?: string;
	/** Folder of an earlier release: `release_changes` tells what is not as it was there. */
	readonly since?: string;
	readonly now: () => Date;
	readonly progress?: (message: string) => void;
}

/** What was exported. */
export interface ExportResult {
	/** The folder readers open: `<to>/current`, which always holds one whole set. */
	readonly current: string;
	/** The set's name, the same for the same content. */
	readonly set: string;
	readonly reports: number;
	/** Reports whose files had changed since the last export, and were read. */
	readonly read: number;
	readonly files: readonly PublishedFile[];
	/** false where the same reports had been exported already. */
	readonly isNew: boolean;
	readonly leftOut: readonly LeftOut[];
	/** What became of every correction that was handed over. */
	readonly corrections: readonly CorrectionOutcome[];
}
