import { expect, test } from "vitest";
import { findMentions } from "../../../pipelines/disclosure-report/narrative/mentions.ts";
import { findPartsClaims } from "../../../pipelines/disclosure-report/narrative/parts.ts";
import { findRequestClaims } from "../../../pipelines/disclosure-report/narrative/requests.ts";
import { verbatim } from "../../../pipelines/disclosure-report/narrative/verbatim.ts";
import { factsOf, outcomesOf, verdictsOf } from "../../support/facts.ts";

const sections = (overview: string) => ({
	sections: { preamble: null, overview, proactive: "", requests: "", remedies: "", problems: "", other: "" },
});

test.each([
	["全年公开信息 １２ 条，其中甲类５条。", "公开信息12条,其中甲类5条", "公开信息 １２ 条，其中甲类５条"],
	["政府信\n息管理", "政府信息管理", "政府信\n息管理"],
	["共12条", "共13条", "共13条"],
	["加强管理，完善制度。", "加强管理,…", "加强管理，…"],
])("in %j the quotation %j is %j", (text, quote, printed) => {
	expect(verbatim(text, quote)).toBe(printed);
});

test("a quotation of parts begins with its clause and is what the report prints", () => {
	const text = "2023年，青石市统计局门户网站累计公开信息 30 条，其中甲类（含乙）12条，占40%；丙类21条。";
	expect(findPartsClaims(text)[0]?.quote).toMatch(/^青石市统计局门户网站累计公开信息30条/);
	const [outcome] = outcomesOf("T01", factsOf({}, sections(text))).filter(({ verdict }) => verdict === "broken");
	expect(text).toContain(outcome?.quotes?.[0]?.text ?? "missing");
});

test("messages quote in the report's own widths, cut short or whole", () => {
	const text = "2023年，青石市统计局门户网站累计公开信息 30 条，其中甲类（含乙）12条，\n占40%；丙类21条。";
	const messages = outcomesOf("T01", factsOf({}, sections(text))).map(({ message }) => message);
	expect(messages).toEqual([
		"正文“青石市统计局门户网站累计公开信息30条，其中甲类（含乙）12条，占40%；丙类21条”：分项12＋21＝33，总数为30。",
	]);
	const short = { sections: { ...sections("").sections, problems: "存在的问题：一是人手不足；二是更新不够。下一步，将改进。" } };
	expect(outcomesOf("S19", factsOf({}, short)).map(({ message }) => message)).toEqual([
		"第五部分仅28字，少于80字：“存在的问题：一是人手不足；二是更新不够。下一步，将改进”。",
	]);
});

test.each([
	"加强主动公开、依申请公开和政府信\n息管理，推进平台建设和监督保障。",
	"加强主动公开、依申\n请公开和政府信息管理，推进平\n台建设和监督保障。",
])("S18 finds words over two lines: %j", (text) => {
	expect(verdictsOf("S18", factsOf({}, sections(text)))).toEqual(["holds"]);
});

test.each([
	"2023年度共制作信息80条，其中主动公开信息数20条，占比25%；依申请公开信息数25条；不予公开信息数35条",
	"全年制作公文80件，按公开属性划分：主动公开20件，依申请公开25件，不予公开35件",
	"全年产生公文80件，主动公开45件，不予公开35件",
	"落实公文公开属性源头认定，不予公开35件",
])("documents by who may see them are no results of requests: %j", (sentence) => {
	expect(
		findRequestClaims(findMentions("overview", `（二）依申请公开。${sentence}。`), { issuer: "青石市水利局", year: 2023 }),
	).toEqual([]);
});

test("results of requests are still counted", () => {
	const text = "全年收到政府信息公开申请12件，予以公开5件，不予公开7件。";
	const claims = findRequestClaims(findMentions("overview", text), { issuer: "青石市水利局", year: 2023 });
	expect(claims.map(({ subject, count }) => [subject, count])).toEqual([
		["received", 12],
		["granted", 5],
		["refused", 7],
	]);
});
