import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Box } from "../../src/model/geometry.ts";
import { IDENTITY, imageOfBox } from "../../src/model/geometry.ts";
import type { Glyph, Page, Ruling } from "../../src/model/page.ts";
import { readWithPdfium } from "../../src/reading/pdf/pdfium/read-pages.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";
import { readPdf } from "../../src/reading/read-pdf.ts";
import { sampleFolders } from "../golden/sample-folders.ts";
import { drawnPdf, shown } from "../support/drawn-pdf.ts";
import { digitalDocuments } from "../support/shared-corpus.ts";

type Read = (bytes: Uint8Array) => Promise<readonly Page[]>;

const fast: Read = async (bytes) => {
	const pages = await readWithPdfium(bytes);
	if (!pages) throw new Error("PDFium did not open the document");
	return pages.map(({ page }) => page);
};
const readers: readonly [string, Read][] = [
	["pdf.js", (bytes) => readPages(bytes)],
	["PDFium", fast],
];

const textOf = (page: Page | undefined) => (page?.glyphs ?? []).map((glyph) => glyph.text).join("");
const near = (box: Box | undefined, expected: Box, within = 0.6) => {
	expect(box).toBeDefined();
	for (const [i, value] of expected.entries()) expect(Math.abs((box?.[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(within);
};

describe.each(readers)("%s", (_, read) => {
	const only = async (...drawn: Parameters<typeof drawnPdf>): Promise<Page> => {
		const [page] = await read(drawnPdf(...drawn));
		if (!page) throw new Error("no page");
		return page;
	};

	test("places characters by their advance and a nominal height", async () => {
		const page = await only(shown("A 1", 50, 200));
		expect(textOf(page)).toBe("A1");
		near(page.glyphs[0]?.box, [50, 91.2, 56.67, 101.2], 0.05);
		near(page.glyphs[1]?.box, [59.45, 91.2, 65.01, 101.2], 0.05);
		expect(page.glyphs[0]).toMatchObject({ sizePt: 10, direction: 0 });
	});

	test.each([
		[0, [50, 91.2, 56.67, 101.2], 0, [400, 300]],
		[90, [198.8, 50, 208.8, 56.67], 90, [300, 400]],
		[180, [343.33, 198.8, 350, 208.8], 180, [400, 300]],
		[270, [91.2, 343.33, 101.2, 350], 270, [300, 400]],
	] as const)("shows a page turned by %i as it is displayed", async (turn, box, direction, [width, height]) => {
		const page = await only(`${shown("A", 50, 200)} 1 w 20 20 m 20 120 l S`, { page: `/Rotate ${turn}` });
		near(page.glyphs[0]?.box, box, 0.05);
		expect(page.glyphs[0]?.direction).toBe(direction);
		expect(page).toMatchObject({ widthPt: width, heightPt: height });
		expect(page.rulings.map(({ axis }) => axis)).toEqual([turn % 180 === 0 ? "vertical" : "horizontal"]);
	});

	test("counts from the corner of the crop box, and leaves out what lies beyond it", async () => {
		const page = await only(shown("A", 50, 200) + shown("B", 5, 5), { page: "/CropBox [40 30 300 250]" });
		expect(textOf(page)).toBe("A");
		near(page.glyphs[0]?.box, [10, 41.2, 16.67, 51.2], 0.05);
		expect(page).toMatchObject({ widthPt: 260, heightPt: 220 });
	});

	test("follows text set on its side, squeezed, raised and spaced", async () => {
		const page = await only(
			"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (A) Tj ET BT /F1 10 Tf 50 Tz 3 Ts 1 0 0 1 200 100 Tm (A) Tj ET BT 100 Tz 0 Ts /F1 10 Tf 5 Tc 1 0 0 1 300 100 Tm (AA) Tj ET",
		);
		expect(page.glyphs[0]?.direction).toBe(270);
		near(page.glyphs[0]?.box, [91.2, 193.33, 101.2, 200], 0.05);
		near(page.glyphs[1]?.box, [200, 188.2, 203.34, 198.2], 0.05);
		near(page.glyphs[3]?.box, [311.67, 191.2, 318.34, 201.2], 0.05);
	});

	test("tells painted text from text laid under a picture", async () => {
		const page = await only(`${shown("A", 50, 200)}3 Tr ${shown("B", 80, 200)}`);
		expect(page.glyphs.map(({ text, invisible }) => [text, invisible === true])).toEqual([
			["A", false],
			["B", true],
		]);
	});

	const states = "/ExtGState << /Clear << /ca 0 >> /Half << /ca 0.5 >> /Times << /BM /Multiply >> >>";
	const white = "q 60 0 0 20 45 195 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u00ff EI Q ";
	test.each([
		["an opaque rectangle over it", `${shown("12", 50, 200)} 1 g 45 195 60 20 re f 0 g ${shown("3", 50, 200)}`],
		[
			"a rectangle with round corners over it",
			`${shown("12", 50, 200)} 1 g 46 195 m 104 195 l 105 196 105 214 104 215 c 46 215 l 45 214 45 196 46 195 c f 0 g ${shown("3", 50, 200)}`,
		],
		["a thick stroke over it", `${shown("12", 50, 200)} 1 G 20 w 45 205 m 105 205 l S ${shown("3", 50, 200)}`],
		["a picture over it", `${shown("12", 50, 200)}${white}${shown("3", 50, 200)}`],
		["the colour of the paper", `1 g ${shown("12", 50, 200)} 0 g ${shown("3", 50, 200)}`],
		["nearly the colour of the paper", `0.98 g ${shown("12", 50, 200)} 0 g ${shown("3", 50, 200)}`],
		["the colour of its ground", `0.7 g 45 195 60 20 re f ${shown("12", 50, 200)} 0 g ${shown("3", 50, 200)}`],
		["no opacity", `q /Clear gs ${shown("12", 50, 200)} Q ${shown("3", 50, 200)}`],
		["a clip beside it", `q 1 1 5 5 re W n ${shown("12", 50, 200)} Q ${shown("3", 50, 200)}`],
		["a form whose clip is beside it", `q 1 1 5 5 re W n /X Do Q ${shown("3", 50, 200)}`],
	])("sees no text with %s", async (_name, content) => {
		const objects = [
			["/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 5 0 R >> >>", shown("12", 50, 200)],
		] as const;
		const page = await only(content, { resources: `${states} /XObject << /X 6 0 R >>`, objects });
		expect(page.glyphs.map(({ text, invisible }) => [text, invisible === true])).toEqual([
			["1", true],
			["2", true],
			["3", false],
		]);
	});

	test.each([
		["white on a dark ground", `0.2 g 45 195 60 20 re f 1 g ${shown("12", 50, 200)}`],
		["white on a picture", `q 60 0 0 20 45 195 cm BI /W 1 /H 1 /CS /G /BPC 8 ID ! EI Q 1 g ${shown("12", 50, 200)}`],
		[
			"white in a dark circle",
			`0 g 40 205 m 40 220 50 230 60 230 c 80 230 80 220 80 205 c 80 190 70 180 60 180 c 50 180 40 190 40 205 c f 1 g ${shown("12", 50, 200)}`,
		],
		["under a rectangle that mixes with it", `${shown("12", 50, 200)} q /Times gs 1 1 0 rg 45 195 60 20 re f Q`],
		["under a rectangle that lets it through", `${shown("12", 50, 200)} q /Half gs 1 g 45 195 60 20 re f Q`],
		["inside a frame", `${shown("12", 50, 200)} 0.5 g 40 190 70 30 re 45 195 60 20 re f*`],
		["under the edge of a rectangle", `${shown("12", 50, 200)} 1 g 45 204 60 20 re f`],
		["under a thin line", `${shown("12", 50, 200)} 45 203 60 1 re f`],
	])("sees text %s", async (_name, content) => {
		const page = await only(content, { resources: states });
		expect(page.glyphs.map(({ text, invisible }) => [text, invisible === true])).toEqual([
			["1", false],
			["2", false],
		]);
	});

	test("looks at a page that lies askew as if it lay straight, and knows the way back", async () => {
		const lines = Array.from({ length: 5 }, (_, i) => shown("1234567", 50, 250 - 20 * i)).join(" ");
		const page = await only(`0.99863 0.05234 -0.05234 0.99863 0 0 cm ${lines} 50 100 m 250 100 l S`);
		expect(new Set(page.glyphs.slice(0, 7).map(({ box }) => Math.round(box[1]))).size).toBe(1);
		expect(page.rulings.map(({ axis }) => axis)).toEqual(["horizontal"]);
		const first = imageOfBox(page.toDisplayed ?? IDENTITY, page.glyphs[0]?.box ?? [0, 0, 0, 0]);
		near(first, [36.6, 38.5, 42.8, 49.5], 1.5);
	});

	test("looks at a sheet shrunken to a tenth as if it were a sheet", async () => {
		const page = await only(`0.1 0 0 0.1 0 0 cm ${shown("12", 50, 200)} 20 50 m 220 50 l S`, { mediaBox: "[0 0 40 30]" });
		expect(page.glyphs[0]?.sizePt).toBeGreaterThan(8);
		expect(page.rulings).toHaveLength(1);
		near(imageOfBox(page.toDisplayed ?? IDENTITY, page.glyphs[0]?.box ?? [0, 0, 0, 0]), [5, 9.1, 5.6, 10.1], 0.1);
	});

	test("says how text leans", async () => {
		const page = await only(`${shown("12", 50, 200)} BT /F1 10 Tf 0.866 0.5 -0.5 0.866 100 100 Tm (3) Tj ET`);
		expect(page.glyphs.map(({ leanDeg }) => Math.round(leanDeg ?? 0))).toEqual([0, 0, -30]);
	});

	test("says how faint a print is", async () => {
		const page = await only(`0.8 g ${shown("1", 50, 200)} 0 g ${shown("2", 80, 200)}`);
		expect(page.glyphs.map(({ contrast }) => contrast?.toFixed(1))).toEqual(["0.2", undefined]);
	});

	test("reads Chinese in a font that is not embedded, across and down", async () => {
		const font = (map: string) => ({
			resources: "/F2",
			objects: [
				`<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${map} /DescendantFonts [7 0 R] >>`,
				"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 8 0 R >>",
				"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
			],
		});
		const across = await only("BT /F2 10 Tf 1 0 0 1 50 200 Tm <653F5E9C> Tj ET", font("UniGB-UCS2-H"));
		expect(textOf(across)).toBe("政府");
		near(across.glyphs[1]?.box, [60, 91.2, 70, 101.2]);
		const down = await only("BT /F2 10 Tf 1 0 0 1 50 200 Tm <653F5E9C> Tj ET", font("UniGB-UCS2-V"));
		expect(textOf(down)).toBe("政府");
		near(down.glyphs[0]?.box, [45, 100, 55, 110]);
		near(down.glyphs[1]?.box, [45, 110, 55, 120]);
	});

	test.each([
		["as it is", "0.001", "1", 0],
		["turned over, and its shapes in it", "0.001", "-1", -800],
		["turned over twice", "-0.001", "-1", 0],
	])("reads drawn fonts with their space %s", async (_name, unit, turn, foot) => {
		const type3 = {
			resources: "/F2",
			objects: [
				`<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 ${unit} 0 0] /CharProcs << /one 7 0 R >> /Encoding << /Type /Encoding /Differences [49 /one] >> /FirstChar 49 /LastChar 49 /Widths [600] /ToUnicode 8 0 R >>`,
				["", `600 0 0 ${foot} 500 ${foot + 800} d1 0 ${foot} 500 800 re f`] as const,
				[
					"",
					"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <31> <0031> endbfchar endcmap end end",
				] as const,
			],
		};
		const page = await only(`BT /F2 10 Tf 1 0 0 ${turn} 50 200 Tm (11) Tj ET`, type3);
		expect(textOf(page)).toBe("11");
		near(page.glyphs[1]?.box, [56, 91.2, 62, 101.2]);
		expect(page.rulings).toEqual([]);
	});

	test("places signs of a font that says it hangs below its line, as LaTeX's do, on the line (issue 20)", async () => {
		const page = await only("BT /F2 10 Tf 1 0 0 1 50 200 Tm (+) Tj ET", {
			resources: "/F2",
			objects: [
				"<< /Type /Font /Subtype /Type1 /BaseFont /CMSY9 /Encoding /WinAnsiEncoding /FirstChar 43 /LastChar 43 /Widths [799] /FontDescriptor 7 0 R >>",
				"<< /Type /FontDescriptor /FontName /CMSY9 /Flags 4 /FontBBox [-29 -958 1146 777] /ItalicAngle 0 /Ascent 0 /Descent -960 /CapHeight 683 /StemV 43 >>",
			],
		});
		near(page.glyphs[0]?.box, [50, 91.2, 57.99, 101.2]);
	});

	test("sees strokes and thin filled rectangles as rulings, and no others", async () => {
		const page = await only(
			"20 50 m 220 50 l S 20 80 200 0.5 re f 300 20 0.8 200 re f 20 100 m 120 160 l S 20 200 100 40 re f 1 1 1 rg 140 200 100 40 re f 1 1 1 RG 20 250 m 220 250 l S",
		);
		expect(page.rulings.map(({ axis, at }) => [axis, Math.round(at * 10) / 10])).toEqual([
			["horizontal", 219.8],
			["horizontal", 250],
			["vertical", 300.4],
		]);
		expect(page.fills.map(({ color }) => color)).toEqual(["#000000"]);
	});

	test("joins dashes that are drawn one by one, meet at corners or are square, and drops those that stand alone", async () => {
		const many = (draw: (i: number) => string, count = 12) => Array.from({ length: count }, (_, i) => draw(i)).join(" ");
		const across = many((i) => `${20 + 4 * i} 50 2 0.7 re f`);
		const down = [0, 9.75, 19.5].map((top) => many((i) => `100 ${100 + top + 3.75 * i} 0.7 2.25 re f`, 3)).join(" ");
		const dotted = many((i) => `${20 + 2 * i} 200 0.8 0.8 re f`, 20);
		const page = await only(`${across} ${down} ${dotted} 200 20 2 0.7 re f ${many((i) => `${200 + 40 * i} 250 2 0.7 re f`, 4)}`);
		expect(page.rulings.map(({ axis, from, to }) => [axis, Math.round(from), Math.round(to)])).toEqual([
			["horizontal", 20, 59],
			["vertical", 171, 200],
			["horizontal", 20, 66],
		]);
	});

	test("gives shading its colour, from any colour space", async () => {
		const page = await only("0.5 g 20 20 50 50 re f 1 0 0 rg 100 20 50 50 re f 0 0 0 0 k 200 20 50 50 re f");
		expect(page.fills.map(({ color }) => color)).toHaveLength(2);
		expect(page.fills[1]?.color).toBe("#ff0000");
		near(page.fills[0]?.box, [20, 230, 70, 280], 0.05);
	});

	test("cuts what a clip hides, and paints nothing for the clip itself", async () => {
		const page = await only(
			"q 100 100 50 50 re W n 20 120 m 80 120 l S 110 120 m 140 120 l S 90 90 40 40 re f Q 20 20 m 80 20 l S",
		);
		expect(page.rulings.map(({ from, at }) => [Math.round(from), Math.round(at)])).toEqual([
			[110, 180],
			[20, 280],
		]);
		near(page.fills[0]?.box, [100, 170, 130, 200], 0.05);
	});

	test("follows forms within forms, with their matrices and clips", async () => {
		const page = await only("q 1 0 0 1 100 50 cm /X Do Q", {
			resources: "/XObject << /X 6 0 R >>",
			objects: [
				[
					"/Type /XObject /Subtype /Form /BBox [0 0 150 150] /Matrix [2 0 0 2 10 0] /Resources << /XObject << /Y 7 0 R >> >>",
					"q 1 0 0 1 5 5 cm /Y Do Q 0 100 m 50 100 l S",
				],
				[
					"/Type /XObject /Subtype /Form /BBox [0 0 30 30] /Resources << /Font << /F1 5 0 R >> >>",
					"BT /F1 5 Tf 1 0 0 1 10 10 Tm (A) Tj ET 0 20 m 25 20 l S 0 60 m 25 60 l S 5 5 10 5 re f",
				],
			],
		});
		expect(textOf(page)).toBe("A");
		near(page.glyphs[0]?.box, [140, 211.2, 146.67, 221.2], 0.05);
		expect(page.rulings.map(({ from, to, at }) => [from, to, at].map(Math.round))).toEqual([
			[110, 210, 50],
			[120, 170, 200],
		]);
		near(page.fills[0]?.box, [130, 220, 150, 230], 0.05);
	});

	test("finds pictures with their places and their pixels", async () => {
		const page = await only("q 100 0 0 50 30 40 cm BI /W 4 /H 2 /CS /G /BPC 8 ID abcdefgh EI Q q 20 0 0 20 200 200 cm /I Do Q", {
			resources: "/XObject << /I 6 0 R >>",
			objects: [["/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", "abcd"]],
		});
		expect(page.images.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([
			[4, 2],
			[2, 2],
		]);
		near(page.images[0]?.box, [30, 210, 130, 260], 0.05);
	});

	test.each([
		["nothing", new Uint8Array(), "empty-file"],
		["a web page", new TextEncoder().encode("<!doctype html><p>"), "not-a-pdf"],
	])("refuses %s", async (_name, bytes, code) => {
		await expect(read(bytes)).rejects.toMatchObject({ code });
	});

	test("leaves the caller's bytes as they are", async () => {
		const bytes = drawnPdf(shown("A", 50, 200));
		const before = bytes.slice();
		await read(bytes);
		expect(bytes).toEqual(before);
	});
});

test("a font without a way back to characters is said to have none", async () => {
	const [page] = await fast(
		drawnPdf("BT /F2 10 Tf 1 0 0 1 50 200 Tm <00410042> Tj ET", {
			resources: "/F2",
			objects: [
				"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [7 0 R] >>",
				"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>",
				"<< /Type /FontDescriptor /FontName /Odd /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
			],
		}),
	);
	expect(page?.unmappedShare).toBe(1);
});

test("text that cannot be seen is a reason to ask the other reader, and so is a picture over text", async () => {
	const doubts = async (content: string) => (await readWithPdfium(drawnPdf(content)))?.[0]?.doubt;
	expect(await doubts(shown("1", 50, 200))).toBeUndefined();
	expect(await doubts(`1 g ${shown("1", 50, 200)}`)).toBe("hidden");
	// PDFium leaves out text that repeats another on its place, though it be the one that is seen.
	expect(await doubts(`3 Tr ${shown("1234", 50, 200)} 0 Tr ${shown("1234", 50, 200)}`)).toBe("hidden");
	const picture = "q 30 0 0 20 45 195 cm BI /W 1 /H 1 /CS /G /BPC 8 ID ! EI Q";
	expect(await doubts(`${shown("1", 50, 200)} ${picture}`)).toBe("covered");
});

test("parts of a page that are switched off are seen by neither reader", async () => {
	const layered = drawnPdf(
		`/OC /Old BDC ${shown("12", 50, 200)} 20 50 m 220 50 l S EMC /OC /New BDC ${shown("3", 50, 200)} EMC`,
		{
			catalog: "/OCProperties << /OCGs [6 0 R 7 0 R] /D << /ON [7 0 R] /OFF [6 0 R] >> >>",
			resources: "/Properties << /Old 6 0 R /New 7 0 R >>",
			objects: ["<< /Type /OCG /Name (old) >>", "<< /Type /OCG /Name (new) >>"],
		},
	);
	const { pages, askOther } = await readPdf(layered);
	const other = await askOther();
	const seen = (page: Page | undefined) => page?.glyphs.filter(({ invisible }) => !invisible).map(({ text }) => text);
	expect([pages[0]?.reader, seen(pages[0]), pages[0]?.rulings]).toEqual(["pdf.js", ["3"], []]);
	expect("pages" in other && [other.pages[0]?.reader, seen(other.pages[0]), other.pages[0]?.rulings]).toEqual([
		"pdfium",
		["3"],
		[],
	]);
});

test("values of form fields are text of the page", async () => {
	const fields = drawnPdf(shown("1", 50, 200), {
		page: "/Annots [6 0 R]",
		catalog: "/AcroForm << /Fields [6 0 R] >>",
		objects: [
			"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (27) /Rect [100 190 160 215] /F 4 /AP << /N 7 0 R >> >>",
			["/Type /XObject /Subtype /Form /BBox [0 0 60 25] /Resources << /Font << /F1 5 0 R >> >>", shown("27", 5, 10)],
		],
	});
	const { pages } = await readPdf(fields);
	expect(textOf(pages[0])).toBe("127");
});

test("a figure that is announced as another is a reason to ask the other reader", async () => {
	const announced = drawnPdf(`/Span << /ActualText (9) >> BDC ${shown("1", 50, 200)} EMC`);
	expect((await readWithPdfium(announced))?.[0]?.doubt).toBe("replaced");
	expect(textOf((await readPages(announced))[0])).toBe("1");
});

const documents = [...sampleFolders(), ...digitalDocuments("corpus").slice(0, 6), ...digitalDocuments("real")];

test.each(documents.map(({ name, pdf }) => [name, pdf] as const))("both readers see the same in %s", async (_name, pdf) => {
	const bytes = new Uint8Array(readFileSync(pdf));
	const [one, other] = [await readPages(bytes), await fast(bytes)];
	expect(other).toHaveLength(one.length);
	for (const [i, page] of one.entries()) {
		const twin = other[i];
		if (!twin) continue;
		// Where one glyph serves 户 and 戶, or an upright and a vertical comma, only PDFium hears which it is.
		expect(withoutTwin(page.glyphs, twin.glyphs)).toEqual([]);
		expect(twin.glyphs.length).toBe(page.glyphs.length);
		expect(twin.rulings.length).toBe(page.rulings.length);
		expect(page.rulings.filter((ruling) => !twin.rulings.some((other) => isSameRuling(ruling, other)))).toEqual([]);
		expect(twin.fills.map(({ color }) => color)).toEqual(page.fills.map(({ color }) => color));
		expect(twin.images.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual(
			page.images.map(({ widthPx, heightPx }) => [widthPx, heightPx]),
		);
	}
});

/** Characters of which the other reading has none at the same place, in the same size and direction. */
function withoutTwin(glyphs: readonly Glyph[], others: readonly Glyph[]): Glyph[] {
	const byText = new Map<string, Glyph[]>();
	for (const other of others) {
		const text = other.text.normalize("NFKC");
		byText.set(text, [...(byText.get(text) ?? []), other]);
	}
	return glyphs.filter((glyph) => {
		const candidates = byText.get(glyph.text.normalize("NFKC").replace("戶", "户")) ?? [];
		const at = candidates.findIndex(
			({ box, sizePt, direction, invisible, contrast }) =>
				box.every((v, i) => Math.abs(v - (glyph.box[i] ?? 0)) < 0.25) &&
				Math.abs(sizePt - glyph.sizePt) < 0.01 &&
				direction === glyph.direction &&
				invisible === glyph.invisible &&
				Math.abs((contrast ?? 1) - (glyph.contrast ?? 1)) < 0.01,
		);
		if (at >= 0) candidates.splice(at, 1);
		return at < 0;
	});
}

function isSameRuling(one: Ruling, other: Ruling): boolean {
	return (
		one.axis === other.axis && [one.at - other.at, one.from - other.from, one.to - other.to].every((d) => Math.abs(d) < 0.02)
	);
}
