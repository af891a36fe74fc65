import { expect, test } from "vitest";
import type { GrayImage } from "../../../../src/reading/ocr/gray.ts";
import { quarterTurn } from "../../../../src/reading/ocr/gray.ts";
import type { PageSegmenter, ProbabilityMap } from "../../../../src/reading/ocr/page-segmenter.ts";
import { seePage } from "../../../../src/reading/ocr/see-page.ts";

const STEP = 4;
const TURNS = [0, 1, 2, 3] as const;

/** A page whose upper left corner is marked. */
function markedPage(): GrayImage {
	const [width, height] = [320, 480];
	const data = new Uint8Array(width * height).fill(250);
	for (let y = 20; y < 60; y++) data.fill(10, y * width + 20, y * width + 60);
	return { width, height, data };
}

/** Turns clockwise that would set a marked page upright. */
function turnsTo({ width, height, data }: GrayImage): number {
	const isMarked = (x: number, y: number) => (data[y * width + x] ?? 255) < 100;
	const corners = [isMarked(40, 40), isMarked(40, height - 40), isMarked(width - 40, height - 40), isMarked(width - 40, 40)];
	return corners.indexOf(true);
}

/** A network that tells a page on its head from one that stands, and takes the one side for the other where a page lies. */
const segmenter: PageSegmenter = {
	segment: async (image) => {
		const turns = turnsTo(image);
		const map = (): ProbabilityMap => {
			const [width, height] = [Math.ceil(image.width / STEP), Math.ceil(image.height / STEP)];
			return { width, height, data: new Uint8Array(width * height) };
		};
		const chances = [
			[1, 0, 0, 0],
			[0, 0.42, 0, 0.58],
			[0, 0, 1, 0],
			[0, 0.58, 0, 0.42],
		];
		const turn = chances[turns] ?? [1, 0, 0, 0];
		return { text: map(), across: map(), down: map(), cells: map(), figures: map(), step: STEP, turn };
	},
	close: async () => {},
};

test.each(TURNS)(
	"a page that was turned %i times stands upright though the network takes one side for the other",
	async (turns) => {
		const print = quarterTurn(markedPage(), turns);
		const seen = await seePage({ print, luminance: print, dpi: 200 }, segmenter);
		expect([seen.image.width, seen.image.height]).toEqual([320, 480]);
		expect(turnsTo(seen.image)).toBe(0);
		expect(seen.uprightness).toBe(1);
	},
);

test.each([
	["says that the turned page stands", [0.98, 0, 0, 0.02], [320, 480]],
	["is no surer of the turned page", [0.4, 0.2, 0.2, 0.2], [480, 320]],
	["says of both that they may stand", [0.65, 0.04, 0.01, 0.3], [480, 320]],
] as const)("a page that the network is unsure of is turned where it %s", async (_, turnedSays, size) => {
	const print = quarterTurn(markedPage(), 3);
	const unsure: PageSegmenter = {
		...segmenter,
		segment: async (image, dpi) => {
			const maps = await segmenter.segment(image, dpi);
			return { ...maps, turn: turnsTo(image) === 0 ? [...turnedSays] : [0.2, 0.55, 0.06, 0.19] };
		},
	};
	const seen = await seePage({ print, luminance: print, dpi: 200 }, unsure);
	expect([seen.image.width, seen.image.height]).toEqual(size);
});
