import { createHash } from "node:crypto";
import type { Dataset, RowContext } from "../../model/dataset.ts";
import type { AccountedCorrections } from "./correction-book.ts";
import { placeOf } from "./place-index.ts";
import type { ReportSource } from "./report-source.ts";
import type { IndexedReport, SetIndex } from "./set-index.ts";

/** A report's bytes are not those that were indexed a moment ago. */
export class SourceChanged extends Error {}

/** What rows of reports are read with. */
export interface ReportReader {
	readonly source: ReportSource;
	readonly dataset: Dataset;
	readonly index: Pick<SetIndex, "fileOf">;
	readonly corrections: Pick<AccountedCorrections, "of" | "isAfterCorrected" | "besideOf">;
}

/** A report as it stands, and its rows in every table of the family. */
export interface ReadRows {
	readonly text: string;
	readonly json: unknown;
	readonly tables: ReturnType<Dataset["rowsOf"]>;
}

/** Reads a report, and the version that it takes the place of, and gives its rows. Throws SourceChanged. */
export async function readRows(reader: ReportReader, report: IndexedReport): Promise<ReadRows> {
	const text = await readSame(reader, report);
	const json: unknown = JSON.parse(text);
	const context: RowContext = {
		place: placeOf(report),
		corrections: reader.corrections.of(report.name),
		isAfterCorrected: reader.corrections.isAfterCorrected(report.issuer_id, report.year),
		correctedBeside: reader.corrections.besideOf(report),
		...(await supersededBy(report, reader)),
	};
	return { text, json, tables: reader.dataset.rowsOf(json, context) };
}

async function supersededBy({ supersedes }: IndexedReport, reader: ReportReader): Promise<Pick<RowContext, "superseded">> {
	const before = supersedes === null ? undefined : reader.index.fileOf(supersedes);
	if (before === undefined) return {};
	const json: unknown = JSON.parse(await readSame(reader, before));
	return { superseded: { json, corrections: reader.corrections.of(before.name) } };
}

async function readSame({ source }: ReportReader, { name, sha256 }: Pick<IndexedReport, "name" | "sha256">): Promise<string> {
	const text = await source.read(name);
	if (createHash("sha256").update(text).digest("hex") !== sha256) throw new SourceChanged(name);
	return text;
}
