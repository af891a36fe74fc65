import type { PrintedTable } from "../../model/printed.ts";
import type { CoverageLine, FindingLine, FlaggedReport } from "./desk-lines.ts";
import { addressAtPage, NAMES, nameOf, webAddress } from "./desk-lines.ts";
import type { DeskSummary, RectifyLine } from "./desk-summary.ts";
import { writeSpreadsheet } from "./office/spreadsheet.ts";
import type { Places } from "./printed-sheet.ts";
import { placeKey, printedSheet } from "./printed-sheet.ts";
import type { ListColumn } from "./sheet-cells.ts";
import { listSheet } from "./sheet-cells.ts";
import { RECTIFY, summarySheet } from "./summary-sheet.ts";

/** What the workbook holds. */
export interface ReviewWorkbook {
	readonly findings: readonly FindingLine[];
	readonly coverage: readonly CoverageLine[];
	/** Reports whose tables are rebuilt, with the findings that colour them. */
	readonly reports: readonly FlaggedReport[];
	readonly scores: readonly {
		readonly issuer: string;
		readonly year: number;
		/** null where there is nothing to score; `unscored` says in Chinese why. */
		readonly points: number | null;
		readonly unscored?: string | undefined;
		readonly lines: readonly { readonly label: string; readonly points: number; readonly count: number }[];
	}[];
	/** The view's figures, on the first sheet. */
	readonly summary?: DeskSummary;
	/** What letters asked for and what became of it. */
	readonly rectify?: readonly RectifyLine[];
	/** The scheme that scores follow. */
	readonly scheme: string;
}

/**
 * What supervisors hand on, as an Excel workbook: findings, coverage, scores, and each table of the form with the
 * flagged reports' figures. No dates of making in it: the same values give the same bytes.
 */
export function renderReviewWorkbook(content: ReviewWorkbook): Uint8Array {
	const places: Places = new Map();
	// Made first: rows of the findings lead to their cells.
	const tables = [...byTable(content.reports)].map(([short, printed]) => printedSheet(short, printed, places));
	return writeSpreadsheet([
		...(content.summary ? [summarySheet(content.summary)] : []),
		listSheet("问题", findingColumns(places), content.findings.toSorted(byWeight)),
		listSheet("覆盖情况", COVERAGE, content.coverage),
		...(content.rectify ? [listSheet("整改", RECTIFY, content.rectify)] : []),
		listSheet("评分", scoreColumns(content.scheme), content.scores),
		...tables,
	]);
}

/** Tables with flagged cells by their short name, in the form's order. */
function byTable(reports: readonly FlaggedReport[]): Map<string, { report: FlaggedReport; table: PrintedTable }[]> {
	const tables = new Map<string, { report: FlaggedReport; table: PrintedTable }[]>();
	for (const report of reports)
		for (const table of report.tables) {
			const flagged = new Set(report.findings.flatMap(({ cells }) => cells));
			if (!table.cells.some(({ path }) => path !== undefined && flagged.has(path))) continue;
			tables.set(table.short, [...(tables.get(table.short) ?? []), { report, table }]);
		}
	return new Map([...tables].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));
}

/** Errors first, then warnings, then the rest; what is not to be told comes last. */
function byWeight(a: FindingLine, b: FindingLine): number {
	const weight = ({ verdict, severity }: FindingLine) => (verdict === "broken" ? 0 : 3) + WEIGHTS.indexOf(severity);
	return weight(a) - weight(b);
}

const WEIGHTS: readonly FindingLine["severity"][] = ["error", "warn", "info"];
const ORDER = ["表二", "表三", "表四", "统计表"];

function findingColumns(places: Places): ListColumn<FindingLine>[] {
	const inTable = (line: FindingLine) =>
		line.cells.map((path) => places.get(placeKey(line, path))).find((place) => place !== undefined);
	return [
		{ title: "机关", width: 22, of: ({ issuer }) => issuer, link: ({ deskUrl }) => webAddress(deskUrl) },
		{ title: "年度", width: 6, of: ({ year }) => year },
		{ title: "级别", width: 6, of: ({ severity, verdict }) => (verdict === "broken" ? NAMES.severity[severity] : "待定") },
		{ title: "问题", width: 24, of: ({ rule, ruleTitle }) => `${rule.split("-")[0]} ${ruleTitle}` },
		{ title: "说明", width: 50, of: ({ message }) => message },
		// The link stands at the short text: LibreOffice does not wrap texts that are links.
		{ title: "页码", width: 6, of: ({ page }) => (page === null ? "" : `第${page}页`), link: inTable },
		{ title: "期限", width: 11, of: ({ decision }) => decision.deadline },
		{ title: "处理", width: 11, of: ({ decision }) => nameOf(NAMES.state, decision.state) },
		...[
			{ title: "处理人", width: 10, of: ({ decision }: FindingLine) => decision.who },
			{ title: "处理时间", width: 12, of: ({ decision }: FindingLine) => decision.at.slice(0, 10) },
			{ title: "理由", width: 24, of: ({ decision }: FindingLine) => decision.reason },
			{ title: "备注", width: 24, of: ({ decision }: FindingLine) => decision.note },
			{ title: "地区", width: 10, of: ({ region }: FindingLine) => region },
			{ title: "结论", width: 8, of: ({ verdict }: FindingLine) => NAMES.verdict[verdict] },
			{ title: "原因", width: 14, of: ({ cause }: FindingLine) => NAMES.cause[cause] },
			{ title: "依据", width: 36, of: ({ basis }: FindingLine) => basis },
			{
				...{ title: "原文", width: 30 },
				of: ({ documentUrl }: FindingLine) => documentUrl ?? "",
				link: ({ documentUrl, page }: FindingLine) => addressAtPage(documentUrl, page),
			},
		].map((column) => ({ ...column, isAside: true as const })),
	];
}

const COVERAGE: readonly ListColumn<CoverageLine>[] = [
	{ title: "机关", width: 24, of: ({ issuer }) => issuer },
	{ title: "地区", width: 10, of: ({ region }) => region },
	{ title: "层级", width: 10, of: ({ level }) => nameOf(NAMES.level, level) },
	{ title: "年度", width: 7, of: ({ year }) => year },
	{ title: "公布情况", width: 18, of: ({ state }) => NAMES.coverage[state] },
	{ title: "公布日期", width: 12, of: ({ publishedOn }) => publishedOn },
	{ title: "落款日期", width: 12, of: ({ signedOn }) => signedOn },
	{ title: "期限", width: 12, of: ({ deadline }) => deadline },
	{ title: "读取", width: 9, of: ({ reading }) => nameOf(NAMES.reading, reading) },
	{ title: "错误", width: 7, of: ({ errors }) => errors },
	{ title: "提示", width: 7, of: ({ warnings }) => warnings },
	{
		title: "原文",
		width: 40,
		isAside: true,
		of: ({ documentUrl }) => documentUrl ?? "",
		link: ({ documentUrl }) => webAddress(documentUrl),
	},
];

function scoreColumns(scheme: string): ListColumn<ReviewWorkbook["scores"][number]>[] {
	return [
		{ title: "机关", width: 24, of: ({ issuer }) => issuer },
		{ title: "年度", width: 7, of: ({ year }) => year },
		{ title: "得分", width: 8, of: ({ points }) => points ?? "" },
		{
			...{ title: `构成（${scheme}）`, width: 80 },
			of: ({ lines, unscored }) =>
				unscored ??
				lines
					.map(
						({ label, points, count }) => `${label}${count > 1 ? `${count}项` : ""}${points === 0 ? "（仅提示）" : ` ${points}`}`,
					)
					.join("；"),
		},
	];
}
