import { join } from "node:path";
import type { PublishedReport } from "../check/published-report.ts";
import { isOwnBug } from "../model/causes.ts";
import { toErrorRecord } from "../model/errors.ts";
import type { KnownCorrections, OwnedFile } from "../output/dataset/corrected-reports.ts";
import { correctedReports, NO_CORRECTIONS } from "../output/dataset/corrected-reports.ts";
import type { CorrectionEntry } from "../output/dataset/human-work.ts";
import { readDeskCorrections } from "../output/dataset/human-work.ts";
import type { IssuerBook, KnownIssuer } from "../output/dataset/issuer-book.ts";
import { folderSource } from "../output/dataset/report-source.ts";
import { showsCorrections } from "../output/publish-site.ts";
import type { NightlyTools } from "./run-context.ts";
import type { ReportLine } from "./run-report.ts";

/** What people corrected at the desk, asked while a night publishes. */
export interface DeskCorrections {
	/** Is shown every report that is published. */
	readonly see: (report: PublishedReport, file: string, issuer: Pick<KnownIssuer, "id">) => void;
	/** What is in force on those that were seen; where that cannot be told it is said in `troubles`, and the night goes on. */
	readonly inForce: (files: readonly OwnedFile[]) => Promise<KnownCorrections>;
	/** What somebody has to look at. */
	readonly troubles: readonly ReportLine[];
}

/** Reads the corrections of the desk's state file, where there is one. */
export async function deskCorrections(
	{ config, pipeline, warn, progress }: Pick<NightlyTools, "config" | "pipeline" | "warn" | "progress">,
	book: IssuerBook,
): Promise<DeskCorrections> {
	const path = join(config.state, "review.sqlite");
	const troubles: ReportLine[] = [];
	const unknown = (why: string): undefined => {
		const detail = `corrections of the review desk are not known (${why}): pages that show some stay as they are, and others that are made anew accuse nobody`;
		warn(detail);
		troubles.push({ url: "desk:review.sqlite", detail });
	};
	const entries = await entriesOf(path, config.output, unknown);
	const reports = correctedReports(entries ?? []);
	return {
		see: reports.see,
		troubles,
		inForce: async (files) => {
			if (entries === undefined) return { ...NO_CORRECTIONS, areKnown: false };
			if (entries.length === 0) return NO_CORRECTIONS;
			progress(`Looking up ${entries.length} corrections`);
			const source = folderSource(join(config.output, "data", "reports"), () => 0);
			const byFile = await triedOr(unknown, () => reports.inForce(files, { book, dataset: pipeline.dataset, source }));
			return byFile ? { byFile, areKnown: true } : { ...NO_CORRECTIONS, areKnown: false };
		},
	};
}

/** None without a desk; undefined where they cannot be read, or where there was a desk and its file is gone. */
async function entriesOf(
	path: string,
	output: string,
	unknown: (why: string) => undefined,
): Promise<readonly CorrectionEntry[] | undefined> {
	const entries = await triedOr(unknown, async () => ({ of: await readDeskCorrections(path) }));
	if (entries === undefined || entries.of !== undefined) return entries?.of;
	if (!(await showsCorrections(output))) return [];
	return unknown(`${path} is gone; put it back, or take output/site away if nothing is to be corrected any more`);
}

async function triedOr<T>(failed: (why: string) => undefined, attempt: () => Promise<T>): Promise<T | undefined> {
	try {
		return await attempt();
	} catch (error) {
		if (isOwnBug(error)) throw error;
		return failed(toErrorRecord(error).message);
	}
}
