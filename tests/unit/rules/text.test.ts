import { describe, expect, test } from "vitest";
import type { FactsChange } from "../../support/report-facts.ts";
import { makeFacts, outcomesOf, resultOf } from "../../support/report-facts.ts";

/** Totals of table 三 and 四 that the sentences below speak of. */
const totals = (received: number, carriedIn: number, closed: number, carriedOut: number) => ({
	"requests.received.total": received,
	"requests.carried_in.total": carriedIn,
	"requests.total.total": closed,
	"requests.carried_out.total": carriedOut,
});
const remedies = (review: number, direct: number, after: number) => ({
	"remedies.review.total": review,
	"remedies.litigation_direct.total": direct,
	"remedies.litigation_after_review.total": after,
});
const told = (overview: string, figures: FactsChange["figures"] = {}, more: FactsChange = {}) =>
	makeFacts({ ...more, figures, sections: { overview, ...more.sections } });
const government: FactsChange = { issuer: "石桥县人民政府" };

type Case = readonly [code: string, text: string, figures: FactsChange["figures"], result: string, more?: FactsChange];

function each(cases: readonly Case[]): void {
	for (const [code, text, figures, result, more] of cases) {
		test(`${code}: ${text} is ${result}`, () => {
			expect(resultOf(code, told(text, figures, more))).toBe(result);
		});
	}
}

describe("requests", () => {
	const cases: readonly Case[] = [
		["T03", "全年共收到政府信息公开申请336件。", totals(333, 2, 330, 5), "broken error"],
		["T03", "全年共收到政府信息公开申请75件。", totals(74, 1, 75, 0), "holds"],
		["T03", "全年新收政府信息公开申请75件。", totals(74, 1, 75, 0), "broken error"],
		["T03", "全年收办依申请公开件3607件，同比增长70.3%。", totals(3573, 34, 3486, 121), "holds"],
		["T03", "2023年，县政府办代表县政府受理政府信息公开申请17件。", totals(95, 0, 95, 0), "undetermined", government],
		["T03", "全县共受理政府信息公开申请17件。", totals(95, 0, 95, 0), "broken error", government],
		["T03", "全市共受理政府信息公开申请1700件，我局收到12件申请。", totals(12, 0, 12, 0), "holds"],
		["T03", "通过网络收到政府信息公开申请5件，通过信函收到申请6件。", totals(12, 0, 12, 0), "nothing"],
		["T03", "通过网站、信函等渠道共收到政府信息公开申请11件。", totals(12, 0, 12, 0), "broken error"],
		["T03", "共收到10件依申请公开请求,2022年结转2件,共办结10件,结转2024年度继续办理2件。", totals(10, 2, 10, 2), "holds"],
		["T03", "本年度产生文件430条，其中主动公开120条，依申请公开300条，不予公开10条。", totals(3, 0, 3, 0), "nothing"],
		["T03", "2022年共收到政府信息公开申请40件。", totals(3, 0, 3, 0), "undetermined"],
		["T03", "共收到政府信息公开申请约300件。", totals(297, 0, 297, 0), "holds"],
		["T03", "共收到政府信息公开申请一百零二件。", totals(102, 0, 102, 0), "holds"],
		["T03", "受理群众来信100件，收到咨询20件。", totals(3, 0, 3, 0), "nothing"],
		["T03", "共收到政府信息公开申请3\n\n件，均已答复。", totals(3, 0, 3, 0), "holds"],
		["T03", "共收到政府信息公开申请1,204件。", totals(1204, 0, 1204, 0), "holds"],
		["T03", "较上年增加政府信息公开申请12件。", totals(30, 0, 30, 0), "nothing"],
		["T03", "收到政府信息公开申请0件。", totals(3, 0, 3, 0), "broken error"],
		["T03", "下属水文局收到政府信息公开申请2件。", totals(9, 0, 9, 0), "undetermined"],
		["T03", "收到政府信息公开申请9件。上半年收到申请4件。", totals(9, 0, 9, 0), "holds"],
		[
			"T04",
			"受理申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。",
			totals(3119, 34, 3050, 103),
			"holds",
		],
		["T04", "共收到申请70件，办结69件，1件结转下年度继续办理。", totals(70, 0, 70, 0), "broken error"],
		["T04", "收到政府信息公开申请20件，按时办结18件。", totals(20, 0, 20, 0), "undetermined"],
		["T04", "收到政府信息公开申请20件，按时答复率100%。", totals(20, 0, 20, 0), "nothing"],
		["T04", "办结政府信息公开申请18件。", totals(18, 2, 20, 0), "undetermined"],
		[
			"T05",
			"受理申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。",
			totals(3119, 34, 3050, 103),
			"holds",
		],
		[
			"T05",
			"受理申请3119件，答复3050件（含上年度结转申请35件，另有103件顺延到下年度答复）。",
			totals(3119, 34, 3050, 103),
			"broken error",
		],
		["T05", "共收到申请10件，结转至2024年6件。", totals(10, 0, 7, 3), "broken error"],
		["T05", "收到申请1件，结转上年度1件。", totals(1, 1, 2, 0), "holds"],
		["T06", "收到申请95件，其中自然人89件，法人或其他组织6件。", {}, "broken warn"],
		["T07", "办结申请97件，其中不予公开42件。", {}, "broken error"],
		["T08", "本年度未收到政府信息公开申请。", { "requests.received.total": 3 }, "broken error"],
		["T08", "本年度未收到政府信息公开申请。", { "requests.received.total": 0 }, "holds"],
		["T08", "本年度未收到纸质政府信息公开申请。", { "requests.received.total": 3 }, "nothing"],
		["T08", "未收到因政府信息公开申请行政复议的案件。", { "requests.received.total": 3 }, "nothing"],
		["T08", "县政府办未收到政府信息公开申请。", { "requests.received.total": 3 }, "undetermined", government],
	];
	each(cases);
});

describe("results and applicants", () => {
	const rows = {
		"requests.granted.total": 966,
		"requests.granted_in_part.total": 67,
		"requests.refused.state_secret.total": 80,
		"requests.refused.enforcement_files.total": 1,
		"requests.unavailable.not_held.total": 182,
		"requests.not_processed.complaint.total": 61,
		"requests.other.other.total": 96,
		"requests.received.natural_person": 89,
		"requests.received.business": 6,
	};
	const none = Object.fromEntries(makeFacts().evidence.flatMap(({ path }) => (path.startsWith("requests.") ? [[path, 0]] : [])));
	const split =
		"共办结政府信息公开申请1453件，其中予以公开966件、部分公开67件、不予公开81件、无法提供182件、不予处理61件、其他处理96件。";
	test.each([
		["T07", split, "holds"],
		["T01", split, "holds"],
		["T07", split.replace("966", "965"), "broken error"],
		["T07", "办结申请1453件，予以公开及部分公开1033件，占71.1%。", "holds"],
		["T07", "依法公开1033件。", "nothing"],
		["T07", "办结政府信息公开申请1453件，予以公开1033件。", "undetermined"],
		["T07", "办结政府信息公开申请1453件，不予公开263件。", "undetermined"],
		["T06", "收到政府信息公开申请95件，其中自然人89件，法人或其他组织6件。", "holds"],
		["T06", "收到申请（涉及自然人80件、商业企业6件）。", "broken warn"],
		["T06", "公民、法人和其他组织提出的申请95件。", "nothing"],
	])("%s: %s is %s", (code, text, result) => {
		expect(resultOf(code, told(text, { ...none, ...rows, ...totals(95, 0, 1453, 0) }))).toBe(result);
	});
});

describe("reviews and lawsuits", () => {
	const cases: readonly Case[] = [
		["T09", "因政府信息公开被申请行政复议36件，行政诉讼9件。", remedies(36, 4, 5), "holds"],
		["T09", "政府信息公开行政复议2件，行政诉讼1件。", remedies(3, 1, 0), "broken error"],
		["T09", "政府信息公开行政复议、行政诉讼3件。", remedies(2, 1, 0), "holds"],
		["T09", "全年备案行政复议134件、诉讼57件。", remedies(170, 40, 37), "undetermined"],
		[
			"T09",
			"政府信息公开行政复议351件，其中结果维持72件；行政诉讼46件。",
			{ ...remedies(351, 20, 26), "remedies.review.upheld": 72 },
			"holds",
		],
		["T09", "全年审理行政复议案件12件。", remedies(1, 0, 0), "undetermined"],
		["T10", "未发生因政府信息公开引起的行政复议、行政诉讼。", remedies(0, 0, 1), "broken error"],
		["T10", "未发生因政府信息公开引起的行政复议、行政诉讼。", remedies(0, 0, 0), "holds"],
		["T10", "政府信息公开工作无行政复议被纠错的情况。", remedies(3, 0, 0), "nothing"],
	];
	each(cases);
});

describe("tables 二 and money", () => {
	const document = (issued: number, repealed: number, inForce: number) => ({
		"proactive.normative_documents.issued": issued,
		"proactive.normative_documents.repealed": repealed,
		"proactive.normative_documents.in_force": inForce,
	});
	const cases: readonly Case[] = [
		["T11", "全年制定行政规范性文件0件，现行有效0件。", document(4, 0, 32), "broken warn"],
		["T11", "制发行政规范性文件4件，废止1件，现行有效32件。", document(4, 1, 32), "holds"],
		["T11", "现行有效行政规范性文件393件。", document(698, 132, 470), "broken warn"],
		["T11", "清理规范性文件13件，其中修改4件、废止4件。", document(5, 4, 40), "nothing"],
		["T11", "完善规章制度2项。", document(0, 0, 0), "nothing"],
		["T12", "全年作出行政许可决定62件。", { "proactive.licensing.decisions": 62 }, "holds"],
		["T12", "公开行政许可30件。", { "proactive.licensing.decisions": 62 }, "nothing"],
		["T12", "全年作出行政处罚决定1470件。", { "proactive.penalties.decisions": 1472 }, "broken warn"],
		["T13", "行政事业性收费金额为12.5万元。", { "proactive.fees.amount": 12.5 }, "holds"],
		["T13", "行政事业性收费125000元。", { "proactive.fees.amount": "12.50" }, "holds"],
		["T13", "行政事业性收费12.5万元。", { "proactive.fees.amount": 125 }, "broken warn"],
		["T13", "行政事业性收费，其中不动产登记费12.5万元。", { "proactive.fees.amount": 125 }, "undetermined"],
		["T14", "政府集中采购19项，采购总金额18.6198万元。", { "proactive.procurement.amount": 186198 }, "holds", { year: 2020 }],
		["T14", "政府集中采购金额18.6万元。", { "proactive.procurement.amount": 251000 }, "broken warn", { year: 2020 }],
	];
	each(cases);
});

describe("the text against itself", () => {
	const cases: readonly Case[] = [
		[
			"T01",
			"公开信息23条，其中甲类1条，乙类4条，丙类1条，丁类8条，戊类3条，己类3条，其他类3条，依申请公开信息0条。",
			{},
			"holds",
		],
		["T01", "公开信息23条，其中甲类1条，乙类4条，其他类17条，依申请公开信息5条。", {}, "broken error"],
		["T01", "公开信息698条，其中甲类291条，乙类407条（其中一组400条、其他8条）。", {}, "broken error"],
		["T01", "公开信息698条，其中甲类291条，乙类407条（其中一组400条、其他7条）。", {}, "holds"],
		["T01", "公开信息15余条，其中甲类8条，其他类8条。", {}, "holds"],
		["T01", "公开信息607条，其中甲类380条，乙类319条。", {}, "broken warn"],
		["T01", "公开信息607条，其中甲类380条，乙类119条。", {}, "holds"],
		["T01", "发布信息60条，其中网站50条，微信公众号40条。", {}, "broken info"],
		["T01", "收到申请6件（网络申请2件、信函申请3件）。", {}, "broken warn"],
		["T02", "收到信件80件，其中转办1件，占1.1%。", {}, "broken warn"],
		["T02", "办理32件，其中甲类6件，占18%。", {}, "broken info"],
		["T02", "办理81件，其中甲类42件，占51.85%。", {}, "holds"],
		["T02", "甲类258件，占33.9%。", {}, "nothing"],
		["T02", "办理734件，收到900件，其中甲类16件，占2.8%。", {}, "undetermined"],
		["T16", "收到政府信息公开申请30件。全年共收到政府信息公开申请35件。", totals(12, 0, 12, 0), "broken warn"],
		["T16", "收到政府信息公开申请30件。全年共收到政府信息公开申请30件。", totals(30, 0, 30, 0), "holds"],
		["T16", "收到政府信息公开申请30件。全年共收到政府信息公开申请35件。", totals(30, 0, 30, 0), "undetermined"],
		["T17", "全文电子化率100%。", {}, "holds"],
		["T17", "按时答复率102%。", {}, "broken info"],
		["T17", "收入增长率120%。", {}, "holds"],
		["T18", "截至2022年12月31日，公开信息20条。", {}, "broken warn"],
		["T18", "2022年，我局公开信息20条。", {}, "broken warn"],
		["T18", "2023年，我局公开信息20条。", {}, "holds"],
		["T18", "公开2022年信息公开年报1条。", {}, "nothing"],
		["T18", "2024年，我局将继续加强公开。", {}, "nothing"],
		["T18", "2020年，我局公开信息20条。", {}, "undetermined"],
		["T19", "加强公开。", {}, "broken info"],
		["T19", "网站发布20条，微信12条，公报2期，解读3篇，重点领域公开80条。", {}, "holds"],
	];
	each(cases);
});

describe("growth", () => {
	const previous = makeFacts({ year: 2022, figures: totals(2100, 40, 2100, 40) });
	test.each([
		["收到政府信息公开申请3573件，同比增长70.1%。", "holds"],
		["收到政府信息公开申请3573件，同比增长7.3%。", "broken warn"],
		["收到政府信息公开申请3573件，比上年的2100件增加1473件。", "holds"],
		["收到政府信息公开申请3573件，比上年的2100件增加1400件。", "broken warn"],
		["网站访问量3573次，同比增长7.3%。", "nothing"],
	])("T15: %s is %s", (text, result) => {
		expect(resultOf("T15", told(text, totals(3573, 40, 3500, 113), { previous }))).toBe(result);
	});
});

test("X07: the text counts requests and the table has none", () => {
	const zeros = Object.fromEntries(makeFacts().evidence.map(({ path }) => [path, 0]));
	expect(resultOf("X07", told("收到政府信息公开申请4件，办结3件。", zeros))).toBe("broken error");
	expect(resultOf("X07", told("县政府办收到政府信息公开申请4件。", zeros, government))).toBe("undetermined");
	expect(resultOf("X07", told("收到政府信息公开申请4件。"))).toBe("holds");
});

test("a finding on text quotes it, and its place", () => {
	const [outcome] = outcomesOf("T03", told("全年共收到政府信息公开申请336件。", totals(333, 0, 333, 0)));
	expect(outcome?.quotes).toEqual([{ place: "sections.overview", text: "全年共收到政府信息公开申请336件" }]);
	expect(outcome?.message).toContain("333");
});
