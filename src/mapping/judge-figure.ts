import type { Evidence } from "../model/evidence.ts";
import { smallest } from "../model/many.ts";
import type { GrayImage } from "../reading/ocr/gray.ts";
import type { InkMark } from "../reading/pixels/cell-sight.ts";
import type { ReadCell } from "../reading/pixels/read-cells.ts";
import type { ParsedFigure } from "../text/figures.ts";
import { narrow, parseFigure } from "../text/figures.ts";

/** The name of the witness that looks at drawn pages. */
export const PIXELS = "pixels";

/** One look at a figure: what it reads, how surely, and how likely it is what the text says. */
interface Looked {
	readonly text: string;
	readonly parsed: ParsedFigure;
	readonly confidence: number;
	/** 0 to 1. */
	readonly support: number;
}

/** What a page shows where the text of a document has a figure. */
export interface Shown {
	readonly figure: Evidence;
	readonly kind: "ink" | "blank" | "unseen";
	readonly marks: readonly InkMark[];
	readonly highShapes: number;
	readonly pictures: readonly GrayImage[];
	readonly looks: readonly Looked[];
}

/** What one engine of scans read in a figure. */
export interface EngineWord {
	readonly engine: string;
	readonly text: string;
	readonly confidence: number;
}

/** The looks at one figure, each compared with its text. */
export function shownBy(figure: Evidence, cells: readonly ReadCell[]): Shown {
	const sight = cells[0]?.sight ?? { kind: "unseen" as const };
	if (sight.kind !== "ink") return { figure, kind: sight.kind, marks: [], highShapes: 0, pictures: [], looks: [] };
	const looks = cells.map(({ lines }): Looked => {
		const text = lines.map((line) => line.text).join("");
		const confidence = Math.min(1, smallest(lines.map((line) => line.confidence)));
		const own = spelled(figure.raw);
		const support = lines.length === 1 ? (lines[0]?.probabilityOf(own) ?? 0) : 0;
		return { text, parsed: parseFigure(text), confidence, support };
	});
	return { figure, kind: "ink", marks: sight.marks, highShapes: sight.highShapes, pictures: sight.lines, looks };
}

/** A text as the figure reader would spell it. */
function spelled(raw: string): string {
	return narrow(raw)
		.replaceAll(/\s+/g, "")
		.replaceAll(/[—⸺⸻–―─‐‑－]+/g, "-");
}

/** A look this sure is believed; one less sure is not taken for what the page shows. */
const SURE = 0.85;
/** A picture supports a text that is as likely as this. */
const SUPPORTED = 0.4;
/** Enough to confirm what the text says, where no look is sure of something else. */
const LIKELY = 0.5;

/** A digit is read more surely than this. */
const STROKE = 0.75;

/** Whether what a page shows is what its text says; "unclear" where looks say neither. */
export function judge(shown: Shown | undefined): "agrees" | "differs" | "unclear" {
	if (!shown || shown.kind === "unseen") return "unclear";
	const { figure } = shown;
	if (shown.kind === "blank") return figure.state === "blank" ? "agrees" : "differs";
	if (figure.state === "blank") return "differs";
	if (shown.marks.length > 0 || hasMoreDigits(shown)) return "differs";
	const same = shown.looks.filter((look) => isSame(look, figure));
	const other = shown.looks.some((look) => !isSame(look, figure) && look.confidence >= SURE && look.text !== "");
	if ((same.length > 0 || isStroke(shown)) && !other) return "agrees";
	return other ? "differs" : "unclear";
}

/** Whether a look shows what the text says. */
function isSame({ parsed, confidence, support }: Looked, figure: Evidence): boolean {
	if (support >= SUPPORTED) return true;
	if (confidence < LIKELY) return false;
	if (figure.state === "dash") return parsed.state === "dash";
	return figure.state === "number" && parsed.state === "number" && parsed.value === figure.value;
}

/** A lone stroke that no look takes for a character, where the text has a mark for nothing: a slash reads like no digit. */
function isStroke({ figure, highShapes, looks }: Shown): boolean {
	return figure.state === "dash" && highShapes === 1 && looks.every(({ confidence }) => confidence < STROKE);
}

/** Whether there are more shapes as high as digits than the text has characters: digits that it lacks. */
function hasMoreDigits({ figure, highShapes }: Shown): boolean {
	const text = spelled(figure.raw);
	return /^[\d.,+-]*\d[\d.,+-]*$/.test(text) && highShapes > text.replaceAll(/[.,+-]/g, "").length;
}

/** What the looks are surest of, where that is a number or a mark; undefined where no look is sure. */
export function surelyShown({ kind, looks, marks }: Shown): { readonly text: string; readonly value: number | null } | undefined {
	if (kind !== "ink" || marks.includes("cut") || marks.includes("parted")) return undefined;
	const sure = looks.filter(
		({ parsed, confidence }) => confidence >= SURE && (parsed.state === "number" || parsed.state === "dash"),
	);
	const [best] = [...sure].sort((a, b) => b.confidence - a.confidence);
	return best && sure.every(({ parsed }) => parsed.value === best.parsed.value)
		? { text: best.text, value: best.parsed.value }
		: undefined;
}
