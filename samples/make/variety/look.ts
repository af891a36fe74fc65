import type { Chooser } from "./choose.ts";
import type { Sheet, SheetCell } from "./sheet.ts";

/** How a report is set, whatever sets it. */
export interface Look {
	readonly engine: "chromium" | "libreoffice";
	readonly widthMm: number;
	readonly heightMm: number;
	readonly marginMm: number;
	readonly font: string;
	readonly textPt: number;
	readonly tablePt: number;
	readonly ruling: string;
	readonly padPt: number;
	readonly labelAlign: "left" | "center" | "right";
	readonly figureAlign: "left" | "center" | "right";
	readonly verticalAlign: "top" | "middle" | "bottom";
	/** Share of the table's width that labels take, 0 to 1. */
	readonly labelShare: number;
	readonly shading: string;
	/** Rows may be cut by the page's end. */
	readonly cutsRows: boolean;
	readonly repeatsHead: boolean;
	/** Table 三: as the text, on a wide page, or turned on its page. */
	readonly turn: string;
	readonly header: string;
	readonly footer: string;
	readonly spaced: boolean;
	/** White shading is drawn behind paragraphs. */
	readonly whitePaper: boolean;
	readonly pageRotate: number;
	/** Widths of columns: by `labelShare` unless told; all alike, or as the browser likes. */
	readonly columns?: "equal" | "auto";
	/** Room put between the digits of figures, in points. */
	readonly figureSpacingPt?: number;
}

const FONTS = {
	serif: "Noto Serif CJK SC",
	sans: "Noto Sans CJK SC",
	hei: "WenQuanYi Micro Hei",
	kai: "AR PL UKai CN",
	ming: "AR PL UMing CN",
	song: "AR PL SungtiL GB",
	kaiti: "AR PL KaitiM GB",
	wenkai: "LXGW WenKai",
} as const;

/** Draws the look of one report. */
export function lookOf({ pick, below }: Chooser): Look {
	const engine = pick("engine", ["chromium", "libreoffice"]);
	const page = pick("page", ["a4", "a4", "a4", "letter", "b5", "a3", "wide"]);
	const [widthMm, heightMm] = {
		a4: [210, 297],
		letter: [216, 279],
		b5: [182, 257],
		a3: [297, 420],
		wide: [297, 210],
	}[page] as [number, number];
	const isSmall = page === "b5";
	return {
		engine,
		widthMm,
		heightMm,
		marginMm: { narrow: 12, usual: 22, wide: isSmall ? 18 : 32 }[pick("margin", ["narrow", "usual", "usual", "wide"])],
		font: FONTS[pick("font", Object.keys(FONTS) as (keyof typeof FONTS)[])],
		textPt: 10 + below(6),
		tablePt: { tiny: 6.5, small: 7.5, usual: 9, large: isSmall ? 9.5 : 10.5 }[
			pick("size", ["tiny", "small", "usual", "usual", "large"])
		],
		ruling: pick("ruling", RULINGS),
		padPt: { tight: 0.5, usual: 2.5, loose: 6 }[pick("padding", ["tight", "usual", "usual", "loose"])],
		labelAlign: pick("label-align", ["left", "center", "center", "right"]),
		figureAlign: pick("figure-align", ["center", "center", "left", "right"]),
		verticalAlign: pick("vertical-align", ["middle", "middle", "top", "bottom"]),
		labelShare: { narrow: 0.26, usual: 0.38, wide: 0.5 }[pick("labels", ["narrow", "usual", "usual", "wide"])],
		shading: pick("shading", ["none", "none", "head", "zebra", "figures", "white"]),
		cutsRows: pick("cut-rows", ["no", "yes"]) === "yes",
		repeatsHead: pick("repeat-head", ["no", "no", "yes"]) === "yes",
		turn: pick("turn", ["none", "none", "none", "wide", "turned"]),
		header: pick("header", ["none", "none", "name", "name-year", "dated"]),
		footer: pick("footer", ["none", "number", "dashes", "of", "chinese"]),
		spaced: pick("letters", ["usual", "usual", "usual", "spaced"]) === "spaced",
		whitePaper: pick("paper", ["plain", "white"]) === "white",
		pageRotate: { none: 0, quarter: 90 }[pick("page-rotate", ["none", "none", "none", "none", "quarter"])],
	};
}

const RULINGS = [
	"all",
	"all",
	"thin",
	"thick",
	"double",
	"dashed",
	"gray",
	"none",
	"horizontal",
	"three-line",
	"open-sides",
	"box-and-head",
	"columns",
	"no-figures",
] as const;

/** Which sides of a cell are drawn. */
export interface Sides {
	readonly top: boolean;
	readonly right: boolean;
	readonly bottom: boolean;
	readonly left: boolean;
}

/** The sides of a cell that a way of ruling draws. */
export function sidesOf(cell: SheetCell, sheet: Sheet, ruling: string): Sides {
	const first = cell.row === 0;
	const last = cell.row + cell.rowSpan === sheet.rows;
	const leftmost = cell.column === 0;
	const rightmost = cell.column + cell.columnSpan === sheet.columns;
	const underHead = cell.row + cell.rowSpan === sheet.headRows;
	const belowHead = cell.row === sheet.headRows;
	const all = { top: true, right: true, bottom: true, left: true };
	if (ruling === "none") return { top: false, right: false, bottom: false, left: false };
	if (ruling === "horizontal") return { ...all, left: false, right: false };
	if (ruling === "three-line") return { top: first || belowHead, right: false, bottom: last || underHead, left: false };
	if (ruling === "open-sides") return { ...all, left: !leftmost, right: !rightmost };
	if (ruling === "box-and-head")
		return { top: first || belowHead || cell.role === "head", right: rightmost, bottom: last || underHead, left: leftmost };
	if (ruling === "columns")
		return { top: first || cell.role === "head", right: true, bottom: last || cell.role === "head", left: true };
	if (ruling === "no-figures" && cell.role === "figure") return { top: first, right: rightmost, bottom: last, left: false };
	return all;
}

/** Width, pattern and colour of the lines. */
export function strokeOf(ruling: string): {
	readonly pt: number;
	readonly pattern: "solid" | "double" | "dashed";
	readonly color: string;
} {
	if (ruling === "thin") return { pt: 0.1, pattern: "solid", color: "#000000" };
	if (ruling === "thick") return { pt: 2.2, pattern: "solid", color: "#000000" };
	if (ruling === "double") return { pt: 2.6, pattern: "double", color: "#000000" };
	if (ruling === "dashed") return { pt: 0.75, pattern: "dashed", color: "#000000" };
	if (ruling === "fine-gray") return { pt: 0.4, pattern: "solid", color: "#999999" };
	if (ruling === "gray") return { pt: 0.5, pattern: "solid", color: "#c8c8c8" };
	return { pt: 0.75, pattern: "solid", color: "#000000" };
}

/** The colour behind a cell, if any. */
export function shadeOf(cell: SheetCell, sheet: Sheet, shading: string): string | undefined {
	if (shading === "white") return "#ffffff";
	if (shading === "head" && (cell.role === "head" || cell.row < sheet.headRows)) return "#c6d9f1";
	if (shading === "zebra" && cell.row % 2 === 1 && cell.rowSpan === 1) return "#f0f0f0";
	if (shading === "figures" && cell.role === "figure") return "#eef3f8";
	return undefined;
}

/** Relative widths of a sheet's columns: labels share `labelShare`, figures the rest. */
export function columnShares(sheet: Sheet, labelShare: number): number[] {
	const figures = sheet.cells.filter((cell) => cell.role === "figure");
	const first = Math.min(sheet.columns, ...figures.map((cell) => cell.column));
	if (first === 0 || first === sheet.columns) return Array.from({ length: sheet.columns }, () => 1 / sheet.columns);
	const labels = first === 3 ? [0.13, 0.22, 0.65] : Array.from({ length: first }, () => 1 / first);
	const rest = sheet.columns - first;
	return [...labels.map((share) => share * labelShare), ...Array.from({ length: rest }, () => (1 - labelShare) / rest)];
}
