import type { Bound, CutSign, FailureKind, Issue } from "../model/issue.ts";

const FAILURES: Readonly<Record<FailureKind, string>> = {
	refused: "打不开这份文件",
	trap: "在这份文件上中断",
	bug: "程序出错",
	timeout: "超时",
	nothing: "没有读出内容",
};

const CUTS: Readonly<Record<CutSign, string>> = {
	"no-end-mark": "没有文件结尾",
	"shorter-than-stated": "短于文件自称的长度",
	"markup-open": "标签没有结束",
	"goes-on-elsewhere": "文章分页，续页没有读",
};

const BOUNDS: Readonly<Record<Bound, string>> = {
	blocks: "段落过多",
	tables: "表格过多",
	rows: "表格的行过多",
	columns: "表格的列过多",
	characters: "文字过长",
	depth: "层次过深",
};

/** An issue of the reading in Chinese, for supervisors; `nameOf` gives the Chinese name of a table. */
export function issueWords(issue: Issue, nameOf: (table: string) => string): string {
	switch (issue.code) {
		case "table-not-found":
			return `没有找到表格（${nameOf(issue.table)}）`;
		case "column-not-found":
			return `没有找到表格的一列（${nameOf(issue.table)}）`;
		case "cells-not-found":
			return `${issue.count}个数字格没有找到`;
		case "cells-without-number":
			return `${issue.count}个数字格读不出数字`;
		case "figures-left-over":
			return `表格的读取有疑问：${issue.count}个数字没有归入任何一格（${nameOf(issue.table)}）`;
		case "rows-not-found":
			return `表格的读取有疑问：${issue.count}行印出而没有找到（${nameOf(issue.table)}）`;
		case "rows-by-place":
			return `表格的读取有疑问：${issue.count}行没有名称，按位置读取（${nameOf(issue.table)}）`;
		case "label-scraps":
			return `表格的读取有疑问：${issue.count}行的名称不全（${nameOf(issue.table)}）`;
		case "columns-unclear":
			return `表格的读取有疑问：${issue.count}列的表头与别的列重叠（${nameOf(issue.table)}）`;
		case "cells-run-together":
			return `表格的读取有疑问：${issue.count}格粘连（${nameOf(issue.table)}）`;
		case "labels-without-table":
			return `表格的读取有疑问：印有栏目而没有认出表格（${nameOf(issue.table)}）`;
		case "figures-not-proven":
			return `${issue.count}个数字未能由勾稽关系证实`;
		case "labels-not-proven":
			return `${issue.count}行的名称由图像识别，只有一个程序读过`;
		case "issuer-not-found":
			return "没有找到机关名称";
		case "year-not-found":
			return "没有找到年度";
		case "issuer-in-doubt":
			return `机关名称有疑问：${issue.name}`;
		case "year-in-doubt":
			return `年度有疑问：各处所称年份不一，暂作${issue.year}年度`;
		case "row-outside-form":
			return `国家格式以外的行：${issue.label}`;
		case "rows-outside-form":
			return `国家格式以外的行：另有${issue.count}行`;
		case "noted-in-version-1":
			return issue.detail;
		default:
			return sightWords(issue, nameOf);
	}
}

type SightCode =
	| "reader-failed"
	| "one-reader"
	| "readers-differ"
	| "pixels-differ"
	| "seen-by-other-only"
	| "text-differs"
	| "page-not-read"
	| "ink-not-read"
	| "parts-not-shown"
	| "copies-differ"
	| "cut-short"
	| "altered-file"
	| "blank-page"
	| "bound-reached"
	| "other-reports"
	| "table-repeated"
	| "versions-unclear";

/** What was not seen or not alike: by readers, of a document, or more than once. */
function sightWords(issue: Extract<Issue, { code: SightCode }>, nameOf: (table: string) => string): string {
	switch (issue.code) {
		case "reader-failed":
			return `读取程序${issue.reader}${FAILURES[issue.kind]}，不能相互印证`;
		case "one-reader":
			return `${issue.count}个数字只有一个程序（${issue.reader}）读过`;
		case "readers-differ":
			return `两个读取程序对${issue.count}个数字读法不同`;
		case "pixels-differ":
			return `${issue.count}个数字与页面上看到的不一致或看不清`;
		case "seen-by-other-only":
			return `${issue.count}个数字只有另一程序（${issue.reader}）读到`;
		case "text-differs":
			return `两个读取程序对${issue.count}个部分的文字读法不同`;
		case "page-not-read":
			return `第${issue.page}页没有读出`;
		case "ink-not-read":
			return `${issue.count}个数字格内是图片、公式等，不是文字`;
		case "parts-not-shown":
			return `文件中有${issue.count}处内容不显示，别处也未显示`;
		case "copies-differ":
			return `${issue.count}张表格显示两次而数字不同`;
		case "cut-short":
			return `文件不完整（${CUTS[issue.sign]}），未见的内容不等于没有`;
		case "altered-file":
			return "文件的字节有增减或改动（对象表与内容不符），读到的不一定是原样";
		case "blank-page":
			return `第${issue.page}页没有任何内容`;
		case "bound-reached":
			return `文件没有读完（${BOUNDS[issue.bound]}）`;
		case "other-reports":
			return `文件中另有${issue.count}份报告，没有读取`;
		case "table-repeated":
			return `表格另有${issue.count}个版本（更正前或往年的），没有读取（${nameOf(issue.table)}）`;
		case "versions-unclear":
			return `表格的读取有疑问：印有${issue.count + 1}个版本，数字不同（${nameOf(issue.table)}）`;
	}
}
