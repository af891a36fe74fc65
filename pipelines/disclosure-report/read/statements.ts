import type { Block, Paragraph, ReportDocument } from "../../../src/rules.ts";
import { verbatim } from "../narrative/verbatim.ts";
import { bareName, shapeOfName } from "./names.ts";
import type { ReadTitle } from "./title.ts";
import { findTitles } from "./title.ts";
import type { StatedBy } from "./title-wording.ts";
import { isTitle, isTrail, squeeze, statedBy } from "./title-wording.ts";

/** Where a document says whose report it is, or for which year; the likeliest to be right first. */
export const SOURCES = [
	"title",
	"index",
	"meta",
	"heading",
	"window",
	"preface",
	"signature",
	"period",
	"date",
	"text",
	"publisher",
	"file",
] as const;
export type StatementSource = (typeof SOURCES)[number];

/** One statement of a document on its organ or its year, as printed. */
export interface Statement extends StatedBy {
	readonly source: StatementSource;
	/** Verbatim; lines of a title are joined. */
	readonly text: string;
	/** Counts from 1; undefined for what no page shows. */
	readonly page: number | undefined;
	/** The printed title that it is. */
	readonly printed?: ReadTitle;
}

const NAME_LABEL = /^(?:文件|信息|公文|文档)?(?:名称|标题|题名)[：:]?$/;
const PUBLISHER_LABEL = /^(?:信息)?(?:发布|发文|制发|公开|制作|编制|所属|责任)(?:机构|机关|单位|主体|部门)[：:]?$/;
const LABELLED = /^([^：:]{2,7})[：:](.{2,80})$/;
const FIRST_PARAGRAPHS = 30;
const MOST_OF_PREFACE = 1500;
/** Cells of an index that stands over a report. */
const MOST_CELLS = 80;

/** Statements in titles, in what a page says of itself, and in an index over the report. */
export function titleStatements(document: ReportDocument, firstHeading: number): Statement[] {
	const { blocks, over = [], statements = [] } = document;
	const printed = findTitles(blocks, firstHeading).map((title): Statement => fromTitle(title));
	// Places in what stands over the article are none in the document.
	const above = findTitles(over, over.length).map(
		(title): Statement => ({ ...fromTitle({ ...title, blocks: new Set() }), source: "heading" }),
	);
	const own = statements.flatMap(({ source, text }) =>
		source === "publisher" ? publisher(text) : partsOf(text, source === "window").flatMap((part) => named(part, source)),
	);
	const early = [...over, ...blocks.slice(0, firstHeading)];
	return [...printed, ...early.flatMap(indexed), ...own, ...above];
}

function fromTitle(title: ReadTitle): Statement {
	const { issuer, year, page } = title;
	return { source: "title", text: title.title, page, issuer, year, printed: title };
}

/** A browser's title has the site's name and its columns beside the article's. */
function partsOf(text: string, isWindow: boolean): readonly string[] {
	const parts = isWindow ? text.split(/[-_|—–－~]+/).filter((part) => isTitle(squeeze(part))) : [];
	return parts.length > 0 ? parts : [text];
}

function named(text: string, source: StatementSource): Statement[] {
	const title = squeeze(text);
	return isTitle(title) ? [{ source, text: text.trim(), page: undefined, ...statedBy(title) }] : [];
}

function publisher(text: string): Statement[] {
	const name = bareName(squeeze(text));
	return shapeOfName(name) === "sound" ? [{ source: "publisher", text, page: undefined, issuer: name, year: undefined }] : [];
}

/** Rows of an index with the document's name and its organ, as a table or as lines with labels. */
function indexed(block: Block): Statement[] {
	if (block.kind === "paragraph") {
		const [, label = "", value = ""] = LABELLED.exec(squeeze(block.paragraph.text)) ?? [];
		return labelled(label, value, block.paragraph.page);
	}
	const cells = block.table.cells.slice(0, MOST_CELLS);
	return cells.flatMap((cell, i) => {
		const value = cells[i + 1];
		return value && value.row === cell.row ? labelled(squeeze(cell.text), squeeze(value.text), value.page) : [];
	});
}

function labelled(label: string, value: string, page: number): Statement[] {
	if (NAME_LABEL.test(label)) return named(value, "index").map((statement) => ({ ...statement, page }));
	return PUBLISHER_LABEL.test(label) ? publisher(value).map((statement) => ({ ...statement, page })) : [];
}

/** What is said of the report in its preface: 现公布…年度报告, …编制了…年度报告, …年度报告（以下简称年报）. */
export function prefaceStatements(document: ReportDocument, firstHeading: number): Statement[] {
	const paragraphs = document.blocks
		.slice(0, firstHeading)
		.flatMap((block) => (block.kind === "paragraph" ? [block.paragraph] : []))
		.slice(0, FIRST_PARAGRAPHS);
	return paragraphs.flatMap(inSentences);
}

const MENTION =
	/(?:政府信息公开|政务信息公开|政务公开|信息公开)(?:工作)?[^，。；：（）《》“”]{0,14}?(?:(?:年度?|工作)报告|年报|情况报告(?=如下))/g;
const MAKER = /本(?:年度)?(?:报告|年报)(?:是)?由([^，。]{3,40}?)(?:负责|牵头|组织)?(?:编制(?!委|办|管理)|编写|起草|发布|制作)/;
/** Verbs that stand between the organ and its report, or before both. */
const VERB = /公布|发布|公开(?!办|中心)|编制(?!委|办|管理)(?:完成|而成)?|制作|形成|撰写|起草|编写|梳理|汇总|整理|报告(?!局)|制定/;
const SOFT = /^(?:了|的|现|就|将|把|本|并|予以|出|如下|特)+|^[一二三四五六七八九十]、/;
const LEAD = /^(?:本?(?:年度)?报告)?(?:现将|现就|现|特将|特|兹将|兹|经|由|将|为|是|系|请看|此)/;
const TAIL = /(?:认真|组织|及时|依法|特|现|负责|特此|根据|按照|依据|依照|牵头)+$/;
/** What an organ is said to do in the first words of a preface. */
const DOES =
	/认真|严格|深入|坚持|积极|高度|全面|按照|根据|切实|始终|贯彻|落实|紧紧|持续|依法|以习近平|以党|紧扣|围绕|在[^，。]{1,20}领导|[，,]/;

function inSentences({ text, page }: Paragraph): Statement[] {
	const whole = squeeze(text).slice(0, MOST_OF_PREFACE);
	if (isTitle(whole) || isTrail(whole)) return [];
	// What stands in brackets, and titles of laws, only part the organ from its report.
	const flat = whole.replaceAll(/（[^（）]*）|\([^()]*\)|《[^《》]*条例[^《》]*》/g, "");
	const maker = MAKER.exec(flat);
	const name = bareName(maker?.[1] ?? "");
	const made: Statement[] =
		maker && shapeOfName(name) === "sound"
			? [{ source: "preface", text: verbatim(text, maker[0]), page, issuer: name, year: undefined }]
			: [];
	const mentioned = [...flat.matchAll(MENTION)].slice(0, 4).flatMap((match): Statement[] => {
		const clause = clauseBefore(flat, match.index);
		const { issuer, year } = ofClause(clause, match[0], firstWords(flat, match.index));
		if (issuer === undefined && year === undefined) return [];
		return [{ source: "preface", text: verbatim(text, clause + match[0]), page, issuer, year }];
	});
	return [...mentioned, ...made];
}

function clauseBefore(text: string, index: number): string {
	let start = index;
	while (start > 0 && !/[，。；：:《》“”！!]/.test(text[start - 1] ?? "")) start--;
	return text.slice(start, index);
}

/** Who the sentence is about, as far as its first words name an organ. */
function firstWords(text: string, index: number): string {
	const sentence = text.slice(text.lastIndexOf("。", index) + 1, index).replace(/^20\d\d年度?[，,]?/, "");
	const end = sentence.search(DOES);
	return end < 0 ? "" : sentence.slice(0, end);
}

/** The organ after the last verb with the report, else the one that does what the verb says, else whom the sentence is about. */
function ofClause(clause: string, kind: string, subject: string): StatedBy {
	const parts = clause.split(new RegExp(VERB, "g"));
	const last = (parts.at(-1) ?? "").replace(SOFT, "").replace(LEAD, "");
	const stated = statedBy(last + kind);
	const names = [stated.issuer, ...parts.slice(0, -1).reverse().map(subjectOf), subjectOf(subject)];
	return { issuer: names.find((name) => name !== undefined && shapeOfName(name) === "sound"), year: stated.year };
}

function subjectOf(part: string): string {
	return bareName(
		part
			.replace(SOFT, "")
			.replace(LEAD, "")
			.replace(/会同.*$/, "")
			.replace(TAIL, ""),
	);
}
