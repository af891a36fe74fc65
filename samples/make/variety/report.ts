import type { Figures } from "../figures.ts";
import { consistentFigures } from "../figures.ts";
import type { TableStyle } from "../tables.ts";
import { tableFour, tableThree, tableTwo } from "../tables.ts";
import type { Chooser } from "./choose.ts";
import { isZeroHidden, printedFigures } from "./printed.ts";
import type { Sheet } from "./sheet.ts";
import { columnsOfSheet, partsOfSheet, relabelled, sheetOf, totalFirst } from "./sheet.ts";
import { bodyText, distractorSheet, headingsOf, preambleOf, signOffOf, titleOf } from "./texts.ts";

/** One piece of a report in printed order. */
export type Piece =
	| { readonly kind: "title" | "heading" | "text" | "sign" | "contents" | "small"; readonly text: string }
	| { readonly kind: "table"; readonly sheet: Sheet; readonly isWide: boolean }
	| { readonly kind: "page-break" };

/** A report to be set, and what is printed in it. */
export interface MadeReport {
	readonly name: string;
	readonly pieces: readonly Piece[];
	readonly truth: {
		readonly issuer: string;
		readonly year: number;
		readonly published_on: string;
		readonly form: string;
		readonly sections: readonly string[];
		readonly figures: Figures;
	};
}

const ISSUERS = [
	"榕溪镇人民政府",
	"云浦区水务局",
	"青石市教育局",
	"东岭省人民政府",
	"望海街道办事处",
	"白杨县人民政府办公室",
	"南屏经济开发区管理委员会",
];

/** Draws one report: its figures, its tables and its text. */
export function reportOf(chooser: Chooser): MadeReport {
	const { pick, below, seed } = chooser;
	const form = pick("form", ["2019", "2021", "2021", "hybrid"]);
	const requests = form === "2021" ? "2021" : "2019";
	const tableTwoForm = form === "2019" ? "2019" : "2021";
	const scale = { none: 0, few: 8, usual: 120, many: 4000, huge: 900000 }[
		pick("scale", ["none", "few", "usual", "many", "huge"])
	];
	const year = form === "2019" ? 2019 + below(2) : 2021 + below(5);
	const issuer = ISSUERS[below(ISSUERS.length)] ?? "";
	const signedOn = `${year + 1}-0${1 + below(3)}-${10 + below(18)}`;
	const full = consistentFigures(seed + 5000, requests, scale, tableTwoForm);
	const zeros = pick("zeros", ["printed", "printed", "printed", "blank", "dash", "some-blank"]);
	const figures = Object.fromEntries(
		Object.entries(full).map(([path, value]) => [path, isZeroHidden(path, value, zeros) ? null : value]),
	);
	const style: TableStyle = { edition: requests, tableTwo: tableTwoForm, printed: printedFigures(figures, zeros, chooser) };
	const facts = { issuer, year, signedOn, figures };
	const headings = headingsOf(chooser);
	const tables = tablesOf(figures, style, chooser);
	const bodies: Piece[][] = [[], tables.two, tables.three, tables.four, [], []];
	const pieces: Piece[] = [
		...titleOf(facts, chooser, headings),
		{ kind: "text", text: preambleOf(facts, chooser) },
		...bodies.flatMap((body, i) => [
			{ kind: "heading", text: headings[i] ?? "" } as const,
			...bodyText(i, body, { facts, chooser }),
		]),
		...signOffOf(facts, chooser),
	];
	const attached = distractorSheet(pick("attached", ["no", "no", "list", "statistics"]), below);
	if (attached) pieces.push({ kind: "text", text: "附件：有关情况统计表" }, { kind: "table", sheet: attached, isWide: false });
	const sections = ["overview", "proactive", "requests", "remedies", "problems", "other"];
	return {
		name: `v${String(seed).padStart(5, "0")}`,
		pieces,
		truth: { issuer, year, published_on: signedOn, form: tableTwoForm, sections, figures },
	};
}

function tablesOf(figures: Figures, style: TableStyle, chooser: Chooser): Record<"two" | "three" | "four", Piece[]> {
	const { pick } = chooser;
	const change = labelChange(chooser);
	const set = (html: string) => relabelled(sheetOf(html), change);
	const two = set(tableTwo(figures, style));
	const whole = set(tableThree(figures, style));
	const three = pick("total", ["last", "last", "last", "first"]) === "first" ? totalFirst(whole, 7) : whole;
	const four = set(tableFour(figures, style));
	const piece = (sheet: Sheet, isWide = false): Piece => ({ kind: "table", sheet, isWide });
	const twos = pick("table-two", ["one", "one", "parts"]) === "parts" ? partsOfSheet(two) : [two];
	const fours =
		pick("table-four", ["one", "one", "two"]) === "two" ? [columnsOfSheet(four, 0, 5), columnsOfSheet(four, 5, 15)] : [four];
	return { two: twos.map((sheet) => piece(sheet)), three: [piece(three, true)], four: fours.map((sheet) => piece(sheet)) };
}

/** How labels differ from the official ones. */
function labelChange({ pick }: Chooser): (text: string) => string {
	const way = pick("label-text", [
		"official",
		"official",
		"spaces",
		"ideographic-spaces",
		"full-width",
		"no-numbers",
		"hint-short",
	]);
	if (way === "spaces") return (text) => (text.length <= 4 ? [...text].join(" ") : text);
	if (way === "ideographic-spaces") return (text) => (text.length <= 3 ? [...text].join("　") : text);
	if (way === "full-width")
		return (text) => text.replace(/^(\d)\./, (_, digit) => `${String.fromCharCode(digit.charCodeAt(0) + 0xfee0)}．`);
	if (way === "no-numbers") return (text) => text.replace(/^\d\./, "");
	if (way === "hint-short") return (text) => text.replace(/^（本列.*$/, "项目").replace(/（区分处理.*$/, "");
	return (text) => text;
}
