import { expect, test } from "vitest";
import { SECTION_KEYS } from "../../../pipelines/disclosure-report/fields/sections.ts";
import { consistentFigures } from "../../../samples/make/figures.ts";
import { told } from "../../support/fixtures/fixture.ts";
import type { FactsChange } from "../../support/report-facts.ts";
import { makeFacts, resultOf } from "../../support/report-facts.ts";

/** Figures of published reports that a careful reviewer has judged; the sentences are our own. */
const flow = (received: number, carriedIn: number, closed: number, carriedOut: number) => ({
	"requests.received.total": received,
	"requests.carried_in.total": carriedIn,
	"requests.total.total": closed,
	"requests.carried_out.total": carriedOut,
});
const documents = (issued: number, repealed: number, inForce: number) => ({
	"proactive.normative_documents.issued": issued,
	"proactive.normative_documents.repealed": repealed,
	"proactive.normative_documents.in_force": inForce,
});
const block = (name: string, [upheld, corrected, other, pending, total]: readonly number[]) => ({
	[`remedies.${name}.upheld`]: upheld ?? 0,
	[`remedies.${name}.corrected`]: corrected ?? 0,
	[`remedies.${name}.other`]: other ?? 0,
	[`remedies.${name}.pending`]: pending ?? 0,
	[`remedies.${name}.total`]: total ?? 0,
});
const item = (prior: number, change: number, decisions: number) => ({
	"proactive.licensing.prior_items": prior,
	"proactive.licensing.change": change,
	"proactive.licensing.decisions": decisions,
});
const zero = consistentFigures(1, "2021", 0);
const four = SECTION_KEYS.slice(0, 4).map((key, i) => ({ key, block: i, rest: "", page: 1, text: "" }));
const PARTS = "，".concat(
	"总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项",
);

const cases: readonly (readonly [name: string, code: string, change: FactsChange, result: string])[] = [
	[
		"a county counts the district, its office tells its own 17",
		"T03",
		told("2023年，区政府办代表区政府受理政府信息公开申请17件。", { issuer: "洪泽区人民政府", figures: flow(95, 0, 95, 0) }),
		"undetermined",
	],
	[
		"received counts what was carried in: 75 = 74 + 1",
		"T03",
		told("共收到政府信息公开申请75件。", { figures: flow(74, 1, 75, 0) }),
		"holds",
	],
	[
		"handled counts what was carried in: 3607",
		"T03",
		told("共收办政府信息公开申请3607件。", { figures: flow(3573, 34, 3486, 121) }),
		"holds",
	],
	[
		"95 taken up, 98 answered, 8 in, 5 out",
		"T04",
		told("受理政府信息公开申请95件，答复98件，上年结转8件，结转下年5件。", { figures: flow(95, 8, 98, 5) }),
		"holds",
	],
	[
		"95 taken up, 98 answered, 8 in, 5 out",
		"T05",
		told("受理政府信息公开申请95件，答复98件，上年结转8件，结转下年5件。", { figures: flow(95, 8, 98, 5) }),
		"holds",
	],
	[
		"three requests in the table, none in the text",
		"T03",
		told("收到政府信息公开申请0条。", { figures: flow(3, 0, 3, 0) }),
		"broken error",
	],
	["four in the text, a table of zeros", "X07", told("收到政府信息公开申请4件，办结3件。", { all: zero }), "broken error"],
	[
		"hundreds of documents tagged 依申请公开",
		"T03",
		told("制作公文812份，其中主动公开130份，依申请公开560份，不予公开122份。", { figures: flow(2, 0, 2, 0) }),
		"nothing",
	],
	[
		"hundreds of documents tagged 不予公开",
		"T07",
		told("制作公文812份，其中主动公开130份，依申请公开560份，不予公开122份。", { figures: flow(2, 0, 2, 0) }),
		"nothing",
	],
	[
		"cases registered for others: 134 and 57 against 170 and 77",
		"T09",
		told("全市备案行政复议134件、诉讼57件。", {
			figures: { ...block("review", [0, 0, 0, 0, 170]), ...block("litigation_direct", [0, 0, 0, 0, 77]) },
		}),
		"undetermined",
	],
	[
		"in force 393 in the text, 470 in the table",
		"T11",
		told("现行有效行政规范性文件393件。", { figures: documents(698, 132, 470) }),
		"broken warn",
	],
	["made 0 in the text, 4 in the table", "T11", told("制定行政规范性文件0件。", { figures: documents(4, 0, 32) }), "broken warn"],
	[
		"part of the fifth heading counted as refused",
		"T07",
		told("办结政府信息公开申请5件，不予公开2件。", {
			all: { ...zero, ...flow(5, 0, 5, 0), "requests.refused.state_secret.total": 1, "requests.unavailable.not_held.total": 1 },
		}),
		"undetermined",
	],
	["607 is not 380 + 319", "T01", told("公开信息607条，其中甲类380条，乙类319条。"), "broken warn"],
	[
		"23 = 1+4+1+8+3+3+3",
		"T01",
		told("公开信息23条，其中甲1条，乙4条，丙1条，丁8条，戊3条，己3条，其他类3条，依申请公开信息0条。"),
		"holds",
	],
	["more than 15", "T01", told("公开信息15余条，其中甲类8条，其他类8条。"), "holds"],
	["1 of 80 is 1.25%", "T02", told("收到来信80件，其中转办1件，占1.1%。"), "broken warn"],
	["16 of 734 is 2.18%", "T02", told("办理734件，其中转办16件，占2.8%。"), "broken warn"],
	["6 of 32 cut to 18%", "T02", told("办理32件，其中转办6件，占18%。"), "broken info"],
	["10+1+0+0 printed as 0", "A04", { figures: block("review", [10, 1, 0, 0, 0]) }, "broken error"],
	["13+2+4+0 printed as 15", "A04", { figures: block("review", [13, 2, 4, 0, 15]) }, "broken error"],
	["119+25+91+24 = 259", "A04", { figures: block("review", [119, 25, 91, 24, 259]) }, "holds"],
	["one repealed, none left", "A05", { figures: documents(0, 1, 0) }, "holds"],
	[
		"87 made, none disclosed",
		"L17",
		{ year: 2020, figures: { "proactive.normative_documents.made": 87, "proactive.normative_documents.disclosed": 0 } },
		"broken warn",
	],
	["21 + 19 = 40 decisions", "L05", { year: 2020, figures: item(21, 19, 40) }, "broken info"],
	[
		"a township with regulations 2, 0, 2",
		"L01",
		{ issuer: "松木塘镇人民政府", figures: { "proactive.regulations.issued": 2, "proactive.regulations.in_force": 2 } },
		"broken error",
	],
	[
		"internal rules taken for regulations",
		"L02",
		told("公开规章制度类2条。", { figures: { "proactive.regulations.issued": 2 } }),
		"broken warn",
	],
	[
		"6 projects, 251000元",
		"A08",
		{ year: 2020, figures: { "proactive.procurement.projects": 6, "proactive.procurement.amount": "251000元" } },
		"holds",
	],
	[
		"251000元 in a cell of figures",
		"S10",
		{ year: 2020, figures: { "proactive.procurement.amount": "251000元" } },
		"broken warn",
	],
	["+19 is how changes are printed", "S10", { year: 2020, figures: { "proactive.licensing.change": "+19" } }, "holds"],
	["four parts of six", "S01", { headings: four }, "broken error"],
	["says six parts and lists five", "S03", { sections: { preamble: `本报告由六部分组成${PARTS}。` } }, "broken warn"],
	[
		"the notice of 2019 in a report on 2022",
		"S05",
		told("按照国办公开办函〔2019〕60号要求编制。", { year: 2022 }),
		"broken warn",
	],
	["no year in the title", "S13", { title: "驼峰路街道办事处政府信息公开工作年度报告" }, "broken warn"],
	["年度 twice in the title", "S13", { title: "云浦市水务局2022年度政府信息公开工作年度报告" }, "broken info"],
	["from 2010-01-01 to 2009-12-31", "S14", { year: 2023, period: { from: "2010-01-01", to: "2009-12-31" } }, "broken error"],
	["31 reviews on 39 requests", "X06", { figures: { ...flow(39, 0, 39, 0), ...block("review", [0, 0, 0, 0, 31]) } }, "holds"],
	[
		"380元 is 0.038万元, printed as 0.04",
		"X04",
		{ figures: { "proactive.fees.amount": "0.04" }, sections: { other: "1件收取信息处理费380元。" } },
		"holds",
	],
	[
		"203 unpaid and 400元 reported",
		"X03",
		{ figures: { "requests.other.unpaid_fee.total": 203 }, sections: { other: "收取信息处理费400元。" } },
		"holds",
	],
	[
		"965 of 13810 handled otherwise",
		"L07",
		{
			figures: {
				"requests.total.total": 13_810,
				"requests.other.overdue_correction.total": 762,
				"requests.other.unpaid_fee.total": 203,
				"requests.other.other.total": 0,
			},
		},
		"holds",
	],
	["72 of 877 carried over", "L10", { figures: flow(859, 18, 805, 72) }, "holds"],
	["a postcode without its colon is no fault", "S17", { contact: { postcode: "350400", phone: "0591-23161043" } }, "holds"],
	["digit 1 for letter l", "S17", { contact: { email: "y1zdzb2019@example.com" } }, "undetermined"],
];

for (const [name, code, change, result] of cases) {
	test(`${code} on “${name}” is ${result}`, () => {
		expect(resultOf(code, makeFacts(change))).toBe(result);
	});
}
