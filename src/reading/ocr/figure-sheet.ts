import { smallest } from "../../model/many.ts";
import type { ReadCharacter, ReadLine } from "./engine.ts";
import { readLine } from "./engine.ts";
import type { GrayImage } from "./gray.ts";
import { resize } from "./gray.ts";

/** Figures are laid out on one sheet at this height: about 22 px of digit, what the network likes. */
const FIGURE_PX = 34;
const GAP_PX = 44;
const SHEET_WIDTH = 1400;

/** Where a picture lies on its sheet, in pixels. */
export interface Slot {
	readonly index: number;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** A picture of many figures. */
interface Sheet {
	readonly image: GrayImage;
	readonly slots: readonly Slot[];
}

/** Lays pictures out in rows on sheets, scaled to one height, with white between them. */
export function layOut(lines: readonly GrayImage[]): Sheet[] {
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

/** A character as Tesseract read it, in pixels of its sheet. */
export interface SheetSymbol {
	readonly text: string;
	readonly confidence: number;
	readonly bbox: { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };
}

/** What was read in one slot, of the words of its sheet. The characters of a word are in order, where their boxes may not be. */
export function readSlot(slot: Slot, words: readonly (readonly SheetSymbol[])[]): ReadLine {
	const isInside = ({ bbox }: SheetSymbol) => {
		const [x, y] = [(bbox.x0 + bbox.x1) / 2, (bbox.y0 + bbox.y1) / 2];
		return x >= slot.x - 6 && x <= slot.x + slot.width + 6 && y >= slot.y - 8 && y <= slot.y + slot.height + 8;
	};
	const left = (symbols: readonly SheetSymbol[]) => smallest(symbols.map(({ bbox }) => bbox.x0));
	const characters = words
		.map((symbols) => symbols.filter(isInside))
		.filter((symbols) => symbols.length > 0)
		.sort((a, b) => left(a) - left(b))
		.flat()
		.map(
			({ text, confidence, bbox }): ReadCharacter => ({
				text,
				at: Math.min(1, Math.max(0, ((bbox.x0 + bbox.x1) / 2 - slot.x) / slot.width)),
				confidence: confidence / 100,
			}),
		);
	return readLine(characters);
}
