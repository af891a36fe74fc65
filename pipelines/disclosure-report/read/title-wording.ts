import { parseYear, wellFormed, YEAR_PATTERN } from "../../../src/rules.ts";
import { bareName, shapeOfName } from "./names.ts";

/** What a title says. */
export interface StatedBy {
	/** The organ that reports, as printed; undefined when the title names none. */
	readonly issuer: string | undefined;
	/** The year reported on; undefined when the title has none. */
	readonly year: number | undefined;
}

const YEAR_MARK = new RegExp(`(?<!\\d)(${YEAR_PATTERN})(?!\\d)\\s*年?(?:度)?`, "g");
/** What the report is about; 政务公开办公室 is an organ's name. */
const KIND =
	/(?:政府信息(?:公开)?(?:及|和|与|、)政务公开|政府信息(?:主动)?公开|主动公开政府信息|政务信息公开|政务公开|信息公开)(?!办|中心|领导|处|科)/;
const REPORT = /(?:信息|政务)公开.{0,16}(?:报告|年报|总结)|工作告年度报|年度报告/;
const YEARLY = /(?:工作)?(?:年度|情况)?(?:工作)?(?:报告|年报)/;
/** Labels of a page or an index over the report that give the document's name. */
const INDEXED = /^(?:文件|信息|公文|文档)?(?:名称|标题)/;
/** Words by which a page tells where one is. */
const TRAIL = /^(?:您?(?:当前|现在)?(?:所在)?的?位置|当前|网站首页|首页)|[>＞»›→|｜]|首页/;
const SENTENCE = /现公布|现将|现予|特向|特此|向社会公|编制(?!委|办|管理)|根据|按照|依据|为了|如下|以下简称|所列数据|组成/;
const PREFIX = /^(?:【[^【】]{0,12}】|附件\d{0,2}[：:]?|(?:图解|图说|一图[读看]懂|图文解读|政策解读)[：:|｜])/;

/** Text as it may leave, without any white space. */
export function squeeze(text: string): string {
	return wellFormed(text).replaceAll(/\s/g, "");
}

/** Whether a line, or lines joined, is a report's title: no path, label, menu or sentence, of whatever format the document is. */
export function isTitle(line: string): boolean {
	const text = line.replace(PREFIX, "");
	if (text.length < 6 || text.length > 80 || !REPORT.test(text)) return false;
	const bare = text.replaceAll(/[（(][^（）()]*[）)]/g, "");
	// A line that begins with the end of a year is the rest of a title, and tells neither organ nor year.
	if (/[。；，：:;]|\/.*\//.test(bare) || /^(?:[一二三四五六七八九十]+、|\d{0,3}年)/.test(text)) return false;
	return (
		!INDEXED.test(text) && !TRAIL.test(text) && !SENTENCE.test(bare) && (/公开/.test(text) || new RegExp(YEAR_MARK).test(text))
	);
}

/** Whether a line tells where on a site one is, and nothing of the report. */
export function isTrail(line: string): boolean {
	return TRAIL.test(line) || /\/.*\//.test(line);
}

/** The organ and the year in a title, wherever the year stands. */
export function statedBy(title: string): StatedBy {
	const marks = [...title.matchAll(YEAR_MARK)].filter(({ index }) => index < 80);
	const year = yearOf(title, marks);
	let bare = title;
	// Every year goes, so that what is left of a name is the name.
	for (const { index, 0: mark } of [...marks].reverse()) {
		bare = `${bare.slice(0, index)}\u0000${bare.slice(index + mark.length)}`;
	}
	const cut = cutOf(bare);
	let name = (cut < 0 ? bare : bare.slice(0, cut)).replaceAll("\u0000", "");
	if (/人民$/.test(name) && bare.replaceAll("\u0000", "").startsWith(`${name}政府信息公开`)) name += "政府";
	name = bareName(name.replace(/[（(]年?度?[）)]/g, ""));
	if (name.length < 2) name = namedAfter(bare, cut) ?? "";
	return { issuer: name.length < 2 ? undefined : name, year };
}

/** Where the words of its kind begin, with the year before them. */
function cutOf(bare: string): number {
	const kind = KIND.exec(bare) ?? YEARLY.exec(bare);
	if (!kind) return -1;
	const before = bare.slice(0, kind.index);
	return before.length - (/(?:\u0000?(?:年度)?)$/.exec(before)?.[0].length ?? 0);
}

/** A title's year; days of a period, and the month of printing, are none. */
function yearOf(title: string, marks: readonly RegExpExecArray[]): number | undefined {
	const isDay = ({ index, 0: mark }: RegExpExecArray) => /^(?:年)?\d{1,2}月/.test(title.slice(index + mark.length));
	const own = marks.filter((mark) => !isDay(mark));
	const [first] = own.length > 0 ? own : marks;
	return first ? parseYear(first[1] ?? "") : undefined;
}

/** The organ in a bracket after the words of its kind, as in 2023年政府信息公开工作年度报告（青石市教育局）. */
function namedAfter(bare: string, cut: number): string | undefined {
	if (cut < 0) return undefined;
	const after = /(?:报告|年报)\u0000?[（(—－-]{1,2}([^（）()\u0000]{3,40})[）)]?$/.exec(bare.slice(cut))?.[1];
	return after !== undefined && shapeOfName(after) === "sound" ? after : undefined;
}
