// Rewrites docs/flagged.png, README's picture: a figure that gouji flags, on its page, with the sum that does not hold.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SKRSContext2D } from "@napi-rs/canvas";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { drawPage } from "../../src/reading/pdf/draw.ts";
import { repository } from "../support/command.ts";
import { extract } from "../support/extract.ts";

const SAMPLE = join(repository, "samples", "bureau-2023-inconsistent", "bureau-2023-inconsistent.pdf");
const RULE = "A04-t4-sum";

/** Pixels in a point: 144 dpi. */
const SCALE = 2;

/** What is cut out of the page around the total's cell, and the height of the strip for the sum, in points. */
const CUT = { left: 147, above: 92, right: 330, below: 3, strip: 26 } as const;

const BLUE = "rgb(30, 90, 200)";
const RED = "rgb(200, 30, 30)";

type Placed = Report["cells"][number] & { readonly box: readonly [number, number, number, number]; readonly page: number };

/** The cells of the finding in the order of its sum: the addends, then the printed total. */
function cellsOf(report: Report): { addends: Placed[]; total: Placed } {
	const finding = report.findings.find(({ rule }) => rule === RULE);
	const cells = finding?.cells.map((path) => report.cells.find((cell) => cell.path === path)) ?? [];
	const addends = cells.filter((cell): cell is Placed => cell !== undefined && cell.box !== null && cell.page !== null);
	const total = addends.pop();
	if (total === undefined) throw new Error(`${SAMPLE} has no finding of ${RULE} with cells`);
	return { addends, total };
}

/** The table's part of the page with the addends framed in blue and the total in red, the sum written under it. */
async function pictureOf(pdf: Uint8Array, { addends, total }: ReturnType<typeof cellsOf>): Promise<Uint8Array> {
	const overlay = (context: CanvasRenderingContext2D) => {
		context.lineWidth = 1.6;
		for (const { box } of [...addends, total]) {
			context.strokeStyle = box === total.box ? RED : BLUE;
			context.strokeRect(box[0] + 1.6, box[1] + 1.6, box[2] - box[0] - 3.2, box[3] - box[1] - 3.2);
		}
	};
	const { png } = await drawPage(pdf, total.page, { dpi: 72 * SCALE, overlay });
	const [x, y, right, bottom] = [
		total.box[0] - CUT.left,
		total.box[1] - CUT.above,
		total.box[2] + CUT.right,
		total.box[3] + CUT.below,
	].map((points) => Math.round(points * SCALE)) as [number, number, number, number];
	const canvas = createCanvas(right - x, bottom - y + CUT.strip * SCALE);
	const context = canvas.getContext("2d");
	context.fillStyle = "white";
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.drawImage(await loadImage(Buffer.from(png)), x, y, right - x, bottom - y, 0, 0, right - x, bottom - y);
	writeSum(context, bottom - y, { addends, total });
	return canvas.toBuffer("image/png");
}

/** Writes the sum into the strip that begins at `y`, in pixels. */
function writeSum(context: SKRSContext2D, y: number, { addends, total }: ReturnType<typeof cellsOf>): void {
	const sum = addends.reduce((all, { value }) => all + (value ?? 0), 0);
	const [left, right] = [`${addends.map(({ raw }) => raw).join(" + ")} = ${sum} `, `≠ ${total.raw}`];
	context.font = `bold ${13 * SCALE}px "DejaVu Sans", Arial, sans-serif`;
	const x = 24 * SCALE;
	context.fillStyle = BLUE;
	context.fillText(left, x, y + 17 * SCALE);
	context.fillStyle = RED;
	context.fillText(right, x + context.measureText(left).width, y + 17 * SCALE);
}

const cells = cellsOf(await extract(SAMPLE));
await writeFile(join(repository, "docs", "flagged.png"), await pictureOf(new Uint8Array(await readFile(SAMPLE)), cells));
