import type { DeskSummary, RectifyLine } from "../../output/documents/desk-summary.ts";
import type { Filters } from "../search-index/filters.ts";
import { countFindings } from "../search-index/lists.ts";
import { coverageBy, flaggedMost, rulesFound } from "../search-index/overview.ts";
import { owedInView } from "../search-index/owed.ts";
import type { Letter, LetterFigure } from "../store/letters.ts";
import type { Desk } from "./desk.ts";
import { foundTitle } from "./found-title.ts";
import { decidingEvent, itemState, letterFigures } from "./letter-state.ts";

const MOST_RULES = 8;
const MOST_ORGANS = 8;
const MOST_MISSING = 200;

/** The view's figures: the same as overview, register and bulletin tell. */
export function summaryOf(
	desk: Desk,
	{ year, region, level }: Filters,
	{ scope, today }: { readonly scope: string; readonly today: string },
): DeskSummary {
	const filters: Filters = { year, region, level };
	const rows = coverageBy(desk.index, "region", filters);
	const sum = (key: "published" | "late" | "missing" | "undue" | "unseen" | "unread" | "flagged") =>
		rows.reduce((total, row) => total + row[key], 0);
	const found = (more: Filters) => countFindings(desk.index, { ...filters, cause: "report", ...more });
	const lacking = sum("missing") - sum("undue") - sum("unseen");
	const letters = letterFigures(lettersIn(desk, filters), today);
	const owed = owedInView(desk.index, filters, { limit: MOST_MISSING, state: "missing" });
	const missing = [...new Set(owed.map(({ issuer }) => issuer))];
	const rules = rulesFound(desk.index, { ...filters, cause: "report" });
	const weights = ["error", "warn", "info", "undetermined"];
	return {
		...{ scope, madeOn: today, hasRoster: desk.roster.hasOrgans },
		coverage: [
			["已公布", sum("published")],
			["其中逾期", sum("late")],
			...(desk.roster.hasOrgans ? ([["未发现", lacking]] as const) : []),
			["来源未看全", sum("unseen")],
			["未能读取", sum("unread")],
			["未到期", sum("undue")],
			["有错误", sum("flagged")],
		],
		findings: [
			["错误", found({ severity: "error" })],
			["提示", found({ severity: "warn" })],
			["参考", found({ severity: "info" })],
			["待处理", found({ state: "todo" })],
			["已确认", found({ state: "confirmed" })],
			["不成立", found({ state: "dismissed" })],
			["已询问", found({ state: "asked" })],
		],
		letters: [
			["已发通知", letters.sent],
			["所列问题", letters.items],
			["已复核消除", letters.mended],
			["说明成立", letters.accepted],
			["仍未改正", letters.notMended],
			["逾期未办结", letters.overdue],
			["催报", letters.urged],
		],
		rules: rules
			.toSorted((a, b) => weights.indexOf(a.severity) - weights.indexOf(b.severity) || b.n - a.n)
			.slice(0, MOST_RULES)
			.map(({ rule, severity, n, todo }) => ({ severity, title: foundTitle(desk, rule), n, todo })),
		organs: flaggedMost(desk.index, filters, MOST_ORGANS),
		missing,
		lacking,
		isCut: owed.length < lacking,
	};
}

/** Letters of a view: to its organs, about its year. */
export function lettersIn(desk: Desk, { year, region, level }: Filters): Letter[] {
	const isIn = (organ: string) => {
		if (region === undefined && level === undefined) return true;
		const place = desk.roster.placeOf(organ, undefined);
		return (region === undefined || place.region === region) && (level === undefined || place.level === level);
	};
	return desk.letters
		.list()
		.filter(({ organ, items }) => isIn(organ) && (year === undefined || items.some((item) => item.year === year)));
}

const STATES = { open: "待整改", mended: "已复核消除", "not-mended": "仍未改正", accepted: "说明成立" } as const;

/** What letters asked for, one line each, for the workbook; newest letters first. */
export function rectifyLines(desk: Desk, filters: Filters): RectifyLine[] {
	return lettersIn(desk, filters).flatMap((letter) =>
		letter.items
			.filter((item) => filters.year === undefined || item.year === filters.year)
			.map((item): RectifyLine => {
				const event = decidingEvent(letter, item.item);
				const isWithdrawn = letter.events.some(({ kind }) => kind === "withdrawn");
				const replies = letter.events.filter(({ kind }) => kind === "reply").map(({ text }) => text);
				return {
					...{ number: letter.number, organ: letter.organ, year: item.year },
					...{ sentOn: letter.sent_on, deadline: letter.deadline, what: item.message },
					kind: letter.kind === "urge" ? "催报" : "整改",
					state: isWithdrawn ? "已撤回" : STATES[itemState(letter, item)],
					before: figuresText(desk, item.figures),
					after: event ? figuresText(desk, event.figures) : "",
					reply: replies.join("；"),
				};
			}),
	);
}

function figuresText({ pipeline }: Desk, figures: readonly LetterFigure[]): string {
	return figures.map(({ path, value }) => `${pipeline.labelOf(path)} ${value ?? "空白"}`).join("；");
}
