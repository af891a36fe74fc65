import type { Outcome } from "../../../src/rules.ts";
import { narrow, parseNumeral, plainLabel, similarity } from "../../../src/rules.ts";
import { formFor } from "../fields/forms.ts";
import { HEADINGS, sectionTitle } from "../fields/sections.ts";
import type { Edition } from "../fields/types.ts";
import { flatten } from "../narrative/counts.ts";
import type { FamilyRule } from "./applies.ts";
import { WITH_TABLES } from "./applies.ts";
import { FORMAT, LAW_49 } from "./citations.ts";
import type { ReportFacts } from "./context.ts";
import { readWhole, textsOf } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";
import { formsOf } from "./report-forms.ts";

/** Rules S02, S03, S05, S11 and S13: titles, headings and what the report says of itself. */
export const wordingRules: readonly FamilyRule[] = [
	{
		id: "S02-heading-wording",
		severity: "info",
		title: "各部分标题用语、编号与格式一致",
		formula: "edit(heading, canonical) ≤ 0.25; two official variants of 四 and 五; numbered 一、 to 六、 where numbered",
		basis: FORMAT,
		appliesTo: WITH_TABLES,
		limits: { least_similarity: 0.75 },
		check: headingWording,
	},
	{
		id: "S03-declared-part-count",
		severity: "warn",
		title: "正文自称的部分数与所列、实有部分数一致",
		formula: "n_declared = n_listed = n_found",
		basis: `${FORMAT}；文字应当前后一致`,
		appliesTo: WITH_TABLES,
		premise: readWhole,
		check: declaredParts,
	},
	{
		id: "S05-citation-year",
		severity: "warn",
		title: "所引格式文件、条例的文号与名称、年度相符",
		formula: "year ≥ 2021 ⇒ not 〔2019〕60 alone; (title, number) in the table of documents",
		basis: "国办公开办函〔2019〕60号（2019、2020年度）；国办公开办函〔2021〕30号（2021年度起）；国务院令第711号",
		appliesTo: WITH_TABLES,
		premise: readWhole,
		check: citations,
	},
	{
		id: "S11-template-residue",
		severity: "warn",
		title: "没有残留的模板填写说明",
		formula: "no 编写说明, 填报说明, 此处填写, ××局 …",
		basis: "报告质量要求：文字严谨",
		check: residue,
	},
	{
		id: "S13-title-form",
		severity: "warn",
		title: "标题为“机关全称＋年份＋年政府信息公开工作年度报告”",
		formula: "^{机关全称}{YYYY}年政府信息公开工作年度报告$",
		basis: `${LAW_49}；通行标题`,
		check: titleForm,
	},
];

/** How many of the known headings are official: the fourth and fifth have a long form too. */
const OFFICIAL: Readonly<Partial<Record<string, number>>> = { remedies: 2, problems: 2 };

function headingWording(facts: ReportFacts, limits: Readonly<Record<string, number>>): Outcome[] {
	const printed = facts.headings.filter(({ text }) => text !== "");
	return printed.flatMap(({ key, text }) => {
		const bare = plainLabel(text);
		const score = Math.max(...HEADINGS[key].slice(0, OFFICIAL[key] ?? 1).map((label) => similarity(bare, plainLabel(label))));
		const place = `sections.${key}`;
		const isNumberedOtherwise = /^\s*(?:[\dⅠ-Ⅻ]|[（(]\s*[\d一二三四五六])/.test(narrow(text));
		if (score >= (limits.least_similarity ?? 0.75) && !isNumberedOtherwise) return holds([place]);
		const expected = isNumberedOtherwise ? sectionTitle(key) : (HEADINGS[key][0] ?? "");
		return broken([place], `标题“${shorten(text)}”与格式规定的“${expected}”不一致。`, {
			expected,
			actual: text,
			quotes: [{ place, text }],
			textConfidence: facts.textConfidence,
		});
	});
}

const SECTION_WORDS = [/总体情况|概述/, /主动公开/, /依?申请/, /复议|诉讼/, /问题/, /其他|其它/];

function declaredParts(facts: ReportFacts): Outcome[] {
	return (["preamble", "overview"] as const).flatMap((section) => {
		const sentence = partsSentence(facts.sections[section]);
		return sentence === undefined ? [] : declaredIn(facts, sentence, `sections.${section}`);
	});
}

/** The sentence in which a text says of how many parts the report is made. */
function partsSentence(text: string | undefined | null): string | undefined {
	if (!text) return undefined;
	return flatten(text)
		.split(/[。\n]/)
		.find((part) => /(?:[一二三四五六七八九十]|\d)个?部分/.test(part) && /总体情况|概述/.test(part));
}

function declaredIn(facts: ReportFacts, sentence: string, place: string): Outcome[] {
	const number = /([一二三四五六七八九十]|\d)个?部分/.exec(sentence)?.[1] ?? "";
	const declared = /\d/.test(number) ? Number(number) : parseNumeral(number);
	if (declared === undefined) return [];
	const listed = SECTION_WORDS.map((pattern) => pattern.test(sentence));
	const count = listed.filter(Boolean).length;
	// Reviews and lawsuits may be listed as two parts.
	const split =
		/复议[^、，,]{0,6}[、，,][^、，,]{0,12}诉讼[^、，,]{0,10}(?:情况)?/.test(sentence) && /复议情况/.test(sentence) ? 1 : 0;
	const found = facts.headings.length;
	const quote = shorten(sentence, 160);
	if (declared === count + split && (declared === found || found === 0)) return holds([place]);
	const more = {
		expected: declared,
		actual: count + split,
		quotes: [{ place, text: quote }],
		textConfidence: facts.textConfidence,
	};
	const message = `正文自称由${declared}部分组成，所列为${count + split}部分，实有${found}部分：“${quote}”。`;
	const missesAll = count < 3 || found === 0;
	return missesAll ? undetermined([place], message, more) : broken([place], message, more);
}

/** The notice's number in whatever brackets. */
function citationOf({ notice }: Edition, text: string): string | undefined {
	const [, year = "", number = ""] = /(\d+)\D+(\d+号)/.exec(notice.number) ?? [];
	return new RegExp(`[〔【[(]?${year}[〕】\\])]?${number}`).exec(text)?.[0];
}

function citations(facts: ReportFacts): Outcome[] {
	const { editions } = formsOf(facts);
	return textsOf(facts).flatMap(([section, text]) => {
		const flat = flatten(text);
		const place = `sections.${section}`;
		const cited = editions.flatMap((edition) => {
			const quote = citationOf(edition, flat);
			if (!quote) return [];
			const at = flat.indexOf(quote);
			return [{ edition, around: flat.slice(Math.max(0, at - 40), at + quote.length) }];
		});
		const order = /(?:国务院令|国令)第?(\d{3})号/.exec(flat);
		const wrong = [...cited.flatMap((one) => wrongEdition(facts, one, cited)), ...cited.flatMap(wrongTitleOf)];
		if (order && order[1] === "492" && facts.year >= 2019 && !/第?711号/.test(flat))
			wrong.push({ message: "引用国务院令第492号；2019年5月15日起施行的是国务院令第711号。", quote: order[0] });
		if (wrong.length === 0) return cited.length > 0 || order ? holds([place]) : [];
		return wrong.flatMap(({ message, quote }) =>
			broken([place], message, {
				quotes: [{ place, text: quote }],
				textConfidence: facts.textConfidence,
				key: keyOf(message),
			}),
		);
	});
}

/** A notice that a text cites, with the words before its number. */
interface Citation {
	readonly edition: Edition;
	readonly around: string;
}

interface WrongCitation {
	readonly message: string;
	readonly quote: string;
}

/** A notice that does not govern the year's report, or not yet. */
function wrongEdition(facts: ReportFacts, { edition, around }: Citation, cited: readonly Citation[]): WrongCitation[] {
	const due = formFor(facts.year, formsOf(facts));
	if (!("notice" in due)) return [];
	const says = `${facts.year}年度报告引用${edition.notice.number}`;
	const isOld = edition.firstYear < due.firstYear && !cited.some((other) => other.edition === due);
	if (isOld) return [{ message: `${says}；${due.firstYear}年度起应适用国办公开办函${due.notice.number}。`, quote: around }];
	if (edition.firstYear <= due.firstYear) return [];
	return [{ message: `${says}；该文件自${edition.firstYear}年度报告起适用。`, quote: around }];
}

function wrongTitleOf({ edition, around }: Citation): WrongCitation[] {
	const { title, wrongTitle } = edition.notice;
	if (!wrongTitle.test(around) || title.test(around.replace(wrongTitle, ""))) return [];
	return [{ message: `文件名称与文号不相符：“${shorten(around, 60)}”。`, quote: around }];
}

const RESIDUE =
	/编写说明|填报说明|填写说明|此处填写|可参考本单位|指20\d\d年(?:事项数|办件量)|应提供相关数据|[×ⅹ]{2,20}(?:局|镇|县|市|区|街道|单位)|[XxＸ]{2,20}(?:局|镇|县|市|区|街道|单位)|请.{0,6}填写/;

function residue(facts: ReportFacts): Outcome[] {
	const places = [
		...textsOf(facts).map(([section, text]) => ({ place: `sections.${section}`, text: flatten(text) })),
		...(facts.labels ?? []).map((text) => ({ place: "tables", text: flatten(text) })),
	];
	if (places.length === 0) return [];
	const found = places.flatMap(({ place, text }) => {
		const match = RESIDUE.exec(text);
		return match ? [{ place, quote: shorten(text.slice(Math.max(0, match.index - 10), match.index + 40), 50) }] : [];
	});
	if (found.length === 0) return holds(places.map(({ place }) => place).filter((place, i, all) => all.indexOf(place) === i));
	return found.flatMap(({ place, quote }) =>
		broken([place], `疑似残留模板填写说明：“${quote}”。`, {
			quotes: [{ place, text: quote }],
			textConfidence: facts.textConfidence,
			key: keyOf(quote),
		}),
	);
}

function titleForm(facts: ReportFacts): Outcome[] {
	const title = flatten(facts.title);
	if (title === "") return [];
	const faults: string[] = [];
	let severity: "warn" | "info" = "info";
	const fault = (text: string, isWarn: boolean) => {
		faults.push(text);
		if (isWarn) severity = "warn";
	};
	if (!/20\d\d|二[〇○零]/.test(title)) fault("缺年份", true);
	if (/信息公开/.test(title) && !/政府信息公开/.test(title)) fault("缺“政府”", true);
	if (!/工作/.test(title)) fault("缺“工作”", !/年度政府信息公开年度报告/.test(title));
	if (/工作的年度报告/.test(title)) fault("多“的”字", true);
	if (!/年度报告|年报/.test(title)) fault("缺“年度报告”", true);
	if (/年度政府信息公开工作年度报告/.test(title)) fault("“年度”重复", false);
	const cells = ["title"];
	if (faults.length === 0) return holds(cells);
	return broken(cells, `标题“${title}”${faults.join("、")}。`, {
		severity,
		quotes: [{ place: "title", text: facts.title }],
		textConfidence: facts.textConfidence,
	});
}
