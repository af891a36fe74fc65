import type { Page } from "../model/page.ts";
import { drawPage } from "./pdf/draw.ts";
import { readPdf } from "./read-pdf.ts";
import { marksOf } from "./tables/marks.ts";
import type { Mark, MarkKind, Stage } from "./tables/stage.ts";

/** How to draw a page. */
export interface LookOptions {
	/** Counts from 1. */
	readonly page: number;
	readonly dpi: number;
	/** The step of table reading to draw; without one, the rulings that were read and the cells that came of them. */
	readonly stage?: Stage;
}

/** Draws a page with what was seen on it; docs/tables.md says what the colours mean. Throws "bad-arguments" for no such page. */
export async function drawSeen(bytes: Uint8Array, { page, dpi, stage }: LookOptions): Promise<Uint8Array> {
	const { pages } = await readPdf(bytes);
	const marks = stage ? marksOf(pages, { number: page, stage }) : rulingsAndCells(pages, page);
	const { png } = await drawPage(bytes, page, { dpi, overlay: (context) => drawMarks(context, marks) });
	return png;
}

function rulingsAndCells(pages: readonly Page[], number: number): Mark[] {
	const rulings = marksOf(pages, { number, stage: "rulings" }).filter(({ kind }) => kind === "ruling");
	return [...rulings, ...marksOf(pages, { number, stage: "cells" })];
}

/** Colours and widths in points: what was read is red, what was made of it green or blue, what was guessed orange. */
const PENS: Readonly<Record<MarkKind, readonly [color: string, widthPt: number]>> = {
	ruling: ["rgba(220, 30, 30, 0.8)", 0.6],
	"merged ruling": ["rgba(20, 140, 60, 0.6)", 1.6],
	"inferred ruling": ["rgba(240, 130, 0, 0.9)", 0.8],
	zone: ["rgba(240, 130, 0, 0.9)", 1.4],
	"figure line": ["rgba(20, 140, 60, 0.9)", 0.7],
	"prose line": ["rgba(140, 140, 140, 0.7)", 0.5],
	"other line": ["rgba(20, 60, 200, 0.7)", 0.5],
	word: ["rgba(220, 30, 30, 0.6)", 0.3],
	column: ["rgba(20, 140, 60, 0.9)", 0.8],
	"label end": ["rgba(240, 130, 0, 0.9)", 1.2],
	heading: ["rgba(20, 60, 200, 0.9)", 0.6],
	"spanning heading": ["rgba(160, 30, 160, 0.9)", 0.6],
	row: ["rgba(140, 140, 140, 0.8)", 0.4],
	"row label": ["rgba(20, 60, 200, 0.9)", 0.7],
	"group label": ["rgba(160, 30, 160, 0.9)", 0.7],
	figure: ["rgba(20, 140, 60, 0.9)", 0.5],
	cell: ["rgba(20, 140, 60, 0.9)", 0.6],
};

function drawMarks(context: CanvasRenderingContext2D, marks: readonly Mark[]): void {
	context.font = "4px sans-serif";
	for (const { kind, box, text } of marks) {
		const [x0, y0, x1, y1] = box;
		[context.strokeStyle, context.lineWidth] = PENS[kind];
		if (x0 === x1 || y0 === y1) {
			context.beginPath();
			context.moveTo(x0, y0);
			context.lineTo(x1, y1);
			context.stroke();
			continue;
		}
		// Cells share their borders: each is drawn a little inside its own.
		const inset = kind === "cell" ? 0.8 : 0;
		context.strokeRect(x0 + inset, y0 + inset, x1 - x0 - 2 * inset, y1 - y0 - 2 * inset);
		if (kind !== "cell") continue;
		context.fillStyle = "rgba(20, 60, 200, 0.9)";
		context.fillText(text?.slice(0, 24) ?? "", x0 + 1.5, y0 + 5);
	}
}
