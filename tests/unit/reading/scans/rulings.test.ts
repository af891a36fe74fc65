import { describe, expect, test } from "vitest";
import type { Bitmap } from "../../../../src/reading/ocr/binarize.ts";
import { binarize } from "../../../../src/reading/ocr/binarize.ts";
import { dottedRulings } from "../../../../src/reading/ocr/dotted-rulings.ts";
import type { GrayImage } from "../../../../src/reading/ocr/gray.ts";
import { grownRulings, inkedRulings, withoutFreeStrokes } from "../../../../src/reading/ocr/grow-rulings.ts";
import { joinSeenLines } from "../../../../src/reading/ocr/join-regions.ts";
import { rulingsOnMaps, withLinesOfInk } from "../../../../src/reading/ocr/map-rulings.ts";
import type { PageMaps, ProbabilityMap } from "../../../../src/reading/ocr/page-segmenter.ts";
import type { PixelRuling } from "../../../../src/reading/ocr/pixel-ruling.ts";
import { ruledAreas } from "../../../../src/reading/ocr/ruled-areas.ts";

const [WIDTH, HEIGHT, STEP, DPI] = [800, 600, 3, 200];

function emptyMap(): ProbabilityMap {
	const [width, height] = [Math.ceil(WIDTH / STEP), Math.ceil(HEIGHT / STEP)];
	return { width, height, data: new Uint8Array(width * height) };
}

type Line = readonly ["horizontal" | "vertical", at: number, from: number, to: number];

const TABLE: readonly Line[] = [
	...[60, 150, 240, 330].map((at): Line => ["horizontal", at, 90, 600]),
	...[90, 300, 450, 600].map((at): Line => ["vertical", at, 60, 330]),
];

function drawn(lines: readonly Line[]): { image: GrayImage; maps: PageMaps } {
	const image = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT).fill(250) };
	const [across, down] = [emptyMap(), emptyMap()];
	for (const [axis, at, from, to] of lines) {
		const map = axis === "horizontal" ? across : down;
		for (let along = from; along < to; along++) {
			for (const d of [0, 1]) image.data[axis === "horizontal" ? (at + d) * WIDTH + along : along * WIDTH + at + d] = 30;
			const [x, y] = axis === "horizontal" ? [along, at] : [at, along];
			map.data[Math.floor(y / STEP) * map.width + Math.floor(x / STEP)] = 240;
		}
	}
	return {
		image,
		maps: { text: emptyMap(), across, down, cells: emptyMap(), figures: emptyMap(), step: STEP, turn: [1, 0, 0, 0] },
	};
}

const ruling = ([axis, at, from, to]: Line): PixelRuling => ({ axis, at: at + 1, from, to, thickness: 2 });

describe("rulings on maps", () => {
	test("lie where their ink is", () => {
		const { image, maps } = drawn(TABLE);
		const found = rulingsOnMaps(maps, image);
		expect(found).toHaveLength(TABLE.length);
		for (const [axis, at, from, to] of TABLE) {
			const one = found.find((other) => other.axis === axis && Math.abs(other.at - at - 1) <= 1);
			expect(Math.abs((one?.from ?? 0) - from)).toBeLessThan(8);
			expect(Math.abs((one?.to ?? 0) - to)).toBeLessThan(8);
		}
	});

	test("are none where they are those of the sheet behind, though there are more of these", () => {
		const ghosts = [360, 380, 400, 420, 440, 460, 480].map((at): Line => ["horizontal", at, 100, 600]);
		const sides = [100, 350, 600].map((at): Line => ["vertical", at, 360, 480]);
		const { image, maps } = drawn([...TABLE, ...ghosts, ...sides]);
		const data = image.data.map((shade, i) => (i >= 352 * WIDTH && shade < 200 ? 230 : shade));
		expect(rulingsOnMaps(maps, { ...image, data })).toHaveLength(TABLE.length);
	});

	test("short strokes that meet nothing are none", () => {
		const { image, maps } = drawn([...TABLE, ["horizontal", 200, 340, 360]]);
		expect(rulingsOnMaps(maps, image)).toHaveLength(TABLE.length);
	});

	test("lines of ink between two rulings are added where the network does not rule them out", () => {
		const { image, maps } = drawn(TABLE);
		const missed: Line = ["vertical", 520, 150, 240];
		const known = TABLE.map(ruling);
		expect(withLinesOfInk(known, [ruling(missed)], { dpi: DPI, maps, bitmap: blankBitmap() })).toHaveLength(known.length);
		const down = { ...maps.down, data: maps.down.data.slice() };
		for (let y = 150; y < 240; y += STEP) down.data[Math.floor(y / STEP) * down.width + Math.floor(520 / STEP)] = 40;
		expect(withLinesOfInk(known, [ruling(missed)], { dpi: DPI, maps: { ...maps, down }, bitmap: blankBitmap() })).toHaveLength(
			known.length + 1,
		);
		expect(image.width).toBe(WIDTH);
	});
});

test("a side that the network missed is one where it parts several rows, though text stands beyond it; of one row it may be a stem", () => {
	const { maps } = drawn(TABLE);
	const known = TABLE.map(ruling);
	const withInk = (missed: Line, beyond: Line) => {
		const bitmap = binarize(drawn([...TABLE, missed, beyond]).image, 50);
		return withLinesOfInk(known, [ruling(missed)], { dpi: DPI, maps, bitmap }).length - known.length;
	};
	expect(withInk(["vertical", 520, 60, 240], ["vertical", 520, 248, 260])).toBe(1);
	expect(withInk(["vertical", 520, 150, 240], ["vertical", 520, 248, 260])).toBe(0);
});

describe("rulings by their ink", () => {
	const ink = binarize(drawn(TABLE).image, 50);

	test("go as far as their ink, and pieces of one line are one", () => {
		const pieces: Line[] = [
			["horizontal", 150, 90, 250],
			["horizontal", 150, 400, 600],
		];
		const grown = grownRulings(pieces.map(ruling), ink, DPI);
		expect(grown).toHaveLength(1);
		expect(grown[0]?.from).toBeLessThanOrEqual(91);
		expect(grown[0]?.to).toBeGreaterThanOrEqual(599);
	});

	test("go on along a hairline that falls between two rows of pixels, and not along grey paper", () => {
		const known: Line = ["horizontal", 200, 90, 400];
		const { image } = drawn([known]);
		const ink = binarize(image, 50);
		const grown = (paint: (x: number) => readonly (readonly [row: number, shade: number])[]) => {
			const data = image.data.slice();
			for (let x = 400; x < 600; x++) for (const [row, shade] of paint(x)) data[row * WIDTH + x] = shade;
			return grownRulings([ruling(known)], { ...ink, grey: { ...image, data } }, DPI)[0]?.to ?? 0;
		};
		const hair = [
			[200, 205],
			[201, 223],
		] as const;
		expect(grown(() => hair)).toBeGreaterThan(585);
		expect(grown(() => Array.from({ length: 17 }, (_, i) => [192 + i, 215] as const))).toBeLessThan(405);
		expect(grown((x) => (x % 9 < 3 ? hair : []))).toBeLessThan(405);
	});

	test("end where the network goes on along something paler, which shines through from the reverse", () => {
		const known: Line = ["vertical", 300, 200, 400];
		const { image } = drawn([known]);
		const data = image.data.slice();
		for (let y = 60; y < 200; y++) for (const x of [300, 301]) data[y * WIDTH + x] = 238;
		const ink = { ...binarize(image, 50), grey: { ...image, data } };
		expect(grownRulings([ruling(["vertical", 300, 60, 400])], ink, DPI)[0]?.from).toBeGreaterThan(185);
	});

	test("go on over the dashes that a grey line became in black and white, and over no column of digits", () => {
		const known: Line = ["vertical", 300, 60, 200];
		const dashes = Array.from({ length: 20 }, (_, i): Line => ["vertical", 300, 200 + 12 * i, 207 + 12 * i]);
		const [long] = grownRulings([ruling(known)], binarize(drawn([known, ...dashes]).image, 50), DPI);
		expect(long?.to).toBeGreaterThan(420);
		const ones = Array.from({ length: 5 }, (_, i): Line => ["vertical", 300, 215 + 40 * i, 229 + 40 * i]);
		const [short] = grownRulings([ruling(known)], binarize(drawn([known, ...ones]).image, 50), DPI);
		expect(short?.to).toBeLessThan(205);
		const text = dashes.flatMap(([axis, at, from, to]): Line[] => [-4, 0, 4].map((off) => [axis, at + off, from, to]));
		const [beside] = grownRulings([ruling(known)], binarize(drawn([known, ...text]).image, 50), DPI);
		expect(beside?.to).toBeLessThan(205);
	});

	test("go on where a page that was not quite flat bends them, and nowhere past text", () => {
		const known: Line = ["horizontal", 200, 90, 400];
		const bend = Array.from({ length: 6 }, (_, i): Line => ["horizontal", 201 + i, 400 + 32 * i, 432 + 32 * i]);
		const rulings = grownRulings([ruling(known)], binarize(drawn([known, ...bend]).image, 50), DPI);
		expect(rulings[0]?.to).toBeGreaterThan(580);
		expect(Math.max(...rulings.map(({ at }) => at))).toBeGreaterThan(203);
		const strokes = Array.from({ length: 6 }, (_, i): Line => ["horizontal", 202, 410 + 32 * i, 430 + 32 * i]);
		const [short] = grownRulings([ruling(known)], binarize(drawn([known, ...strokes]).image, 50), DPI);
		expect(short?.to).toBeLessThan(405);
	});

	test("end where their ink ends", () => {
		const [long] = grownRulings([ruling(["vertical", 300, 20, 380])], ink, DPI);
		expect(long?.from).toBeGreaterThan(48);
		expect(long?.to).toBeLessThan(342);
	});

	test("are none where a short stroke stands free between two lines; sides and broken sides touch them", () => {
		const lines: Line[] = [
			["horizontal", 100, 90, 600],
			["horizontal", 133, 90, 600],
		];
		const known = (pieces: readonly Line[]) => {
			const seen = binarize(drawn([...lines, ...pieces]).image, 50);
			const side: PixelRuling = { axis: "vertical", at: 301, from: 101, to: 134, thickness: 2 };
			return withoutFreeStrokes([...lines.map(ruling), side], seen, DPI).length;
		};
		expect(known([["vertical", 300, 109, 126]])).toBe(2);
		expect(known([["vertical", 300, 101, 134]])).toBe(3);
		expect(known([["vertical", 300, 101, 126]])).toBe(3);
		expect(
			known([
				["vertical", 300, 106, 111],
				["vertical", 300, 116, 118],
				["vertical", 300, 123, 128],
			]),
		).toBe(3);
	});

	test.each([
		["stands alone between two lines", [], 1],
		["goes on past them, as a streak does", [["vertical", 300, 60, 99]], 0],
		["has a foot, as a stem does", [["horizontal", 126, 290, 310]], 0],
	] as const)("are added where ink that the network does not suspect %s", (_, more, added) => {
		const lines: Line[] = [
			["horizontal", 100, 90, 600],
			["horizontal", 133, 90, 600],
		];
		const side: PixelRuling = { axis: "vertical", at: 301, from: 100, to: 134, thickness: 2 };
		const bitmap = binarize(drawn([...lines, ["vertical", 300, 100, 133], ...more]).image, 50);
		const { maps } = drawn(lines);
		expect(withLinesOfInk(lines.map(ruling), [side], { dpi: DPI, maps, bitmap })).toHaveLength(2 + added);
	});

	test("without ink are none, where the others have it", () => {
		const stroke = ruling(["horizontal", 200, 300, 450]);
		expect(inkedRulings([...TABLE.map(ruling), stroke], ink, DPI)).toHaveLength(TABLE.length);
	});
});

function blankBitmap(): Bitmap {
	return { width: 700, height: 700, data: new Uint8Array(700 * 700) };
}

describe("what rulings enclose", () => {
	test("is one area for each table", () => {
		const lower = TABLE.map(
			([axis, at, from, to]): Line => (axis === "horizontal" ? [axis, at + 280, from, to] : [axis, at, from + 280, to + 280]),
		);
		expect(ruledAreas([...TABLE, ...lower].map(ruling), DPI)).toHaveLength(2);
		expect(ruledAreas([ruling(["horizontal", 20, 90, 600])], DPI)).toEqual([]);
	});

	test("keeps pieces of text apart that the network would join", () => {
		const { maps } = drawn(TABLE);
		const text = { ...maps.text, data: maps.text.data.slice() };
		for (let x = 200; x < 420; x += STEP) text.data[Math.floor(200 / STEP) * text.width + Math.floor(x / STEP)] = 250;
		const pieces = [200, 230, 330, 360].map((x) => ({ box: [x, 190, x + 14, 210] as const, ink: 40 }));
		const bitmap = blankBitmap();
		const joined = joinSeenLines(pieces, { maps: { ...maps, text }, bitmap }, TABLE.map(ruling));
		expect(joined.map(({ box }) => [box[0], box[2]])).toEqual([
			[200, 244],
			[330, 374],
		]);
		expect(joinSeenLines(pieces, { maps, bitmap }, TABLE.map(ruling))).toHaveLength(4);
	});

	test.each([
		["a point on the base line", [240, 206, 243, 210], 1],
		["a mark further up", [240, 194, 243, 198], 2],
		["a stroke as high as the line", [240, 190, 243, 210], 2],
	] as const)("joins the digits after %s, though the network sees a gap", (_, mark, count) => {
		const { maps } = drawn(TABLE);
		const bitmap = blankBitmap();
		for (const [x0, y0, x1, y1] of [[220, 190, 232, 210], mark, [270, 190, 282, 210]] as const)
			for (let y = y0; y < y1; y++) bitmap.data.fill(1, y * bitmap.width + x0, y * bitmap.width + x1);
		const pieces = [
			{ box: [220, 190, 243, 210] as const, ink: 60 },
			{ box: [270, 190, 282, 210] as const, ink: 40 },
		];
		expect(joinSeenLines(pieces, { maps, bitmap }, TABLE.map(ruling))).toHaveLength(count);
	});
});

describe("rulings of dots", () => {
	const known = TABLE.map(ruling);
	const page = (): Bitmap => {
		const { image } = drawn(TABLE);
		return { width: WIDTH, height: HEIGHT, data: image.data.map((shade) => (shade < 128 ? 1 : 0)) };
	};
	const dot = ({ data }: Bitmap, [x0, y0, x1, y1]: readonly [number, number, number, number], every: number) => {
		for (let x = x0; x < x1; x += every) for (let y = y0; y < y1; y++) data.fill(1, y * WIDTH + x, y * WIDTH + x + 2);
	};

	test("are found from the side of a table, or from an upright ruling, to another", () => {
		const ink = page();
		dot(ink, [92, 200, 600, 202], 17);
		dot(ink, [302, 290, 600, 291], 13);
		const found = dottedRulings(known, ink, DPI);
		const inTens = ({ at, from, to }: PixelRuling) => [at, from, to].map((value) => Math.round(value / 10));
		expect(found.map(inTens)).toEqual([
			[20, 9, 60],
			[29, 30, 60],
		]);
	});

	test("are no line of print, and no dots here and there", () => {
		const ink = page();
		dot(ink, [100, 190, 590, 212], 6);
		dot(ink, [100, 285, 160, 287], 9);
		expect(dottedRulings(known, ink, DPI)).toEqual([]);
	});

	test("are not the tops of a row of figures", () => {
		const ink = page();
		for (let x = 100; x < 590; x += 20) {
			for (const y of [190, 191, 208, 209]) ink.data.fill(1, y * WIDTH + x + 2, y * WIDTH + x + 9);
			for (let y = 192; y < 208; y++) for (const side of [x, x + 9]) ink.data.fill(1, y * WIDTH + side, y * WIDTH + side + 2);
		}
		expect(dottedRulings(known, ink, DPI)).toEqual([]);
	});
});
