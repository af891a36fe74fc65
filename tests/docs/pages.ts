import { form2021 } from "../../pipelines/disclosure-report/fields/form-2021.ts";
import { issuedForms } from "../../pipelines/disclosure-report/fields/forms.ts";
import { matchersFor } from "../../pipelines/disclosure-report/fields/matchers.ts";
import { requestRowsOf } from "../../pipelines/disclosure-report/fields/paths.ts";
import { labelByPath, rowLabelOf } from "../../pipelines/disclosure-report/labels.ts";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { configurationPage, configurationSchema } from "./configuration.ts";
import { NOTE, table } from "./markdown.ts";
import { tablesPage } from "./tables.ts";

/** Pages of `docs` that are derived from the code, by file name. */
export function generatedPages(): Record<string, string> {
	return {
		"glossary.md": glossaryPage(),
		"configuration.md": configurationPage(),
		"nightly.schema.json": configurationSchema(),
		"tables.md": tablesPage(),
	};
}

function glossaryPage(): string {
	const { shape } = Report;
	const fields = Object.entries(shape).flatMap(([key, schema]) => titleOf(key, schema));
	const sections = Object.entries(shape.sections.shape).flatMap(([key, schema]) => titleOf(`sections.${key}`, schema));
	const { rows, columns } = matchersFor(issuedForms).requests;
	const requestRows = rows.map((row) => [`requests.${row.key}`, rowLabelOf(`requests.${row.key}`)]);
	const requestColumns = columns.map((column) => [column.key, column.labels.join("、")]);
	const others = [...labelByPath].filter(([path]) => !path.startsWith("requests.")).map(([path, { zh }]) => [path, zh]);
	return `# Glossary 术语对照

${NOTE}

Official terms and the one English identifier that code and data have for each.

## Terms of the project

${table([["identifier", "术语", "meaning"], ...TERMS])}

## The report

${table([["identifier", "术语"], ...fields, ...sections])}

## Table 二 and table 四

${table([["identifier", "术语"], ...others])}

## Table 三: rows

The form of 2021 divides （六）其他处理 into ${requestRowsOf(form2021).filter(({ group }) => group?.key === "other").length} rows; the form of 2019 has \`requests.other.total\`.

${table([["identifier", "术语"], ...requestRows])}

## Table 三: columns

${table([["identifier", "术语"], ...requestColumns])}
`;
}

const TERMS = [
	["report", "政府信息公开工作年度报告", "one organ's report on one year"],
	["form", "报告格式", "the statutory form: 2019 (〔2019〕60号) or 2021 (〔2021〕30号)"],
	["issuer", "发布机关", "the organ that reports"],
	["figure", "数字格", "one number of a table, or the null in its place"],
	["evidence, cell", "证据", "where a figure is printed, how, and how sure the reading is"],
	["finding", "检查结果", "a rule that is broken or cannot be told"],
	["issue", "读取问题", "something in the document that was not understood"],
	["holds, broken, undetermined", "成立、不成立、待定", "a rule's verdicts"],
	["balance", "勾稽关系", "the printed identity 一＋二＝三（七）＋四"],
];

function titleOf(key: string, schema: { meta(): { title?: string | undefined } | undefined }): string[][] {
	const title = schema.meta()?.title;
	return title === undefined ? [] : [[key, title]];
}
