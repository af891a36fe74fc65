import type { Column } from "../../../src/rules.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { madeOnce } from "../fields/forms.ts";
import { DUTY } from "../fields/law.ts";
import { pathsOf } from "../fields/paths.ts";
import type { Forms } from "../fields/types.ts";

/** Statutory forms that print a figure. */
function formsWith(path: string, { editions, list }: Forms): string[] {
	if (path.startsWith("statistics.")) return [list.id];
	return editions.filter((edition) => pathsOf(edition).has(path)).map(({ id }) => id);
}

/** One column for every figure of all forms, in their order. */
export const figureColumns: (forms: Forms) => readonly Column[] = madeOnce((forms: Forms) =>
	[...figureFields(forms).values()].map(({ path, shortName, zh, en, unit, legal }) => ({
		name: path.replaceAll(".", "_"),
		shortName,
		// What a document prints as a count may have decimals or more digits than an integer holds: nothing is cut off.
		type: "DOUBLE",
		...{ zh, en, unit },
		forms: formsWith(path, forms),
		path: `tables.${path}`,
		legal,
	})),
);

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
