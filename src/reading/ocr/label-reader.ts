import { median } from "../../model/geometry.ts";
import { largest } from "../../model/many.ts";
import type { Said } from "./ctc.ts";
import { greedyPath, pathProbability } from "./ctc.ts";
import type { ReadCharacter, ReadLine } from "./engine.ts";
import { readLine } from "./engine.ts";
import type { GrayImage } from "./gray.ts";
import { resize } from "./gray.ts";
import { smallNetwork } from "./network/small-network.ts";
import { isNative, loadModel, readModel } from "./onnx-runtime.ts";

/** Reads labels and headings of the form, quickly; what it is not sure of is left to an engine that knows more characters. */
export interface LabelReader {
	/** A line for each picture, cut close with white around it; undefined where the picture may say something else. */
	readonly read: (lines: readonly GrayImage[]) => Promise<readonly (ReadLine | undefined)[]>;
	readonly close: () => Promise<void>;
}

/** The characters of the reader's classes, in their order; the blank comes before them. `?` stands for any other ink. */
export const LABEL_CHARACTERS =
	"0123456789（）、，。：；“”《》.·一七万三上下不业中为主举之九予事二于五人仍他以件企会位体作供保信元全八公六关其具内再决况减出分列到制办加务动勾区十单危卷及反发取另只可合后告和商四国在增处复外大存安定审家容密对尚属工已年府废度开强当形律性总息情成或执投护报持按据掌接提握收改政效数文新方无日明月有服期未本机权条构果查案止正求没法然版物现理用由申的益目直相知研确社禁科秘程稳稽章第等管类系纠纳组织经结继续维缴罚自范获行补要规计认议许讼访诉询请购费起转过这进通逾部采重量金问集需项题额?/";
const HEIGHT = 32;
/** The network gives an output for so many pixels of width. */
const STEP = 4;
/** Lines that are longer, in heights of their pictures, are sentences; shorter ones are no two ideographs. */
const [LEAST_HEIGHTS, MOST_HEIGHTS] = [1.4, 17];
/** A line is taken where all ways to say it are together at least so likely, and each of its digits: in a script face 6 and 5 are alike. */
const [SURE, SURE_DIGIT] = [0.85, 0.98];
/**
 * Characters without figures, after an item's number at most: what is counted, and dates, are for the engine that reads figures.
 * One character alone is told too easily.
 */
const LABEL = /^(?:（[一二三四五六七八九十]）|\d{1,2}\.|[一二三四五六七八九十]、)?[^\d?]{2,}$/;
const IDEOGRAPHS = /[\u4e00-\u9fff].*[\u4e00-\u9fff]/;

/** Gives the probabilities of a picture's steps: `[steps × classes]`. */
type Network = (picture: Float32Array, width: number) => Promise<Float32Array>;

/** The network of assets/models: on the native runtime where it is installed, computed here otherwise. */
export async function createLabelReader(): Promise<LabelReader> {
	const { run, close } = await networkOf("label.onnx");
	return {
		read: async (lines) => {
			const read: (ReadLine | undefined)[] = [];
			for (const line of lines) read.push(isLabelLong(line) ? await readOne(line, run) : undefined);
			return read;
		},
		close,
	};
}

function isLabelLong({ width, height }: GrayImage): boolean {
	return width >= LEAST_HEIGHTS * height && width <= MOST_HEIGHTS * height;
}

async function networkOf(name: string): Promise<{ readonly run: Network; readonly close: () => Promise<void> }> {
	if (isNative()) {
		const network = await loadModel(name);
		return {
			run: async (picture, width) => (await network.run(picture, [1, 1, HEIGHT, width])).data,
			close: () => network.close(),
		};
	}
	const network = smallNetwork(await readModel(name));
	return { run: async (picture, width) => network.run(picture, [1, 1, HEIGHT, width]).data, close: async () => {} };
}

async function readOne(line: GrayImage, run: Network): Promise<ReadLine | undefined> {
	const own = Math.max(8, Math.round((line.width * HEIGHT) / line.height));
	const scaled = resize(line, own, HEIGHT);
	const width = Math.floor(own / 8) * 8 + 16;
	const ground = groundOf(scaled);
	const picture = new Float32Array(HEIGHT * width).fill(ground);
	for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < own; x++) picture[y * width + x] = (scaled.data[y * own + x] ?? 255) / 255;
	return sureLine(await run(picture, width), own);
}

/** The median of the last column. */
function groundOf({ width, height, data }: GrayImage): number {
	const column = Array.from({ length: height }, (_, y) => data[y * width + width - 1] ?? 255).sort((a, b) => a - b);
	return (column[height >> 1] ?? 255) / 255;
}

/** The line that a picture's steps say; undefined where they may say another. */
function sureLine(probabilities: Float32Array, own: number): ReadLine | undefined {
	const classes = LABEL_CHARACTERS.length + 1;
	const steps = { probabilities, classes, steps: probabilities.length / classes };
	const said = greedyPath(steps);
	const text = said.map(({ label }) => LABEL_CHARACTERS[label - 1]).join("");
	if (!LABEL.test(text) || !IDEOGRAPHS.test(text)) return undefined;
	const likely = pathProbability(
		said.map(({ label }) => label),
		steps,
	);
	const characters = said.map((one) => characterOf(one, own));
	const isSure = likely >= SURE && characters.every(({ text: one, confidence }) => !/\d/.test(one) || confidence >= SURE_DIGIT);
	return isSure && !hasGap(characters) ? readLine(characters) : undefined;
}

/** Ideographs of a line stand no further apart than so many times their usual distance, told by so many at least. */
const [GAP_TIMES, TELLING] = [1.6, 3];

/** Whether two ideographs stand so far apart that one between them was not said: a 一 is little ink. */
function hasGap(characters: readonly ReadCharacter[]): boolean {
	const gaps = characters.slice(1).flatMap((one, i) => {
		const before = characters[i];
		return before && isIdeograph(before) && isIdeograph(one) ? [one.at - before.at] : [];
	});
	return gaps.length >= TELLING && largest(gaps) > GAP_TIMES * median(gaps);
}

function isIdeograph({ text }: ReadCharacter): boolean {
	return /^[\u4e00-\u9fff]$/.test(text);
}

function characterOf({ label, step, probability }: Said, own: number): ReadCharacter {
	return { text: LABEL_CHARACTERS[label - 1] ?? "", at: Math.min(1, ((step + 0.5) * STEP) / own), confidence: probability };
}
