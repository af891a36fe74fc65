import { expect, test } from "vitest";
import { decideFigures } from "../../src/mapping/decide-figures.ts";
import type { FirstReading, ReadingContext } from "../../src/mapping/read-document.ts";
import { besideUnnamedRows } from "../../src/mapping/unnamed-rows.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import type { Box } from "../../src/model/geometry.ts";
import type { OcrEngine } from "../../src/reading/ocr/engine.ts";
import { readLine } from "../../src/reading/ocr/engine.ts";
import type { FigureReader } from "../../src/reading/ocr/figure-reader.ts";
import type { GrayImage } from "../../src/reading/ocr/gray.ts";
import { Recognizer } from "../../src/reading/recognizer.ts";
import { parseFigure } from "../../src/text/figures.ts";
import { pageOf } from "../support/pages.ts";
import { digitAt, scannedPage } from "../support/scanned-page.ts";

/** What an honest engine reads in bars: as many ones. */
function barsIn({ width, height, data }: GrayImage): string {
	let [count, before] = [0, false];
	for (let x = 0; x < width; x++) {
		const isInk = data.some((shade, i) => i % width === x && i < width * height && shade < 100);
		if (isInk && !before) count++;
		before = isInk;
	}
	return "1".repeat(count);
}

type Told = (picture: GrayImage) => string;

function engine(id: string, told: Told, asked: string[]): OcrEngine {
	return {
		id,
		recognize: async (lines) => {
			asked.push(id);
			return lines.map((line) => readLine([...told(line)].map((text, i) => ({ text, at: i / 10, confidence: 0.98 }))));
		},
		close: async () => {},
	};
}

function reader(told: Told): FigureReader {
	return {
		read: async (lines) => lines.map((line) => ({ text: told(line), confidence: 0.98, probabilityOf: () => 0 })),
		close: async () => {},
	};
}

function figure(path: string, raw: string, box: Box | null): Evidence {
	const { value, state } = parseFigure(raw);
	return { path, raw, value, state, page: 1, box, method: "ocr", readBy: ["PP-OCRv4"], confidence: 0.98 };
}

interface Engines {
	readonly text?: Told;
	readonly figures?: Told;
	readonly cells?: Told;
	/** Where the document paints characters. */
	readonly painted?: readonly Box[];
	/** What the page was scanned at; 200 dots an inch unless told. */
	readonly coarsestDpi?: number;
}

async function decide(figures: readonly Evidence[], seen: ReturnType<typeof scannedPage>, told: Engines = {}) {
	const asked: string[] = [];
	const recognizer = new Recognizer({
		text: async () => engine("PP-OCRv4", told.text ?? barsIn, asked),
		figures: async () => engine("tesseract.js 7 eng", told.figures ?? barsIn, asked),
		pixels: async () => reader(told.cells ?? barsIn),
	});
	const first = {
		mapped: { figures, equations: [] },
		recognized: [{ page: pageOf(1, {}), seen, painted: told.painted ?? [], coarsestDpi: told.coarsestDpi ?? 200 }],
	} as unknown as FirstReading;
	const { decisions, issues, witnesses } = await decideFigures(first, { recognizer } as unknown as ReadingContext);
	return { of: (path: string) => decisions.get(path), issues, witnesses, asked };
}

const GRID = { across: [40, 80], down: [20, 120, 220] };
const CELL: Box = [20, 40, 120, 80];
const fails = () => {
	throw new WebAssembly.RuntimeError("unreachable");
};

test("a figure that the figure reader and the page's engine read in its whole cell is proven, and no other engine is asked", async () => {
	const seen = scannedPage({ ...GRID, ink: [digitAt(60, 53), digitAt(68, 53)], regions: [[60, 53, 74, 67]] });
	const { of, asked, witnesses } = await decide([figure("a", "11", CELL)], seen);
	expect(of("a")).toMatchObject({ value: 11, proof: "proven", readBy: ["gouji-figures", "PP-OCRv4"] });
	expect([asked, witnesses]).toEqual([[], [{ reader: "gouji-figures", result: "agrees" }]]);
});

test("a figure without a sign is not proven on a scan of few dots an inch, which may have lost it", async () => {
	const seen = scannedPage({ ...GRID, ink: [digitAt(60, 53), digitAt(68, 53)] });
	const proofAt = async (coarsestDpi: number) => (await decide([figure("a", "11", CELL)], seen, { coarsestDpi })).of("a")?.proof;
	expect([await proofAt(115), await proofAt(200)]).toEqual(["unsure", "proven"]);
});

test("a figure without a sign is not proven on a scan of two tones whose specks were taken off, its sign may have been specks", async () => {
	const seen = scannedPage({ ...GRID, ink: [digitAt(60, 53), digitAt(68, 53)] });
	const proofOn = async (told: { readonly isBilevel?: boolean; readonly isCleaned?: boolean }) => {
		const { of } = await decide([figure("a", "11", CELL)], { ...seen, ...told });
		return of("a")?.proof;
	};
	expect(await proofOn({ isBilevel: true, isCleaned: true })).toBe("unsure");
	expect(await proofOn({ isBilevel: false, isCleaned: true })).toBe("proven");
	expect(await proofOn({})).toBe("proven");
});

test("a figure of which the page's engine had a part is read again in its whole cell", async () => {
	const seen = scannedPage({ ...GRID, ink: [digitAt(60, 53), digitAt(68, 53)], regions: [[60, 53, 66, 67]] });
	const { of, asked } = await decide([figure("a", "1", [20, 40, 67, 80])], seen);
	expect(of("a")).toMatchObject({ value: 11, proof: "proven" });
	expect(asked).toEqual(["PP-OCRv4"]);
});

test("engines that agree on a figure beside ink that nobody read prove nothing", async () => {
	const seen = scannedPage({ ink: [digitAt(60, 53), digitAt(84, 53), digitAt(160, 53)], regions: [] });
	const boxes: readonly Box[] = [
		[40, 45, 75, 75],
		[140, 45, 200, 75],
	];
	const { of } = await decide(
		boxes.map((box, i) => figure(`f${i}`, "1", box)),
		seen,
	);
	expect([of("f0")?.proof, of("f1")?.proof]).toEqual(["unsure", "unsure"]);
});

test("a cell is blank by its grey and by an engine that was shown its inside; what the page's engine read there stays", async () => {
	const seen = scannedPage(GRID);
	const blank = await decide([figure("a", "", CELL)], seen);
	expect(blank.of("a")).toMatchObject({ value: null, text: "", proof: "proven", readBy: ["gouji-figures", "grey"] });
	const read = await decide([figure("a", "48", CELL)], seen);
	expect(read.of("a")?.proof).toBe("unsure");
	const alone = await decide([figure("a", "", CELL)], seen, { cells: fails, text: fails, figures: fails });
	expect(alone.of("a")?.proof).toBe("unsure");
	expect(alone.issues).toContainEqual(expect.objectContaining({ code: "reader-failed", reader: "gouji-figures" }));
});

test("a cell in which the document paints a character that leaves no ink is not blank", async () => {
	const seen = scannedPage(GRID);
	const { of } = await decide([figure("a", "", CELL), figure("b", "", [120, 40, 220, 80])], seen, {
		painted: [[60, 53, 66, 67]],
	});
	expect([of("a")?.proof, of("b")?.proof]).toEqual(["unsure", "proven"]);
});

test("a figure without a place is unsure, and a blank one is not said to be blank", async () => {
	const { of } = await decide([figure("a", "", null), figure("b", "7", null)], scannedPage(GRID));
	expect(of("a")).toMatchObject({ value: undefined, proof: "unsure" });
	expect(of("b")).toMatchObject({ value: 7, proof: "unsure" });
});

test("a minus that is seen and not read leaves the figure unsure", async () => {
	const ink = [[50, 59, 58, 61] as const, digitAt(62, 53), digitAt(72, 53)];
	const eleven = () => "11";
	const seen = scannedPage({ ...GRID, ink, regions: [[50, 53, 78, 67]] });
	const { of } = await decide([figure("a", "11", CELL)], seen, { text: eleven, figures: eleven, cells: eleven });
	expect(of("a")?.proof).toBe("unsure");
});

test("rows beside one that no field took may be that one", () => {
	const row = (name: string, y: number) => figure(`t.${name}.x`, "1", [0, y, 10, y + 10]);
	const rows = [row("a", 0), row("extra_1", 12), row("b", 24), row("c", 36), figure("u.d.x", "1", [0, 12, 10, 22])];
	expect([...besideUnnamedRows(rows)].sort()).toEqual(["t.a.x", "t.b.x"]);
});

test("a figure that lost what touches it is proven only if it is read alike as it was scanned", async () => {
	const ink = [digitAt(40, 53), digitAt(50, 53)];
	const boxes = [figure("a", "11", CELL)];
	const regions = [[40, 53, 56, 67]] as const;
	const alike = await decide(boxes, scannedPage({ ...GRID, ink, regions, takenOff: [[56, 53, 59, 67, 76]] }));
	expect(alike.of("a")).toMatchObject({ value: 11, proof: "proven" });
	const other = await decide(boxes, scannedPage({ ...GRID, ink, regions, takenOff: [[46, 53, 50, 67, 76]] }));
	expect(other.of("a")).toMatchObject({ value: 11, proof: "unsure" });
});

test("a cell whose marks were all taken off is not proven blank", async () => {
	const at = (takenOff: Parameters<typeof digitAt>[]) =>
		decide([figure("a", "", CELL)], scannedPage({ ...GRID, takenOff: takenOff.map((one) => digitAt(...one)) }));
	expect((await at([])).of("a")).toMatchObject({ value: null, proof: "proven" });
	expect((await at([[60, 53, 76]])).of("a")).toMatchObject({ proof: "unsure" });
});
