import type { Evidence, Outcome } from "../../../src/rules.ts";
import { plainLabel } from "../../../src/rules.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { formFor } from "../fields/forms.ts";
import { proactivePaths, requestRowsOf } from "../fields/paths.ts";
import type { SectionKey } from "../fields/sections.ts";
import { HEADINGS, SECTION_KEYS, sectionTitle, TABLE_NAMES } from "../fields/sections.ts";
import type { Edition } from "../fields/types.ts";
import { arePagesOutOfOrder } from "../read/page-order.ts";
import type { TableName } from "../read/tables.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FORMAT, FORMAT_BY_YEAR, LAW_50 } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { readWhole, textCause, textsOf, yearCause } from "./context.ts";
import { formsOf } from "./report-forms.ts";

/** Rules S01, S04, S06–S08: whether everything the form asks for is there. */
export const completenessRules: readonly FamilyRule[] = [
	{
		id: "S01-sections-complete",
		severity: "error",
		title: "六个部分齐全且顺序正确",
		formula: "headings(1..6) ⊇ {总体情况, 主动公开, 收到和处理, 复议诉讼, 问题及改进, 其他} ∧ increasing",
		basis: `${LAW_50}；${FORMAT}`,
		appliesTo: WITH_TABLES,
		premise: readWhole,
		check: sectionsComplete,
	},
	{
		id: "S04-template-year",
		severity: "error",
		title: "表格格式与报告年度相符",
		formula: "2019, 2020 → form 2019; ≥ 2021 → form 2021",
		basis: FORMAT_BY_YEAR,
		premise: readWhole,
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
		const printed = keys.map((key) => sectionTitle(key)).join("；");
		const message = `各部分顺序与格式不符，依次为：${printed}`;
		if (arePagesOutOfOrder(facts.headings))
			return [{ verdict: "undetermined", cells, message: `${message}；可能是文件的页序颠倒。`, cause: "unclear" }];
		return [{ verdict: "broken", cells, message: `${message}。`, cause: textCause(facts) }];
	}
	// A heading may be lost where its table stands; the part itself is there then.
	const withTable = missing.filter((key) => facts.found.has(key as TableName));
	const gone = missing.filter((key) => !withTable.includes(key));
	const name = (key: SectionKey) => `“${sectionTitle(key)}”`;
	const outcomes: Outcome[] = [];
	const printed = printedWords(facts);
	const isPrinted = (key: SectionKey) => HEADINGS[key].some((label) => printed.includes(plainLabel(label)));
	const elsewhere = gone.filter(isPrinted);
	const missed = gone.filter((key) => !isPrinted(key));
	if (missed.length > 0)
		outcomes.push({
			verdict: "broken",
			cells: missed.map((key) => `sections.${key}`),
			message: `未见${missed.map(name).join("、")}部分。`,
			expected: 6,
			actual: 6 - missed.length,
			cause: keys.length === 0 ? "reading" : textCause(facts),
		});
	if (elsewhere.length > 0)
		outcomes.push({
			verdict: "undetermined",
			cells: elsewhere.map((key) => `sections.${key}`),
			message: `未读到${elsewhere.map(name).join("、")}的标题，而文中有此字样。`,
			cause: "reading",
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

/** All words of the sections behind the preface, which may list the parts, and of the tables. */
function printedWords(facts: ReportFacts): string {
	const texts = textsOf(facts).flatMap(([section, text]) => (section === "preamble" ? [] : text));
	return plainLabel([...texts, ...(facts.labels ?? [])].join("").replaceAll(/\s/g, ""));
}

function templateOfYear(facts: ReportFacts): Outcome[] {
	const { list } = formsOf(facts);
	const due = formFor(facts.year, formsOf(facts));
	const used = [
		...(facts.proactiveEdition ? [{ table: "proactive" as const, edition: facts.proactiveEdition }] : []),
		...(facts.requestsEdition ? [{ table: "requests" as const, edition: facts.requestsEdition }] : []),
	];
	const isOldTable = facts.evidence.some(({ path }) => path.startsWith("statistics."));
	if (isOldTable && used.length === 0) {
		if (due === list) return [{ verdict: "holds", cells: ["tables.statistics"], message: "" }];
		const message = `${facts.year}年度报告应使用${due.name}，而文中是${list.name}。`;
		return [
			{ verdict: "broken", cells: ["tables.statistics"], message, expected: due.id, actual: list.id, cause: yearCause(facts) },
		];
	}
	if (!("requests" in due) || used.length === 0) return [];
	const cells = used.map(({ table }) => `tables.${table}`);
	const wrong = used.filter(({ table, edition }) => !isSameTable(table, edition, due));
	if (wrong.length === 0) return [{ verdict: "holds", cells, message: "" }];
	const parts = wrong.map(
		({ table, edition }) =>
			`${TABLE_NAMES[table]}用的是${edition.name}${table === "requests" ? `，${edition.requests.mark}，共${requestRowsOf(edition).length}行` : ""}`,
	);
	const message = `${facts.year}年度报告应使用${due.name}，而${parts.join("；")}。`;
	const sure = wrong.every(({ table }) => tableEvidence(facts, table).every((figure) => figure.method === "text"));
	return [
		{
			// Rows that were not found may be what tells the forms apart.
			verdict: wrong.some(({ table }) => facts.doubted?.has(table)) ? "undetermined" : "broken",
			cells,
			message,
			expected: due.id,
			actual: [...new Set(wrong.map(({ edition }) => edition.id))].join(),
			cause: sure && facts.isYearSure !== false ? "report" : "unclear",
		},
	];
}

/** Whether a table looks alike in two editions: one that did not change follows both. */
function isSameTable(table: "proactive" | "requests", a: Edition, b: Edition): boolean {
	const fieldsOf = (edition: Edition) =>
		table === "proactive" ? proactivePaths(edition) : requestRowsOf(edition).map(({ key }) => key);
	return a === b || fieldsOf(a).join() === fieldsOf(b).join();
}

function tableRule(id: string, title: string, table: TableName): FamilyRule {
	return {
		id,
		severity: "error",
		title,
		formula: "all rows and columns of the edition that the table follows are there",
		basis: FORMAT,
		appliesTo: WITH_TABLES,
		premise: readWhole,
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
	const fields = figureFields(formsOf(facts));
	const rows = [...new Set(missing.map((figure) => fields.get(figure.path)?.row.zh ?? figure.path))];
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
