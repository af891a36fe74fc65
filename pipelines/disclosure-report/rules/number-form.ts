import type { Evidence, FigureDoubt, Outcome } from "../../../src/rules.ts";
import type { FigureField } from "../fields/figure-fields.ts";
import { figureFields } from "../fields/figure-fields.ts";
import { labelOf } from "../labels.ts";
import type { ReportFacts } from "./context.ts";
import { formsOf } from "./report-forms.ts";

/** What a doubt about a spelling says of the cell, for those that are the report's own way of writing. */
const SPELLED: Readonly<Partial<Record<FigureDoubt, string>>> = {
	approximate: "约数",
	range: "区间",
	grouping: "容易误读的分隔符",
	letters: "字母",
	detail: "其他数字",
	negative: "表示减少的符号",
};

/**
 * Rule S10. What holds no number is said, as seen; of what no engine could read nothing is said. Digits that are no one number may be two cells that were read as one, and a
 * spelling that leaves a doubt is no error where the number is plain to see.
 */
export function numberForm(facts: ReportFacts): Outcome[] {
	const fields = figureFields(formsOf(facts));
	const none = facts.evidence
		.filter(({ state, doubt }) => state === "unreadable" && !doubt)
		.filter((figure) => !isUnread(figure));
	const doubtful = facts.evidence.filter((figure) => figure.state === "unreadable" && (figure.doubt || isUnread(figure)));
	const improper = facts.evidence.filter((figure) => isImproper(figure, fields.get(figure.path)));
	const isNamed = (figure: Evidence) => improper.includes(figure) || figure.state === "unreadable";
	const units = facts.evidence.filter((figure) => figure.unit !== undefined && !isNamed(figure));
	const spelled = facts.evidence.filter((figure) => figure.doubt && SPELLED[figure.doubt] && !isNamed(figure));
	const ways = [...new Set(spelled.flatMap(({ doubt }) => (doubt && SPELLED[doubt]) || []))].join("、");
	const outcomes = [
		...said(facts, none, { verdict: "broken", message: "数字格内不是数字" }),
		...said(facts, doubtful, { verdict: "undetermined", message: "数字格内读不出一个确定的数字", cause: "reading" }),
		...said(facts, improper, { verdict: "broken", message: "件数应为非负整数" }),
		...said(facts, units, { verdict: "broken", severity: "warn", message: "数字格内带有单位" }),
		...said(facts, spelled, { verdict: "undetermined", severity: "info", cause: "unclear", message: `数字格内有${ways}` }),
	];
	return outcomes.length === 0 && facts.evidence.length > 0 ? [{ verdict: "holds", cells: [], message: "" }] : outcomes;
}

function said(facts: ReportFacts, figures: readonly Evidence[], outcome: Omit<Outcome, "cells">): Outcome[] {
	if (figures.length === 0) return [];
	const shown = figures
		.slice(0, 6)
		.map((figure) => {
			const { path, raw } = figure;
			const label = labelOf(path, facts.forms);
			return raw === "" || isUnread(figure) ? `“${label}”印有内容而未读出` : `“${label}”填为“${raw.replaceAll(/\s+/g, " ")}”`;
		})
		.join("；");
	return [{ ...outcome, cells: figures.map(({ path }) => path), message: `${outcome.message}：${shown}。` }];
}

/** A recognised cell with ink that none of the engines made anything of: its mark is ours, the organ did not write it. */
function isUnread({ state, method, readBy, confidence }: Evidence): boolean {
	return state === "unreadable" && method !== "text" && readBy.length === 0 && confidence < 0.6;
}

/** Only what counts is whole, and only a difference may be below 0. Rows outside the form are not judged. */
function isImproper({ path, value }: Evidence, field: FigureField | undefined): boolean {
	if (value === null || path.includes(".extra_")) return false;
	const { isChange = false, unit = "count" } = field ?? {};
	return (value < 0 && !isChange) || (unit === "count" && !Number.isInteger(value));
}
