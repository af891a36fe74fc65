import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import type { ExportRequest } from "../../src/output/dataset/export-options.ts";
import { exportSet } from "../../src/output/dataset/export-set.ts";
import { folderSource } from "../../src/output/dataset/report-source.ts";
import { sampleFolders } from "../golden/sample-folders.ts";

const { dataset } = disclosureReport;

/** A correction of one figure of the samples. */
export const SAMPLE_CORRECTION = {
	report_id: "青石市教育局-2023-05ca4c6b",
	path: "requests.received.total",
	value: 7,
	author: "王五",
	at: "2024-05-01",
	reason: "页面为7",
} as const;

/** The samples' reports in a folder of their own, to be exported. */
export interface SampleSet {
	readonly folder: string;
	/** Folder with the reports' JSON. */
	readonly from: string;
	readonly reports: readonly Report[];
	/** A request over `from`, or over another folder. */
	readonly request: (changes?: Partial<ExportRequest>, from?: string) => ExportRequest;
	/** Exports to a folder of this name; returns the folder that readers open. */
	readonly export: (name: string, changes?: Partial<ExportRequest>) => Promise<string>;
	readonly remove: () => Promise<void>;
}

/** Lays the samples out. */
export async function sampleSet(): Promise<SampleSet> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-set-"));
	const from = join(folder, "reports");
	await mkdir(from);
	const samples = sampleFolders();
	for (const { name, expected } of samples) await cp(expected, join(from, `${name}.json`));
	const reports = await Promise.all(
		samples.map(async ({ expected }) => Report.parse(JSON.parse(await readFile(expected, "utf8")))),
	);
	const request = (changes: Partial<ExportRequest> = {}, of = from): ExportRequest => ({
		// Written a moment ago, yet as still as files of yesterday: the tests look at what is read again.
		source: folderSource(of, () => Date.now() + 60_000),
		dataset,
		software: "gouji/test",
		formats: ["parquet", "csv", "json"],
		now: () => new Date(0),
		...changes,
	});
	return {
		folder,
		from,
		reports,
		request,
		export: async (name, changes) => (await exportSet(request(changes), join(folder, name))).current,
		remove: () => rm(folder, { recursive: true, force: true }),
	};
}
