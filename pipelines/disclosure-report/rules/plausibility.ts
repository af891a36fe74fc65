import type { Limits, Outcome } from "../../../src/rules.ts";
import { rowLabelOf } from "../labels.ts";
import { flatten } from "../narrative/counts.ts";
import { findProcessingFee } from "../narrative/money.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FEES, REVIEW } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { numberAt, numbersAt, textsOf } from "./context.ts";
import { cannotMakeRegulations, organOf } from "./organ.ts";
import { broken, holds, shorten, undetermined } from "./outcomes.ts";

/** Rules L01–L06 and L17, L12, L13: whether table 二 and the fee can be right for this organ. */
export const plausibilityRules: readonly FamilyRule[] = [
	{
		id: "L01-rules-authority",
		severity: "error",
		title: "没有规章制定权的机关，规章各格为0",
		formula: "organ ∉ {国务院部门, 省级政府, 设区的市（自治州）政府} ⇒ t2.rules = 0",
		basis: "《立法法》第九十一条、第九十三条",
		appliesTo: WITH_TABLES,
		check: authority,
	},
	{
		id: "L02-rules-misread",
		severity: "warn",
		title: "规章不是“规章制度”",
		formula: "rules.issued ≠ narrative “规章制度类N条”",
		basis: "《立法法》第九十一条、第九十三条",
		appliesTo: WITH_TABLES,
		check: misread,
	},
	{
		id: "L03-normdoc-authority",
		severity: "info",
		title: "街道、内设机构制发的行政规范性文件不多",
		formula: "street or internal organ ⇒ issued < 10",
		basis: "国办发〔2018〕37号（规范性文件制定主体）",
		appliesTo: WITH_TABLES,
		limits: { least_issued: 10 },
		check: streetDocuments,
	},
	{
		id: "L04-fee-magnitude",
		severity: "warn",
		title: "收费金额与机关层级相称",
		formula: "amount_wan ≤ cap(level) ∧ at most 6 decimals",
		basis: "表二“单位：万元”",
		appliesTo: { fields: ["proactive.fees.amount"] },
		limits: { township: 1e3, county: 1e5, other: 1e7, most_decimals: 6 },
		check: feeMagnitude,
	},
	{
		id: "L05-decisions-equals-items",
		severity: "info",
		title: "处理决定数量不是项目数量的累计",
		formula: "¬(decisions = prev + delta ∧ delta ≠ 0)",
		basis: `${REVIEW}（栏目含义）`,
		appliesTo: { fields: ["proactive.licensing.prior_items"] },
		check: (facts) => itemRows(facts, decisionsAreItems),
	},
	{
		id: "L06-decisions-without-items",
		severity: "info",
		title: "没有项目的，一般没有处理决定",
		formula: "prev = 0 ∧ delta = 0 ⇒ decisions = 0",
		basis: REVIEW,
		appliesTo: { fields: ["proactive.licensing.prior_items"] },
		check: (facts) => itemRows(facts, decisionsWithoutItems),
	},
	{
		id: "L12-all-zero",
		severity: "info",
		title: "有许可、处罚职责的机关，全表不全为零",
		formula: "organ with 许可 or 处罚 duty ⇒ some cell ≠ 0",
		basis: REVIEW,
		appliesTo: WITH_TABLES,
		check: allZero,
	},
	{
		id: "L13-infofee-tariff",
		severity: "info",
		title: "信息处理费金额合于费率",
		formula: "yuan mod 10 = 0",
		basis: `${FEES}（每件一百元起，每页十元、二十元、四十元）`,
		appliesTo: { since: 2021 },
		check: tariff,
	},
	{
		id: "L17-made-not-public",
		severity: "warn",
		title: "制作了规范性文件的，应当公开",
		formula: "made ≥ 5 ⇒ newly_public > 0",
		basis: "《政府信息公开条例》第二十条第一项",
		appliesTo: { fields: ["proactive.normative_documents.made"] },
		limits: { least_made: 5 },
		check: madeNotPublic,
	},
];

function authority(facts: ReportFacts): Outcome[] {
	const cells = facts.evidence.flatMap(({ path, value }) =>
		path.startsWith("proactive.regulations.") && value !== null ? [path] : [],
	);
	if (cells.length === 0 || facts.issuer === "") return [];
	const filled = cells.filter((path) => (numberAt(facts, path) ?? 0) > 0);
	if (filled.length === 0) return holds(cells);
	const verdict = cannotMakeRegulations(organOf(facts.issuer, facts.level));
	if (verdict === false) return holds(cells);
	const message = `“${facts.issuer}”的表二规章填有${filled.map((path) => numberAt(facts, path)).join("、")}件`;
	if (verdict === undefined)
		return undetermined(filled, `${message}；该机关的层级不明，有无规章制定权待核。`, { severity: "info" });
	// The form of 2019 also counts what was disclosed, which others may have made.
	const isMade = filled.some((path) => /issued|repealed|in_force|made/.test(path));
	return broken(filled, `${message}，而该机关没有规章制定权。`, isMade ? {} : { severity: "warn" });
}

function misread(facts: ReportFacts): Outcome[] {
	const cell = facts.figure("proactive.regulations.issued") ? "proactive.regulations.issued" : "proactive.regulations.made";
	const value = numberAt(facts, cell);
	if (value === undefined || value === 0) return [];
	return textsOf(facts).flatMap(([section, text]) => {
		const match = /规章制度类?(?:信息)?(\d+)[条件个项]/.exec(flatten(text));
		if (!match) return [];
		const place = `sections.${section}`;
		if (Number(match[1]) !== value) return holds([cell, place]);
		return broken([cell, place], `正文“${match[0]}”，表二规章也为${value}件，疑把内部规章制度当作规章。`, {
			quotes: [{ place, text: match[0] }],
			textConfidence: facts.textConfidence,
		});
	});
}

function streetDocuments(facts: ReportFacts, limits: Limits): Outcome[] {
	const cell = facts.figure("proactive.normative_documents.issued")
		? "proactive.normative_documents.issued"
		: "proactive.normative_documents.made";
	const value = numberAt(facts, cell);
	const { kind } = organOf(facts.issuer, facts.level);
	if (value === undefined || (kind !== "street" && !/(?:科|股|处|所|站)$/.test(facts.issuer))) return [];
	if (value < (limits.least_issued ?? 10)) return holds([cell]);
	return broken([cell], `“${facts.issuer}”本年制发规范性文件${value}件，偏多，可能计入了一般发文。`, { actual: value });
}

function feeMagnitude(facts: ReportFacts, limits: Limits): Outcome[] {
	const cell = "proactive.fees.amount";
	const value = numberAt(facts, cell);
	if (value === undefined) return [];
	const { level, kind } = organOf(facts.issuer, facts.level);
	const cap =
		(level === "township" ? limits.township : level === "county" && kind === "department" ? limits.county : limits.other) ?? 1e7;
	const decimals = /\.(\d+)/.exec(facts.figure(cell)?.raw ?? "")?.[1]?.length ?? 0;
	if (value > cap)
		return broken([cell], `表二收费金额${value}万元，超过同类机关的常见上限${cap}万元，单位可能是元。`, {
			expected: `≤${cap}`,
			actual: value,
		});
	const most = limits.most_decimals ?? 6;
	if (decimals > most)
		return broken([cell], `表二收费金额“${facts.figure(cell)?.raw}”有${decimals}位小数，小于一分钱。`, { actual: value });
	return holds([cell]);
}

/** Judges each row of items that has all three figures. */
function itemRows(facts: ReportFacts, judge: (figures: readonly [number, number, number], row: string) => Outcome[]): Outcome[] {
	return ["licensing", "other_services", "penalties", "coercion"].flatMap((row) => {
		const cells = ["prior_items", "change", "decisions"].map((column) => `proactive.${row}.${column}`);
		const [prior, change, decisions] = numbersAt(facts, cells) ?? [];
		if (prior === undefined || change === undefined || decisions === undefined) return [];
		return judge([prior, change, decisions], `表二“${rowLabelOf(`proactive.${row}`)}”`).map((outcome) => ({ ...outcome, cells }));
	});
}

function decisionsAreItems([prior, change, decisions]: readonly [number, number, number], row: string): Outcome[] {
	if (change === 0) return [];
	if (decisions !== prior + change || decisions === 0) return holds([]);
	return broken(
		[],
		`${row}：${prior}${change < 0 ? "－" : "＋"}${Math.abs(change)}＝${decisions}，处理决定数量恰为项目数之和，请核实是否按栏目含义填报。`,
	);
}

function decisionsWithoutItems([prior, change, decisions]: readonly [number, number, number], row: string): Outcome[] {
	if (prior !== 0 || change !== 0) return [];
	if (decisions === 0) return holds([]);
	return broken([], `${row}：上一年项目数量0、本年增减0，而处理决定${decisions}件，请核对。`);
}

function allZero(facts: ReportFacts): Outcome[] {
	const printed = facts.evidence.filter(({ value }) => value !== null);
	if (printed.length < 100 || organOf(facts.issuer, facts.level).kind !== "department") return [];
	const cells = ["tables.proactive", "tables.requests", "tables.remedies"];
	if (printed.some(({ value }) => value !== 0)) return holds(cells);
	if (
		!/公安|市场监督|交通|城市管理|综合执法|自然资源|生态环境|卫生健康|应急|税务|住房|水利|农业|文化|人力资源/.test(facts.issuer)
	)
		return [];
	return broken(cells, `“${shorten(facts.issuer)}”有许可、处罚职责，而三张表全部为零，请核对。`);
}

function tariff(facts: ReportFacts): Outcome[] {
	const fee = findProcessingFee(facts.sections);
	if (!fee || fee.yuan === 0 || fee.isRounded || fee.halfStepYuan > 1) return [];
	const place = `sections.${fee.section}`;
	if (fee.yuan % 10 === 0) return holds([place]);
	return broken([place], `正文“${fee.quote}”：信息处理费按件一百元、按页十元起计，${fee.yuan}元不是十元的整数倍。`, {
		quotes: [{ place, text: fee.quote }],
		textConfidence: facts.textConfidence,
	});
}

function madeNotPublic(facts: ReportFacts, limits: Limits): Outcome[] {
	const cells = ["proactive.normative_documents.made", "proactive.normative_documents.disclosed"];
	const [made, disclosed] = numbersAt(facts, cells) ?? [];
	if (made === undefined || disclosed === undefined || made < (limits.least_made ?? 5)) return [];
	if (disclosed > 0) return holds(cells);
	return broken(cells, `表二规范性文件本年新制作${made}件，本年新公开0件；规范性文件应当主动公开。`);
}
