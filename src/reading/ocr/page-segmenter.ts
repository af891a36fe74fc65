import type { GrayImage } from "./gray.ts";
import { shrink } from "./gray.ts";
import type { Network } from "./onnx-runtime.ts";
import { loadModel } from "./onnx-runtime.ts";

/** A map of probabilities over a page, row by row, 0 to 255. */
export interface ProbabilityMap {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** What the network sees on a page; every map has the same size. */
export interface PageMaps {
	/** Middle stripes of lines of text. */
	readonly text: ProbabilityMap;
	readonly across: ProbabilityMap;
	readonly down: ProbabilityMap;
	readonly cells: ProbabilityMap;
	/** Middle stripes of lines that are figures. */
	readonly figures: ProbabilityMap;
	/** Pixels of the picture that one point of the maps stands for. */
	readonly step: number;
	/** How likely the page lies by 0, 1, 2, 3 quarter turns counter-clockwise. */
	readonly turn: readonly number[];
}

/** Finds lines of text, rulings, cells and figures on a drawn page. */
export interface PageSegmenter {
	/** Throws where the network gives no maps. */
	readonly segment: (image: GrayImage, dpi: number, at?: number) => Promise<PageMaps>;
	readonly close: () => Promise<void>;
}

/** The resolution that the network was trained at, in dots per inch; it takes finer ones for small type. */
export const SEGMENTER_DPI = 128;
/** Width and height of its input are multiples of this; white is added. */
const BLOCK = 32;
/** The maps have half the resolution of the input. */
const HALVED = 2;
const MAPS = ["text", "across", "down", "cells", "figures"] as const;

/** The page segmenter of assets/models, by the runtime that is installed. */
export async function createPageSegmenter(): Promise<PageSegmenter> {
	const network = await loadModel("page.onnx");
	return {
		segment: (image, dpi, at = SEGMENTER_DPI) => segment(shrink(image, Math.min(1, at / dpi)), image, network),
		close: () => network.close(),
	};
}

/** Rows of the input that are seen at once: the network's memory grows with them. Neighbouring bands share the other number. */
const [BAND, SHARED] = [544, 64];

async function segment(small: GrayImage, image: GrayImage, network: Network): Promise<PageMaps> {
	const [wide, high] = [Math.ceil(small.width / HALVED), Math.ceil(small.height / HALVED)];
	const maps = MAPS.map(() => new Uint8Array(wide * high));
	const bands = Math.max(1, Math.ceil((small.height - SHARED) / (BAND - SHARED)));
	const rows = Math.ceil((small.height + (bands - 1) * SHARED) / bands / BLOCK) * BLOCK;
	const turn = [0, 0, 0, 0];
	for (let band = 0; band < bands; band++) {
		const top = bands === 1 ? 0 : Math.round((band * Math.max(0, small.height - rows)) / (bands - 1) / HALVED) * HALVED;
		const seen = await segmentBand(small, { top, rows }, network);
		seen.turn.forEach((value, i) => {
			turn[i] = (turn[i] ?? 0) + value / bands;
		});
		const from = band === 0 ? 0 : top + SHARED / 2;
		for (const [k, map] of maps.entries())
			for (let y = from / HALVED; y < Math.min(high, (top + rows) / HALVED); y++)
				for (let x = 0; x < wide; x++)
					map[y * wide + x] = Math.round(255 * (seen.maps[(k * seen.rows + y - top / HALVED) * seen.columns + x] ?? 0));
	}
	const [text, across, down, cells, figures] = maps.map((data) => ({ width: wide, height: high, data })) as unknown as FiveMaps;
	return { text, across, down, cells, figures, step: (HALVED * image.width) / small.width, turn };
}

type FiveMaps = readonly [ProbabilityMap, ProbabilityMap, ProbabilityMap, ProbabilityMap, ProbabilityMap];

interface Band {
	readonly top: number;
	readonly rows: number;
}

async function segmentBand(small: GrayImage, { top, rows }: Band, network: Network) {
	const width = Math.ceil(small.width / BLOCK) * BLOCK;
	const input = new Float32Array(width * rows).fill(1);
	for (let y = 0; y < Math.min(rows, small.height - top); y++)
		for (let x = 0; x < small.width; x++) input[y * width + x] = (small.data[(y + top) * small.width + x] ?? 255) / 255;
	const { maps, turn } = await network.runAll(input, [1, 1, rows, width]);
	if (!maps || !turn) throw new Error("The page segmenter gave no maps");
	const [, , high = 0, wide = 0] = maps.shape;
	return { maps: maps.data, rows: high, columns: wide, turn: [...turn.data] };
}
