import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { disclosureReport } from "../../pipelines/index.ts";
import type { Issuer } from "../../src/collecting/sources/config.ts";
import type { Desk } from "../../src/review/desk/desk.ts";
import { openDesk } from "../../src/review/desk/desk.ts";
import { documentsAmong } from "../../src/review/desk/documents.ts";
import { rosterFacts } from "../../src/review/desk/roster.ts";
import { officeClock } from "../../src/text/day.ts";
import { repository } from "./command.ts";

/** A desk over some samples' reports, in a folder of its own. */
export interface TestDesk {
	readonly desk: Desk;
	readonly folder: string;
	/** Writes a report, changed by `change`, as a run would publish it; compared with the one of the year before in the file `before`. */
	readonly publish: (sample: string, change?: (report: SampleReport) => void, name?: string, before?: string) => Promise<void>;
	readonly remove: () => Promise<void>;
	/** What the desk told the operator. */
	readonly told: readonly string[];
}

/** The parts of a sample's report that tests change. */
export interface SampleReport {
	title: string;
	year: number;
	issuer: { name: string };
	published_on: string | null;
	source: { text: string };
	sections: Record<string, string | null>;
	tables: Record<string, Record<string, Record<string, number | null>>>;
	cells: { path: string; raw: string; value: number | null; method: string; confidence: number }[];
}

export const TODAY = "2026-11-25";

/** Opens it, in a folder where another one was too; reports come in with `publish` and `desk.refresh`. */
export async function testDesk(roster: readonly Partial<Issuer>[] = [], from?: number, was?: string): Promise<TestDesk> {
	const folder = was ?? (await mkdtemp(join(tmpdir(), "gouji-desk-")));
	const issuers = roster.map((issuer) => ({ name: "", aliases: [], complete: false, ...issuer }));
	const clock = officeClock();
	const told: string[] = [];
	const desk = openDesk({
		reports: join(folder, "output", "data", "reports"),
		account: join(folder, "output", "data", "owed.json"),
		index: join(folder, "output", "review", "index.sqlite"),
		state: join(folder, "state", "review.sqlite"),
		documents: documentsAmong(async () => []),
		pipeline: disclosureReport,
		roster: rosterFacts({ roster: issuers, from }, disclosureReport, { clock, now: () => `${TODAY}T02:00:00Z` }),
		clock,
		passwordCost: 8,
		now: () => `${TODAY}T02:00:00.000Z`,
		tell: (message) => void told.push(message),
	});
	return {
		desk,
		folder,
		told,
		publish: async (sample, change = () => {}, name = `${sample}.json`, before) => {
			const pathOf = (file: string) => join(folder, "output", "data", "reports", file);
			const reportIn = async (file: string) => disclosureReport.parse(JSON.parse(await readFile(pathOf(file), "utf8")));
			const text = await readFile(join(repository, "samples", sample, "expected.json"), "utf8");
			const report = JSON.parse(text) as SampleReport;
			change(report);
			const context = before === undefined ? {} : { previous: await reportIn(before) };
			const { report: checked } = disclosureReport.parse(report).check(context);
			const path = pathOf(name);
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, `${JSON.stringify(checked, null, "\t")}\n`);
		},
		remove: async () => {
			desk.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Reads a figure otherwise than it is printed, unsurely, as a poor scan makes it happen. */
export function misread(report: SampleReport, path: string, value: number): void {
	const cell = report.cells.find((candidate) => candidate.path === path);
	const [table = "", row = "", column = ""] = path.split(".");
	if (!cell) throw new Error(`No cell ${path}`);
	Object.assign(cell, { raw: String(value), value, method: "ocr", confidence: 0.5 });
	const figures = report.tables[table]?.[row];
	if (figures) figures[column] = value;
}
