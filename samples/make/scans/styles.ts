import type { Random } from "../shown/model.ts";
import { oneOf } from "../shown/model.ts";
import type { Look } from "../variety/look.ts";

/** How a family of reports is set; seeds differ in sizes, paddings and shades. */
export interface Style {
	readonly name: string;
	readonly look: (random: Random) => Look;
	/** Digits of figures are as wide as Chinese characters. */
	readonly hasWideDigits?: boolean;
}

const PLAIN: Look = {
	engine: "chromium",
	widthMm: 210,
	heightMm: 297,
	marginMm: 19,
	font: "Noto Serif CJK SC",
	textPt: 10.5,
	tablePt: 8.5,
	ruling: "all",
	padPt: 2,
	labelAlign: "center",
	figureAlign: "center",
	verticalAlign: "middle",
	labelShare: 0.42,
	shading: "none",
	cutsRows: false,
	repeatsHead: false,
	turn: "none",
	header: "none",
	footer: "none",
	spaced: false,
	whitePaper: false,
	pageRotate: 0,
};

/** A word processor's report: rows may be cut by the page's end, labels stand in columns as narrow as figures'. */
const OFFICE: Look = {
	...PLAIN,
	engine: "libreoffice",
	textPt: 12,
	padPt: 0,
	labelAlign: "left",
	cutsRows: true,
	columns: "equal",
};

/** Every style: `c-` is set by a browser, `d-` by a word processor. */
export const STYLES: readonly Style[] = [
	{ name: "c-serif", look: (random) => ({ ...PLAIN, labelShare: 0.4 + random(8) / 100, padPt: 1.5 + random(3) / 2 }) },
	{
		name: "c-gray",
		look: (random) => ({
			...PLAIN,
			ruling: "fine-gray",
			padPt: 3 + random(3),
			labelAlign: oneOf(random, ["left", "center"]),
			columns: "auto",
			...(random(2) === 0 ? { figureSpacingPt: 4 } : {}),
		}),
	},
	{
		name: "c-noline",
		look: (random) => ({
			...PLAIN,
			font: "Noto Sans CJK SC",
			ruling: "none",
			padPt: 3,
			shading: oneOf(random, ["none", "zebra"]),
		}),
	},
	{
		name: "c-narrow",
		look: (random) => ({ ...PLAIN, marginMm: 30 + random(8), tablePt: 7.5, padPt: 1, columns: "auto" }),
	},
	{
		name: "c-site",
		look: (random) => ({
			...PLAIN,
			font: "Noto Sans CJK SC",
			header: "dated",
			footer: oneOf(random, ["number", "of"]),
			marginMm: 12,
			padPt: 3,
			labelAlign: "left",
		}),
	},
	{
		name: "c-wide",
		hasWideDigits: true,
		look: (random) => ({ ...PLAIN, ruling: oneOf(random, ["fine-gray", "all"]), padPt: 2.5, columns: "auto" }),
	},
	{
		name: "c-bands",
		look: (random) => ({
			...PLAIN,
			font: "WenQuanYi Micro Hei",
			shading: oneOf(random, ["zebra", "head"]),
			ruling: oneOf(random, ["all", "horizontal", "fine-gray"]),
			padPt: 2.5,
		}),
	},
	{
		name: "c-land",
		look: (random) => ({ ...PLAIN, turn: "wide", font: oneOf(random, ["Noto Serif CJK SC", "Noto Sans CJK SC"]), padPt: 1.5 }),
	},
	{ name: "d-serif", look: (random) => ({ ...OFFICE, tablePt: 9 + random(2), columns: "equal", padPt: random(2) }) },
	{ name: "d-kai", look: (random) => ({ ...OFFICE, font: "AR PL UKai CN", tablePt: 10 + random(2) }) },
	{ name: "d-small", look: (random) => ({ ...OFFICE, tablePt: 7.5, ruling: oneOf(random, ["all", "thin"]) }) },
];
