import type { Column } from "../../../src/rules.ts";
import type { Edition } from "../forms/editions.ts";
import { proactivePaths, remedyPaths, requestPaths } from "../forms/editions.ts";
import { labelByPath } from "../labels.ts";
import { DUTY, legalMeaning } from "./legal.ts";

const ROWS: Readonly<Record<string, string>> = {
	received: "new",
	carried_in: "carry_in",
	granted: "granted",
	granted_in_part: "partial",
	"refused.state_secret": "deny1",
	"refused.prohibited_by_law": "deny2",
	"refused.security_and_stability": "deny3",
	"refused.third_party_rights": "deny4",
	"refused.internal_affairs": "deny5",
	"refused.process_information": "deny6",
	"refused.enforcement_files": "deny7",
	"refused.administrative_queries": "deny8",
	"unavailable.not_held": "unable1",
	"unavailable.needs_creation": "unable2",
	"unavailable.still_unclear": "unable3",
	"not_processed.complaint": "refuse1",
	"not_processed.repeated": "refuse2",
	"not_processed.publication": "refuse3",
	"not_processed.excessive": "refuse4",
	"not_processed.reissue": "refuse5",
	"other.total": "other",
	"other.overdue_correction": "other1",
	"other.unpaid_fee": "other2",
	"other.other": "other3",
	total: "done_total",
	carried_out: "carry_out",
};
const COLUMNS: Readonly<Record<string, string>> = {
	natural_person: "np",
	business: "biz",
	research: "sci",
	welfare: "pub",
	legal_service: "law",
	other: "oth",
	total: "tot",
};
const BLOCKS: Readonly<Record<string, string>> = { review: "rev", litigation_direct: "dir", litigation_after_review: "aft" };
const RESULTS: Readonly<Record<string, string>> = { upheld: "up", corrected: "fix", other: "oth", pending: "pend", total: "tot" };

/** The short ASCII name of a figure, in the rule catalogue's terms: `t3_deny1_np`, `t4_rev_tot`. */
export function shortNameOf(path: string): string {
	const parts = path.split(".");
	const [table = "", ...rest] = parts;
	const last = rest.at(-1) ?? "";
	const row = rest.slice(0, -1).join(".");
	if (table === "statistics") return `st_${last}`;
	if (table === "requests") return `t3_${ROWS[row] ?? row}_${COLUMNS[last] ?? last}`;
	if (table === "remedies") return `t4_${BLOCKS[row] ?? row}_${RESULTS[last] ?? last}`;
	return `t2_${row.replace("normative_documents", "normdocs").replace("regulations", "rules").replace("other_services", "othserv")}_${last}`;
}

/** Statutory forms that print a figure. */
function formsOf(path: string): string[] {
	if (path.startsWith("statistics.")) return ["pre2019"];
	return (["2019", "2021"] as const).filter((edition) => figurePaths(edition).has(path));
}

function figurePaths(edition: Edition): Set<string> {
	return new Set([...proactivePaths(edition), ...requestPaths(edition), ...remedyPaths()]);
}

/** One column for every figure of all forms, in their order. */
export const figureColumns: readonly Column[] = [...labelByPath].map(([path, { zh, en }]) => {
	const isMoney = path.endsWith(".amount");
	return {
		name: path.replaceAll(".", "_"),
		shortName: shortNameOf(path),
		// What a document prints as a count may have decimals or more digits than an integer holds: nothing is cut off.
		type: "DOUBLE",
		zh,
		en,
		unit: path === "proactive.fees.amount" ? "10,000 yuan" : isMoney ? "as printed" : "count",
		forms: formsOf(path),
		path: `tables.${path}`,
		legal: legalMeaning(path),
	};
});

const text = (name: string, zh: string, en: string, path: string): Column => ({ name, type: "VARCHAR", zh, en, path });
const whole = (name: string, zh: string, en: string, path: string): Column => ({ name, type: "INTEGER", zh, en, path });

/** Columns that describe the report. */
export const identityColumns: readonly Column[] = [
	{ ...text("id", "编号", "stable identifier", "id") },
	{ ...text("issuer", "发布机关", "issuing organ as printed", "issuer.name"), legal: DUTY },
	text("division_code", "行政区划代码", "GB/T 2260 code, where known", "issuer.division_code"),
	text("level", "层级", "administrative level, where known", "issuer.level"),
	{ ...whole("year", "年度", "year reported on", "year"), legal: DUTY },
	text("form", "格式", "statutory form of table 二", "form"),
	{ name: "published_on", type: "DATE", zh: "落款日期", en: "date printed under the report", path: "published_on", legal: DUTY },
	text("status", "抽取质量", "verified, needs_review or failed", "quality.status"),
	text("text", "文本来源", "digital, scanned or mixed", "source.text"),
	text("sha256", "文件SHA-256", "hash of the file", "source.sha256"),
	text("url", "网址", "address of the file", "source.url"),
	text("title", "标题", "title as printed", "title"),
	{ name: "period_from", type: "DATE", zh: "统计期限起", en: "first day of the period stated", path: "period.from" },
	{ name: "period_to", type: "DATE", zh: "统计期限止", en: "last day of the period stated", path: "period.to" },
	text("page_url", "网页网址", "address of the page that links the file", "source.page_url"),
	text("retrieved_at", "采集时间", "when the file was fetched, ISO 8601", "source.retrieved_at"),
	text("file", "文件名", "name of the file", "source.file"),
	{ ...whole("bytes", "字节数", "size of the file", "source.bytes"), type: "BIGINT", unit: "bytes" },
	{ ...whole("pages", "页数", "pages of the file", "source.pages"), unit: "pages" },
	whole("cells_read", "已读单元格", "cells found in the tables", "quality.cells_read"),
	whole("cells_expected", "应有单元格", "cells that the form has", "quality.cells_expected"),
	whole("ocr_pages", "识别页数", "pages recognised from pixels", "quality.ocr_pages"),
	whole("rules_hold", "成立的规则数", "rules that hold", "quality.rules.holds"),
	whole("rules_broken", "不成立的规则数", "rules that are broken", "quality.rules.broken"),
	whole("rules_undetermined", "待定的规则数", "rules that could not be decided", "quality.rules.undetermined"),
];
