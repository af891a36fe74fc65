import type { FailureKind, Issue } from "../model/issue.ts";

const FAILURES: Readonly<Record<FailureKind, string>> = {
	refused: "打不开这份文件",
	trap: "在这份文件上中断",
	bug: "程序出错",
	timeout: "超时",
	nothing: "没有读出内容",
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
		case "label-scraps":
			return `表格的读取有疑问：${issue.count}行的名称不全（${nameOf(issue.table)}）`;
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
		case "row-outside-form":
			return `国家格式以外的行：${issue.label}`;
		case "rows-outside-form":
			return `国家格式以外的行：另有${issue.count}行`;
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
		case "noted-in-version-1":
			return issue.detail;
	}
}
