import { zipSync } from "fflate";
import type { Context } from "hono";
import { isForNotice, renderNotice } from "../../output/documents/notice.ts";
import { ONE_PAGE_STYLE, renderOnePage } from "../../output/documents/one-page.ts";
import { PRINT_STYLE, renderPrintable } from "../../output/documents/printable-page.ts";
import { renderReviewWorkbook } from "../../output/documents/review-workbook.ts";
import type { ScoreScheme } from "../../output/score/scheme.ts";
import { bulletinOf } from "../desk/bulletin.ts";
import type { Desk } from "../desk/desk.ts";
import type { OutputPlace } from "../desk/outputs.ts";
import { confirmedReports, coverageLines, flaggedReports, OUTPUT_LIMITS, scoresOf } from "../desk/outputs.ts";
import type { RunReports } from "../desk/run-reports.ts";
import { rectifyLines, summaryOf } from "../desk/summary.ts";
import { confirmedIssuers } from "../search-index/confirmed.ts";
import type { Filters } from "../search-index/filters.ts";
import { parseFilters } from "../search-index/filters.ts";
import type { DeskEnv } from "./desk-env.ts";
import { exportsOf } from "./exports.ts";
import { outputsPage } from "./outputs-page.ts";
import { download, inlinePolicy } from "./send-file.ts";
import type { DeskApp } from "./server.ts";
import { levelWord, regionWord, STATE_WORDS } from "./words.ts";

/** Notices in one archive. */
const MAX_NOTICES = 300;

/** What downloads need besides the desk. */
export interface OutputTools {
	/** ISO 8601 in UTC. */
	readonly now: () => string;
	readonly scheme: ScoreScheme;
	readonly runs: RunReports;
}

/** Files to hand on: workbook, notices, printable summary, run reports. */
export function mountOutputs(app: DeskApp, desk: Desk, tools: OutputTools): void {
	const { now, scheme, runs } = tools;
	const placeOf = (c: Context<DeskEnv>) => placeIn(c, desk, now());
	app.get("/outputs", async (c) => outputsPage(c, desk, { filters: filtersOf(c), scheme, runs: await runs.list() }));
	const exports = exportsOf(desk, now);
	app.get("/outputs/workbook.xlsx", async (c) => {
		const [filters, place] = [filtersOf(c), placeOf(c)];
		const bytes = await exports.take(c, async () => {
			const { reports, lines } = await flaggedReports(desk, filters, place);
			const coverage = coverageLines(desk, filters);
			const scores = scoresOf(desk, filters, coverage, scheme);
			const summary = summaryOf(desk, filters, { scope: scopeOf(filters), today: place.today });
			const rectify = rectifyLines(desk, filters);
			return renderReviewWorkbook({ findings: lines, coverage, reports, scores, scheme: scheme.name, summary, rectify });
		});
		return bytes === undefined ? c.notFound() : download(c, bytes, `年报核查${nameOf(filters)}.xlsx`);
	});
	mountPrinted(app, desk, placeOf);
	app.get("/outputs/notice.docx", async (c) => {
		const issuer = c.req.query("issuer") ?? "";
		const bytes = await noticeTo(desk, issuer, filtersOf(c), placeOf(c));
		return bytes ? download(c, bytes, `整改通知书-${issuer}.docx`) : c.notFound();
	});
	app.get("/outputs/notices.zip", async (c) => {
		const bytes = await exports.take(c, async () => {
			const files: Record<string, Uint8Array> = {};
			const issuers = confirmedIssuers(desk.index, filtersOf(c), MAX_NOTICES);
			for (const [i, { issuer }] of issuers.entries()) {
				const bytes = await noticeTo(desk, issuer, filtersOf(c), placeOf(c));
				if (bytes) files[`${String(i + 1).padStart(3, "0")}-${fileNameOf(issuer)}.docx`] = bytes;
			}
			return Object.keys(files).length === 0 ? undefined : zipSync(files, { level: 0 });
		});
		return bytes === undefined ? c.notFound() : download(c, bytes, `整改通知书${nameOf(filtersOf(c))}.zip`);
	});
	app.get("/outputs/bulletin.docx", (c) => {
		const bytes = bulletinOf(desk, filtersOf(c), { scope: scopeOf(filtersOf(c)), today: placeOf(c).today });
		return download(c, bytes, `核查情况通报${nameOf(filtersOf(c))}.docx`);
	});
	app.get("/outputs/runs/:id", async (c) => {
		const text = await runs.read(c.req.param("id"));
		if (text === undefined) return c.notFound();
		c.header("Content-Security-Policy", inlinePolicy(/<style>([^<]*)<\/style>/.exec(text)?.[1] ?? ""));
		return c.html(text);
	});
}

function filtersOf(c: Context<DeskEnv>): Filters {
	return parseFilters(c.req.query());
}

function placeIn(c: Context<DeskEnv>, { clock }: Desk, now: string): OutputPlace {
	return { origin: new URL(c.req.url).origin, today: clock.dayOf(now) };
}

/** Pages that are made to be printed. */
function mountPrinted(app: DeskApp, desk: Desk, placeOf: (c: Context<DeskEnv>) => OutputPlace): void {
	app.get("/outputs/summary.html", (c) => {
		const filters = filtersOf(c);
		c.header("Content-Security-Policy", inlinePolicy(ONE_PAGE_STYLE));
		return c.html(renderOnePage(summaryOf(desk, filters, { scope: scopeOf(filters), today: placeOf(c).today })));
	});
	app.get("/outputs/details.html", async (c) => {
		const [filters, place] = [filtersOf(c), placeOf(c)];
		const { lines, more } = await flaggedReports(desk, filters, place);
		const coverage = coverageLines(desk, filters);
		const text = renderPrintable({
			title: "政府信息公开工作年度报告核查明细",
			scope: scopeOf(filters),
			madeOn: place.today,
			hasRoster: desk.roster.hasOrgans,
			coverage,
			findings: lines,
			isCut: more || coverage.length === OUTPUT_LIMITS.coverage,
		});
		c.header("Content-Security-Policy", inlinePolicy(PRINT_STYLE));
		return c.html(text);
	});
}

async function noticeTo(desk: Desk, issuer: string, filters: Filters, place: OutputPlace): Promise<Uint8Array | undefined> {
	const reports = await confirmedReports(desk, issuer, filters, place);
	const told = reports.map((report) => ({ ...report, findings: report.findings.filter(isForNotice) }));
	return renderNotice({ issuer, reports: told }, desk.pipeline.notice, desk.paper);
}

/** A name that is one file's wherever the archive is unpacked. */
function fileNameOf(text: string): string {
	return [...text.replaceAll(/[^\p{L}\p{N}-]+/gu, "-")].slice(0, 60).join("");
}

function nameOf({ year, region }: Filters): string {
	return `${region ? `-${fileNameOf(region)}` : ""}${year === undefined ? "" : `-${year}`}`;
}

/** What a view is narrowed to, for people. */
function scopeOf({ year, region, level, rule, state, q }: Filters): string {
	return [
		...(year === undefined ? [] : [`${year}年`]),
		...(region === undefined ? [] : [regionWord(region)]),
		...(level === undefined ? [] : [levelWord(level)]),
		...(q === undefined ? [] : [`名称含“${q}”`]),
		...(rule === undefined ? [] : [rule]),
		...(state === undefined ? [] : [STATE_WORDS[state]]),
	].join(" · ");
}
