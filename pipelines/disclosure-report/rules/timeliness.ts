import type { Limits, Outcome } from "../../../src/rules.ts";
import { labelOf } from "../labels.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import type { ReportFacts } from "./context.ts";
import { differingFigures, isYearKnown, readWhole } from "./context.ts";
import type { Deadline } from "./deadlines.ts";
import { DEADLINES } from "./deadlines.ts";
import { organOf } from "./organ.ts";
import { broken, holds, undetermined } from "./outcomes.ts";
import { publishedDay, urlDate } from "./published-day.ts";

/** Rules D01–D09: when the report was published. */
export const timelinessRules: readonly FamilyRule[] = [
	...DEADLINES.map(deadlineRule),
	{
		id: "D04-local-deadline",
		severity: "info",
		title: "在当地通知的期限内公布",
		formula: "published ≤ local deadline",
		basis: "当地年报编制通知",
		appliesTo: WITH_TABLES,
		needs: "publication",
		check: localDeadline,
	},
	{
		id: "D05-sign-before-publish",
		severity: "warn",
		title: "落款日期在报告年度之后、公布日期之前",
		formula: "(Y+1)-01-01 ≤ sign ≤ published",
		basis: "《政府信息公开条例》第四十九条",
		premise: readWhole,
		check: signed,
	},
	{
		id: "D06-backdated",
		severity: "warn",
		title: "页面日期与首次见到的日期相符",
		formula: "¬(page_date ≤ deadline ∧ first_seen > deadline + grace ∧ list read between)",
		basis: "《政府信息公开条例》第四十九条；公布时间应当真实",
		needs: "publication",
		limits: { grace_days: 7 },
		check: backdated,
	},
	{
		id: "D07-changed-after",
		severity: "info",
		title: "公布后数字没有变动",
		formula: "numeric cells now = numeric cells before",
		basis: "公布后变动应当说明",
		needs: "publication",
		check: changedAfter,
	},
	{
		id: "D08-premature",
		severity: "warn",
		title: "统计期满后才公布",
		formula: "published ≥ Y-12-31",
		basis: "《政府信息公开条例》第四十九条（“上一年度”）",
		check: premature,
	},
	{
		id: "D09-url-date",
		severity: "info",
		title: "网址中的日期与页面日期相符",
		formula: "date in URL = page_date",
		basis: "网站迁移也会改变日期，仅供核对",
		needs: "publication",
		check: addressDate,
	},
];

function deadlineRule(deadline: Deadline): FamilyRule {
	const { rule, day, basis } = deadline;
	const titles = {
		"D01-dept-jan31": "县级以上政府部门在次年1月31日前公布",
		"D02-gov-mar31": "县级以上地方人民政府在次年3月31日前公布",
		"D03-township": "乡镇、街道在当地规定的期限内公布",
	} as const;
	return {
		id: rule,
		severity: rule === "D03-township" ? "warn" : "error",
		title: titles[rule],
		formula: `published ≤ (Y+1)-${day}`,
		basis,
		appliesTo: WITH_TABLES,
		needs: "publication",
		check: (facts) => onTime(facts, deadline),
	};
}

function onTime(facts: ReportFacts, { rule, kinds, levels, day }: Deadline): Outcome[] {
	const { kind, level } = organOf(facts.issuer, facts.level);
	if (!kinds.includes(kind) || !levels.includes(level) || !isYearKnown(facts)) return [];
	const local = rule === "D03-township" ? facts.publication?.localDeadline?.day : undefined;
	const due = `${facts.year + 1}-${local ?? day}`;
	return judgeDay(facts, due, (published) =>
		rule === "D03-township" && published > `${facts.year + 1}-03-31` ? { severity: "error" as const } : {},
	);
}

/** A page's date may have been reset when the site moved; a list that was watched tells better. */
function judgeDay(
	facts: ReportFacts,
	due: string,
	more: (published: string) => { readonly severity?: "error" } = () => ({}),
): Outcome[] {
	const published = publishedDay(facts);
	const cells = ["publication.published"];
	if (published === undefined) return [];
	if (published <= due) return holds(cells);
	const { firstSeen, pageDate } = facts.publication ?? {};
	const message = `应于${due}前公布，公布日期为${published}`;
	if (firstSeen !== undefined && firstSeen <= due)
		return undetermined(cells, `${message}；但${firstSeen}已见到本报告，页面日期可能因网站迁移改变。`, {
			expected: due,
			actual: published,
		});
	if (pageDate === undefined)
		return undetermined(cells, `${message}（首次见到的日期，页面未标日期）。`, { expected: due, actual: published });
	return broken(cells, `${message}。`, { expected: `≤${due}`, actual: published, ...more(published) });
}

function localDeadline(facts: ReportFacts): Outcome[] {
	const local = facts.publication?.localDeadline;
	if (!local || !isYearKnown(facts)) return [];
	return judgeDay(facts, `${facts.year + 1}-${local.day}`).map((outcome) => ({
		...outcome,
		message: outcome.message === "" ? "" : `${outcome.message}依据：${local.basis}。`,
	}));
}

function signed(facts: ReportFacts): Outcome[] {
	const { publishedOn, year } = facts;
	if (publishedOn === null || !isYearKnown(facts)) return [];
	const cells = ["published_on"];
	const published = facts.publication?.pageDate;
	const more = {
		actual: publishedOn,
		quotes: [{ place: "published_on", text: publishedOn }],
		textConfidence: facts.textConfidence,
	};
	if (publishedOn < `${year + 1}-01-01`)
		return broken(cells, `落款日期${publishedOn}早于统计期满（${year}-12-31）。`, { ...more, expected: `≥${year + 1}-01-01` });
	if (published !== undefined && publishedOn > published)
		return broken(cells, `落款日期${publishedOn}晚于页面公布日期${published}。`, { ...more, expected: `≤${published}` });
	return holds(cells);
}

function backdated(facts: ReportFacts, limits: Limits): Outcome[] {
	const { pageDate, firstSeen, lastAbsent } = facts.publication ?? {};
	if (pageDate === undefined || firstSeen === undefined || lastAbsent === undefined) return [];
	const cells = ["publication.page_date"];
	const late = days(pageDate, lastAbsent);
	if (late <= (limits.grace_days ?? 7)) return holds(cells);
	const message = `页面标注${pageDate}公布，而${lastAbsent}读取栏目时尚无此报告，${firstSeen}首次见到。`;
	return broken(cells, message, { expected: `>${lastAbsent}`, actual: pageDate });
}

function days(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function changedAfter(facts: ReportFacts): Outcome[] {
	const earlier = facts.publication?.earlier;
	if (!earlier) return [];
	const changed = differingFigures(facts, earlier);
	if (changed.length === 0) return holds(["tables.requests"]);
	const shown = changed
		.slice(0, 6)
		.map(
			(figure) =>
				`“${labelOf(figure.path, facts.forms)}”由${earlier.figure(figure.path)?.value ?? "空白"}改为${figure.value ?? "空白"}`,
		)
		.join("；");
	const message = `公布后有${changed.length}个数字变动：${shown}${changed.length > 6 ? "等" : ""}。`;
	return broken(
		changed.map(({ path }) => path),
		message,
		{ severity: "warn", cause: [facts, earlier].every(isReadForSure) ? "report" : "unclear" },
	);
}

function isReadForSure({ textConfidence, isSeenWhole }: ReportFacts): boolean {
	return textConfidence >= 0.95 && isSeenWhole !== false;
}

function premature(facts: ReportFacts): Outcome[] {
	const published = facts.publication?.pageDate ?? facts.publication?.firstSeen;
	if (published === undefined || !isYearKnown(facts)) return [];
	const cells = ["publication.published"];
	const end = `${facts.year}-12-31`;
	if (published >= end) return holds(cells);
	return broken(cells, `${published}即公布，早于统计期满（${end}）。`, { expected: `≥${end}`, actual: published });
}

function addressDate(facts: ReportFacts): Outcome[] {
	const { url, pageUrl, pageDate } = facts.publication ?? {};
	const address = pageUrl ?? url;
	const stated = address === undefined ? undefined : urlDate(address);
	if (stated === undefined || pageDate === undefined) return [];
	const cells = ["publication.page_date"];
	if (stated === pageDate) return holds(cells);
	return broken(cells, `网址中的日期为${stated}，页面日期为${pageDate}。`, {
		expected: pageDate,
		actual: stated,
		quotes: [{ place: "publication.url", text: address ?? "" }],
	});
}
