import type { Column } from "../../../src/index.ts";
import { labelByPath } from "../labels.ts";

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
	if (table === "requests") return `t3_${ROWS[row] ?? row}_${COLUMNS[last] ?? last}`;
	if (table === "remedies") return `t4_${BLOCKS[row] ?? row}_${RESULTS[last] ?? last}`;
	return `t2_${row.replace("normative_documents", "normdocs").replace("regulations", "rules").replace("other_services", "othserv")}_${last}`;
}

/** One column for every figure of both editions, in the form's order. */
export const figureColumns: readonly Column[] = [...labelByPath].map(([path, { zh, en }]) => {
	const isMoney = path.endsWith(".amount");
	return {
		name: path.replaceAll(".", "_"),
		shortName: shortNameOf(path),
		type: isMoney ? "DOUBLE" : "INTEGER",
		zh,
		en,
		unit: path === "proactive.fees.amount" ? "10,000 yuan" : isMoney ? "as printed" : "count",
		path: `tables.${path}`,
	};
});

/** Columns that describe the report. */
export const identityColumns: readonly Column[] = [
	{ name: "id", type: "VARCHAR", zh: "编号", en: "stable identifier", path: "id" },
	{ name: "issuer", type: "VARCHAR", zh: "发布机关", en: "issuing organ as printed", path: "issuer.name" },
	{ name: "division_code", type: "VARCHAR", zh: "行政区划代码", en: "GB/T 2260 code, where known", path: "issuer.division_code" },
	{ name: "level", type: "VARCHAR", zh: "层级", en: "administrative level, where known", path: "issuer.level" },
	{ name: "year", type: "INTEGER", zh: "年度", en: "year reported on", path: "year" },
	{ name: "form", type: "VARCHAR", zh: "格式", en: "statutory form of table 二", path: "form" },
	{ name: "published_on", type: "DATE", zh: "落款日期", en: "date printed under the report", path: "published_on" },
	{ name: "status", type: "VARCHAR", zh: "抽取质量", en: "verified, needs_review or failed", path: "quality.status" },
	{ name: "text", type: "VARCHAR", zh: "文本来源", en: "digital, scanned or mixed", path: "source.text" },
	{ name: "sha256", type: "VARCHAR", zh: "文件SHA-256", en: "hash of the file", path: "source.sha256" },
	{ name: "url", type: "VARCHAR", zh: "网址", en: "address of the file", path: "source.url" },
];
