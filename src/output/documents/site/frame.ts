import type { Html } from "../html.ts";
import { html } from "../html.ts";

/** As the others, and what a program in WebAssembly needs that runs in a worker made from its text: that is held to this policy too. */
const ASKING_POLICY =
	"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'self'; img-src 'self'; connect-src 'self' blob:; base-uri 'none'; form-action 'self'";

/** Nothing inline is run and nothing from elsewhere is loaded, whatever a document put into a page. */
const POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/** A page of the public site. `up` leads from its folder to the site's own, such as `../../`; empty at its root. */
export function sitePage({
	title,
	up,
	body,
	script,
	head,
}: {
	title: string;
	up: string;
	body: Html;
	/** The page's script, from the site's root: the search, or the questions to the set. */
	script?: "assets/search.js" | "ask/ask.js";
	/** Stands in the page's head. */
	head?: Html;
}): string {
	return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${script === "ask/ask.js" ? ASKING_POLICY : POLICY}"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer"><title>${title}</title><link rel="icon" href="${up}assets/icon.svg"><link rel="stylesheet" href="${up}assets/site.css">${script ? html`<script src="${up}${script}" defer></script>` : undefined}${head}</head>
<body><a class="skip" href="#main">跳到正文</a><header><a class="brand" href="${up}index.html">政府信息公开工作年度报告 · 数据公开</a><nav aria-label="站内"><a href="${up}index.html">查找机关</a><a href="${up}findings.html">检查结果一览</a><a href="${up}data.html">数据集</a><a href="${up}about.html">说明与下载</a></nav></header>
<main id="main">${body}</main>
<footer><p>数据由程序从各机关公布的年度报告中读取，未经发布机关核对；以原文为准。“不一致”只说明所载数字、文字之间对不上，不说明原因。</p></footer></body></html>
`.text;
}

/** The site's sign. */
export const SITE_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0b57a4"/><path d="M3.5 8.5l3 3 6-7" fill="none" stroke="#fff" stroke-width="2"/></svg>\n`;

/** The site's style. */
export const SITE_STYLE = `:root{--ink:#1c2430;--soft:#4d5868;--line:#d5dce5;--link:#0b57a4;--red:#a8201a;--amber:#7a4f00;--ground:#f4f6f9}
*{box-sizing:border-box}body{margin:0;font:16px/1.65 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:var(--ink);background:#fff}
a{color:var(--link)}a:focus-visible,input:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.3rem .6rem}
header{display:flex;flex-wrap:wrap;gap:.2rem 2rem;align-items:baseline;padding:.8rem max(1rem,calc(50% - 33rem));border-bottom:1px solid var(--line);background:var(--ground)}
.brand{font-weight:700;color:inherit;text-decoration:none}nav{display:flex;gap:1.2rem}
main,footer{max-width:68rem;margin:0 auto;padding:.5rem 1rem}footer{color:var(--soft);font-size:.875rem;border-top:1px solid var(--line);margin-top:2rem}
h1{font-size:1.6rem;line-height:1.3;margin:1rem 0 .4rem}h2{font-size:1.2rem;margin:1.8rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .3rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}th{font-weight:600}
.word{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.wide{overflow-x:auto}
.numbers{display:flex;flex-wrap:wrap;gap:1rem;padding:0;margin:1rem 0;list-style:none}.numbers li{flex:1 1 9rem;border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem}.numbers strong{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
.search{display:flex;align-items:center;gap:.6rem;flex-wrap:wrap;margin:.6rem 0}.search input{flex:1 1 20rem;font:inherit;padding:.5rem .7rem;border:1px solid #7b8794;border-radius:.3rem}.search button{font:inherit;padding:.5rem 1.4rem;border:0;border-radius:.3rem;background:var(--link);color:#fff}
.results{list-style:none;padding:0;margin:.5rem 0}.results li{border-bottom:1px solid var(--line);padding:.4rem 0}.results small,small{color:var(--soft)}
.initials{display:flex;flex-wrap:wrap;gap:.3rem .9rem;padding:0;list-style:none}
.broken,.error{color:var(--red);font-weight:600}.warn{color:var(--amber);font-weight:600}.soft{color:var(--soft)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:1.5rem;align-items:start}figure{margin:0;min-width:0}figcaption{font-weight:600}
svg{width:100%;height:auto;max-height:20rem}svg text{font-size:13px;fill:var(--soft)}svg .grid{stroke:var(--line);stroke-width:1}svg polyline[class]{fill:none;stroke-width:2.5}
.c0{stroke:#0b57a4;fill:#0b57a4}.c1{stroke:#b45309;fill:#b45309}.c2{stroke:#0f766e;fill:#0f766e}.c3{stroke:#a8201a;fill:#a8201a}.c4{stroke:#6d28d9;fill:#6d28d9}.c5{stroke:#5b6573;fill:#5b6573}
svg .s{fill:#fff;stroke-width:2}.key{display:flex;flex-wrap:wrap;gap:.1rem 1rem;list-style:none;padding:0;margin:.2rem 0;font-size:.875rem}.key svg{width:1.2rem;height:.8rem;margin-right:.3rem}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--link)}.undetermined{color:var(--soft);font-weight:600}ul.findings{padding-left:1.2rem}ul.findings li{margin-bottom:.5rem;overflow-wrap:anywhere}
.search[hidden]{display:none}caption{text-align:left;font-weight:600;padding:.6rem 0 .2rem}
.ask{display:grid;gap:.6rem}.ask[hidden]{display:none}.ask select,.ask textarea,.ask button{font:inherit;padding:.4rem .6rem;border:1px solid #7b8794;border-radius:.3rem;max-width:100%}.ask textarea{font-family:ui-monospace,monospace;font-size:.9rem;min-height:11rem;width:100%}.ask button[type=submit]{background:var(--link);color:#fff;border-color:var(--link)}.ask button:disabled{opacity:.6}select:focus-visible,textarea:focus-visible,.wide:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
.bars td,.bars th{border:0;padding:.1rem .6rem;font-weight:400}.bars td:nth-child(2){width:60%;vertical-align:middle}.bars svg{display:block;height:.8rem}
@media print{header nav,.search,.skip{display:none}}`;
