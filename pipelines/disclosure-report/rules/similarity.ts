import type { Limits, Outcome } from "../../../src/rules.ts";
import { jaccard, matchingPassages, shinglesOf } from "../../../src/rules.ts";
import { ownWords } from "../narrative/body.ts";
import { flatten } from "../narrative/counts.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import type { ReportFacts } from "./context.ts";
import { isFrozen } from "./frozen.ts";
import { organOf } from "./organ.ts";
import { broken, holds, shorten, undetermined } from "./outcomes.ts";

const COPYING = "年报应当真实反映本年度情况，不得照搬（地方考评标准：与往年或其他单位雷同的扣分）";
const SELF: Limits = { warn: 0.9, error: 0.98, least_characters: 200 };

/** Rules M01–M06: whether the words are this organ's and this year's own. */
export const similarityRules: readonly FamilyRule[] = [
	{
		id: "M01-self-copy",
		severity: "warn",
		title: "文字不与本机关上年报告雷同",
		formula: "sim(narrative y, narrative y−1) < 0.90 warn, < 0.98 error; figures, years, boilerplate taken out",
		basis: COPYING,
		needs: "previous",
		limits: SELF,
		check: selfCopy,
	},
	{
		id: "M02-peer-copy",
		severity: "warn",
		title: "文字不与其他单位同年报告雷同",
		formula: "max sim in same place and year < 0.90, text shared by > 50% of peers taken out",
		basis: COPYING,
		needs: "peers",
		limits: { warn: 0.9 },
		check: peerCopy,
	},
	{
		id: "M03-foreign-place",
		severity: "error",
		title: "自称的机关是本机关",
		formula: "organ in “由…编制” shares its place with the issuer",
		basis: COPYING,
		check: foreignPlace,
	},
	{
		id: "M04-problems-repeat",
		severity: "info",
		title: "问题与改进不与上年相同",
		formula: "sim(section 五 y, section 五 y−1) < 0.90",
		basis: "《政府信息公开条例》第五十条第四项",
		appliesTo: WITH_TABLES,
		needs: "previous",
		limits: { warn: 0.9, least_characters: 60 },
		check: problemsRepeat,
	},
	{
		id: "M05-numbers-vs-text",
		severity: "warn",
		title: "数字变化的，文字也应有变化；反之亦然",
		formula: "M01 ⇔ Y05",
		basis: COPYING,
		needs: "previous",
		limits: SELF,
		check: numbersVsText,
	},
	{
		id: "M06-generic-text",
		severity: "warn",
		title: "总体情况有本机关的事实和数字",
		formula: "section 一 has figures besides dates ∨ own names ∨ < 2 of {部分地区, 一些地区, …}",
		basis: "《政府信息公开条例》第五十条；年报应当数据详实",
		appliesTo: WITH_TABLES,
		check: genericText,
	},
];

function likeness(
	facts: ReportFacts,
	previous: ReportFacts,
	keys?: readonly string[],
): { words: string; similarity: number; passages: string[] } {
	const [words, before] = [ownWords(facts, keys), ownWords(previous, keys)];
	return { words, similarity: jaccard(shinglesOf(words), shinglesOf(before)), passages: matchingPassages(words, before) };
}

function percent(similarity: number): string {
	return `${Math.floor(similarity * 1000) / 10}%`;
}

function quotesOf(passages: readonly string[], place: string) {
	return passages.slice(0, 5).map((text) => ({ place, text: shorten(text, 120) }));
}

function selfCopy(facts: ReportFacts, limits: Limits): Outcome[] {
	const { previous } = facts;
	if (!previous) return [];
	const { words, similarity, passages } = likeness(facts, previous);
	const cells = ["sections.overview", "sections.problems"];
	if (words.length < (limits.least_characters ?? 200)) return [];
	if (similarity < (limits.warn ?? 0.9)) return holds(cells);
	const message = `去除数字、年份、机关名称和通用语后，文字与${previous.year}年度报告的相似度为${percent(similarity)}，最长相同段落：“${shorten(passages[0] ?? "", 60)}”。`;
	return broken(cells, message, {
		severity: similarity >= (limits.error ?? 0.98) ? "error" : "warn",
		quotes: quotesOf(passages, "sections.overview"),
		textConfidence: Math.min(facts.textConfidence, previous.textConfidence),
	});
}

function peerCopy(facts: ReportFacts, limits: Limits): Outcome[] {
	if (!facts.peers) return [];
	const cells = ["sections.overview", "sections.problems"];
	const alike = facts.peers.filter(({ similarity }) => similarity >= (limits.warn ?? 0.9));
	if (alike.length === 0) return holds(cells);
	return alike.flatMap(({ issuer, similarity, passages }) =>
		broken(
			cells,
			`去除数字、名称和当地通用文字后，与“${issuer}”同年报告的相似度为${percent(similarity)}，最长相同段落：“${shorten(passages[0] ?? "", 60)}”。`,
			{
				quotes: quotesOf(passages, "sections.overview"),
				textConfidence: facts.textConfidence,
				key: issuer,
			},
		),
	);
}

const SELF_NAMED =
	/(?:本(?:年度)?报告|本年报)?[^。，,]{0,8}由([\u4e00-\u9fa5]{2,12}?(?:市|县|区|旗|镇|乡|街道)[\u4e00-\u9fa5]{0,20}?)(?:[^。，,]{0,30})?编制/;

function foreignPlace(facts: ReportFacts): Outcome[] {
	const { issuer } = facts;
	const text = facts.sections.preamble ?? facts.sections.overview;
	if (issuer === "" || !text) return [];
	const match = SELF_NAMED.exec(flatten(text));
	const named = match?.[1]?.replace(/^(?:原|中共)/, "");
	if (!match || named === undefined) return [];
	const place = facts.sections.preamble ? "sections.preamble" : "sections.overview";
	const own = organOf(issuer, facts.level);
	if (sharesName(issuer, named)) return holds([place, "issuer"]);
	const more = {
		expected: issuer,
		actual: named,
		quotes: [{ place, text: shorten(match[0]) }],
		textConfidence: facts.textConfidence,
	};
	const message = `标题机关为“${issuer}”，正文称由“${named}”编制`;
	// A superior may write the reports of its organs; a place on the same level may not.
	const isSuperior = /[省市]$/.test(organOf(named).place) && !/[省市]$/.test(own.place);
	if (isSuperior || own.place === "")
		return undetermined([place, "issuer"], `${message}；可能由上级编制。`, { ...more, severity: "info" });
	return broken([place, "issuer"], `${message}，两者不是同一地方。`, more);
}

/** Whether two names have two characters of a place in common. */
function sharesName(a: string, b: string): boolean {
	const bare = (name: string) => name.replaceAll(/人民政府|办公室|办事处|管理局|委员会|[省市县区旗镇乡局厅委办]|街道/g, "");
	const [x, y] = [bare(a), bare(b)];
	if (x.length < 2 || y.length < 2) return true;
	for (let i = 0; i + 2 <= x.length; i++) if (y.includes(x.slice(i, i + 2))) return true;
	return false;
}

function problemsRepeat(facts: ReportFacts, limits: Limits): Outcome[] {
	const { previous } = facts;
	if (!previous) return [];
	const { words, similarity, passages } = likeness(facts, previous, ["problems"]);
	if (words.length < (limits.least_characters ?? 60)) return [];
	const cells = ["sections.problems"];
	if (similarity < (limits.warn ?? 0.9)) return holds(cells);
	return broken(
		cells,
		`第五部分与${previous.year}年度报告的相似度为${percent(similarity)}：“${shorten(passages[0] ?? "", 60)}”。`,
		{
			quotes: quotesOf(passages, "sections.problems"),
			textConfidence: Math.min(facts.textConfidence, previous.textConfidence),
		},
	);
}

function numbersVsText(facts: ReportFacts, limits: Limits): Outcome[] {
	const { previous } = facts;
	if (!previous) return [];
	const { words, similarity, passages } = likeness(facts, previous);
	const frozen = isFrozen(facts, previous);
	if (words.length < (limits.least_characters ?? 200) || frozen === undefined) return [];
	const cells = ["sections.overview", "tables.requests"];
	const copied = similarity >= (limits.warn ?? 0.9);
	if (copied === frozen) return holds(cells);
	const message = copied
		? `数字与${previous.year}年度不同，文字相似度为${percent(similarity)}。`
		: `文字与${previous.year}年度不同（相似度${percent(similarity)}），全部数字相同。`;
	return broken(cells, message, {
		quotes: quotesOf(passages.length > 0 ? passages : [words], "sections.overview"),
		textConfidence: Math.min(facts.textConfidence, previous.textConfidence),
	});
}

function genericText(facts: ReportFacts): Outcome[] {
	const text = facts.sections.overview;
	if (!text) return [];
	const flat = flatten(text);
	const cells = ["sections.overview"];
	const numbers = flat.replaceAll(/20\d\d年?|\d{1,4}月|\d{1,4}日|第?\d{1,9}号/g, "").match(/\d+/g) ?? [];
	const { place } = organOf(facts.issuer, facts.level);
	const isOwn = (place !== "" && flat.includes(place)) || /我[局委办镇乡县区市街]|本[局委办镇乡县区市街机]/.test(flat);
	const vague = ["部分地区", "一些地区", "多数部门", "各级政府部门", "有的地方", "一些部门"].filter((word) =>
		flat.includes(word),
	);
	if (numbers.length > 0 || isOwn || vague.length < 2) return holds(cells);
	return broken(cells, `总体情况没有数字，也没有本机关的名称，多处泛称（${vague.map((word) => `“${word}”`).join("、")}）。`, {
		quotes: [{ place: "sections.overview", text: shorten(flat, 80) }],
		textConfidence: facts.textConfidence,
	});
}
