import type { Column, Value } from "../../../src/rules.ts";
import type { FigureField } from "../fields/figure-fields.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { madeOnce } from "../fields/forms.ts";
import { DUTY } from "../fields/law.ts";
import { pathsOf } from "../fields/paths.ts";
import type { Forms } from "../fields/types.ts";
import { organOf } from "../rules/organ.ts";
import { columnUnit } from "./amounts.ts";
import type { RowFacts } from "./row-facts.ts";
import { SCOPES, scopeStated } from "./scope.ts";

/** Statutory forms that print a figure. */
export function formsWith(path: string, { editions, list }: Forms): string[] {
	if (path.startsWith("statistics.")) return [list.id];
	return editions.filter((edition) => pathsOf(edition).has(path)).map(({ id }) => id);
}

/** A column of a figure: of its value, or of the amount in yuan. */
export interface FigureColumn extends Column {
	readonly figure: string;
	readonly isYuan: boolean;
}

/** One column for every figure of all forms, in their order, and one in yuan beside every amount of money. */
export const figureColumns: (forms: Forms) => readonly FigureColumn[] = madeOnce((forms: Forms) =>
	[...figureFields(forms).values()].flatMap((field) => {
		const column = figureColumn(field, forms);
		return field.unit === "count" ? [column] : [column, inYuan(column)];
	}),
);

function figureColumn(field: FigureField, forms: Forms): FigureColumn {
	const { path, shortName, zh, en, legal } = field;
	const unit = columnUnit(field);
	return {
		name: path.replaceAll(".", "_"),
		shortName,
		// What a document prints as a count may have decimals or more digits than an integer holds: nothing is cut off.
		type: "DOUBLE",
		zh: unit === "yuan" ? `${zh}（元）` : zh,
		en,
		unit,
		forms: formsWith(path, forms),
		path: `tables.${path}`,
		...(unit === "count" ? {} : { formula: "the printed number in its printed unit; null where no unit is printed" }),
		legal,
		figure: path,
		isYuan: false,
	};
}

function inYuan(column: FigureColumn): FigureColumn {
	const { path: _, ...rest } = column;
	return {
		...rest,
		name: `${column.name}_yuan`,
		shortName: `${(column.shortName ?? column.name).slice(0, 29)}_y`,
		zh: `${column.zh.replace(/（(?:万元|元)）$/, "")}（元）`,
		en: `${column.en.replace(/, 10,000 yuan$/, "")}, in yuan`,
		unit: "yuan",
		isYuan: true,
	};
}

/** A column that describes the report. */
export interface IdentityColumn extends Column {
	/** Where it is not what stands at `path` in report.json. */
	readonly tell?: (facts: RowFacts) => Value;
}

const text = (name: string, zh: string, en: string, path: string): IdentityColumn => ({ name, type: "VARCHAR", zh, en, path });
const whole = (name: string, zh: string, en: string, path: string): IdentityColumn => ({ name, type: "INTEGER", zh, en, path });
const day = (name: string, zh: string, en: string, path: string): IdentityColumn => ({ name, type: "DATE", zh, en, path });
const told = (
	column: Pick<Column, "name" | "type" | "zh" | "en" | "values">,
	formula: string,
	tell: IdentityColumn["tell"],
): IdentityColumn => ({ ...column, formula, ...(tell ? { tell } : {}) });

/** Day of a time in ISO 8601. */
const dayOf = (time: string | undefined): string | null => /^\d{4}-\d\d-\d\d/.exec(time ?? "")?.[0] ?? null;

/** Columns that describe the report. */
export const identityColumns: readonly IdentityColumn[] = [
	told(
		{ name: "id", type: "VARCHAR", zh: "编号", en: "identifier of issuer, year and version" },
		"issuer_id-year-vN; a copy has -copy and the beginning of its address's hash after it",
		({ context }) => context.place.id,
	),
	told(
		{ name: "issuer_id", type: "VARCHAR", zh: "机关编号", en: "issuers.issuer_id: the same organ under all its names" },
		"the roster's id or name; else the printed name, with its place where the name alone may be another organ's",
		({ context }) => context.place.issuerId,
	),
	{ ...text("issuer", "发布机关", "issuing organ as printed", "issuer.name"), legal: DUTY },
	text("division_code", "行政区划代码", "GB/T 2260 code, where known", "issuer.division_code"),
	told(
		{
			name: "kind",
			type: "VARCHAR",
			zh: "机关类型",
			en: "kind of organ by its name",
			values: ["government", "township", "street", "department", "unknown"],
		},
		"by the name",
		({ report: { issuer } }) => organOf(issuer.name, issuer.level).kind,
	),
	{ ...text("level", "层级", "administrative level as the roster has it; see issuers.level", "issuer.level") },
	{ ...whole("year", "年度", "year reported on", "year"), legal: DUTY },
	told(
		{ name: "version", type: "INTEGER", zh: "版本", en: "1 for the first published report of issuer and year" },
		"order of published_on, page_date, first_seen, retrieved_at",
		({ context }) => context.place.version,
	),
	told(
		{
			name: "is_current",
			type: "BOOLEAN",
			zh: "是否现行版本",
			en: "whether it is the version in force; null where nothing tells",
		},
		"no later version, and no copy",
		({ context }) => context.place.isCurrent ?? null,
	),
	told(
		{ name: "supersedes", type: "VARCHAR", zh: "所替代的版本", en: "reports.id of the version before" },
		"version",
		({ context }) => context.place.supersedes ?? null,
	),
	told(
		{ name: "copy_of", type: "VARCHAR", zh: "所重复的报告", en: "reports.id of the same report at another address" },
		"the same figures, signed on the same day",
		({ context }) => context.place.copyOf ?? null,
	),
	told(
		{
			name: "scope",
			type: "VARCHAR",
			zh: "统计范围",
			en: "whose figures it says that it gives",
			values: SCOPES,
		},
		"words of preamble and overview",
		({ report }) => scopeStated(report),
	),
	text("form", "格式", "statutory form of table 二", "form"),
	{ ...day("published_on", "落款日期", "date printed under the report: of its signature", "published_on"), legal: DUTY },
	{
		...text("status", "抽取质量", "what the reading thinks of itself", "quality.status"),
		values: ["verified", "needs_review", "failed"],
	},
	{ ...text("text", "文本来源", "where the text came from", "source.text"), values: ["digital", "scanned", "mixed"] },
	text("sha256", "文件SHA-256", "hash of the file", "source.sha256"),
	told(
		{ name: "url", type: "VARCHAR", zh: "网址", en: "address of the file" },
		"source.url; null for files of a folder",
		({ report }) => published(report.source.url),
	),
	text("title", "标题", "title as printed", "title"),
	day("period_from", "统计期限起", "first day of the period stated", "period.from"),
	day("period_to", "统计期限止", "last day of the period stated", "period.to"),
	told(
		{ name: "page_url", type: "VARCHAR", zh: "网页网址", en: "address of the page that links the file" },
		"source.page_url; null for files of a folder",
		({ report }) => published(report.source.page_url),
	),
	day("page_date", "网页日期", "day of publication that the page itself states", "source.page_date"),
	told(
		{ name: "first_seen", type: "DATE", zh: "首次见到", en: "day on which it was first found on its list" },
		"source.first_seen",
		({ report }) => dayOf(report.source.first_seen),
	),
	text("retrieved_at", "采集时间", "when the file was fetched, ISO 8601", "source.retrieved_at"),
	text("file", "文件名", "name of the file", "source.file"),
	text("document_id", "文件编号", "id in report.json: issuer, year and hash of the file", "id"),
	{ ...whole("bytes", "字节数", "size of the file", "source.bytes"), type: "BIGINT", unit: "bytes" },
	{ ...whole("pages", "页数", "pages of the file", "source.pages"), unit: "pages" },
	whole("cells_read", "已读单元格", "cells found in the tables", "quality.cells_read"),
	whole("cells_expected", "应有单元格", "cells that the form has", "quality.cells_expected"),
	whole("ocr_pages", "识别页数", "pages recognised from pixels", "quality.ocr_pages"),
	...(["holds", "broken", "undetermined", "not_assessable"] as const).map((outcome, i) =>
		told(
			{
				name: `rules_${i === 0 ? "hold" : outcome}`,
				type: "INTEGER",
				zh: ["成立的规则数", "不成立的规则数", "待定的规则数", "不能核查的规则数"][i] ?? "",
				en:
					["rules that hold", "rules that are broken", "rules that could not be decided", "rules that could not be assessed"][
						i
					] ?? "",
			},
			"assessments",
			({ assessments }) => Object.values(assessments).filter((one) => one === outcome).length,
		),
	),
];

/** Addresses of an operator's own disk are nobody's business. */
function published(url: string | undefined): string | null {
	return url !== undefined && /^https?:/i.test(url) ? url : null;
}
