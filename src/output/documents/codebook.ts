import type { Column, Dataset } from "../../model/dataset.ts";
import { allTables } from "./set-tables.ts";

/** The codebook as a page to read. */
export function renderCodebookPage(dataset: Dataset): string {
	const { title, version } = dataset;
	const sections = allTables(dataset).map((table) => {
		const lines = table.columns.map((column) => {
			const meaning = meaningOf(column).map(cell).join("<br>");
			const law = column.legal ? [column.legal.zh, column.legal.en].map(cell).join("<br>") : "—";
			const how = column.path ? `\`${column.path}\`` : column.formula ? cell(column.formula) : "—";
			return `| \`${column.name}\` | ${meaning} | ${cell(column.unit ?? column.type.toLowerCase())} | ${column.forms?.join(", ") ?? "—"} | ${how} | ${law} |`;
		});
		return `## ${table.name}\n\n${table.zh}。${table.en}.\n\n| 列 column | 含义 meaning | 单位 unit | 格式 form | 字段或公式 path or formula | 法律含义 legal meaning |\n| --- | --- | --- | --- | --- | --- |\n${lines.join("\n")}\n`;
	});
	return `# 编码本 Codebook\n\n${title.zh} / ${title.en}, ${version}\n\n${sections.join("\n")}`;
}

function meaningOf({ zh, en, values, comparability }: Column): string[] {
	return [zh, en, ...(values ? [`= ${values.join(", ")}`] : []), ...(comparability ? [comparability.zh, comparability.en] : [])];
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
