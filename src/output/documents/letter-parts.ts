import { largest } from "../../model/many.ts";
import type { LetterPaper } from "./letter-paper.ts";
import { PLAIN_PAPER, writeLetter } from "./letter-paper.ts";
import type { LetterHead } from "./letter-signature.ts";
import { inChinese, signature } from "./letter-signature.ts";
import { paragraph, titleParagraph } from "./notice-parts.ts";
import { writeWord } from "./office/word.ts";
import type { WordCell, WordTable } from "./office/word-blocks.ts";

/** A plain table of texts, its first row as heads; columns as wide as `widths` tell in proportion, or alike. */
export function textTable(rows: readonly (readonly string[])[], widths?: readonly number[]): WordTable {
	const columns = Math.max(1, largest(rows.map(({ length }) => length)));
	const cells = rows.flatMap((texts, row) =>
		texts.map(
			(text, column): WordCell => ({
				...{ row, column, rowSpan: 1, columnSpan: 1, fill: row === 0 ? "EEF1F5" : undefined },
				content: { align: row === 0 ? "center" : "left", runs: [{ text: text.slice(0, 2000), size: 21, bold: row === 0 }] },
			}),
		),
	);
	return { rows: rows.length, columns, cells, widths };
}

const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** 一、二 … 九十九 as letters number their parts; beyond that in digits. */
export function inNumerals(n: number): string {
	if (n > 99 || n < 1) return String(n);
	const [tens, ones] = [Math.floor(n / 10), n % 10];
	return `${tens > 1 ? DIGITS[tens] : ""}${tens > 0 ? "十" : ""}${DIGITS[ones]}`;
}

/** The letter that asks an organ for reports that were looked for everywhere and not found. */
export function renderUrge(
	{
		organ,
		lines,
		deadline,
	}: {
		readonly organ: string;
		readonly lines: readonly { readonly year: number; readonly due: string; readonly basis: string }[];
		readonly deadline: string;
	},
	head: LetterHead,
	paper: LetterPaper = PLAIN_PAPER,
): Uint8Array {
	const title = "关于催报政府信息公开工作年度报告的通知";
	const years = lines.map(({ year }) => year).join("、");
	const letter = {
		...{ title, organ, deadline, head },
		text: [
			paragraph(`截至${inChinese(head.sentOn)}，在你单位公布政府信息公开工作年度报告的全部栏目中未发现${years}年度报告：`),
			...lines.map(({ year, due, basis }) => paragraph(`${year}年度报告，应于${inChinese(due)}前公布（${basis}）。`)),
			paragraph(`请于${inChinese(deadline)}前公布，并将网址告知我单位；已经公布的，请告知网址。`, { keepNext: true }),
		],
	};
	return writeLetter(letter, paper);
}

/** A line of the form that an organ sends back. */
export interface FeedbackLine {
	readonly number: number;
	readonly year: number;
	readonly message: string;
	/** What the re-check found, where there was one. */
	readonly outcome: string;
}

/** 序号 is narrow, what is asked and what was done are wide. */
const FEEDBACK_WIDTHS = [7, 40, 31, 11, 11];

/** 整改情况反馈表: what a letter asked for, with room for what was done. */
export function renderFeedback({
	organ,
	number,
	deadline,
	lines,
}: {
	readonly organ: string;
	readonly number: string;
	readonly deadline: string;
	readonly lines: readonly FeedbackLine[];
}): Uint8Array {
	const title = "政府信息公开工作年度报告整改情况反馈表";
	const heads = ["序号", "需要整改的内容", "整改情况（更正前、更正后；不需更正的说明理由）", "完成日期", "复核结果"];
	return writeWord(
		[
			titleParagraph(title),
			paragraph(`机关：${organ}　　通知文号：${number}　　整改期限：${inChinese(deadline)}`, { indent: false }),
			textTable(
				[heads, ...lines.map(({ number: n, year, message, outcome }) => [String(n), `${year}年度：${message}`, "", "", outcome])],
				FEEDBACK_WIDTHS,
			),
			paragraph("重新公布的网址：", { indent: false, spaceBefore: 200 }),
			paragraph("填表人：　　　　联系电话：　　　　　　年　月　日", { indent: false }),
			paragraph("（单位印章）", { align: "right" }),
		],
		title,
	);
}

/** What the year's bulletin tells; all are counts but names. */
export interface Bulletin {
	/** Year reported on; empty for all. */
	readonly year: string;
	readonly scope: string;
	/** Without a roster nobody knows who owes a report, and none is missing. */
	readonly hasRoster: boolean;
	readonly coverage: Readonly<Record<"owed" | "published" | "late" | "missing" | "unread" | "unseen" | "undue", number>>;
	readonly letters: Readonly<
		Record<"sent" | "items" | "mended" | "accepted" | "notMended" | "overdue" | "overdueItems" | "urged" | "published", number>
	>;
	/** What the table's rows are: 地区 or 层级. */
	readonly by: string;
	readonly groups: readonly { readonly group: string; readonly cells: readonly number[] }[];
	readonly missing: readonly string[];
	readonly overdue: readonly string[];
}

/** Column of the table by region or level that tells what was not found. */
const MISSING = 2;

function coverageWords({ coverage, hasRoster }: Bulletin): string {
	const published = `已公布${coverage.published}份，其中逾期公布${coverage.late}份`;
	const unread = `已发现、尚待人工核对${coverage.unread}份`;
	if (!hasRoster) return `${published}；${unread}。没有机关名录，应公布份数不详，不统计未公布情况。`;
	return `应公布年度报告${coverage.owed}份，${published}；未发现${coverage.missing}份；未到期${coverage.undue}份。另有${unread}，来源未看全、不能断定${coverage.unseen}份，不作为未公布统计。`;
}

/** 通报 on one page: the year's figures. */
export function renderBulletin(bulletin: Bulletin, head: Pick<LetterHead, "office" | "sentOn">): Uint8Array {
	const { scope, letters, groups, by, missing, overdue, year } = bulletin;
	const title = `${year}${year === "" ? "" : "年度"}政府信息公开工作年度报告核查情况通报`;
	const few = (names: readonly string[]) => `${names.slice(0, 20).join("、")}${names.length > 20 ? `等${names.length}个` : ""}`;
	return writeWord(
		[
			titleParagraph(title),
			paragraph(`${scope === "" ? "" : `${scope}。`}截至${inChinese(head.sentOn)}，${coverageWords(bulletin)}`),
			paragraph(
				`发出整改通知${letters.sent}份，涉及问题${letters.items}个：已复核消除${letters.mended}个，说明成立${letters.accepted}个，重新公布后仍未改正${letters.notMended}个；已过期限未整改完毕的通知${letters.overdue}份，涉及问题${letters.overdueItems}个。发出催报通知${letters.urged}份，其后已公布${letters.published}份。`,
			),
			...(missing.length > 0 ? [paragraph(`未发现年度报告的单位：${few(missing)}。`)] : []),
			...(overdue.length > 0 ? [paragraph(`逾期未整改的单位：${few(overdue)}。`)] : []),
			textTable([
				[by, "已公布", "逾期", "未发现", "未能读取", "有错误"],
				...groups
					.slice(0, GROUPS)
					.map(({ group, cells }) => [group, ...cells.map((n, i) => (i === MISSING && !bulletin.hasRoster ? "—" : String(n)))]),
			]),
			...(groups.length > GROUPS ? [paragraph(`按已公布份数列出前${GROUPS}个，其余${groups.length - GROUPS}个${by}从略。`)] : []),
			...signature(head),
		],
		title,
	);
}

/** Rows of the table that a page has room for. */
const GROUPS = 12;
