import type { Outcome, Rule } from "../../../src/rules.ts";
import type { MoneyClaim } from "../narrative/money.ts";
import { findAmounts } from "../narrative/money.ts";
import { readNarrative } from "../narrative/read.ts";
import { AGREE } from "./citations.ts";
import { compareClaims } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, textsOf } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";

const NAMES: Readonly<Record<string, string>> = {
	"proactive.regulations.issued": "表二“规章”本年制发件数",
	"proactive.regulations.repealed": "表二“规章”本年废止件数",
	"proactive.regulations.in_force": "表二“规章”现行有效件数",
	"proactive.normative_documents.issued": "表二“行政规范性文件”本年制发件数",
	"proactive.normative_documents.repealed": "表二“行政规范性文件”本年废止件数",
	"proactive.normative_documents.in_force": "表二“行政规范性文件”现行有效件数",
	"proactive.licensing.decisions": "表二“行政许可”处理决定数量",
	"proactive.penalties.decisions": "表二“行政处罚”处理决定数量",
	"proactive.coercion.decisions": "表二“行政强制”处理决定数量",
};

/** Rules T11–T14: what the text says of documents, decisions and money, against table 二. */
export const tableClaimRules: readonly Rule<ReportFacts>[] = [
	{
		id: "T11-docs-text",
		severity: "warn",
		title: "正文所述规章、规范性文件件数与表二一致",
		formula: "制发 = issued; 废止 = repealed; 现行有效 = valid",
		basis: AGREE,
		forms: ["2021"],
		check: (facts) => documents(facts, (path) => !path.endsWith(".decisions")),
	},
	{
		id: "T12-decisions-text",
		severity: "warn",
		title: "正文所述许可、处罚、强制数量与表二一致",
		formula: "n = t2.{licence, penalty, coercion}.decisions",
		basis: AGREE,
		forms: ["2019", "2021"],
		check: (facts) => documents(facts, (path) => path.endsWith(".decisions")),
	},
	{
		id: "T13-fee-text",
		severity: "warn",
		title: "正文所述行政事业性收费金额与表二一致",
		formula: "yuan(text) / 10000 = fee.amount_wan",
		basis: AGREE,
		forms: ["2021"],
		check: fees,
	},
	{
		id: "T14-procure-text",
		severity: "warn",
		title: "正文所述政府集中采购项数、金额与表二一致",
		formula: "text = t2.procure, units made equal",
		basis: AGREE,
		forms: ["2019"],
		check: procurement,
	},
];

function documents(facts: ReportFacts, wants: (path: string) => boolean): Outcome[] {
	const claims = readNarrative(facts).documents.filter(({ path }) => wants(path));
	return [...new Set(claims.map(({ path }) => path))].flatMap((path) =>
		compareClaims(
			facts,
			claims.filter((claim) => claim.path === path),
			[{ name: NAMES[path] ?? path, paths: [path] }],
		),
	);
}

function fees(facts: ReportFacts): Outcome[] {
	const cell = "proactive.fees.amount";
	const wan = numberAt(facts, cell);
	if (wan === undefined) return [];
	return textsOf(facts).flatMap(([section, text]) =>
		findAmounts(section, text, /行政事业性收费/).flatMap((claim) =>
			money(facts, claim, {
				cell,
				name: "表二“行政事业性收费”",
				yuanReadings: [wan * 10_000],
				stepYuan: stepOf(facts, cell) * 10_000,
			}),
		),
	);
}

/** The form of 2019 prints no unit beside the amount: it may be in 元 or in 万元. */
function procurement(facts: ReportFacts): Outcome[] {
	const cell = "proactive.procurement.amount";
	const amount = numberAt(facts, cell);
	if (amount === undefined) return [];
	const step = stepOf(facts, cell);
	return textsOf(facts).flatMap(([section, text]) =>
		findAmounts(section, text, /集中采购|政府采购/).flatMap((claim) =>
			money(facts, claim, {
				cell,
				name: "表二“政府集中采购”采购总金额",
				yuanReadings: [amount, amount * 10_000],
				stepYuan: step * 10_000,
			}),
		),
	);
}

/** The value of the last printed digit of an amount, in the cell's own unit. */
function stepOf(facts: ReportFacts, cell: string): number {
	const decimals = /\.(\d+)/.exec(facts.figure(cell)?.raw ?? "")?.[1]?.length ?? 0;
	return 10 ** -decimals;
}

interface Amount {
	readonly cell: string;
	readonly name: string;
	readonly yuanReadings: readonly number[];
	readonly stepYuan: number;
}

function money(facts: ReportFacts, claim: MoneyClaim, { cell, name, yuanReadings, stepYuan }: Amount): Outcome[] {
	const place = `sections.${claim.section}`;
	const cells = [cell, place];
	const tolerance = stepYuan / 2 + claim.halfStepYuan + 1e-6;
	const near = (yuan: number) => Math.abs(yuan - claim.yuan) <= (claim.isRounded ? Math.max(tolerance, 0.15 * yuan) : tolerance);
	if (yuanReadings.some(near)) return holds(cells);
	const more = {
		expected: numberAt(facts, cell) ?? 0,
		actual: claim.yuan,
		quotes: [{ place, text: claim.quote }],
		key: keyOf(claim.quote),
	};
	const message = `正文“${shorten(claim.quote)}”，${name}为${numberAt(facts, cell)}`;
	// 其中 and the fee for processing requests are shares of the whole.
	const isShare = /其中|信息处理费/.test(claim.quote);
	if (claim.isRounded || isShare)
		return undetermined(cells, `${message}；正文可能为约数或部分金额，不作认定。`, { ...more, severity: "info" });
	return broken(cells, `${message}，换算为同一单位后不一致。`, { ...more, textConfidence: facts.textConfidence });
}
