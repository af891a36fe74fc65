import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Matrix } from "../../model/geometry.ts";
import { IDENTITY } from "../../model/geometry.ts";
import type { FontFacts, TextState } from "./glyphs.ts";

/** Carries out what changes the text state of PDF 32000-1 §9.3 only; other operations leave it. */
export function setText(
	op: number,
	args: readonly unknown[],
	{ text, fonts }: { text: TextState; fonts: ReadonlyMap<string, FontFacts> },
): void {
	const number = Number(args[0]);
	if (op === OPS.beginText) moveTo(text, IDENTITY);
	else if (op === OPS.setTextMatrix) moveTo(text, (args.length === 6 ? args : args[0]) as Matrix);
	else if (op === OPS.moveText) moveBy(text, number, Number(args[1]));
	else if (op === OPS.setLeadingMoveText) {
		text.leading = -Number(args[1]);
		moveBy(text, number, Number(args[1]));
	} else if (op === OPS.nextLine) moveBy(text, 0, -text.leading);
	else if (op === OPS.setLeading) text.leading = -number;
	else if (op === OPS.setCharSpacing) text.charSpacing = number;
	else if (op === OPS.setWordSpacing) text.wordSpacing = number;
	else if (op === OPS.setHScale) text.scale = number / 100;
	else if (op === OPS.setTextRise) text.rise = number;
	else if (op === OPS.setTextRenderingMode) text.mode = number;
	else if (op === OPS.setFont) {
		text.font = fonts.get(String(args[0]));
		text.sizePt = Number(args[1]);
	} else if (op === OPS.setGState) setFontOfState(args[0], { text, fonts });
}

/** The graphics-state dictionary may set the font too. */
function setFontOfState(entries: unknown, { text, fonts }: { text: TextState; fonts: ReadonlyMap<string, FontFacts> }): void {
	for (const [key, value] of (entries ?? []) as [string, unknown][]) {
		if (key !== "Font" || !Array.isArray(value)) continue;
		text.font = fonts.get(String(value[0])) ?? text.font;
		text.sizePt = Number(value[1]);
	}
}

function moveTo(text: TextState, matrix: Matrix): void {
	text.matrix = matrix;
	text.x = text.lineX = 0;
	text.y = text.lineY = 0;
}

function moveBy(text: TextState, dx: number, dy: number): void {
	text.x = text.lineX += dx;
	text.y = text.lineY += dy;
}
