import { describe, expect, test } from "vitest";
import { drawnScan } from "../../../src/reading/ocr/drawn-scan.ts";
import type { GrayImage, PixelBox } from "../../../src/reading/ocr/gray.ts";
import type { PixelRuling } from "../../../src/reading/ocr/pixel-ruling.ts";
import { seeCells } from "../../../src/reading/ocr/see-cells.ts";
import { wholeCell } from "../../../src/reading/ocr/whole-cells.ts";
import type { Painted } from "../../support/scanned-page.ts";
import { digitAt, scannedPage } from "../../support/scanned-page.ts";

/** A row of three cells of 100 pixels, and one below it. */
const GRID = { across: [40, 80, 120], down: [20, 120, 220, 320] };
const ROW: readonly PixelBox[] = [
	[20, 40, 120, 80],
	[120, 40, 220, 80],
	[220, 40, 320, 80],
];

function lookAt(drawn: Parameters<typeof scannedPage>[0], boxes: readonly PixelBox[] = ROW, labels: readonly number[] = []) {
	return seeCells(boxes, scannedPage({ ...GRID, ...drawn }), labels);
}

describe("the picture of a figure on a scan", () => {
	test("is the whole ruled cell though the layout cut it: both lines of a wrapped figure", () => {
		const ink = [digitAt(66, 44), digitAt(66, 62)];
		const [cell] = lookAt({ ink }, [[20, 40, 120, 60]]);
		expect(cell?.pictures).toHaveLength(2);
		expect(cell?.ink.isWhole).toBe(true);
	});

	test("holds digits that stand outside the layout's box and inside the rulings, without the gap between them", () => {
		const [cell] = lookAt({ ink: [digitAt(40, 53), digitAt(60, 53)] }, [[50, 40, 120, 80]]);
		expect(cell?.pictures).toHaveLength(1);
		expect(cell?.ink.lines[0]?.box).toEqual([40, 53, 66, 67]);
		expect(cell?.pictures[0]?.width).toBeLessThan(20);
		expect(cell?.isParted).toBe(true);
	});

	test("of digits evenly apart is one figure where the whole page is typed in full width, and may be two elsewhere", () => {
		const wide = [40, 55].flatMap((x) => [0, 100, 200].map((more) => digitAt(x + more, 53)));
		expect(lookAt({ ink: wide }).map(({ isParted }) => isParted)).toEqual([false, false, false]);
		const mixed = [...wide.slice(0, 5), digitAt(248, 53)];
		expect(lookAt({ ink: mixed }).map(({ isParted }) => isParted)).toEqual([true, true, false]);
		expect(lookAt({ ink: [...wide, digitAt(85, 53)] })[0]?.isParted).toBe(true);
	});

	test("of digits with narrow ones among them is one figure, though narrow ones leave more room", () => {
		const [ones, apart] = [13, 17].map(
			(step) =>
				lookAt({
					ink: [
						[60, 53, 62, 67],
						[60 + step, 53, 62 + step, 67],
					],
				})[0],
		);
		expect([ones?.isParted, apart?.isParted]).toEqual([false, true]);
	});

	test("of lines over one another is one figure where its cell is too narrow for them, and may be two rows where there is room", () => {
		const two = [digitAt(66, 44), digitAt(66, 62)];
		const roomy = lookAt({ ink: two })[0];
		const narrow = lookAt({ across: [40, 80], down: [56, 82], ink: two }, [[56, 40, 82, 80]])[0];
		expect([roomy, narrow].map((cell) => [cell?.pictures.length, cell?.isParted])).toEqual([
			[2, true],
			[2, false],
		]);
		const beside = lookAt({ ink: [...two, digitAt(166, 53), digitAt(266, 53)] });
		expect(beside.map(({ isParted }) => isParted)).toEqual([false, false, false]);
	});

	test("has the thin pale dash before its digits, and no mark further up", () => {
		const digits = [digitAt(62, 53), digitAt(70, 53)];
		const [thin, high] = [59, 50].map((y) => lookAt({ ink: [[50, y, 56, y + 2, 222], ...digits] })[0]);
		expect([thin?.signs[0]?.hasMinus, thin?.ink.lines[0]?.box[0], thin?.ink.isWhole]).toEqual([true, 50, true]);
		expect([high?.signs[0]?.hasMinus, high?.ink.lines[0]?.box[0]]).toEqual([false, 62]);
	});

	test("has nothing of a soft edge along a side that is no ruling, and doubts what stands further in", () => {
		const open = { across: [40, 80], down: [20] };
		const [edge, inside] = [119, 112].map((x) => lookAt({ ...open, ink: [digitAt(60, 53), [x, 44, x + 1, 74, 222]] })[0]);
		expect([edge?.ink.isWhole, inside?.ink.isWhole]).toEqual([true, false]);
		// A pale ruling that was not seen goes all along the side.
		const [near, far] = [116, 110].map((x) => lookAt({ ...open, ink: [digitAt(60, 53), [x, 42, x + 2, 78, 222]] })[0]);
		expect([near?.ink.isWhole, far?.ink.isWhole]).toEqual([true, false]);
	});

	test("is not whole where a ruling runs through the cell, in its middle too: it may be the stem of a 1", () => {
		const crossed = [150, 170, 190].map((x) => lookAt({ down: [20, 120, x, 220, 320], ink: [] }, [[120, 40, 220, 80]])[0]);
		expect(crossed.map((cell) => cell?.ink.isWhole)).toEqual([false, false, false]);
	});

	test("is not whole where a side of it stands in this row alone: it may be the stem of a 1 that parted the cell", () => {
		const page = scannedPage({ across: [40, 80, 120], down: [20, 120, 220, 320, 380], ink: [] });
		const stem: PixelRuling = { axis: "vertical", at: 170, from: 40, to: 80, thickness: 2 };
		const whole = (rulings: readonly PixelRuling[]) =>
			seeCells([[120, 40, 170, 80]], { ...page, rulings: [...page.rulings, ...rulings] }, []).map(({ ink }) => ink.isWhole);
		expect(whole([stem])).toEqual([false]);
		expect(whole([stem, { ...stem, from: 80, to: 120 }])).toEqual([true]);
	});

	test.each([
		["goes on below", [169, 81, 171, 119, 215], true],
		["goes on below for half of a row", [169, 81, 171, 100, 215], false],
		["is soft paper below", [169, 81, 171, 119, 245], false],
	] as const)("is whole beside a side that stands in this row alone where pale ink %s: %j", (_, ink, expected) => {
		const page = scannedPage({ across: [40, 80, 120], down: [20, 120, 220, 320, 380], ink: [ink] });
		const side: PixelRuling = { axis: "vertical", at: 170, from: 40, to: 80, thickness: 2 };
		const [cell] = seeCells([[120, 40, 170, 80]], { ...page, rulings: [...page.rulings, side] }, []);
		expect(cell?.ink.isWhole).toBe(expected);
	});

	describe("without rulings", () => {
		const page = { rulings: [], emPx: 20, image: scannedPage({}).image };
		const figure: PixelBox = [60, 48, 66, 62];
		const caption: PixelBox = [40, 80, 140, 96];
		const rest: PixelBox = [144, 80, 160, 96];
		const extent = (others: Partial<Parameters<typeof wholeCell>[2]>) => {
			const { box } = wholeCell([20, 40, 180, 100], page, { cells: [], labels: [], ...others });
			return [box[1], box[3]];
		};

		test("ends above a caption under its figure, and the rest of the caption's line", () => {
			expect(extent({ captions: [caption], pieces: [figure, rest], labels: [caption, rest] })).toEqual([40, 79]);
			expect(extent({ captions: [caption] })).toEqual([40, 79]);
		});

		test("holds what may be its figure, though it was read as a word, in line with a caption or with words alone", () => {
			expect(extent({ pieces: [figure], labels: [figure] })).toEqual([40, 100]);
			expect(extent({ captions: [[80, 46, 180, 64]], pieces: [figure] })).toEqual([40, 100]);
			expect(extent({ captions: [caption], pieces: [figure], labels: [figure] })).toEqual([40, 79]);
		});

		test("holds a caption in its middle where no figure is", () => {
			expect(extent({ captions: [[40, 62, 140, 78]] })).toEqual([40, 100]);
		});
	});

	test("of digits evenly apart is so with a speck that touches one of them", () => {
		const digits = [40, 59, 78].map((x) => digitAt(x, 53));
		const spacing = (ink: readonly Painted[]) => lookAt({ ink: [...digits, ...ink] })[0]?.signs[0]?.spacing;
		expect([spacing([]), spacing([[77, 63, 79, 66]])]).toEqual(["even", "even"]);
	});

	test("of small type has its point of two pixels, which no digit stands so near that it could be another figure's", () => {
		const page = scannedPage({ ...GRID, ink: [digitAt(50, 53), digitAt(64, 53), [59, 65, 61, 66]] });
		const [cell] = seeCells(ROW, { ...page, emPx: 18 }, []);
		expect([cell?.signs[0]?.hasPoint, cell?.isParted]).toEqual([true, false]);
	});

	test("has no unread ink in its row where a ruling's ink goes on a little past the ruling's end", () => {
		const open = (ink: readonly Painted[]) => {
			const lines: readonly Painted[] = [
				[20, 39, 220, 41],
				[20, 79, 220, 81],
			];
			const page = scannedPage({ ink: [...lines, digitAt(66, 53), ...ink] });
			const rulings = [40, 80].map((at): PixelRuling => ({ axis: "horizontal", at, from: 20, to: 216, thickness: 2 }));
			return seeCells([[20, 40, 216, 80]], { ...page, rulings }, [])[0]?.isRowRead;
		};
		expect([open([]), open([[220, 44, 223, 48]])]).toEqual([true, false]);
	});

	test.each([
		["no ruling parts them", { across: [40], down: [20, 120, 220, 320] }, [false, true]],
		["a ruling parts them", GRID, [true, true]],
	])("is not whole where print that is no figure's stands close below and %s", (_, grid, expected) => {
		const boxes: readonly PixelBox[] = [
			[20, 44, 120, 72],
			[120, 44, 220, 72],
		];
		const below = grid === GRID ? 84 : 74;
		const cells = lookAt({ ...grid, ink: [digitAt(166, 53), digitAt(66, below)] }, boxes);
		expect(cells.map(({ ink }) => ink.isWhole)).toEqual(expected);
	});

	test("has the foot of a broken digit that paper parts from the ruling below, and doubts what touches the ruling", () => {
		const whole = [73, 76].map(
			(y) =>
				lookAt({
					ink: [
						[60, 60, 66, y - 2],
						[58, y, 68, y + 2],
					],
				})[0]?.ink.isWhole,
		);
		expect(whole).toEqual([true, false]);
	});

	test("is not widened over another figure's cell", () => {
		const boxes: readonly PixelBox[] = [
			[20, 40, 120, 60],
			[20, 60, 120, 80],
		];
		const cells = lookAt({ ink: [digitAt(66, 44), digitAt(66, 62)] }, boxes);
		expect(cells.map(({ pictures }) => pictures.length)).toEqual([1, 1]);
	});

	test("shows a minus, a dash and a point for what they are", () => {
		const minus = lookAt({ ink: [[50, 59, 58, 61], digitAt(62, 53), digitAt(70, 53)] })[0];
		const dash = lookAt({ ink: [[50, 59, 62, 61]] })[0];
		const point = lookAt({ ink: [digitAt(50, 53), [59, 64, 62, 67], digitAt(65, 53)] })[0];
		expect([minus?.signs[0]?.hasMinus, minus?.ink.isDash]).toEqual([true, false]);
		expect([minus?.signs[0]?.minusPx, point?.signs[0]?.minusPx]).toEqual([2, 0]);
		expect([dash?.ink.isDash, dash?.signs[0]?.isHigh]).toEqual([true, false]);
		expect([point?.signs[0]?.hasPoint, point?.signs[0]?.hasMinus]).toEqual([true, false]);
		const broken = lookAt({ ink: [digitAt(50, 53), [60, 64, 63, 67], [60, 53, 63, 55], digitAt(64, 53)] })[0];
		expect(broken?.signs[0]?.hasPoint).toBe(false);
		const roomy = lookAt({ ink: [digitAt(50, 53), [64, 64, 67, 67], digitAt(75, 53)] })[0];
		expect(roomy?.isParted).toBe(false);
		const speck = lookAt({
			ink: [digitAt(50, 53), digitAt(56, 53, 255), [60, 65, 61, 67], [60, 65, 62, 66], digitAt(65, 53)],
		})[0];
		expect([speck?.ink.lines[0]?.specks.length, speck?.isParted]).toEqual([1, false]);
	});
});

describe("ink that nobody read", () => {
	const stray = digitAt(116, 53);
	const cells: readonly PixelBox[] = [
		[20, 40, 100, 80],
		[140, 40, 220, 80],
		[20, 90, 100, 120],
	];

	test("between the cells of a row makes the row unread, and no other", () => {
		const seen = lookAt({ across: [], down: [], ink: [digitAt(60, 53), stray, digitAt(160, 53)] }, cells);
		expect(seen.map(({ isRowRead }) => isRowRead)).toEqual([false, false, true]);
	});

	test("is none where it is a label, a speck or a line", () => {
		const label = lookAt({ across: [], down: [], ink: [stray], regions: [[110, 50, 130, 70]] }, cells, [0]);
		const roomy = lookAt({ ink: [digitAt(50, 53), [64, 64, 67, 67], digitAt(75, 53)] })[0];
		expect(roomy?.isParted).toBe(false);
		const speck = lookAt({ across: [], down: [], ink: [[116, 53, 117, 55]] }, cells);
		const line = lookAt({ across: [], down: [], ink: [[118, 30, 120, 100]] }, cells);
		for (const seen of [label, speck, line]) expect(seen[0]?.isRowRead).toBe(true);
	});

	test("that runs over the sides of a cell leaves it cut", () => {
		const [cell] = lookAt({ across: [], down: [], ink: [[50, 53, 110, 67]] }, [[20, 40, 100, 80]]);
		expect(cell?.ink.isWhole).toBe(false);
	});
});

describe("a blank cell", () => {
	test.each([255, 190])("on paper of shade %i is flat, and its inside is shown", (paper) => {
		const [cell] = lookAt({ paper });
		expect(cell?.ink.kind).toBe("blank");
		expect(cell?.pictures.length).toBeGreaterThan(0);
	});

	test("is none where a mark is paler than print", () => {
		expect(lookAt({ ink: [digitAt(60, 53, 225)] })[0]?.ink.kind).toBe("pale");
	});

	test("is none beside a dark corner in which the page's own threshold sees nothing", () => {
		const shade = Array.from({ length: 60 }, (_, i) => [20 + i, 41, 21 + i, 79, 100 + 2 * i] as const);
		const [cell] = lookAt({ ink: [...shade, digitAt(60, 53, 60)] });
		expect(cell?.ink.kind).toBe("ink");
	});

	test("is unseen where it is black, or no cell at all", () => {
		expect(lookAt({ ink: [[20, 40, 120, 80, 20]] })[0]?.ink.kind).toBe("unseen");
		expect(lookAt({}, [[20, 40, 24, 80]], [])[0]?.ink.kind).not.toBe("ink");
		expect(seeCells([[20, 40, 24, 44]], scannedPage({}), [])[0]?.ink.kind).toBe("unseen");
	});

	test("has no ink of its rulings: crumbs beside them are none", () => {
		expect(
			lookAt({
				ink: [
					[22, 60, 25, 64],
					[40, 42, 90, 44],
				],
			})[0]?.ink.kind,
		).toBe("blank");
	});
});

describe("what was taken off the reading picture", () => {
	test("leaves a cell blank only where the page as it was scanned is flat too, in whatever shade", () => {
		const kinds = (takenOff: readonly Painted[]) => lookAt({ takenOff }).map(({ ink }) => ink.kind);
		expect(kinds([])).toEqual(["blank", "blank", "blank"]);
		expect(kinds([digitAt(160, 53, 76)])).toEqual(["blank", "pale", "blank"]);
		expect(kinds([digitAt(160, 53, 215)])).toEqual(["blank", "pale", "blank"]);
		expect(kinds([[20, 41, 320, 79, 225]])).toEqual(["blank", "blank", "blank"]);
	});

	test("and touched a figure is shown with it; what stands apart from it is not", () => {
		const ink = [digitAt(60, 53), digitAt(160, 53)];
		const seen = lookAt({ ink, takenOff: [[66, 58, 90, 61, 76], digitAt(180, 53, 76)] });
		expect(seen.map(({ originals }) => originals.length)).toEqual([1, 0, 0]);
		expect(lookAt({ ink, takenOff: [[66, 58, 68, 60, 76]] })[0]?.originals).toEqual([]);
		expect(lookAt({ ink })[0]?.originals).toEqual([]);
	});

	test("as a red stroke through an 8, which leaves it broken", () => {
		const { print, luminance } = drawnScan(struckEight());
		const { image: _, ...page } = scannedPage({ ...GRID, width: WIDTH, height: HEIGHT });
		const [cell] = seeCells(ROW, { ...page, image: print, original: { image: luminance, scale: 1 } }, []);
		expect(cell?.ink.kind).toBe("ink");
		const darkest = (picture: GrayImage | undefined) =>
			Math.min(...(picture?.data.subarray(6 * picture.width, 7 * picture.width) ?? []));
		expect(cell?.pictures.map(darkest)).not.toEqual(cell?.originals.map(darkest));
		expect(cell?.originals).toHaveLength(1);
	});
});

const [WIDTH, HEIGHT] = [400, 200];

/** An 8 in the first cell, with a red stroke through its upper half. */
function struckEight() {
	const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
	const paint = ([x0, y0, x1, y1]: Painted, colour: readonly [number, number, number]) => {
		for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) rgba.set(colour, (y * WIDTH + x) * 4);
	};
	for (const box of [
		[60, 53, 68, 55],
		[60, 59, 68, 61],
		[60, 65, 68, 67],
		[60, 53, 62, 67],
		[66, 53, 68, 67],
	] as const)
		paint(box, [20, 20, 20]);
	paint([58, 55, 72, 58], [205, 40, 50]);
	return { rgba, widthPx: WIDTH, heightPx: HEIGHT, dpi: 72 };
}

test("what the page's reader read counts for the whole cell only where its piece of text is the cell's ink", () => {
	const ink = [digitAt(60, 53), digitAt(68, 53)];
	expect(lookAt({ ink, regions: [[60, 53, 74, 67]] })[0]?.isByRegion).toBe(true);
	expect(lookAt({ ink, regions: [[60, 53, 66, 67]] })[0]?.isByRegion).toBe(false);
});
