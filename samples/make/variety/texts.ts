import type { Figures } from "../figures.ts";
import type { Chooser } from "./choose.ts";
import type { Piece } from "./report.ts";
import type { Sheet } from "./sheet.ts";
import { sheetOf } from "./sheet.ts";

/** What the text of a report speaks of. */
export interface Facts {
	readonly issuer: string;
	readonly year: number;
	readonly signedOn: string;
	readonly figures: Figures;
}

const OFFICIAL = [
	"总体情况",
	"主动公开政府信息情况",
	"收到和处理政府信息公开申请情况",
	"政府信息公开行政复议、行政诉讼情况",
	"存在的主要问题及改进情况",
	"其他需要报告的事项",
];
const LOCAL = [
	"总体情况",
	"主动公开政府信息情况",
	"收到和处理政府信息公开申请情况",
	"因政府信息公开工作被申请行政复议、提起行政诉讼情况",
	"政府信息公开工作存在的主要问题及改进情况",
	"其他需要报告的事项",
];

/** Headings as they were seen misprinted and reworded. */
const ODD = [
	"总体情况",
	"主动公开政府信息情况",
	"收到和处理政府信息公开申请情况",
	"政府信息公开行政法复议、行政诉讼情况",
	"存在的主要问题及明年工作计划",
	"其他需要报告的事项",
];
const SHORT = [
	"总体情况",
	"主动公开情况",
	"收到和处理政府信息公开申请情况",
	"行政复议与行政诉讼情况",
	"存在问题及改进措施",
	"其他需要报告的事项",
];

/** The six headings as printed. */
export function headingsOf({ pick }: Chooser): string[] {
	const names = { official: OFFICIAL, local: LOCAL, odd: ODD, short: SHORT }[
		pick("heading-names", ["official", "official", "local", "odd", "short"])
	];
	const way = pick("headings", ["、", "、", "、", ".", "．", "spaced", "colon", "bare", "part", "brackets"]);
	const numerals = "一二三四五六";
	return names.map((name, i) => {
		const numeral = numerals[i] ?? "";
		if (way === "spaced") return `${numeral} 、 ${name}`;
		if (way === "colon") return `${numeral}、${name}：`;
		if (way === "bare") return name;
		if (way === "part") return `第${numeral}部分 ${name}`;
		if (way === "brackets") return `（${numeral}）${name}`;
		return `${numeral}${way}${name}`;
	});
}

/** What stands above the preamble: a cover, a table of contents, the title on one or more lines. */
export function titleOf({ issuer, year }: Facts, { pick }: Chooser, headings: readonly string[]): Piece[] {
	const kind = "政府信息公开工作年度报告";
	const lines = {
		one: [`${issuer}${year}年${kind}`],
		degree: [`${issuer}${year}年度${kind}`],
		"year-first": [`${year}年${issuer}${kind}`],
		spaced: [`${issuer} ${year} 年${kind}`],
		two: [issuer, `${year}年${kind}`],
		"two-year": [`${issuer}${year}年`, kind],
		three: [issuer, `${year}年度`, kind],
		short: [`${issuer}${year}年政府信息公开年度报告`],
		chinese: [`${issuer}二〇${[...String(year).slice(2)].map((d) => "〇一二三四五六七八九"[Number(d)]).join("")}年${kind}`],
		cut: [`${issuer}${year}年政府`, "信息公开工作年度报告"],
		"cut-late": [`${issuer}${year}年政府信息`, "公开工作年度报告"],
		"no-degree": [`${year}年度${issuer}政府信息公开工作报告`],
		"year-report": [`${issuer}${year}年政府信息公开年报`],
		swapped: [`${issuer}${year}年政府信息公开工作告年度报`],
	}[
		pick("title", [
			...(["one", "one", "degree", "year-first", "spaced", "two", "two-year", "three", "short", "chinese", "cut"] as const),
			...(["cut-late", "no-degree", "year-report", "swapped"] as const),
		])
	];
	const title = lines.map((text) => ({ kind: "title", text }) as const);
	const front = pick("front", ["none", "none", "none", "number", "cover", "contents", "web", "index", "red-head"]);
	if (front === "number") return [{ kind: "small", text: `云政发〔${year + 1}〕2号` }, ...title];
	if (front === "web")
		return [
			{ kind: "small", text: `当前位置：首页 > 政府信息公开 > 年度报告 来源：${issuer} 发布日期：${year + 1}-03-30` },
			...title,
		];
	if (front === "index")
		return [{ kind: "table", sheet: indexSheet(issuer, year, title.map(({ text }) => text).join("")), isWide: false }, ...title];
	if (front === "red-head")
		return [
			{ kind: "title", text: `${issuer}文件` },
			{ kind: "sign", text: `示政函〔${year + 1}〕12号` },
			...title,
			{ kind: "small", text: "各有关单位：" },
		];
	if (front === "cover") return [...title, { kind: "page-break" }, ...title];
	if (front === "contents")
		return [
			{ kind: "title", text: "目  录" },
			...headings.map((text, i) => ({ kind: "contents", text: `${text}${"…".repeat(18)}${i + 1}` }) as const),
			{ kind: "page-break" },
			...title,
		];
	return title;
}

/** The paragraph before the first section. */
export function preambleOf({ issuer, year }: Facts, { pick }: Chooser): string {
	const contact = {
		usual: `请与${issuer}联系（地址：示例路8号，邮编：350001，电话：0591-12345678，电子邮箱：xxgk@example.org）。`,
		semicolons: `联系地址：示例路8号；邮 编：350001；电 话：0591—12345678。`,
		half: `（联系地址：示例路8号;邮编350001;电话:0591-12345678、87654321`,
		none: "",
	}[pick("contact", ["usual", "semicolons", "half", "none"])];
	const span = {
		usual: `${year}年1月1日至${year}年12月31日`,
		short: `${year}年1月1日至12月31日`,
		dash: `${year}年1月1日—${year}年12月31日`,
		from: `从${year}年1月1日到12月31日止`,
	}[pick("period", ["usual", "usual", "short", "dash", "from"])];
	return `根据《中华人民共和国政府信息公开条例》（国令第711号），${issuer}编制了${year}年度政府信息公开工作年度报告。数据统计期限为${span}。${contact}`;
}

/** Paragraphs and tables of a section, from 0. */
export function bodyText(
	section: number,
	body: readonly Piece[],
	{ facts, chooser }: { facts: Facts; chooser: Chooser },
): Piece[] {
	const { year, figures } = facts;
	const text = (words: string): Piece => ({ kind: "text", text: words });
	const received = (figures["requests.received.total"] ?? 0) as number;
	if (section === 0) {
		const sheet = distractorSheet(
			chooser.pick("overview-table", ["no", "no", "no", "list", "statistics", "channels"]),
			chooser.below,
		);
		return [
			text(`${year}年，本机关认真贯彻条例。新收政府信息公开申请${received}件，全部按时办理。`),
			text("（一）主动公开。全年通过门户网站、政务新媒体等渠道公开信息，及时回应群众关心的问题，没有发生泄密事件。"),
			text("（二）依申请公开。完善登记、审核、办理、答复、归档的制度，答复文书使用统一格式，做到程序合法、说理充分。"),
			...(sheet ? [{ kind: "table", sheet, isWide: false } as const] : []),
		];
	}
	if (section === 4)
		return [text("主要问题：部分栏目更新不够均衡。改进措施：按月核对栏目更新情况，开展一次答复文书的集中评查。")];
	if (section === 5) return [text("本年度没有收取信息处理费，无其他需要报告的事项。")];
	const around = chooser.pick("around", ["none", "none", "before", "after", "both", "unit"]);
	const before =
		around === "unit"
			? { kind: "sign" as const, text: "单位：件" }
			: text(`${year}年1月1日至12月31日的情况如下表，涉及3个科室、12个下属单位：`);
	const after = text(`注：本表数据截至${year}年12月31日，其中第1、2项由2个科室填报。`);
	return [...(/before|both|unit/.test(around) ? [before] : []), ...body, ...(/after|both/.test(around) ? [after] : [])];
}

/** The organ and date under the report. */
export function signOffOf({ issuer, signedOn }: Facts, { pick }: Chooser): Piece[] {
	const [year = "", month = "", day = ""] = signedOn.split("-");
	const date = `${year}年${Number(month)}月${Number(day)}日`;
	const sign = (text: string): Piece => ({ kind: "sign", text });
	const way = pick("sign", ["two", "two", "date", "line", "note", "padded", "spaced", "chinese", "colophon"]);
	if (way === "date") return [sign(date)];
	if (way === "line") return [sign(`${issuer}  ${date}`)];
	if (way === "note") return [sign(issuer), sign(date), { kind: "text", text: "（此件主动公开）" }];
	if (way === "chinese")
		return [sign(issuer), sign(`${chineseYear(year)}年${chineseOf(Number(month))}月${chineseOf(Number(day))}日`)];
	if (way === "colophon")
		return [
			sign(issuer),
			sign(date),
			{ kind: "small", text: "抄送：市政务公开工作领导小组办公室。" },
			{ kind: "small", text: `${issuer}办公室  ${date}印发` },
		];
	if (way === "padded") return [sign(issuer), sign(`${year}年${month}月${day}日`)];
	if (way === "spaced") return [sign(issuer), sign(`${year} 年 ${Number(month)} 月 ${Number(day)} 日`)];
	return [sign(issuer), sign(date)];
}

const DIGITS = "〇一二三四五六七八九";

function chineseYear(year: string): string {
	return [...year].map((digit) => DIGITS[Number(digit)]).join("");
}

/** A number below 40 as words. */
function chineseOf(value: number): string {
	const [tens, ones] = [Math.floor(value / 10), value % 10];
	return `${tens > 1 ? DIGITS[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 ? DIGITS[ones] : ""}`;
}

/** What platforms print over a document: its index number, its organ, its day. */
function indexSheet(issuer: string, year: number, title: string): Sheet {
	const row = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
	return sheetOf(
		row("索引号", `11350000MB000${year}X/${year + 1}-00012`, "发布机构", issuer) +
			row("文件名称", title, "发布日期", `${year + 1}-03-30`) +
			row("文号", "无", "有效性", "有效"),
	);
}

/** A table that is not of the form; undefined for "no". */
export function distractorSheet(way: string, below: (count: number) => number): Sheet | undefined {
	const row = (...cells: readonly (string | number)[]) =>
		`<tr>${cells.map((cell) => `<td${typeof cell === "number" ? ' class="n"' : ""}>${cell}</td>`).join("")}</tr>`;
	const some = () => below(90);
	if (way === "list")
		return sheetOf(
			row("序号", "事项名称", "公开数量", "备注") +
				["政策解读", "回应关切", "互动交流", "会议公开"].map((name, i) => row(i + 1, name, some(), "")).join(""),
		);
	if (way === "statistics")
		return sheetOf(
			row("信息类别", "公开数量", "占比") +
				["机构职能", "规范性文件", "行政许可", "行政处罚", "行政强制", "其他"]
					.map((name) => row(name, some(), `${some()}.5%`))
					.join(""),
		);
	if (way === "channels")
		return sheetOf(
			row("申请渠道", "当面申请", "信函申请", "网络申请", "合计") + row("数量（件）", some(), some(), some(), some()),
		);
	return undefined;
}
