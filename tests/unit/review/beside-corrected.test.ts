import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { CheckContext } from "../../../src/check/check-context.ts";
import type { PublishedReport } from "../../../src/check/published-report.ts";
import type { ParsedReport } from "../../../src/check/report-checker.ts";
import { correctedReports } from "../../../src/output/dataset/corrected-reports.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { readHumanWork } from "../../../src/output/dataset/human-work.ts";
import { issuerBook, issuerOfReport } from "../../../src/output/dataset/issuer-book.ts";
import { folderSource } from "../../../src/output/dataset/report-source.ts";
import { findingsOf, reportNamed } from "../../../src/review/search-index/lists.ts";
import { repository } from "../../support/command.ts";
import type { SampleReport, TestDesk } from "../../support/desk.ts";
import { misread, testDesk } from "../../support/desk.ts";

const ABOVE = "石桥县人民政府";
const BELOW = "石桥县水务局";
const ROSTER = [
	{ name: ABOVE, level: "county" },
	{ name: BELOW, parent: ABOVE },
];
const roster = () => ROSTER.map((organ) => ({ ...organ, aliases: [], complete: false }));
const PATH = "requests.received.total";
const [CHILD, COPY] = ["a".repeat(64), "b".repeat(64)];

let own: TestDesk;
let version: Record<string, number>;
const at = (...names: string[]) => join(own.folder, "output", "data", "reports", ...names);

/** Writes the sample as a report of this organ, with what a run knew around it. */
async function publish(
	name: string,
	change: (report: SampleReport) => void,
	context: CheckContext<ParsedReport> = {},
): Promise<ParsedReport> {
	const text = await readFile(join(repository, "samples", "bureau-2021-ruled", "expected.json"), "utf8");
	const report = JSON.parse(text) as SampleReport;
	change(report);
	const parsed = disclosureReport.parse(report);
	await mkdir(at(), { recursive: true });
	await writeFile(at(name), JSON.stringify(parsed.check(context).report));
	return parsed;
}

/** The child's report; of a scan, where a figure was read otherwise and was taken for sure. */
const below = (sha256: string, id: string, read?: number) => (report: SampleReport) => {
	Object.assign(report, { id });
	Object.assign(report.issuer, { name: BELOW });
	Object.assign(report.source, { sha256, text: "scanned" });
	if (read === undefined) return;
	misread(report, PATH, read);
	Object.assign(report.cells.find(({ path }) => path === PATH) ?? {}, { confidence: 0.99 });
};

beforeEach(async () => {
	version = {};
	own = await testDesk(ROSTER);
	const child = await publish("below.json", below(CHILD, "below", 991));
	const gathered = (report: SampleReport) => {
		Object.assign(report, { id: "above" });
		Object.assign(report.issuer, { name: ABOVE });
		report.sections.overview = "本报告由全县各部门、各乡镇的年度报告汇总编制。";
	};
	await publish("above.json", gathered, { children: { reports: [child], missing: [], isComplete: false } });
	await own.desk.refresh();
});
afterEach(() => own.remove());

async function correct(sha256: string, value: number | null, { before = 991, isWithdrawn = false } = {}): Promise<void> {
	const wish = { at: "2026-01-08T03:00:00Z", who: "王芳", sha256, path: PATH, value, before, reason: "对照原件" };
	const of = version[sha256] ?? 0;
	expect(await own.desk.correct({ ...wish, is_withdrawn: isWithdrawn ? 1 : 0 }, of)).toBe(true);
	version[sha256] = of + 1;
}

/** What index, page and data set say of a rule on a report. */
async function told(name: string, code: string) {
	const inIndex = findingsOf(own.desk.index, name).find(({ rule }) => rule.startsWith(code));
	const { report } = (await own.desk.reportOf(name)) ?? {};
	const onPage = report?.findings.find(({ rule }) => rule.startsWith(code));
	return {
		index: [inIndex?.verdict, inIndex?.cause],
		page: [onPage?.verdict, onPage?.cause],
		set: (await brokenInSet()).some(
			(line) => line.startsWith(`${reportNamed(own.desk.index, name)?.report_id},`) && line.includes(`,${code}-`),
		),
	};
}

async function brokenInSet(): Promise<string[]> {
	const humanWork = await readHumanWork(join(own.folder, "state", "review.sqlite"));
	const request = {
		...{ source: folderSource(at(), () => Date.now() + 60_000), dataset: disclosureReport.dataset, software: "gouji/test" },
		...{ now: () => new Date(0), humanWork, surroundings: { roster: roster(), owed: [], unread: [] } },
	};
	const { current } = await exportSet({ ...request, formats: ["csv"] }, join(own.folder, "set"));
	const lines = (await readFile(join(current, "findings.csv"), "utf8")).split("\r\n");
	return lines.filter((line) => line.includes(",broken,"));
}

const BROKEN = { index: ["broken", "report"], page: ["broken", "report"], set: true };
const OPEN = { index: ["undetermined", "reading"], page: ["undetermined", "reading"], set: false };

describe("a government that has less than an organ below it by a misread figure", () => {
	test("is accused in no view while the figure is corrected, and again where that is taken back", async () => {
		expect(await told("above.json", "G02")).toEqual(BROKEN);
		await correct(CHILD, 91);
		expect(await told("above.json", "G02")).toEqual(OPEN);
		const { report } = (await own.desk.reportOf("above.json")) ?? {};
		expect(report?.findings.find(({ rule }) => rule.startsWith("G02"))?.message).toContain("相比较的报告中有数字经人工改正");
		await own.desk.refresh();
		expect(await told("above.json", "G02")).toEqual(OPEN);
		await correct(CHILD, null, { isWithdrawn: true });
		expect(await told("above.json", "G02")).toEqual(BROKEN);
	});

	test("is open on the public site too", async () => {
		await correct(CHILD, 91);
		const { corrections } = await readHumanWork(join(own.folder, "state", "review.sqlite"));
		const { dataset } = disclosureReport;
		const book = issuerBook(roster(), dataset.knowledge);
		const corrected = correctedReports(corrections);
		const source = folderSource(at(), () => Date.now() + 60_000);
		const files = await Promise.all(
			["above.json", "below.json"].map(async (file) => {
				const report = JSON.parse(await source.read(file)) as PublishedReport;
				const issuer = issuerOfReport(book, report);
				corrected.see(report, file, issuer);
				return { file, issuer: issuer.id, year: report.year ?? 0 };
			}),
		);
		const inForce = await corrected.inForce(files, { book, dataset, source });
		expect(inForce.get("above.json")).toEqual({ corrections: [], isAfterCorrected: false, correctedBeside: ["children"] });
		expect(inForce.get("below.json")).toMatchObject({ isAfterCorrected: false, correctedBeside: [] });
	});

	test("is accused still where a person finds that the figure was read right", async () => {
		await correct(CHILD, 991);
		expect(await told("above.json", "G02")).toEqual(BROKEN);
	});
});

describe("a report that differs from its copy by a figure misread in the copy", () => {
	beforeEach(async () => {
		const copy = await publish("copy.json", below(COPY, "copy"));
		const first = disclosureReport.parse(JSON.parse(await readFile(at("below.json"), "utf8")));
		await publish("below.json", below(CHILD, "below", 991), { copies: [{ url: "https://b.example/", report: copy }] });
		await publish("copy.json", below(COPY, "copy", 19), { copies: [{ url: "https://a.example/", report: first }] });
		await own.desk.refresh();
	});

	test("accuses nobody while the copy's figure is corrected", async () => {
		expect(await told("below.json", "P05")).toEqual(BROKEN);
		await correct(COPY, 991, { before: 19 });
		expect(await told("below.json", "P05")).toEqual(OPEN);
		await correct(COPY, null, { before: 19, isWithdrawn: true });
		expect(await told("below.json", "P05")).toEqual(BROKEN);
	});
});
