import { pathProbability } from "./ctc.ts";
import type { GrayImage } from "./gray.ts";
import { crop, resize } from "./gray.ts";
import type { SmallNetwork } from "./network/small-network.ts";
import { smallNetwork } from "./network/small-network.ts";
import { readModel } from "./onnx-runtime.ts";

/** One line of print as the figure reader reads it. */
export interface FigureLine {
	readonly text: string;
	/** The lowest probability of its steps, 0 to 1. */
	readonly confidence: number;
	/** How likely the picture says this text instead, 0 to 1; 0 for characters that the reader does not know. */
	readonly probabilityOf: (text: string) => number;
}

/** Reads pictures of figures, each one line of print cut close. */
export interface FigureReader {
	readonly read: (lines: readonly GrayImage[], look: Look) => Promise<readonly FigureLine[]>;
	readonly close: () => Promise<void>;
}

/** How a line is shown to the reader: white around it in shares of its height, and how much wider it is made. */
export interface Look {
	readonly margin: number;
	readonly stretch: number;
}

/**
 * The characters of the reader's classes, in their order; the blank comes before them. `~` stands for a struck character, `^`
 * for the mark of a note, `?` for ink that is none of them: a part of a character, two lines, two figures.
 */
export const CHARACTERS = "0123456789.,-+/%()件条万元份个宗无项次亿增减*△↓↑~^?";
/** Who sees these has not seen a figure, however sure of it. */
const NO_FIGURE = /[~?]/;
/** Marks of notes are no part of a figure. */
const NOTE = /\^/g;
const HEIGHT = 32;
const MAX_WIDTH = 512;
/** Pictures of about the same width are read together, at most this many pixels across in all. */
const BATCH_WIDTH = 4096;

/** The network of assets/models, computed here: no runtime is loaded for it. */
export async function createFigureReader(): Promise<FigureReader> {
	const network = smallNetwork(await readModel("figure.onnx"));
	return { read: async (lines, look) => read(lines, look, network), close: async () => {} };
}

function read(lines: readonly GrayImage[], look: Look, network: SmallNetwork): FigureLine[] {
	const pictures = lines.map((line) => scaled(line, look));
	const order = pictures.map((_, i) => i).sort((a, b) => (pictures[a]?.width ?? 0) - (pictures[b]?.width ?? 0));
	const results = new Array<FigureLine>(lines.length);
	for (let start = 0; start < order.length; ) {
		let end = start;
		const widthOf = (k: number) => Math.ceil(((pictures[order[k] ?? 0]?.width ?? 0) + 8) / 8) * 8;
		const first = widthOf(start);
		while (end < order.length && widthOf(end) <= first * 1.4 && widthOf(end) * (end - start + 1) <= BATCH_WIDTH) end++;
		end = Math.max(end, start + 1);
		const batch = order.slice(start, end);
		const answers = readBatch(
			batch.flatMap((i) => pictures[i] ?? []),
			widthOf(end - 1),
			network,
		);
		batch.forEach((i, k) => {
			const answer = answers[k];
			if (answer) results[i] = answer;
		});
		start = end;
	}
	return results;
}

function scaled(line: GrayImage, { margin, stretch }: Look): GrayImage {
	const more = Math.max(1, Math.round(line.height * margin));
	const framed = crop(line, [-more, -more, line.width + more, line.height + more]);
	const width = Math.max(16, Math.min(MAX_WIDTH, Math.round((framed.width * HEIGHT * stretch) / framed.height)));
	return resize(framed, width, HEIGHT);
}

function readBatch(pictures: readonly GrayImage[], width: number, network: SmallNetwork): FigureLine[] {
	const input = new Float32Array(pictures.length * HEIGHT * width).fill(1);
	pictures.forEach((picture, n) => {
		for (let y = 0; y < HEIGHT; y++)
			for (let x = 0; x < picture.width; x++)
				input[(n * HEIGHT + y) * width + x] = (picture.data[y * picture.width + x] ?? 255) / 255;
	});
	const { data, shape } = network.run(input, [pictures.length, 1, HEIGHT, width]);
	const [, steps = 0, classes = 0] = shape;
	return pictures.map((_, n) => lineOf(data.slice(n * steps * classes, (n + 1) * steps * classes), steps, classes));
}

/** Greedy CTC decoding: the likeliest class of each step, repeats and blanks taken out. */
function lineOf(probabilities: Float32Array, steps: number, classes: number): FigureLine {
	let [text, previous, confidence] = ["", 0, 1];
	for (let step = 0; step < steps; step++) {
		let [best, value] = [0, -1];
		for (let i = 0; i < classes; i++) {
			const p = probabilities[step * classes + i] ?? 0;
			if (p > value) [best, value] = [i, p];
		}
		if (best !== 0 && best !== previous) text += CHARACTERS[best - 1] ?? "";
		confidence = Math.min(confidence, value);
		previous = best;
	}
	return {
		text: text.replaceAll(NOTE, ""),
		confidence: NO_FIGURE.test(text) ? 0 : confidence,
		probabilityOf: (wanted) => pathProbability(classesOf(wanted), { probabilities, steps, classes }),
	};
}

/** The classes of a text's characters; undefined where one is unknown. */
function classesOf(text: string): number[] | undefined {
	const classes = [...text].map((character) => CHARACTERS.indexOf(character) + 1);
	return classes.includes(0) ? undefined : classes;
}
