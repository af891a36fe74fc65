import type { Column, Dataset } from "../../model/dataset.ts";
import { csv } from "../../text/csv.ts";

const NO_LEGAL = {
	zh: "无：描述报告的读取或由数字算出",
	en: "none: describes the reading, or is computed from figures",
} as const;

/** The codebook as CSV: every column of every table, in Chinese and English; with a byte-order mark where it is for spreadsheets. */
export function renderCodebook({ tables }: Dataset, hasMark: boolean): string {
	const head = [
		"table",
		"column",
		"short_name",
		"type",
		"unit",
		"forms",
		"label_zh",
		"label_en",
		"path",
		"formula",
		"legal_zh",
		"legal_en",
	];
	const lines = tables.flatMap((table) => table.columns.map((column) => [table.name, ...entry(column)]));
	const text = csv([head, ...lines]);
	return hasMark ? text : text.slice(1);
}

function entry(column: Column): string[] {
	const legal = column.legal ?? NO_LEGAL;
	return [
		column.name,
		column.shortName ?? column.name,
		column.type,
		column.unit ?? "",
		column.forms?.join(" ") ?? "all",
		column.zh,
		column.en,
		column.path ?? "",
		column.formula ?? "",
		legal.zh,
		legal.en,
	];
}

/** The codebook as a page to read. */
export function renderCodebookPage({ tables, title, version }: Dataset): string {
	const sections = tables.map((table) => {
		const lines = table.columns.map((column) => {
			const legal = column.legal ?? NO_LEGAL;
			const meaning = [column.zh, column.en].map(cell).join("<br>");
			const law = column.legal ? [legal.zh, legal.en].map(cell).join("<br>") : "—";
			const how = column.path ? `\`${column.path}\`` : column.formula ? cell(column.formula) : "—";
			return `| \`${column.name}\` | ${meaning} | ${cell(column.unit ?? column.type.toLowerCase())} | ${column.forms?.join(", ") ?? "—"} | ${how} | ${law} |`;
		});
		return `## ${table.name}\n\n${table.zh}。${table.en}.\n\n| 列 column | 含义 meaning | 单位 unit | 格式 form | 字段或公式 path or formula | 法律含义 legal meaning |\n| --- | --- | --- | --- | --- | --- |\n${lines.join("\n")}\n`;
	});
	return `# 编码本 Codebook\n\n${title.zh} / ${title.en}, ${version}\n\n${sections.join("\n")}`;
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
