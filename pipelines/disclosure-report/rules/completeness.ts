import type { Evidence, Outcome, Rule } from "../../../src/rules.ts";
import { editionFor } from "../forms/editions.ts";
import { labelOf } from "../labels.ts";
import { SECTION_KEYS } from "../read/headings.ts";
import type { TableName } from "../read/tables.ts";
import type { ReportFacts } from "./context.ts";
import { textCause } from "./context.ts";

const LAW = "《政府信息公开条例》第五十条";
const FORMAT = "国办公开办函〔2019〕60号、〔2021〕30号规定的报告格式";
const SECTION_NAMES = [
	"一、总体情况",
	"二、主动公开政府信息情况",
	"三、收到和处理政府信息公开申请情况",
	"四、政府信息公开行政复议、行政诉讼情况",
	"五、存在的主要问题及改进情况",
	"六、其他需要报告的事项",
] as const;
const TABLE_NAMES: Readonly<Record<TableName, string>> = { proactive: "表二", requests: "表三", remedies: "表四" };
const EDITION_NAMES = { "2019": "2019年格式（〔2019〕60号）", "2021": "2021年格式（〔2021〕30号）" } as const;

/** Rules S01, S04, S06–S08: whether everything the form asks for is there. */
export const completenessRules: readonly Rule<ReportFacts>[] = [
	{
		id: "S01-sections-complete",
		severity: "error",
		title: "六个部分齐全且顺序正确",
		formula: "headings(1..6) ⊇ {总体情况, 主动公开, 收到和处理, 复议诉讼, 问题及改进, 其他} ∧ increasing",
		basis: `${LAW}；${FORMAT}`,
		forms: ["2019", "2021"],
		check: sectionsComplete,
	},
	{
		id: "S04-template-year",
		severity: "error",
		title: "表格格式与报告年度相符",
		formula: "2019, 2020 → form 2019; ≥ 2021 → form 2021",
		basis: "国办公开办函〔2019〕60号（2019、2020年度）；国办公开办函〔2021〕30号（2021年度起）",
		check: templateOfYear,
	},
	tableRule("S06-table2-complete", "表二行列齐全", "proactive"),
	tableRule("S07-table3-complete", "表三行列齐全", "requests"),
	tableRule("S08-table4-complete", "表四十五格齐全", "remedies"),
];

function sectionsComplete(facts: ReportFacts): Outcome[] {
	const keys = facts.headings.map((heading) => heading.key);
	const missing = SECTION_KEYS.filter((key) => !keys.includes(key));
	const cells = SECTION_KEYS.map((key) => `sections.${key}`);
	if (missing.length === 0) {
		const order = keys.map((key) => SECTION_KEYS.indexOf(key));
		const sorted = order.every((place, i) => i === 0 || place > (order[i - 1] ?? 0));
		if (sorted) return [{ verdict: "holds", cells, message: "" }];
		const printed = keys.map((key) => SECTION_NAMES[SECTION_KEYS.indexOf(key)]).join("；");
		return [{ verdict: "broken", cells, message: `各部分顺序与格式不符，依次为：${printed}。`, cause: textCause(facts) }];
	}
	// A heading may be lost where its table stands; the part itself is there then.
	const withTable = missing.filter((key) => facts.found.has(key as TableName));
	const gone = missing.filter((key) => !withTable.includes(key));
	const name = (key: (typeof SECTION_KEYS)[number]) => `“${SECTION_NAMES[SECTION_KEYS.indexOf(key)]}”`;
	const outcomes: Outcome[] = [];
	if (gone.length > 0)
		outcomes.push({
			verdict: "broken",
			cells: gone.map((key) => `sections.${key}`),
			message: `未见${gone.map(name).join("、")}部分。`,
			expected: 6,
			actual: 6 - gone.length,
			cause: keys.length === 0 ? "reading" : textCause(facts),
		});
	if (withTable.length > 0)
		outcomes.push({
			verdict: "undetermined",
			cells: withTable.map((key) => `sections.${key}`),
			message: `有表格而未读到${withTable.map(name).join("、")}的标题。`,
			cause: "reading",
		});
	return outcomes;
}

function templateOfYear(facts: ReportFacts): Outcome[] {
	const due = editionFor(facts.year);
	const used = [
		...(facts.proactiveEdition ? [{ table: "proactive" as const, edition: facts.proactiveEdition }] : []),
		...(facts.requestsEdition ? [{ table: "requests" as const, edition: facts.requestsEdition }] : []),
	];
	const isOldTable = facts.evidence.some(({ path }) => path.startsWith("statistics."));
	if (isOldTable && used.length === 0) {
		if (due === "pre2019") return [{ verdict: "holds", cells: ["tables.statistics"], message: "" }];
		const message = `${facts.year}年度报告应使用${EDITION_NAMES[due]}，而文中是2014至2018年度的统计表。`;
		return [
			{ verdict: "broken", cells: ["tables.statistics"], message, expected: due, actual: "pre2019", cause: textCause(facts) },
		];
	}
	if (due === "pre2019" || used.length === 0) return [];
	const cells = used.map(({ table }) => `tables.${table}`);
	const wrong = used.filter(({ edition }) => edition !== due);
	if (wrong.length === 0) return [{ verdict: "holds", cells, message: "" }];
	const parts = wrong.map(
		({ table, edition }) =>
			`${TABLE_NAMES[table]}用的是${EDITION_NAMES[edition]}${table === "requests" ? (edition === "2019" ? "，“（六）其他处理”只有一行，共23行" : "，“（六）其他处理”分三行，共25行") : ""}`,
	);
	const message = `${facts.year}年度报告应使用${EDITION_NAMES[due]}，而${parts.join("；")}。`;
	const sure = wrong.every(({ table }) => tableEvidence(facts, table).every((figure) => figure.method === "text"));
	return [
		{
			// Rows that were not found may be what tells the forms apart.
			verdict: wrong.some(({ table }) => facts.doubted?.has(table)) ? "undetermined" : "broken",
			cells,
			message,
			expected: due,
			actual: [...new Set(wrong.map(({ edition }) => edition))].join(),
			cause: sure ? "report" : "unclear",
		},
	];
}

function tableRule(id: string, title: string, table: TableName): Rule<ReportFacts> {
	return {
		id,
		severity: "error",
		title,
		formula: "all rows and columns of the edition that the table follows are there",
		basis: FORMAT,
		forms: ["2019", "2021"],
		check: (facts) => tableComplete(facts, table),
	};
}

function tableComplete(facts: ReportFacts, table: TableName): Outcome[] {
	const cells = [`tables.${table}`];
	const name = TABLE_NAMES[table];
	if (!facts.found.has(table)) {
		// Where the tables of a document were not seen, one that shows no sign of itself was not seen either.
		const isSeen = facts.found.size > 0 || (facts.doubted?.size ?? 0) === 0;
		const isRead = !facts.hasPictures && facts.textConfidence >= 0.95 && isSeen && !facts.doubted?.has(table);
		const cause = isRead ? "report" : "reading";
		return [
			{
				verdict: cause === "report" ? "broken" : "undetermined",
				cells,
				message: `未见${name}${cause === "reading" ? "（表格可能是图片，或未能识别）" : ""}。`,
				cause,
			},
		];
	}
	const missing = tableEvidence(facts, table).filter((figure) => figure.state === "absent");
	if (missing.length === 0) return [{ verdict: "holds", cells, message: "" }];
	const rows = [...new Set(missing.map((figure) => labelOf(figure.path).split("·").slice(0, -1).join("·")))];
	const shown = rows
		.slice(0, 6)
		.map((row) => `“${row}”`)
		.join("、");
	const message = `${name}缺${missing.length}格：${shown}${rows.length > 6 ? `等${rows.length}处` : ""}。`;
	const sure = facts.textConfidence >= 0.95 && !facts.doubted?.has(table);
	return [{ verdict: "broken", cells: missing.map((figure) => figure.path), message, cause: sure ? "report" : "unclear" }];
}

function tableEvidence(facts: ReportFacts, table: TableName): Evidence[] {
	return facts.evidence.filter((figure) => figure.path.startsWith(`${table}.`) && !figure.path.includes(".extra_"));
}
