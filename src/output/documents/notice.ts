import type { FindingLine, FlaggedReport } from "./desk-lines.ts";
import { addressAtPage } from "./desk-lines.ts";
import { excerptOf } from "./excerpt.ts";
import type { LetterPaper } from "./letter-paper.ts";
import { BLANK_DATE, PLAIN_PAPER, writeLetter } from "./letter-paper.ts";
import { inNumerals } from "./letter-parts.ts";
import type { LetterHead } from "./letter-signature.ts";
import { inChinese } from "./letter-signature.ts";
import { linked, paragraph, printedTable } from "./notice-parts.ts";
import type { WordParagraph, WordTable } from "./office/word-blocks.ts";

/** What a notice says around its findings; texts with the law in them belong to the kind of report. */
export interface NoticeWording {
	readonly title: string;
	/** `years` is such as 2023、2024. */
	readonly opening: (years: string) => string;
	/** `deadline` is a date as written in Chinese, or a blank to fill in. */
	readonly demand: (deadline: string) => string;
	readonly note: string;
	/** A finding's basis as it was in force for reports of a year. */
	readonly basisIn?: (basis: string, year: number) => string;
}

/** A notice to one issuer. */
export interface Notice {
	readonly issuer: string;
	/** ISO date; the earliest deadline of its findings where left out, a blank where they have none. */
	readonly deadline?: string | undefined;
	/** Number, day and sender, where it is registered; blanks to fill in where it is a draft. */
	readonly head?: LetterHead | undefined;
	/** Its reports with findings that a person confirmed; others are left out of the notice. */
	readonly reports: readonly FlaggedReport[];
}

/** Findings of one notice; more are a matter for the workbook. */
const MAX_FINDINGS = 200;

/** Findings that a notice may tell: those that a person confirmed, of which every figure is proven. */
export function isForNotice({ decision, verdict, cause, unproven }: FindingLine): boolean {
	return decision.state === "confirmed" && verdict === "broken" && cause !== "reading" && unproven === 0;
}

/** A 整改通知书 as a Word document, with blanks for number, seal and date. Undefined where nothing was confirmed. */
export function renderNotice(notice: Notice, wording: NoticeWording, paper: LetterPaper = PLAIN_PAPER): Uint8Array | undefined {
	const told = notice.reports
		.flatMap((report) => report.findings.filter(isForNotice).map((finding) => ({ report, finding })))
		.slice(0, MAX_FINDINGS);
	if (told.length === 0) return undefined;
	const years = [...new Set(told.map(({ report }) => report.year))].sort((a, b) => a - b).join("、");
	const deadline = notice.deadline ?? earliest(told.map(({ finding }) => finding.decision.deadline));
	const text = [
		paragraph(wording.opening(years)),
		...told.flatMap(({ report, finding }, i) => findingParts(report, finding, i + 1)),
		paragraph(wording.demand(deadline === "" ? BLANK_DATE : inChinese(deadline))),
		// A signature never stands alone on a page.
		paragraph(wording.note, { keepNext: true }),
		...(notice.head ? [paragraph("附件：整改情况反馈表", { spaceBefore: 300, keepNext: true })] : []),
		paragraph("联系人：　　　　　　　　联系电话：", { spaceBefore: 300, keepNext: true }),
	];
	return writeLetter({ title: wording.title, organ: notice.issuer, deadline, head: notice.head, text }, paper);
}

function findingParts(report: FlaggedReport, finding: FindingLine, number: number): (WordParagraph | WordTable)[] {
	const { message, basis, page, decision, cells, disputed } = finding;
	const excerpts = report.tables.flatMap((table) => {
		const excerpt = excerptOf(table, new Set(cells));
		return excerpt
			? [
					paragraph(`摘自“${excerpt.title}”：`, { size: 21, keepNext: true }),
					printedTable(excerpt, new Set(cells), disputed),
					{ runs: [] },
				]
			: [];
	});
	const place = page === null ? "" : `（第${page}页）`;
	// What names its year itself is not told it twice.
	const said: string = message;
	const subject = said.startsWith(`${report.year}年度报告`) ? place : `${report.year}年度报告${place}：`;
	return [
		paragraph(`${inNumerals(number)}、${subject}${message}`, { keepNext: true }),
		...excerpts,
		paragraph(`依据：${basis}`),
		...(decision.note === "" ? [] : [paragraph(`说明：${decision.note}`)]),
		...linkOf(report, page),
	];
}

function linkOf({ documentUrl }: FlaggedReport, page: number | null): WordParagraph[] {
	const address = addressAtPage(documentUrl, page);
	if (address === undefined) return [];
	return [{ firstLine: 480, runs: [{ text: "原文：", size: 21 }, linked(address)] }];
}

function earliest(deadlines: readonly string[]): string {
	return deadlines.filter((deadline) => deadline !== "").sort()[0] ?? "";
}
