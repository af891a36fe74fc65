import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createWorker, OEM, PSM } from "tesseract.js";
import type { OcrEngine, ReadLine } from "./engine.ts";
import { ENGINE_IDS, readLine } from "./engine.ts";
import { layOut, readSlot } from "./figure-sheet.ts";
import { toGraymap } from "./graymap.ts";

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
				const words = (data.blocks ?? []).flatMap((block) =>
					block.paragraphs.flatMap((p) => p.lines.flatMap((l) => l.words.map((w) => w.symbols))),
				);
				for (const slot of sheet.slots) results[slot.index] = readSlot(slot, words);
			}
			return results;
		},
		close: async () => {
			await worker.terminate();
		},
	};
}
