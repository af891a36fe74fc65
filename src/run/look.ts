import type { Page } from "../model/page.ts";
import type { Cell } from "../model/table.ts";
import { drawPage } from "../pdf/draw.ts";
import { buildDocument } from "../reading/tables/build-document.ts";
import { readPdf } from "./read-pdf.ts";

/** Draws a page with what was seen on it: rulings red, cells green, their texts small and blue. */
export async function drawSeen(bytes: Uint8Array, number: number, dpi: number): Promise<Uint8Array> {
	const { pages } = await readPdf(bytes);
	const page = pages.find((candidate) => candidate.number === number);
	const cells = buildDocument(pages).blocks.flatMap((block) =>
		block.kind === "table" ? block.table.cells.filter((cell) => cell.page === number) : [],
	);
	const { png } = await drawPage(bytes, number, { dpi, overlay: (context) => drawOver(context, page, cells) });
	return png;
}

function drawOver(context: CanvasRenderingContext2D, page: Page | undefined, cells: readonly Cell[]): void {
	context.lineWidth = 0.6;
	context.strokeStyle = "rgba(220, 30, 30, 0.8)";
	for (const { axis, at, from, to } of page?.rulings ?? []) {
		context.beginPath();
		context.moveTo(axis === "horizontal" ? from : at, axis === "horizontal" ? at : from);
		context.lineTo(axis === "horizontal" ? to : at, axis === "horizontal" ? at : to);
		context.stroke();
	}
	context.font = "4px sans-serif";
	for (const cell of cells) {
		const [x0, y0, x1, y1] = cell.box;
		context.strokeStyle = "rgba(20, 140, 60, 0.9)";
		context.strokeRect(x0 + 0.8, y0 + 0.8, x1 - x0 - 1.6, y1 - y0 - 1.6);
		context.fillStyle = "rgba(20, 60, 200, 0.9)";
		context.fillText(cell.text.slice(0, 24), x0 + 1.5, y0 + 5);
	}
}
