import type { Figures } from "./figures.ts";
import type { TableStyle } from "./tables.ts";
import { tableFour, tableThree, tableTwo } from "./tables.ts";

/** Everything of a sample report that is not a figure. */
export interface SampleText {
	readonly issuer: string;
	readonly year: number;
	readonly signedOn: string;
	/** Sentences of the overview; figures are put in where they are asked for. */
	readonly overview?: string;
	readonly other?: string;
	/** Headings that differ from the official ones, by their number from 1. */
	readonly headings?: Readonly<Record<number, string>>;
	/** Sections left out, by number from 1. */
	readonly without?: readonly number[];
	readonly preamble?: string;
}

/** How the pages look. */
export interface SampleLook {
	/** CSS on top of the common style. */
	readonly css?: string;
	/** Set table 三 on a landscape page of its own. */
	readonly landscape?: boolean;
}

const COMMON = `@page{size:A4;margin:24mm 22mm}@page wide{size:A4 landscape;margin:20mm}
body{font:12pt/1.7 "Noto Serif CJK SC",serif;margin:0}h1{font-size:19pt;text-align:center;line-height:1.4}h2{font-size:14pt;text-indent:2em;margin:.6em 0}p{text-indent:2em;margin:.3em 0}
table{border-collapse:collapse;width:100%;font-size:9pt;line-height:1.35;margin:.5em 0}td{border:.75pt solid #000;padding:2pt 3pt;text-align:center}.head{background:#dce6f2}
.sign{text-align:right;text-indent:0}.three td{font-size:8.5pt}.side{width:1.6em}.wide{page:wide}`;

/** A whole report as HTML. */
export function reportHtml(figures: Figures, style: TableStyle, text: SampleText, look: SampleLook): string {
	const headings = [
		"总体情况",
		"主动公开政府信息情况",
		"收到和处理政府信息公开申请情况",
		"政府信息公开行政复议、行政诉讼情况",
		"存在的主要问题及改进情况",
		"其他需要报告的事项",
	];
	const heading = (n: number) => `<h2>${"一二三四五六"[n - 1]}、${text.headings?.[n] ?? headings[n - 1]}</h2>`;
	const three = tableThree(figures, style);
	const bodies = [
		`<p>${text.overview ?? overviewOf(figures, text)}</p>`,
		tableTwo(figures, style),
		look.landscape ? `<div class="wide">${three}</div>` : three,
		tableFour(figures, style),
		"<p>主要问题：部分栏目更新的频次不够均衡，个别答复文书的说理不够充分。改进措施：按月核对栏目更新情况，开展一次答复文书的集中评查。</p>",
		`<p>${text.other ?? "本年度没有收取信息处理费，无其他需要报告的事项。"}</p>`,
	];
	const sections = bodies.map((body, i) => (text.without?.includes(i + 1) ? "" : `${heading(i + 1)}${body}`)).join("\n");
	const [year, month, day] = text.signedOn.split("-").map(Number);
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${text.issuer}</title><style>${COMMON}${look.css ?? ""}</style></head><body>
<h1>${text.issuer}${text.year}年政府信息公开工作年度报告</h1>
<p>${text.preamble ?? preambleOf(text)}</p>
${sections}
<p class="sign">${text.issuer}</p><p class="sign">${year}年${month}月${day}日</p></body></html>`;
}

function preambleOf({ issuer, year }: SampleText): string {
	return `根据《中华人民共和国政府信息公开条例》，${issuer}编制了${year}年度的年报。数据统计期限为${year}年1月1日至${year}年12月31日。对内容有疑问的，请与${issuer}联系（地址：示例路8号，邮编：350001，电话：0591-12345678，电子邮箱：xxgk@example.org）。`;
}

function overviewOf(figures: Figures, { year }: SampleText): string {
	const received = figures["requests.received.total"] ?? 0;
	const carried = figures["requests.carried_in.total"] ?? 0;
	const a = (received * 3 + 11) % 60;
	const b = (received * 7 + 5) % 40;
	return `${year}年，主动公开政府信息${a + b + 6}条，其中机构职能类信息${a}条，规划计划类信息${b}条，其他类信息6条。新收政府信息公开申请${received}件，上年结转${carried}件。`;
}
