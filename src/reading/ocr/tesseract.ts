import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createWorker, OEM, PSM } from "tesseract.js";
import type { OcrEngine, ReadCharacter, ReadLine } from "./engine.ts";
import { ENGINE_IDS, readLine } from "./engine.ts";
import type { GrayImage } from "./gray.ts";
import { resize } from "./gray.ts";
import { toGraymap } from "./graymap.ts";

/** Figures are laid out on one sheet at this height: about 22 px of digit, what the network likes. */
const FIGURE_PX = 34;
const GAP_PX = 44;
const SHEET_WIDTH = 1400;

/**
 * Tesseract's English LSTM model, digits only, from a registry package; nothing is downloaded. It
 * reads figures laid out as one sheet, many cells in one call.
 */
export async function createTesseract(): Promise<OcrEngine> {
	const langPath = join(dirname(createRequire(import.meta.url).resolve("@tesseract.js-data/eng/package.json")), "4.0.0_best_int");
	const worker = await createWorker("eng", OEM.LSTM_ONLY, { langPath, cacheMethod: "none", gzip: true });
	await worker.setParameters({
		tessedit_pageseg_mode: PSM.SINGLE_BLOCK,
		tessedit_char_whitelist: "0123456789.-",
		classify_bln_numeric_mode: "1",
	});
	return {
		id: ENGINE_IDS.figures,
		recognize: async (lines) => {
			const sheets = layOut(lines);
			const results: ReadLine[] = lines.map(() => readLine([]));
			for (const sheet of sheets) {
				const { data } = await worker.recognize(Buffer.from(toGraymap(sheet.image)), {}, { blocks: true, text: false });
				const symbols = (data.blocks ?? []).flatMap((block) =>
					block.paragraphs.flatMap((p) => p.lines.flatMap((l) => l.words.flatMap((w) => w.symbols))),
				);
				for (const slot of sheet.slots) results[slot.index] = readSlot(slot, symbols);
			}
			return results;
		},
		close: async () => {
			await worker.terminate();
		},
	};
}

interface Slot {
	readonly index: number;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

interface Sheet {
	readonly image: GrayImage;
	readonly slots: readonly Slot[];
}

/** Lays pictures out in rows on sheets, scaled to one height, with white between them. */
function layOut(lines: readonly GrayImage[]): Sheet[] {
	const rowsOnSheet = 24;
	const sheets: Sheet[] = [];
	let slots: (Slot & { image: GrayImage })[] = [];
	let [x, row] = [GAP_PX, 0];
	const finish = () => {
		if (slots.length > 0) sheets.push(paste(slots, (row + 1) * (FIGURE_PX + GAP_PX) + GAP_PX));
		slots = [];
		[x, row] = [GAP_PX, 0];
	};
	lines.forEach((line, index) => {
		const width = Math.max(6, Math.min(SHEET_WIDTH - 2 * GAP_PX, Math.round((line.width * FIGURE_PX) / line.height)));
		if (x + width + GAP_PX > SHEET_WIDTH) {
			x = GAP_PX;
			row++;
		}
		if (row >= rowsOnSheet) finish();
		slots.push({
			index,
			x,
			y: GAP_PX + row * (FIGURE_PX + GAP_PX),
			width,
			height: FIGURE_PX,
			image: resize(line, width, FIGURE_PX),
		});
		x += width + GAP_PX;
	});
	finish();
	return sheets;
}

function paste(slots: readonly (Slot & { image: GrayImage })[], height: number): Sheet {
	const data = new Uint8Array(SHEET_WIDTH * height).fill(255);
	for (const { image, x, y } of slots) {
		for (let dy = 0; dy < image.height; dy++)
			data.set(image.data.subarray(dy * image.width, (dy + 1) * image.width), (y + dy) * SHEET_WIDTH + x);
	}
	return { image: { width: SHEET_WIDTH, height, data }, slots };
}

interface SheetSymbol {
	readonly text: string;
	readonly confidence: number;
	readonly bbox: { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };
}

function readSlot(slot: Slot, symbols: readonly SheetSymbol[]): ReadLine {
	const inside = symbols.filter(({ bbox }) => {
		const [x, y] = [(bbox.x0 + bbox.x1) / 2, (bbox.y0 + bbox.y1) / 2];
		return x >= slot.x - 6 && x <= slot.x + slot.width + 6 && y >= slot.y - 8 && y <= slot.y + slot.height + 8;
	});
	const characters = inside
		.sort((a, b) => a.bbox.x0 - b.bbox.x0)
		.map(
			({ text, confidence, bbox }): ReadCharacter => ({
				text,
				at: Math.min(1, Math.max(0, ((bbox.x0 + bbox.x1) / 2 - slot.x) / slot.width)),
				confidence: confidence / 100,
			}),
		);
	return readLine(characters);
}
