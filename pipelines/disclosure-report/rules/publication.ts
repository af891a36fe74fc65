import type { Limits, Outcome } from "../../../src/rules.ts";
import { labelOf } from "../labels.ts";
import { flatten } from "../narrative/counts.ts";
import type { FamilyRule } from "./applies.ts";
import type { ReportFacts } from "./context.ts";
import { differingFigures, textsOf } from "./context.ts";
import { broken, holds, keyOf, shorten, undetermined } from "./outcomes.ts";

const LAW_24 = "《政府信息公开条例》第二十四条（检索、查阅、下载）";

/** Rules P01–P10: how the report was published. */
export const publicationRules: readonly FamilyRule[] = [
	rule("P01-in-column", "warn", {
		title: "在“政府信息公开年报”栏目公布",
		formula: "reached from the 年报 column of the platform",
		basis: `国办公开办函〔2019〕61号；${LAW_24}`,
		check: ({ publication }) =>
			publication?.inColumn === undefined
				? []
				: publication.inColumn
					? holds(["publication.url"])
					: broken(["publication.url"], "报告不在“政府信息公开年报”栏目内。"),
	}),
	rule("P02-downloadable", "info", {
		title: "正文称可下载的，页面有下载链接",
		formula: "可下载 in the text ⇒ a link on the page",
		basis: LAW_24,
		check: downloadable,
	}),
	rule("P03-text-not-image", "warn", {
		title: "正文和表格是文字，不是图片或扫描件",
		formula: "the text can be extracted",
		basis: LAW_24,
		check: textNotImage,
	}),
	rule("P04-links-alive", "error", {
		title: "链接有效",
		formula: "HTTP 200 ∧ not a soft 404; three nights",
		basis: "《政府网站与政务新媒体检查指标》（链接可用性）",
		limits: { nights: 3 },
		check: linksAlive,
	}),
	rule("P05-multi-version", "error", {
		title: "多处公布的内容一致",
		formula: "same organ and year at several URLs ⇒ same cells",
		basis: `${LAW_24}；多平台公布应当一致`,
		needs: "copies",
		check: copies,
	}),
	rule("P06-list-order", "info", {
		title: "栏目按时间排序，标题有年份",
		formula: "dates descending; titles have a year",
		basis: LAW_24,
		check: listOrder,
	}),
	rule("P07-encoding-damage", "info", {
		title: "文字没有损坏",
		formula: "no U+FFFD, mojibake, 2025年1月日",
		basis: "公布的文本应当完整可读",
		check: damage,
	}),
	rule("P08-host-trust", "error", {
		title: "来源主机可信",
		formula: "host ∈ *.gov.cn or registered",
		basis: "国办发〔2018〕55号（政府网站使用gov.cn域名）",
		check: hostTrusted,
	}),
	rule("P09-privacy", "warn", {
		title: "正文不含个人身份证号、个人手机号",
		formula: "no 18-digit ID with a valid check digit; no mobile number outside the contact",
		basis: "《个人信息保护法》第二十八条；《政府信息公开条例》第十五条",
		check: privacy,
	}),
	rule("P10-border-missing", "info", {
		title: "网页表格有边框",
		formula: "tables are drawn with borders",
		basis: "报告格式（表格）；影响阅读",
		check: ({ publication }) =>
			publication?.hasBorders === undefined
				? []
				: publication.hasBorders
					? holds(["publication.url"])
					: broken(["publication.url"], "网页上的表格没有边框。"),
	}),
];

type Rest = Omit<FamilyRule, "id" | "severity">;

function rule(id: string, severity: FamilyRule["severity"], rest: Rest): FamilyRule {
	const isInText = rest.check === textNotImage || rest.check === damage || rest.check === privacy;
	return { id, severity, ...(isInText ? {} : { needs: "publication" as const }), ...rest };
}

function downloadable(facts: ReportFacts): Outcome[] {
	const hasDownload = facts.publication?.hasDownload;
	if (hasDownload === undefined) return [];
	const cells = ["publication.url"];
	if (hasDownload) return holds(cells);
	for (const [section, text] of textsOf(facts)) {
		const quote = /[^。]{0,30}下载[^。]{0,10}/.exec(flatten(text))?.[0];
		if (quote && /可(?:以)?(?:在|从|通过|供)?[^。]{0,24}下载/.test(quote))
			return broken([`sections.${section}`], `正文称可下载（“${shorten(quote)}”），页面没有下载链接。`, {
				quotes: [{ place: `sections.${section}`, text: quote }],
			});
	}
	// A report that is a web page can be kept as it is: nothing says that a file must stand beside it.
	return [];
}

function textNotImage(facts: ReportFacts): Outcome[] {
	const { textSource, publication } = facts;
	if (textSource === undefined) return [];
	const cells = ["source.text"];
	if (textSource === "digital") return holds(cells);
	const message =
		textSource === "scanned" ? "文件的文字不能直接提取（扫描件或图片）" : "文件部分页面的文字不能直接提取（扫描件或图片）";
	if (publication?.hasTextTwin === true) return holds(cells);
	if (publication?.hasTextTwin === undefined)
		return broken(cells, `${message}；如另有文字版，以文字版为准。`, { severity: "info" });
	return broken(cells, `${message}，也没有文字版。`);
}

function linksAlive(facts: ReportFacts, limits: Limits): Outcome[] {
	const nights = facts.publication?.failedNights;
	if (nights === undefined) return [];
	const cells = ["publication.url"];
	if (nights === 0) return holds(cells);
	const message = `链接连续${nights}晚无法打开：${facts.publication?.url ?? facts.publication?.pageUrl ?? ""}`;
	return nights >= (limits.nights ?? 3) ? broken(cells, `${message}。`) : undetermined(cells, `${message}，可能是暂时故障。`);
}

function copies(facts: ReportFacts): Outcome[] {
	return (facts.publication?.copies ?? []).flatMap(({ url, facts: other }) => {
		const differing = differingFigures(facts, other);
		if (differing.length === 0) return holds(["publication.url"]);
		const shown = differing
			.slice(0, 6)
			.map(
				(figure) =>
					`“${labelOf(figure.path, facts.forms)}”${figure.value ?? "空白"}与${other.figure(figure.path)?.value ?? "空白"}`,
			)
			.join("；");
		const isSure = [facts, other].every(
			(report) => report.isSeenWhole !== false && differing.every(({ path }) => (report.figure(path)?.confidence ?? 0) >= 0.95),
		);
		return broken(
			differing.map(({ path }) => path),
			`与另一处公布的同一报告有${differing.length}个数字不一致（${url}）：${shown}${differing.length > 6 ? "等" : ""}。`,
			{ key: url, cause: isSure ? "report" : "unclear" },
		);
	});
}

function listOrder(facts: ReportFacts): Outcome[] {
	const list = facts.publication?.list;
	if (!list || list.length === 0) return [];
	const cells = ["publication.url"];
	const unnamed = list.filter(({ title }) => !/20\d\d/.test(title));
	const dates = list.flatMap(({ date }) => date ?? []);
	const isSorted = dates.every((date, i) => i === 0 || date <= (dates[i - 1] ?? date));
	const faults = [
		...(unnamed.length > 0 ? [`有${unnamed.length}条标题没有年份（如“${shorten(unnamed[0]?.title ?? "", 40)}”）`] : []),
		...(isSorted ? [] : ["未按日期从新到旧排列"]),
	];
	return faults.length === 0 ? holds(cells) : broken(cells, `年报栏目${faults.join("，")}。`);
}

const DAMAGE = /\ufffd|锟斤拷|烫烫烫|[ÃÂ][\u0080-\u00bf]|20\d\d年\s*月|\d月\s+日|函20\d{2}\d{1,3}号|〔20\d{2}\d{1,3}号|涵〔/;

function damage(facts: ReportFacts): Outcome[] {
	const texts = textsOf(facts);
	if (texts.length === 0) return [];
	const found = texts.flatMap(([section, text]) => {
		const match = DAMAGE.exec(text);
		return match
			? [{ place: `sections.${section}`, text: text.slice(Math.max(0, match.index - 12), match.index + 20).replaceAll("\n", "") }]
			: [];
	});
	if (found.length === 0) return holds(texts.map(([section]) => `sections.${section}`));
	return found.flatMap((quote) =>
		// The loss may have happened on the way to us.
		undetermined([quote.place], `文字可能损坏：“${quote.text}”。`, { quotes: [quote] }),
	);
}

function hostTrusted(facts: ReportFacts): Outcome[] {
	const { url, trustedHosts = [] } = facts.publication ?? {};
	if (url === undefined || !URL.canParse(url)) return [];
	const { hostname, protocol } = new URL(url);
	if (!protocol.startsWith("http")) return [];
	const cells = ["publication.url"];
	if (hostname === "gov.cn" || hostname.endsWith(".gov.cn") || trustedHosts.includes(hostname)) return holds(cells);
	const message = `来源主机“${hostname}”不是gov.cn域名，也未登记`;
	const isAddress = /^[\d.]+$|^\[/.test(hostname);
	return isAddress
		? undetermined(cells, `${message}；IP地址可能是机关自己的服务器。`)
		: broken(cells, `${message}，可能是镜像网站。`);
}

/** People's own numbers; the finding shows only the beginning. */
function privacy(facts: ReportFacts): Outcome[] {
	const texts = textsOf(facts).filter(([section]) => section !== "preamble");
	if (texts.length === 0) return [];
	const found = texts.flatMap(([section, text]) => {
		const flat = flatten(text);
		const ids = [...flat.matchAll(/(?<!\d)\d{17}[\dXx](?![\dXx])/g)].filter((match) => isIdentityNumber(match[0]));
		const phones = [...flat.matchAll(/(?<!\d)1[3-9]\d{9}(?!\d)/g)].filter(
			(match) => !/电话|热线|联系|咨询|举报/.test(flat.slice(Math.max(0, match.index - 16), match.index)),
		);
		return [
			...ids.map((match) => ({ section, what: "身份证号", text: match[0] })),
			...phones.map((match) => ({ section, what: "手机号", text: match[0] })),
		];
	});
	if (found.length === 0) return holds(texts.map(([section]) => `sections.${section}`));
	return found.flatMap(({ section, what, text }) => {
		const masked = `${text.slice(0, 4)}${"*".repeat(text.length - 4)}`;
		return broken([`sections.${section}`], `正文出现疑似${what}“${masked}”，涉及个人信息。`, {
			quotes: [{ place: `sections.${section}`, text: masked }],
			textConfidence: facts.textConfidence,
			key: keyOf(what),
		});
	});
}

/** The check digit of GB 11643. */
function isIdentityNumber(text: string): boolean {
	const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
	const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
	return "10X98765432"[sum % 11] === text.at(-1)?.toUpperCase();
}
