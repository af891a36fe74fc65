import type { Column, DatasetTable } from "../../model/dataset.ts";
import type { DescribedSet } from "./set/release.ts";
import { dayOf, versionOf } from "./set/release.ts";

/** How to cite the set (citation-file-format.github.io, 1.2.0): its version names the content, so that a paper names what it used. */
export function renderCitation({ dataset, release }: DescribedSet): string {
	const day = dayOf(release);
	// JSON's texts are YAML's too: no name can add a line.
	const lines = [
		"cff-version: 1.2.0",
		"message: If you use this data set, please cite it.",
		`title: ${JSON.stringify(dataset.title.en)}`,
		"type: dataset",
		"authors:",
		`  - name: ${JSON.stringify(release.publisher.name)}`,
		`version: ${JSON.stringify(versionOf(dataset.version, release))}`,
		...(day === undefined ? [] : [`date-released: ${day}`]),
		"identifiers:",
		"  - type: other",
		`    value: ${JSON.stringify(`gouji:set:${release.content}`)}`,
		"    description: Key of the content; the same data have the same key.",
		...(release.publisher.homepage === undefined ? [] : [`url: ${JSON.stringify(release.publisher.homepage)}`]),
		"license: CC-BY-4.0",
		"keywords:",
		"  - open government information",
		"  - 政府信息公开",
	];
	return `${lines.join("\n")}\n`;
}

/** Under what terms the data may be used. */
export const DATA_LICENCE = `# Licence of the data

The tables, the codebook and the report.json files are published under the Creative Commons Attribution 4.0 International
licence (CC BY 4.0, https://creativecommons.org/licenses/by/4.0/): use them for anything, name the source (CITATION.cff), and say
what you changed.

The figures and the texts are those of reports that government organs published; facts are nobody's property, and the licence
claims nothing in the reports themselves. Values were read by a machine: \`cells\` tells for every one where it is printed and how sure
the reading is. Who corrected a figure is not published.

## 数据许可

数据表、编码本和 report.json 以知识共享署名 4.0 国际许可协议（CC BY 4.0）发布：可自由使用，须注明来源（见 CITATION.cff）并说明改动。
数字与文字出自行政机关公布的年度报告，本许可不对报告本身主张权利。数值由程序读取，\`cells\` 表列出每个数值的页面位置和读取把握；更正人不公布。
`;

/** A Stata script that loads the wide table and labels it in one language; Stata cuts labels at 80 characters. */
export function renderStataScript(table: DatasetTable, files: readonly string[], language: "zh" | "en"): string {
	const name = (column: Column) => column.shortName ?? column.name;
	const texts = table.columns.filter(({ type }) => type === "VARCHAR").map(name);
	const dates = table.columns.filter(({ type }) => type === "DATE").map(name);
	const label = (column: Column) => column[language].replaceAll(/["`$]/g, "").slice(0, 80);
	const load = (file: string) =>
		`import delimited using "${file}", clear varnames(1) case(preserve) encoding("utf-8") stringcols(_all)`;
	const numbers = table.columns.filter(({ type }) => type !== "VARCHAR" && type !== "DATE").map(name);
	const [first = "", ...others] = files;
	const lines = [
		"* Loads the table and labels its variables; run it in the folder of the set.",
		"clear all",
		load(first),
		...others.flatMap((file) => ["preserve", load(file), "tempfile part", "save `part'", "restore", "append using `part'"]),
		...numbers.map((variable) => `destring ${variable}, replace`),
		...dates.flatMap((variable) => [
			`generate long ${variable}_ = date(${variable}, "YMD")`,
			`drop ${variable}`,
			`rename ${variable}_ ${variable}`,
			`format ${variable} %td`,
		]),
		...table.columns.map((column) => `label variable ${name(column)} "${label(column)}"`),
		`* Text: ${texts.join(" ")}`,
	];
	return `${lines.join("\n")}\n`;
}
