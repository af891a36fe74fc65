import { NAMES } from "./desk-lines.ts";
import type { DeskSummary, RectifyLine, SummaryFigure } from "./desk-summary.ts";
import type { Sheet, SheetCell, SheetRow } from "./office/sheet.ts";
import type { ListColumn } from "./sheet-cells.ts";
import { HEAD_FILL, heightOf, sheetLines, textCell } from "./sheet-cells.ts";

const WIDTHS = [44, 12, 12, 12, 12, 12, 12, 12];
const BORDER = "FF9AA5B1";

/** The workbook's first sheet: the view's figures, what was found most and where, on one printed page. */
export function summarySheet(summary: DeskSummary): Sheet {
	const { scope, madeOn, coverage, findings, letters, rules, organs, missing, lacking, isCut } = summary;
	const title = (text: string): SheetRow => ({ cells: [textCell(text, { bold: true, size: 13 })], height: 22 });
	const blank: SheetRow = { cells: [] };
	const rows: SheetRow[] = [
		{ cells: [textCell("政府信息公开工作年度报告核查摘要", { bold: true, size: 16 })], height: 28 },
		{ cells: [textCell(`${scope === "" ? "全部" : scope} · ${madeOn}`)] },
		blank,
		...[title("公布情况"), ...figureRows(coverage), blank],
		...[title("核查和处理"), ...figureRows(findings), blank],
		...[title("整改"), ...figureRows(letters), blank],
		...[title("最多的问题"), head(["问题", "个数", "待处理"])],
		...rules.map(({ severity, title: name, n, todo }) =>
			line([`【${severity === "undetermined" ? "待定" : NAMES.severity[severity]}】${name}`, n, todo]),
		),
		...[blank, title("错误最多的机关"), head(["机关", "错误", "提示"])],
		...organs.map(({ issuer, errors, warnings }) => line([issuer, errors, warnings])),
	];
	if (missing.length > 0) {
		const names = `${missing.join("、")}${isCut ? "等" : ""}，共${lacking}份`;
		const lines = sheetLines(
			names,
			WIDTHS.reduce((sum, width) => sum + width, 0),
		);
		rows.push(blank, title("期限已过、未发现年报的机关"), {
			cells: [textCell(names, { wrap: true, vertical: "top" })],
			height: heightOf(lines),
		});
	}
	const last = rows.length - 1;
	const merged = missing.length > 0 ? [{ top: last, left: 0, bottom: last, right: WIDTHS.length - 1 }] : [];
	return { name: "概要", rows, widths: WIDTHS, merged, print: { titleRows: 0, columns: WIDTHS.length, isOnePage: true } };
}

/** The names of figures above them, so many beside one another as the page has columns. */
function figureRows(figures: readonly SummaryFigure[]): SheetRow[] {
	return figures.map(([name, value]) => line([name, value]));
}

function head(names: readonly string[]): SheetRow {
	return { cells: names.map((name) => textCell(name, { bold: true, fill: HEAD_FILL, border: BORDER })) };
}

function line(values: readonly (string | number)[]): SheetRow {
	const cells = values.map(
		(value): SheetCell =>
			typeof value === "number" ? { value, style: { border: BORDER } } : textCell(value, { border: BORDER, wrap: true }),
	);
	return { cells, height: heightOf(sheetLines(String(values[0] ?? ""), WIDTHS[0] ?? 40)) };
}

/** The sheet of rectifications: each thing that letters asked for, and what became of it. */
export const RECTIFY: readonly ListColumn<RectifyLine>[] = [
	{ title: "机关", width: 22, of: ({ organ }) => organ },
	{ title: "年度", width: 6, of: ({ year }) => year },
	{ title: "文号", width: 18, of: ({ number }) => number },
	{ title: "种类", width: 8, of: ({ kind }) => kind },
	{ title: "发文日期", width: 11, of: ({ sentOn }) => sentOn },
	{ title: "期限", width: 11, of: ({ deadline }) => deadline },
	{ title: "要求", width: 44, of: ({ what }) => what },
	{ title: "结果", width: 11, of: ({ state }) => state },
	{ title: "原数字", width: 20, of: ({ before }) => before },
	{ title: "新数字", width: 20, of: ({ after }) => after },
	{ title: "回复", width: 30, of: ({ reply }) => reply },
];
