import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pre2019 } from "../../pipelines/disclosure-report/fields/pre-2019.ts";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { consistentFigures } from "../../samples/make/figures.ts";
import { reportHtml } from "../../samples/make/page.ts";
import type { ParsedReport } from "../../src/check/report-checker.ts";
import { figuresDigest } from "../../src/check/run-rules.ts";
import { organsOf } from "../../src/collecting/owed/organs.ts";
import type { UnreadDocument } from "../../src/collecting/owed/owed-reports.ts";
import { owedReports } from "../../src/collecting/owed/owed-reports.ts";
import type { FindingDecision } from "../../src/model/dataset.ts";
import { writeOwing } from "../../src/nightly/owing.ts";
import { RelatedReports } from "../../src/nightly/related-reports.ts";
import { exportSet } from "../../src/output/dataset/export-set.ts";
import { parseCorrections } from "../../src/output/dataset/human-work.ts";
import { folderSource } from "../../src/output/dataset/report-source.ts";
import { readSurroundings } from "../../src/output/dataset/surroundings.ts";
import { readHtml } from "../../src/reading/html/read-html.ts";
import { documentOf } from "./documents.ts";
import type { PanelCase } from "./panel-cases.ts";
import { PANEL, PANEL_ROSTER, PANEL_YEARS, POPULATION } from "./panel-cases.ts";
import { tableOf } from "./tables.ts";

const SITE = "https://www.jia.example.cn/";

/** One document that was found and could not be read. */
const UNREAD: UnreadDocument = {
	...{ url: `${SITE}east/2024.pdf`, title: "城东区人民政府2024年政府信息公开工作年度报告", source: "jia" },
	...{ issuer: "城东区人民政府", year: 2024, reason: "damaged-pdf", detail: "" },
};

/** Writes what a run publishes of the panel into a folder; gives its reports. */
export async function writePanel(folder: string): Promise<Report[]> {
	const organs = organsOf(PANEL_ROSTER, disclosureReport);
	const read = PANEL.map((one) => ({ one, parsed: readCase(one) }));
	const held = [...read, ...old()].map(({ one, parsed }) => ({
		...{ key: SITE + one.path, issuer: one.issuer, year: one.year, group: "jia", isOwn: !one.path.startsWith("mirror/") },
		load: async () => parsed,
		...{ one, parsed },
	}));
	const names = new Set(held.map(({ issuer, year }) => `${organs.nameOf(issuer)} ${year}`));
	const owed = owedReports({
		...{ organs, ...PANEL_YEARS, unread: [UNREAD] },
		isRead: (organ, year) => names.has(`${organ} ${year}`),
		// Of the list of 乙城市 not all was seen.
		isSeenWhole: (organ) => !organ.startsWith("乙城市"),
	});
	const related = new RelatedReports(held, { organs, owed }, disclosureReport);
	await related.comparePeers();
	await mkdir(join(folder, "data", "reports"), { recursive: true });
	const reports: Report[] = [];
	for (const [i, report] of held.entries()) {
		const issuer = organs.find(report.issuer);
		const publication = {
			url: report.key,
			firstSeen: firstSeen(report.one),
			...pageDay(report.one),
			trustedHosts: ["www.jia.example.cn"],
		};
		const facts = { ...(issuer?.level ? { level: issuer.level } : {}), ...(issuer?.code ? { division_code: issuer.code } : {}) };
		const around = await related.around(report);
		const { report: checked } = report.parsed.check({ ...around, issuer: facts, publication });
		const done = withSource(checked as Report, report.one);
		reports.push(done);
		await writeFile(join(folder, "data", "reports", `${i}.json`), `${JSON.stringify(done)}\n`);
	}
	await writeOwing({ organs, today: PANEL_YEARS.today, owed, unread: [UNREAD] }, folder);
	await writeFile(join(folder, "population.csv"), POPULATION);
	return reports;
}

const pageDay = ({ pageDate }: PanelCase) => (pageDate === undefined ? {} : { pageDate });
const firstSeen = ({ pageDate, signed }: PanelCase) => pageDate ?? signed;

function withSource(report: Report, one: PanelCase): Report {
	const { pageDate: page_date } = pageDay(one);
	const place = {
		url: SITE + one.path,
		first_seen: `${firstSeen(one)}T22:00:00Z`,
		...(page_date === undefined ? {} : { page_date }),
	};
	return { ...report, source: { ...place, ...report.source } };
}

function readCase(one: PanelCase): ParsedReport {
	const edition = one.year <= 2020 ? "2019" : "2021";
	const figures = { ...consistentFigures(one.seed, edition, one.scale), ...one.figures };
	const { printed, labels } = one;
	const style = { edition, ...(printed ? { printed } : {}), ...(labels ? { labels } : {}) } as const;
	const text = { issuer: one.issuer, year: one.year, signedOn: one.signed, ...(one.overview ? { overview: one.overview } : {}) };
	const html = reportHtml(figures, style, text, {});
	const { sources } = disclosureReport;
	const document = readHtml(html, sources);
	return published(document, one);
}

function published(document: ReturnType<typeof readHtml>, one: PanelCase): ParsedReport {
	const sha256 = createHash("sha256").update(JSON.stringify(one)).digest("hex");
	const report = disclosureReport.map(document).publish({ file: one.path.replaceAll("/", "-"), sha256, bytes: 9 }) as Report;
	const cells = report.cells.map((cell) => (one.doubtful?.includes(cell.path) ? { ...cell, confidence: 0.5 } : cell));
	const quality = one.doubtful ? { ...report.quality, status: "needs_review" as const } : report.quality;
	return disclosureReport.parse(JSON.parse(JSON.stringify({ ...report, cells, quality })));
}

/** The government's report for 2018, in the list of those years. */
function old(): { one: PanelCase; parsed: ParsedReport }[] {
	const one: PanelCase = {
		...{ issuer: "甲城市人民政府", year: 2018, seed: 0, scale: 0, path: "gov/2018.html", signed: "2019-03-10" },
		pageDate: "2019-03-12",
	};
	const figures: Readonly<Record<string, string>> = {
		...{ received: "420", received_online: "400", received_by_letter: "20", closed: "415", closed_in_time: "415" },
		...{
			answered: "415",
			granted: "300",
			refused: "55",
			not_own: "20",
			not_existing: "40",
			reviews: "6",
			lawsuits: "3",
			fees: "0.5",
		},
	};
	const rows = pre2019.indicators.map(({ key, label, unit }) => [label, unit === undefined ? "件" : "万元", figures[key] ?? "0"]);
	const title = `#${one.issuer}2018年政府信息公开工作年度报告`;
	const table = tableOf([["统计指标", "单位", "统计数"], ...rows]);
	const document = documentOf([title, "一、概述", "全市政府信息公开工作有序开展。", table, one.issuer, "2019年3月10日"]);
	return [{ one, parsed: published(document, one) }];
}

/** The panel as an exported set. */
export interface Panel {
	/** Holds `data` with the reports and what is published beside them, and the reader's own `population.csv`. */
	readonly folder: string;
	/** The folder that readers open. */
	readonly current: string;
	readonly remove: () => Promise<void>;
}

/** Exports the panel with one correction and one decision. */
export async function panelSet(): Promise<Panel> {
	const folder = await mkdtemp(join(tmpdir(), "gouji-panel-"));
	const reports = await writePanel(folder);
	const request = {
		source: folderSource(join(folder, "data", "reports"), () => Date.now() + 60_000),
		...{ dataset: disclosureReport.dataset, software: "gouji/test", now: () => new Date(0) },
		surroundings: await readSurroundings(join(folder, "data")),
	};
	const corrections = parseCorrections([
		{
			...{ issuer: "乙城市教育局", year: 2024, path: "requests.received.total", value: 22, at: "2025-05-06" },
			reason: "原件为22",
		},
	]);
	const { current } = await exportSet(
		{ ...request, formats: ["parquet"], humanWork: { corrections, decisions: decisionsOn(reports) } },
		join(folder, "set"),
	);
	return { folder, current, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What reviewers decided: one finding is confirmed, the decision on another one was made on other figures. */
function decisionsOn(reports: readonly Report[]): FindingDecision[] {
	const report = reports.find(({ issuer, year }) => issuer.name === "乙城市教育局" && year === 2023);
	const values = new Map(report?.cells.map(({ path, value }) => [path, value]));
	const own = (report?.findings ?? []).filter(({ rule }) => /^(?:A04|S18)/.test(rule));
	return own.map((finding) => ({
		fingerprint: finding.fingerprint,
		...(finding.rule.startsWith("A04")
			? { state: "confirmed", figures: figuresDigest(finding, values), reason: "" }
			: { state: "dismissed", figures: "", reason: "文字在附件" }),
		...{ at: "2025-05-07T09:00:00Z", deadline: "" },
	}));
}
