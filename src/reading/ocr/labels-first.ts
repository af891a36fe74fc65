import { NothingRead } from "../../model/witness.ts";
import type { OcrEngine, ReadLine } from "./engine.ts";
import type { GrayImage } from "./gray.ts";
import type { LabelReader } from "./label-reader.ts";
import { createLabelReader } from "./label-reader.ts";
import { createPpOcr } from "./pp-ocr.ts";

/** PP-OCR, which is not asked for labels that the project's own reader of them is sure of: they are most of what a page of tables says. */
export async function createTextEngine(): Promise<OcrEngine> {
	const labels = await createLabelReader();
	return labelsFirst(await createPpOcr(), labels);
}

/** An engine of which lines of text that a quick reader is sure of are not asked; figures always are. */
export function labelsFirst(engine: OcrEngine, labels: LabelReader): OcrEngine {
	return {
		id: engine.id,
		recognize: (lines, kind) => (kind === "text" ? recognize(lines, engine, labels) : engine.recognize(lines, kind)),
		close: async () => {
			await labels.close();
			await engine.close();
		},
	};
}

async function recognize(lines: readonly GrayImage[], engine: OcrEngine, labels: LabelReader): Promise<ReadLine[]> {
	const sure = await labels.read(lines);
	const open = lines.flatMap((line, i) => (sure[i] ? [] : [{ line, i }]));
	const read = await engine.recognize(
		open.map(({ line }) => line),
		"text",
	);
	if (read.length !== open.length) throw new NothingRead(`${read.length} of ${open.length} lines were answered`);
	// Labels that were read must not hide that the engine reads nothing.
	const isSilent = read.every(({ text }) => text === "");
	if (isSilent && open.length > 0) return engine.recognize(lines, "text");
	const places = new Map(open.map(({ i }, k) => [i, read[k]]));
	return lines.flatMap((_, i) => sure[i] ?? places.get(i) ?? []);
}
