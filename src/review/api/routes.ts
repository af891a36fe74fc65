import { reportsWith } from "../search-index/keyset.ts";
import { findIssuers, listFindings, reportNamed } from "../search-index/lists.ts";
import { coverageBy, rulesFound } from "../search-index/overview.ts";
import { owedInView } from "../search-index/owed.ts";
import { generationOf } from "../search-index/place.ts";
import { cellPage } from "./cells.ts";
import { encodeCursor } from "./cursor.ts";
import { findingDetail, findingItem, logItem, owedItem, reportDetail } from "./items.ts";
import {
	CellsQuery,
	FindingsQuery,
	IssuersQuery,
	LogQuery,
	NoQuery,
	OverviewQuery,
	OwedQuery,
	owedPlaceOf,
	placeOf,
	ReportsQuery,
} from "./queries.ts";
import { reportPage } from "./report-page.ts";
import type { ApiRoute } from "./route.ts";
import { ApiProblem, route } from "./route.ts";
import {
	CellPage,
	FindingDetail,
	FindingPage,
	IssuerList,
	LogPage,
	Overview,
	OwedPage,
	ReportDetail,
	ReportPage,
} from "./schemas.ts";

/** Everything that the API answers; each is the twin of a page. */
export const apiRoutes: readonly ApiRoute[] = [
	route({
		...{ path: "/api/overview", name: "overview", page: "/", example: "/api/overview?year=2023", params: {} },
		summary: "Coverage and findings, counted",
		query: OverviewQuery,
		answer: { name: "Overview", schema: Overview },
		answerTo: ({ index }, query) => ({
			by_year: coverageBy(index, "year", query),
			by_region: coverageBy(index, "region", query),
			by_level: coverageBy(index, "level", query),
			rules: rulesFound(index, query),
			owed: owedInView(index, query).map(owedItem),
		}),
	}),
	route({
		...{ path: "/api/reports", name: "listReports", page: "/reports", example: "/api/reports?year=2023&limit=1", params: {} },
		summary: "Reports, in the order in which they came in; a changed one comes in again",
		query: ReportsQuery,
		answer: { name: "ReportPage", schema: ReportPage },
		answerTo: ({ index }, query) => reportPage(index, query),
	}),
	route({
		...{ path: "/api/reports/{id}", name: "report", page: "/report/{id}", example: "/api/reports/ID" },
		params: { id: "`id` of a report in lists" },
		summary: "One report: report.json as published, corrections and findings with their decisions",
		query: NoQuery,
		answer: { name: "ReportDetail", schema: ReportDetail },
		answerTo: async (desk, _, { id = "" }) => {
			const row = reportNamed(desk.index, id);
			return (row && (await reportDetail(desk, row))) ?? missing("report");
		},
	}),
	route({
		...{ path: "/api/owed", name: "listOwed", page: "/owed", example: "/api/owed?state=not-found&limit=1", params: {} },
		summary: "Reports that are owed and not read, soonest deadline first",
		query: OwedQuery,
		answer: { name: "OwedPage", schema: OwedPage },
		answerTo: ({ index }, { limit, cursor, state, ...filters }) => {
			const rows = owedInView(index, filters, { state, after: owedPlaceOf(cursor), limit: limit + 1 });
			const shown = rows.slice(0, limit);
			const last = shown.at(-1);
			const next = rows.length > limit && last ? encodeCursor([last.deadline, last.issuer, last.year]) : null;
			return { items: shown.map(owedItem), next };
		},
	}),
	route({
		...{ path: "/api/cells", name: "listCells", page: "/report/{id}", params: {} },
		example: "/api/cells?path=requests.received&limit=3",
		summary: "Figures with their evidence; pages can be shorter than `limit` before the last",
		query: CellsQuery,
		answer: { name: "CellPage", schema: CellPage },
		answerTo: cellPage,
	}),
	route({
		...{ path: "/api/findings", name: "listFindings", page: "/findings", params: {} },
		example: "/api/findings?state=todo&cause=report&limit=2",
		summary: "Findings, heaviest first; `cause=reading` is the page 待核对识别结果",
		query: FindingsQuery,
		answer: { name: "FindingPage", schema: FindingPage },
		answerTo: ({ index }, { limit, cursor, ...filters }) => {
			const generation = generationOf(index);
			const [rank, id] = placeOf(cursor, 2, generation) ?? [];
			const after = rank === undefined || id === undefined ? undefined : { rank, id };
			const rows = listFindings(index, filters, { after, limit: limit + 1 });
			const shown = rows.slice(0, limit);
			const last = shown.at(-1);
			const next = rows.length > limit && last ? encodeCursor([last.rank, last.id], generation) : null;
			return { items: shown.map(findingItem), next };
		},
	}),
	route({
		...{ path: "/api/findings/{fingerprint}", name: "finding", page: "/report/{id}?finding={fingerprint}" },
		...{ example: "/api/findings/FINGERPRINT", params: { fingerprint: "of a finding in lists" } },
		summary: "One finding with its log",
		query: NoQuery,
		answer: { name: "FindingDetail", schema: FindingDetail },
		answerTo: async (desk, _, { fingerprint = "" }) => {
			const [found] = reportsWith(desk.index, fingerprint);
			return (found && (await findingDetail(desk, found.name, fingerprint))) ?? missing("finding");
		},
	}),
	route({
		...{ path: "/api/issuers", name: "findIssuers", page: "/issuers", params: {} },
		example: `/api/issuers?q=${encodeURIComponent("青石教育")}`,
		summary: "Issuers whose names have these characters in order",
		query: IssuersQuery,
		answer: { name: "IssuerList", schema: IssuerList },
		answerTo: ({ index }, { q, limit }) => ({ items: findIssuers(index, q ?? "", limit) }),
	}),
	route({
		...{ path: "/api/log", name: "log", page: "/log", example: "/api/log?limit=5", params: {} },
		summary: "Decisions, newest first",
		query: LogQuery,
		answer: { name: "LogPage", schema: LogPage },
		answerTo: ({ decisions }, { limit, cursor }) => {
			const entries = decisions.log(placeOf(cursor, 1)?.[0], limit + 1);
			const shown = entries.slice(0, limit);
			const last = shown.at(-1);
			return { items: shown.map(logItem), next: entries.length > limit && last ? encodeCursor([last.id]) : null };
		},
	}),
];

function missing(what: string): never {
	throw new ApiProblem(404, `There is no such ${what}`);
}
