import type { Part, Way } from "../model.ts";

const PICTURE = (text: string) =>
	`data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${text.length * 8 + 2}" height="15"><text x="1" y="12" font-size="13" font-family="DejaVu Sans">${text}</text></svg>`).toString("base64")}`;
const span = (style: string) => (text: string) => `<span style="${style}">${text}</span>`;
const classed =
	(name: string, tag = "span") =>
	(text: string) =>
		`<${tag} class="${name}">${text}</${tag}>`;

/** Rules that the marks' classes need; what they hide is hidden for who knows the page's style sheet only. */
export const MARK_STYLE = `.c-old{display:none}td .c-note{vertical-align:super;font-size:60%}.c-gone{text-decoration:line-through}
.c-box>b.c-prev{display:none;font-weight:normal}.c-gen{font-style:normal}.c-gen::after{content:attr(data-v)}@media screen and (max-width:480px){.c-old{display:inline}}`;

/** Every way that markup knows, for pages and for what a browser prints. */
export const MARKS: Readonly<Partial<Record<Way, (text: string) => string>>> = {
	plain: (text) => text,
	white: span("color:#fff"),
	"near-white": span("color:rgb(254,254,253)"),
	alpha: span("color:rgba(0,0,0,0)"),
	"display-none": span("display:none"),
	"class-hidden": classed("c-old"),
	"sheet-hidden": (text) => `<span class="c-box"><b class="c-prev">${text}</b></span>`,
	"attribute-hidden": (text) => `<span hidden>${text}</span>`,
	visibility: span("visibility: hidden"),
	opacity: span("opacity:0"),
	"no-size": span("font-size:0"),
	"off-page": span("position:absolute;left:-9999px"),
	clipped: span("display:inline-block;width:0;height:0;overflow:hidden"),
	struck: span("text-decoration:line-through"),
	"line-through": span("text-decoration: line-through red"),
	"class-struck": classed("c-gone"),
	del: (text) => `<del>${text}</del>`,
	s: (text) => `<s>${text}</s>`,
	strike: (text) => `<strike>${text}</strike>`,
	sup: (text) => `<sup>${text}</sup>`,
	"class-raised": classed("c-note"),
	raised: span("vertical-align:super;font-size:7pt"),
	lowered: (text) => `<sub>${text}</sub>`,
	img: (text) => `<img src="${PICTURE(text)}">`,
	input: (text) => `<input type="text" value="${text}" size="4" style="border:0">`,
	svg: (text) =>
		`<svg width="${text.length * 9 + 4}" height="16"><text x="2" y="13" font-size="13" font-family="DejaVu Sans">${text}</text></svg>`,
	"nested-table": (text) =>
		`<table style="border:0;margin:0 auto;width:auto"><tr><td style="border:0;padding:0">${text}</td></tr></table>`,
	generated: (text) => `<i class="c-gen" data-v="${text}"></i>`,
	"split-spans": (text) =>
		[...text].map((one, i) => (i % 2 === 0 ? `<span>${one}</span>` : `<font color="black">${one}</font>`)).join(""),
	"spread-across": (text) =>
		`<span style="display:block;text-align:justify;text-align-last:justify">${[...text].join(" ")}</span>`,
	spread: span("letter-spacing:3px"),
	"spread-more": span("letter-spacing:8px"),
};

/** Ways of pages that a browser shows and that a print of it would not keep apart. */
export const PAGE_MARKS: typeof MARKS = {
	"mso-hide": span("mso-hide:all;display:none"),
	template: (text) => `<template>${text}</template>`,
	script: (text) => `<script type="text/plain">${text}</script>`,
	option: (text) => `<select style="display:none"><option>${text}</option></select>`,
	select: (text) => `<select><option>${Number(text) + 31}</option><option selected>${text}</option></select>`,
	textarea: (text) => `<textarea rows="1" cols="6">${text}</textarea>`,
	ruby: (text) => `<ruby><rb></rb><rt>${text}</rt></ruby>`,
	"img-alt": (text) => `<img alt="${text}" src="${PICTURE(text)}">`,
};

const OVER = "position:absolute;left:0;top:0;right:0;background:#fff";

/** Ways that only make sense where a browser prints. */
export const PRINT_MARKS: typeof MARKS = {
	condensed: span("display:inline-block;transform:scaleX(.52)"),
	"condensed-more": span("display:inline-block;transform:scaleX(.4)"),
	squeezed: span("display:inline-block;transform:scaleX(.45)"),
	tight: span("letter-spacing:-.06em"),
	twice: span("text-shadow:.3pt 0 0 #000"),
	turned: span("display:inline-block;transform:rotate(-90deg);margin:.6em 0"),
	overflow: (text) =>
		`<span style="display:block;white-space:nowrap;text-align:right;margin-right:-${text.length < 3 ? 0 : 5}pt">${text}</span>`,
	"cover-box": (text) =>
		`<span style="display:inline-block;width:0;white-space:nowrap">${text}</span><span style="${OVER}">&nbsp;</span>`,
	"struck-twice": span("text-decoration:line-through double"),
	outline: (text) => `<img style="vertical-align:middle" src="${PICTURE(text)}">`,
};

/** The markup of what a cell holds. */
export function marked(parts: readonly Part[], marks: typeof MARKS): string {
	return parts
		.map(({ text, way, isUnder }) => {
			const mark = marks[way];
			if (!mark) throw new Error(`markup knows no ${way}`);
			return isUnder && way !== "cover-box"
				? `<span style="display:inline-block;width:0;white-space:nowrap">${mark(text)}</span>`
				: mark(text);
		})
		.join("");
}
