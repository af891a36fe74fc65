import type { PrintedTable } from "../../model/printed.ts";

/** One finding as files for supervisors tell it. */
export interface FindingLine {
	readonly issuer: string;
	readonly region: string;
	readonly level: string;
	readonly year: number;
	readonly fingerprint: string;
	readonly rule: string;
	/** What the rule asks, in Chinese. */
	readonly ruleTitle: string;
	readonly severity: "error" | "warn" | "info";
	readonly verdict: "broken" | "undetermined";
	readonly cause: "report" | "reading" | "unclear";
	/** The arithmetic in the report's own figures. */
	readonly message: string;
	readonly basis: string;
	/** Paths of the figures and places that it is about. */
	readonly cells: readonly string[];
	/** Of these, the figure that is not the sum of the others; none where that cannot be told. */
	readonly disputed?: string | undefined;
	/** How many of its figures nobody has proven: it is told to nobody outside while there are any. */
	readonly unproven: number;
	/** Counts from 1; null where it is about nothing on a page. */
	readonly page: number | null;
	readonly decision: DecisionLine;
	/** Address of the document that was published. */
	readonly documentUrl?: string | undefined;
	/** Address of the finding's own page. */
	readonly deskUrl?: string | undefined;
}

/** Where a finding stands; texts are empty where there is nothing to say. */
export interface DecisionLine {
	readonly state: string;
	readonly who: string;
	/** Day and minute of the office; empty while open. */
	readonly at: string;
	readonly reason: string;
	readonly note: string;
	/** ISO date. */
	readonly deadline: string;
}

/** Where a report stands that is owed. */
export type CoverageState = "published" | "late" | "missing" | "due" | "unread" | "unseen";

/** How one issuer's report of a year stands. */
export interface CoverageLine {
	readonly issuer: string;
	readonly region: string;
	readonly level: string;
	readonly year: number;
	/** `missing`: looked for in all that may list it; `unseen`: not found, not all was seen; `unread`: found and not read. */
	readonly state: CoverageState;
	/** ISO dates; empty where not known. The day of publication is its page's, that of the signature the report's. */
	readonly publishedOn: string;
	readonly signedOn: string;
	readonly deadline: string;
	/** verified, needs_review or failed; empty where there is no report. */
	readonly reading: string;
	readonly errors: number;
	readonly warnings: number;
	readonly documentUrl?: string | undefined;
}

/** A report whose findings are told, with its tables. */
export interface FlaggedReport {
	readonly issuer: string;
	readonly year: number;
	readonly title: string;
	/** Of the document's bytes. */
	readonly sha256: string;
	readonly documentUrl?: string | undefined;
	readonly tables: readonly PrintedTable[];
	readonly findings: readonly FindingLine[];
}

/** Chinese names of what the lines say. */
export const NAMES = {
	severity: { error: "错误", warn: "提示", info: "参考" },
	verdict: { broken: "不一致", undetermined: "待定" },
	cause: { report: "报告所载", reading: "待核对识别结果", unclear: "尚不能确定" },
	coverage: {
		published: "已公布",
		late: "逾期公布",
		missing: "未发现",
		unseen: "未发现（来源未看全）",
		unread: "已发现，未能读取",
		due: "未到期",
	},
	level: {
		...{ central: "国家级", province: "省级", city: "市级", county: "县级", township: "乡镇街道", department: "部门" },
	},
	reading: { verified: "已核实", needs_review: "待复核", failed: "未读出" },
	state: {
		open: "未处理",
		reopened: "数字变化，重新处理",
		confirmed: "已确认",
		asked: "已询问机关",
		dismissed: "不成立",
		resolved: "已整改",
	},
} as const;

/** The name of a value, or the value itself where it has none. */
export function nameOf(names: Readonly<Record<string, string>>, value: string): string {
	return Object.hasOwn(names, value) ? (names[value] ?? value) : value;
}

/** Addresses that may be linked: web pages only, whatever a document or a list says. */
export function webAddress(url: string | undefined): string | undefined {
	if (url === undefined || url.length > 2000) return undefined;
	const parsed = URL.parse(url);
	return parsed && (parsed.protocol === "https:" || parsed.protocol === "http:") ? parsed.href : undefined;
}

/** The document's address at a page, as PDF viewers take it. */
export function addressAtPage(url: string | undefined, page: number | null): string | undefined {
	const address = webAddress(url);
	if (address === undefined || page === null || !/\.pdf$/i.test(new URL(address).pathname)) return address;
	return `${address.split("#")[0]}#page=${page}`;
}
