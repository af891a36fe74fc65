import { describe, expect, test } from "vitest";
import { unwarpBox, warpBox, warpPoint } from "../../../../src/model/warp.ts";
import { followLines, followRows } from "../../../../src/reading/ocr/chains.ts";
import type { PageMaps, ProbabilityMap } from "../../../../src/reading/ocr/page-segmenter.ts";
import { straighteningOf, unbent } from "../../../../src/reading/ocr/straighten.ts";

const [WIDTH, HEIGHT] = [530, 750];

type Place = (x: number, y: number) => readonly [number, number];

/** What a segmenter would see of a ruled table on a page whose points lie where `place` puts them. */
function mapsOf(place: Place): PageMaps {
	const empty = (): ProbabilityMap => ({ width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT) });
	const [across, down] = [empty(), empty()];
	const dot = (map: ProbabilityMap, x: number, y: number) => {
		const [px, py] = place(x, y);
		for (const [dx, dy] of [
			[0, 0],
			[0, 1],
			[1, 0],
			[1, 1],
		] as const) {
			const [column, row] = [Math.floor(px) + dx, Math.floor(py) + dy];
			if (column >= 0 && row >= 0 && column < WIDTH && row < HEIGHT) map.data[row * WIDTH + column] = 255;
		}
	};
	for (let y = 120; y <= 620; y += 25) for (let x = 60; x <= 470; x += 0.5) dot(across, x, y);
	for (const x of [60, 240, 300, 360, 420, 470]) for (let y = 120; y <= 620; y += 0.5) dot(down, x, y);
	return { text: empty(), across, down, cells: empty(), figures: empty(), step: 3.1, turn: [1, 0, 0, 0] };
}

/** The largest distance of a line's middle from level, over all lines across of a straightened page. */
function unevenness(maps: PageMaps): number {
	const straightening = straighteningOf(maps);
	const straight = straightening ? unbent(maps.across, straightening, { scale: 1, outside: 0 }) : maps.across;
	const lines = followLines(straight, { threshold: 100, minLength: 200, maxGap: 4, maxWidth: 8, weight: 1 });
	expect(lines.length).toBe(21);
	return Math.max(
		...lines.map(({ across }) => {
			const inner = across.slice(8, -8);
			return Math.max(...inner) - Math.min(...inner);
		}),
	);
}

/** Where the figures of a table of twenty rows stand that has no rulings. */
const FIGURES = { xs: [40, 110, 180, 250, 320, 390, 460], ys: Array.from({ length: 20 }, (_, i) => 120 + 25 * i) };

function withFigures(place: Place): PageMaps {
	const maps = mapsOf(() => [-9, -9]);
	for (const y of FIGURES.ys)
		for (const x of FIGURES.xs)
			for (let dx = 0; dx < 12; dx++) {
				const [px, py] = place(x + dx, y);
				for (let dy = -2; dy < 2; dy++) maps.text.data[Math.floor(py + dy) * WIDTH + Math.floor(px)] = 255;
			}
	return maps;
}

/** The largest distance of a figure from the others of its row, of the page as it is straightened. */
function unevenRows(maps: PageMaps): number {
	const straightening = straighteningOf(maps);
	const straight = straightening ? unbent(maps.text, straightening, { scale: 1, outside: 0 }) : maps.text;
	const pieces = followLines(straight, { threshold: 100, minLength: 0, maxGap: 3, maxWidth: 9, weight: 1 }).filter(
		({ along }) => along.length > 5,
	);
	expect(pieces.length).toBe(FIGURES.xs.length * FIGURES.ys.length);
	const middles = pieces.map(({ across }) => across.reduce((sum, y) => sum + y, 0) / across.length).sort((a, b) => a - b);
	const rows = FIGURES.ys.map((_, i) => middles.slice(i * FIGURES.xs.length, (i + 1) * FIGURES.xs.length));
	return Math.max(...rows.map((row) => (row.at(-1) ?? 0) - (row[0] ?? 0)));
}

const lean =
	(degrees: number): Place =>
	(x, y) => {
		const angle = (degrees * Math.PI) / 180;
		const [u, v] = [x - WIDTH / 2, y - HEIGHT / 2];
		return [WIDTH / 2 + u * Math.cos(angle) - v * Math.sin(angle), HEIGHT / 2 + u * Math.sin(angle) + v * Math.cos(angle)];
	};

describe("straightening", () => {
	test("leaves a straight page as it is", () => {
		expect(straighteningOf(mapsOf((x, y) => [x, y]))).toBeUndefined();
	});

	test.each([-9, -3, 0.4, 6])("turns back a page that leans by %s degrees", (degrees) => {
		const maps = mapsOf(lean(degrees));
		expect(((straighteningOf(maps)?.angle ?? 0) * 180) / Math.PI).toBeCloseTo(degrees, 1);
		expect(unevenness(maps)).toBeLessThan(2.5);
	});

	test("flattens a page that is bent near its spine", () => {
		const bent: Place = (x, y) => [x, y + 9 * Math.exp(-((x / 120) ** 2)) - 4 * Math.sin(x / 170)];
		expect(unevenness(mapsOf(bent))).toBeLessThan(2);
	});

	test("flattens a bent table without rulings by its rows of figures", () => {
		const bent: Place = (x, y) => [x, y + 9 * Math.exp(-((x / 160) ** 2)) - (x > 300 ? ((x - 300) / 60) ** 2 : 0)];
		const maps = withFigures(bent);
		expect(unevenRows(maps)).toBeLessThan(4);
		expect(unevenRows(withFigures((x, y) => [x, y]))).toBeLessThan(2);
	});

	test("takes no rows from a page that is strewn with specks", () => {
		const data = new Uint8Array(WIDTH * HEIGHT);
		for (let i = 0; i < data.length; i += 37) data[i] = 255;
		const linking = { threshold: 128, minLength: 0, maxGap: 0, maxWidth: 9, weight: 1, maxStep: 90, maxRise: 4, minPieces: 4 };
		expect(followRows({ width: WIDTH, height: HEIGHT, data }, linking)).toEqual([]);
	});

	test("squares a page that was photographed at an angle", () => {
		const slanted: Place = (x, y) => {
			const depth = 1 + 0.12 * (y / HEIGHT - 0.5) + 0.05 * (x / WIDTH - 0.5);
			return [WIDTH / 2 + (x - WIDTH / 2) / depth, HEIGHT / 2 + (y - HEIGHT / 2) / depth];
		};
		const maps = mapsOf(slanted);
		expect(unevenness(maps)).toBeLessThan(2);
		const straightening = straighteningOf(maps);
		const down = straightening && unbent(maps.down, straightening, { scale: 1, outside: 0 });
		const columns = Array.from(
			{ length: down?.width ?? 0 },
			(_, x) =>
				Array.from({ length: down?.height ?? 0 }, (_, y) => down?.data[y * (down?.width ?? 0) + x] ?? 0).filter((v) => v > 100)
					.length,
		);
		expect(columns.filter((count) => count > 300).length).toBeGreaterThanOrEqual(6);
	});
});

describe("a warp", () => {
	const angle = 0.1;
	const [columns, rows, step] = [20, 30, 30];
	const at = (i: number) => [(i % columns) * step, Math.floor(i / columns) * step] as const;
	const warp = {
		columns,
		rows,
		step,
		xs: Float32Array.from({ length: columns * rows }, (_, i) => at(i)[0] * Math.cos(angle) - at(i)[1] * Math.sin(angle) + 40),
		ys: Float32Array.from({ length: columns * rows }, (_, i) => at(i)[0] * Math.sin(angle) + at(i)[1] * Math.cos(angle)),
	};

	test("tells where points lie, between its corners and beyond them", () => {
		const [x, y] = warpPoint(warp, 100, 200);
		expect(x).toBeCloseTo(100 * Math.cos(angle) - 200 * Math.sin(angle) + 40, 2);
		expect(y).toBeCloseTo(100 * Math.sin(angle) + 200 * Math.cos(angle), 2);
		expect(warpPoint(warp, 700, 0)[0]).toBeCloseTo(700 * Math.cos(angle) + 40, 1);
	});

	test("gives back the box that it made another of", () => {
		const box = [120, 300, 181, 316] as const;
		const back = unwarpBox(warp, warpBox(warp, box));
		for (const [i, side] of box.entries()) expect(back[i]).toBeCloseTo(side, 0);
	});
});
