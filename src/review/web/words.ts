import { NAMES, nameOf } from "../../output/documents/desk-lines.ts";
import type { Action, State } from "../store/decisions.ts";

/** What the desk calls things, in Chinese. */
export const STATE_WORDS: Readonly<Record<State | "todo", string>> = {
	open: "待处理",
	reopened: "数字已变，待重新处理",
	confirmed: "已确认",
	asked: "已询问机关",
	dismissed: "不成立",
	resolved: "已整改",
	todo: "全部待处理",
};

export const ACTION_WORDS: Readonly<Record<Action, string>> = {
	confirm: "确认问题",
	dismiss: "不成立",
	ask: "询问机关",
	resolve: "已整改",
	note: "备注",
	deadline: "整改期限",
	undo: "撤销",
};

export const SEVERITY_WORDS: Readonly<Record<string, string>> = { error: "错误", warn: "提示", info: "参考" };

export const STATUS_WORDS: Readonly<Record<string, string>> = { verified: "已核实", needs_review: "待复核", failed: "未读出" };

export const CAUSE_WORDS: Readonly<Record<string, string>> = {
	report: "报告本身",
	reading: "识别存疑",
	unclear: "不能确定是报告还是识别",
};

export const METHOD_WORDS: Readonly<Record<string, string>> = {
	text: "文字层",
	ocr: "图像识别",
	solved: "图像识别，经勾稽推定",
};

export const TEXT_WORDS: Readonly<Record<string, string>> = { digital: "文字版", scanned: "扫描件", mixed: "部分为图片" };

export const CELL_STATE_WORDS: Readonly<Record<string, string>> = {
	blank: "空白",
	dash: "横线",
	unreadable: "未读出",
	absent: "表中没有",
};

export const FLAG_WORDS: Readonly<Record<string, string>> = {
	late: "逾期公布",
	flagged: "有错误",
	doubted: "有待核对的识别结果",
	corrected: "有改正的数字",
};

export const ROLE_WORDS: Readonly<Record<string, string>> = { viewer: "查看", reviewer: "核查", admin: "管理" };

/** A level as rosters write it, in Chinese where it is one of the usual words. */
export function levelWord(level: string): string {
	return level === "" ? "层级未知" : nameOf(NAMES.level, level);
}

export function regionWord(region: string): string {
	return region === "" ? "地区未知" : region;
}
