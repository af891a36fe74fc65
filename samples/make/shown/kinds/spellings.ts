import type { Making, ShownCell, ShownPiece, ShownReport } from "../model.ts";
import { PRODUCERS } from "../model.ts";
import type { Kind } from "./kind.ts";
import { drawnPaths, withCells } from "./kind.ts";

type Spell = (text: string, cell: ShownCell) => string;

/** Figures of some cells spelled otherwise; what a person reads stays the same. */
function spelling(name: string, spell: Spell, fits: (cell: ShownCell) => boolean = () => true, form?: "2019" | "2021"): Kind {
	return {
		name: `spelling/${name}`,
		producers: PRODUCERS,
		...(form ? { form } : {}),
		change: (report, { random }) =>
			withCells(report, drawnPaths(report, random, fits), (cell) => {
				const text = spell(cell.text, cell);
				return { ...cell, text, parts: [{ text, way: "plain" }] };
			}),
	};
}

const isWhole = ({ text }: ShownCell) => /^\d+$/.test(text);
const shifted = (by: number) => (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(by + Number(digit)));
const grouped = (mark: string) => (text: string) => text.replaceAll(/\B(?=(\d{3})+$)/g, mark);
const between = (mark: string) => (text: string) => [...text].join(mark);
const isChange = ({ path = "", text }: ShownCell) => path.endsWith(".change") && /^-\d/.test(text);

const DIGITS = "零一二三四五六七八九";
/** A whole number below 10,000 in Chinese. */
function inChinese(text: string): string {
	const value = Number(text);
	if (value === 0) return "零";
	const units = ["", "十", "百", "千"];
	const words = [...text]
		.map((digit, i) => (digit === "0" ? "零" : `${DIGITS[Number(digit)]}${units[text.length - 1 - i]}`))
		.join("");
	return words.replaceAll(/零+/g, "零").replace(/零$/, "").replace(/^一十/, "十");
}

const spellings: readonly Kind[] = [
	spelling("comma", grouped(","), isWhole),
	spelling("wide-comma", grouped("，"), isWhole),
	spelling("space-groups", grouped(" "), isWhole),
	spelling("full-width", shifted(0xff10), isWhole),
	spelling("mathematical", shifted(0x1d7ce), isWhole),
	spelling("soft-hyphens", between("\u00ad"), isWhole),
	spelling("bidi-marks", between("\u200f"), isWhole),
	spelling("unit", (text) => `${text}件`, isWhole),
	spelling(
		"circle-zero",
		() => "〇",
		({ text }) => text === "0",
	),
	spelling(
		"word-zero",
		() => "零",
		({ text }) => text === "0",
	),
	spelling(
		"ring-zero",
		() => "○",
		({ text }) => text === "0",
	),
	spelling("chinese", inChinese, ({ text }) => /^\d{1,4}$/.test(text)),
	spelling("arrow-down", (text) => `↓${text.slice(1)}`, isChange, "2019"),
	spelling("triangle", (text) => `△${text.slice(1)}`, isChange, "2019"),
	spelling("brackets", (text) => `(${text.slice(1)})`, isChange, "2019"),
	spelling("minus-word", (text) => `减${text.slice(1)}`, isChange, "2019"),
	spelling("circled-mark", (text) => `${text}①`, isWhole),
	spelling("star-mark", (text) => `${text}*`, isWhole),
	spelling("note-mark", (text) => `${text}注1`, isWhole),
	spelling("raised-mark", (text) => `${text}²`, isWhole),
];

/** Two numbers in a cell: the first is the figure. */
const pairs: readonly Kind[] = [
	spelling(
		"pair-space",
		(text) => `${text} ${Number(text) + 31}`,
		({ text }) => /^\d{2,}$/.test(text),
	),
	spelling(
		"pair-slash",
		(text) => `${text}/${Number(text) + 7}`,
		({ text }) => /^\d{2,}$/.test(text),
	),
	spelling(
		"pair-brackets",
		(text) => `${text}（${Number(text) + 7}）`,
		({ text }) => /^\d{2,}$/.test(text),
	),
	spelling(
		"pair-last-year",
		(text) => `${text}（上年${Number(text) + 7}）`,
		({ text }) => /^\d{2,}$/.test(text),
	),
].map((kind) => ({ ...kind, name: kind.name.replace("spelling/", "two-numbers/") }));

const FEES = "proactive.fees.amount";

/** The amount of fees in another unit, told in the heading or in the cell. */
function money(name: string, { heading, spell }: { heading: string; spell: (wan: number) => string }): Kind {
	return {
		name: `money/${name}`,
		producers: PRODUCERS,
		form: "2021",
		change: (report, making) => withMoney(report, making, { heading, spell }),
	};
}

function withMoney(
	report: ShownReport,
	{ random }: Making,
	{ heading, spell }: { heading: string; spell: (wan: number) => string },
): ShownReport {
	// An amount that stays the same in every unit would tell nothing.
	const wan = (1 + random(90_000)) / 100;
	const text = spell(wan);
	const headed = report.pieces.map((piece): ShownPiece => {
		if (piece.kind !== "table") return piece;
		const cells = piece.cells.map((cell): ShownCell => {
			if (!cell.text.startsWith("本年收费金额")) return cell;
			return { ...cell, text: heading, parts: [{ text: heading, way: "plain" }] };
		});
		return { ...piece, cells };
	});
	const truth = { ...report.truth, cells: { ...report.truth.cells, [FEES]: wan } };
	const changed = { pieces: headed, truth };
	return withCells(changed, new Set([FEES]), (cell) => ({ ...cell, text, parts: [{ text, way: "plain" }] }));
}

const yuan = (wan: number) => String(Math.round(wan * 10_000));
const OFFICIAL = "本年收费金额（单位：万元）";
const units: readonly Kind[] = [
	money("yuan-heading", { heading: "本年收费金额（单位：元）", spell: yuan }),
	money("yuan-heading-bare", { heading: "本年收费金额（元）", spell: (wan) => `${yuan(wan)}.00` }),
	money("yuan-cell", { heading: OFFICIAL, spell: (wan) => `${yuan(wan)}元` }),
	money("yuan-cell-cents", { heading: OFFICIAL, spell: (wan) => `${Number(yuan(wan)).toLocaleString("en-US")}.00元` }),
	money("yi-heading", { heading: "本年收费金额（单位：亿元）", spell: (wan) => String(Math.round(wan * 100) / 1_000_000) }),
	money("wan-cell", { heading: "本年收费金额", spell: (wan) => `${wan}万元` }),
];

/** Kinds of spellings, of two numbers in a cell and of units of money. */
export const spellingKinds: readonly Kind[] = [...spellings, ...pairs, ...units].map((kind) => ({
	...kind,
	producers: kind.producers.filter((name) => name !== "office"),
}));
