import type { Column, Dataset, DatasetTable } from "../../model/dataset.ts";

const text = (name: string, zh: string, en: string, values?: readonly string[]): Column => ({
	...{ name, type: "VARCHAR", zh, en },
	...(values ? { values } : {}),
});
const whole = (name: string, zh: string, en: string): Column => ({ name, type: "INTEGER", zh, en });
const flag = (name: string, zh: string, en: string): Column => ({ name, type: "BOOLEAN", zh, en });
const day = (name: string, zh: string, en: string): Column => ({ name, type: "DATE", zh, en });

/** Levels of organs and of divisions. */
export const LEVELS = ["central", "province", "city", "county", "township"] as const;

/** One row an organ. */
const issuers: DatasetTable = {
	name: "issuers",
	zh: "每个机关一行：名录中的机关与发布过报告的机关",
	en: "one row an organ: of the roster, or that published a report",
	columns: [
		text("issuer_id", "机关编号", "stable over names and years: the roster's id or name, else the printed name"),
		text("name", "名称", "the roster's name, else the one printed last"),
		text("kind", "机关类型", "by its name", ["government", "township", "street", "department", "unknown"]),
		text("level", "层级", "administrative level by roster, code and name; null where these do not tell", LEVELS),
		text("division_code", "行政区划代码", "six digits of GB/T 2260 of the place where it works; null where the roster has none"),
		text("province", "省级", "name of the province: of the code in divisions, else as the roster's organs of that code bear it"),
		text("city", "地级", "name of the prefecture, likewise; null for provinces and where nothing tells"),
		text("county", "县级", "name of the county, by the roster's organs of that code; null where none bears it"),
		text("parent_id", "上级机关编号", "issuer_id of the organ above it in the roster"),
		flag("in_roster", "是否在名录内", "whether it is one of the roster's: the others are known from their reports alone"),
		flag("is_identified", "是否可识别", "false where its name alone may be another organ's: its reports are joined to no others"),
		whole("first_year", "最早年度", "of its reports in the set"),
		whole("last_year", "最近年度", "of its reports in the set"),
		whole("n_reports", "报告数", "of the set, all versions and copies"),
	],
	key: ["issuer_id"],
};

/** One row a name of an organ. */
const issuerNames: DatasetTable = {
	name: "issuer_names",
	zh: "机关的每个名称一行，附使用年度",
	en: "one row a name of an organ, with the years of its reports under it",
	columns: [
		text("issuer_id", "机关编号", "issuers.issuer_id"),
		text("name", "名称", "as printed, or as the roster has it"),
		whole("valid_from", "最早年度", "first year of a report under this name; null where there is none"),
		whole("valid_to", "最近年度", "last year of a report under this name"),
		whole("n_reports", "报告数", "reports under this name"),
		flag("in_roster", "是否在名录内", "whether the roster has this name"),
	],
	key: ["issuer_id", "name"],
};

/** One row an organ and year, whether a report was had or not. */
const coverage: DatasetTable = {
	name: "coverage",
	zh: "每个机关每个年度一行：报告是否公布、读出",
	en: "one row an organ and year, and a document whose organ is not known: what became of its report",
	columns: [
		text("issuer_id", "机关编号", "issuers.issuer_id; null for documents that name none"),
		whole("year", "年度", "year reported on; null where it is not known"),
		flag("is_owed", "是否应公布", "whether the roster's organ owes it; null where the roster does not have the organ"),
		text("state", "状态", "what became of it; not_seen: not all that may list it was seen, so that nothing can be said", [
			"read",
			"unread",
			"not_found",
			"not_seen",
			"not_due",
		]),
		text("reason", "原因", "why it was not read: the code of the failure"),
		text("report_id", "报告编号", "reports.id of the version in force, or of the last one where nothing tells"),
		text("status", "抽取质量", "reports.status", ["verified", "needs_review", "failed"]),
		whole("n_versions", "版本数", "versions of the report in the set"),
		day("deadline", "期限", "day by which it is due, where a run told it"),
		text("url", "网址", "of a document that was not read"),
	],
	key: ["issuer_id", "year", "url"],
};

/** One row a finding that a reviewer decided on. */
const decisions: DatasetTable = {
	name: "decisions",
	zh: "每个经人员处理的检查结论一行",
	en: "one row a finding that a reviewer decided on, also where it is gone meanwhile; who did is not published",
	columns: [
		text("fingerprint", "指纹", "findings.fingerprint"),
		text("state", "处理状态", "what was decided", ["confirmed", "asked", "dismissed", "resolved"]),
		text("figures", "依据数字摘要", "findings.figures of what was decided on: with others it does not hold"),
		text("reason", "理由", "of the decision"),
		text("decided_at", "处理时间", "ISO 8601"),
		day("deadline", "期限", "day by which the organ shall mend it"),
	],
	key: ["fingerprint"],
};

const real = (name: string, zh: string, en: string): Column => ({ name, type: "DOUBLE", zh, en });

/** One row a figure, or a report, that is not what it was in an earlier release. */
const releaseChanges: DatasetTable = {
	name: "release_changes",
	zh: "与较早发布版相比变化的每个数字一行，新增或消失的报告各一行",
	en: "one row a figure that is not what it was in the release that --since names, and a report that came or went; none without it",
	columns: [
		text("report_id", "报告编号", "reports.id; of the earlier release where the report is gone"),
		text("issuer_id", "机关编号", "issuers.issuer_id"),
		whole("year", "年度", "year reported on"),
		text("since", "较早发布版", "version of the earlier release"),
		text(
			"change",
			"变化原因",
			"revised: another document of the same report prints another figure; reread: the same document, read otherwise; corrected: by a person, or taken back; undetermined: it may be the reading",
			["new", "gone", "revised", "reread", "corrected", "undetermined"],
		),
		text("table", "表", "of the figure; null for reports that came or went"),
		text("row", "行", "row or block, dotted"),
		text("column", "列", "column"),
		real("value_before", "原值", "of the earlier release, after corrections, in the unit of its column in reports"),
		real("value_after", "现值", "of this release, likewise"),
		text("raw_before", "原来的原文", "text as printed, as the earlier release read it"),
		text("raw_after", "现在的原文", "text as printed, as this release reads it"),
		text("reason", "理由", "of the person who corrected it"),
	],
	key: ["report_id", "change", "table", "row", "column"],
};

/** One row a column of the set. */
const codebook: DatasetTable = {
	name: "codebook",
	zh: "数据集每列一行：标签、单位、格式、公式、法律含义、可比性",
	en: "one row a column of the set: labels, unit, forms, formula, meaning in law, comparability",
	columns: [
		text("table_name", "表", "table of the set"),
		text("column_name", "列", "column of the table"),
		text("short_name", "短名", "for Stata"),
		text("type", "类型", "type in Parquet"),
		text("unit", "单位", "unit of all its values; null for none"),
		text("forms", "格式", "statutory forms that have it"),
		text("label_zh", "中文标签", "label in Chinese"),
		text("label_en", "英文标签", "label in English"),
		text("values", "取值", "the words that it may have, parted by spaces; null for others"),
		text("path", "字段", "path in report.json"),
		text("formula", "公式", "how it is computed"),
		text("legal_zh", "法律含义", "meaning in law, in Chinese"),
		text("legal_en", "法律含义（英文）", "meaning in law, in English"),
		text("comparability_zh", "可比性", "what to heed over years and forms, in Chinese"),
		text("comparability_en", "可比性（英文）", "what to heed over years and forms, in English"),
	],
	key: ["table_name", "column_name"],
};

/** One row a province or prefecture. */
const divisions: DatasetTable = {
	name: "divisions",
	zh: "省级、地级行政区划代码表（GB/T 2260）",
	en: "codes of provinces and prefectures (GB/T 2260)",
	columns: [
		text("code", "代码", "six digits"),
		text("name", "名称", "of the division"),
		text("level", "层级", "of the division", ["province", "city"]),
		text("province", "省级", "name of its province"),
		whole("valid_to", "有效至", "last year in which the division was; null where it is"),
	],
	key: ["code"],
};

/** Tables of the set as a whole: one file each, whatever the number of reports. */
export const SET_TABLES: readonly DatasetTable[] = [
	issuers,
	issuerNames,
	coverage,
	decisions,
	releaseChanges,
	codebook,
	divisions,
];

/** Every table of a set: the family's, with rows from each report, then those of the set as a whole. */
export function allTables({ tables }: Pick<Dataset, "tables">): readonly DatasetTable[] {
	return [...tables, ...SET_TABLES];
}
