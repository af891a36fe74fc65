import type { Outcome } from "../../../src/rules.ts";
import { yuanOf } from "../../../src/rules.ts";
import { figureFields } from "../fields/figure-fields.ts";
import type { Forms } from "../fields/types.ts";
import { columnLabelOf, rowLabelOf } from "../labels.ts";
import type { MoneyClaim } from "../narrative/money.ts";
import { findAmounts } from "../narrative/money.ts";
import { readNarrative } from "../narrative/read.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { AGREE } from "./citations.ts";
import { compareClaims } from "./compare.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, textsOf } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";
import { formsOf } from "./report-forms.ts";

/** Rules T11–T14: what the text says of documents, decisions and money, against table 二. */
export const tableClaimRules: readonly FamilyRule[] = [
	{
		id: "T11-docs-text",
		severity: "warn",
		title: "正文所述规章、规范性文件件数与表二一致",
		formula: "制发 = issued; 废止 = repealed; 现行有效 = valid",
		basis: AGREE,
		appliesTo: { fields: ["proactive.regulations.issued"] },
		check: (facts) => documents(facts, (path) => !path.endsWith(".decisions")),
	},
	{
		id: "T12-decisions-text",
		severity: "warn",
		title: "正文所述许可、处罚、强制数量与表二一致",
		formula: "n = t2.{licence, penalty, coercion}.decisions",
		basis: AGREE,
		appliesTo: WITH_TABLES,
		check: (facts) => documents(facts, (path) => path.endsWith(".decisions")),
	},
	{
		id: "T13-fee-text",
		severity: "warn",
		title: "正文所述行政事业性收费金额与表二一致",
		formula: "yuan(text) / 10000 = fee.amount_wan",
		basis: AGREE,
		appliesTo: { fields: ["proactive.fees.amount"] },
		check: fees,
	},
	{
		id: "T14-procure-text",
		severity: "warn",
		title: "正文所述政府集中采购项数、金额与表二一致",
		formula: "text = t2.procure, units made equal",
		basis: AGREE,
		appliesTo: { fields: ["proactive.procurement.amount"] },
		check: procurement,
	},
];

function documents(facts: ReportFacts, wants: (path: string) => boolean): Outcome[] {
	const claims = readNarrative(facts).documents.filter(({ path }) => wants(path));
	return [...new Set(claims.map(({ path }) => path))].flatMap((path) =>
		compareClaims(
			facts,
			claims.filter((claim) => claim.path === path),
			[{ name: nameOf(path, facts.forms), paths: [path] }],
		),
	);
}

function nameOf(path: string, forms?: Forms): string {
	return `表二“${rowLabelOf(path.slice(0, path.lastIndexOf(".")), forms)}”${columnLabelOf(path, forms)}`;
}

function fees(facts: ReportFacts): Outcome[] {
	return amounts(facts, { cell: "proactive.fees.amount", name: "表二“行政事业性收费”", said: /行政事业性收费/ });
}

function procurement(facts: ReportFacts): Outcome[] {
	return amounts(facts, {
		cell: "proactive.procurement.amount",
		name: "表二“政府集中采购”采购总金额",
		said: /集中采购|政府采购/,
	});
}

/** The form of 2019 prints no unit beside the amount of 采购: where the report prints none either, it may be in 元 or in 万元. */
function amounts(facts: ReportFacts, { cell, name, said }: { cell: string; name: string; said: RegExp }): Outcome[] {
	const value = numberAt(facts, cell);
	if (value === undefined) return [];
	const isAsPrinted = figureFields(formsOf(facts)).get(cell)?.unit === "as printed";
	const printedUnit = facts.figure(cell)?.money?.unit ?? null;
	const unitYuan = yuanOf(printedUnit) ?? 10_000;
	const amount = {
		cell,
		name,
		shown: `${value}${isAsPrinted ? (printedUnit ?? "") : "万元"}`,
		yuanReadings: [value * (isAsPrinted ? unitYuan : 10_000), ...(isAsPrinted && printedUnit === null ? [value] : [])],
		stepYuan: stepOf(facts, cell) * unitYuan,
	};
	return textsOf(facts).flatMap(([section, text]) =>
		findAmounts(section, text, said).flatMap((claim) => compareMoney(facts, claim, amount)),
	);
}

/** The value of the last printed digit of an amount, in the printed unit. */
function stepOf(facts: ReportFacts, cell: string): number {
	const decimals = /\.(\d+)/.exec(facts.figure(cell)?.raw ?? "")?.[1]?.length ?? 0;
	return 10 ** -decimals;
}

interface Amount {
	readonly cell: string;
	readonly name: string;
	/** The cell's value with its unit. */
	readonly shown: string;
	readonly yuanReadings: readonly number[];
	readonly stepYuan: number;
}

function compareMoney(facts: ReportFacts, claim: MoneyClaim, { cell, name, shown, yuanReadings, stepYuan }: Amount): Outcome[] {
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
	const message = `正文“${shorten(claim.quote)}”，${name}为${shown}`;
	// 其中 and the fee for processing requests are shares of the whole.
	const isShare = /其中|信息处理费/.test(claim.quote);
	if (claim.isRounded || isShare)
		return undetermined(cells, `${message}；正文可能为约数或部分金额，不作认定。`, { ...more, severity: "info" });
	return broken(cells, `${message}，换算为同一单位后不一致。`, { ...more, textConfidence: facts.textConfidence });
}
