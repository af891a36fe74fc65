import { describe, expect, test } from "vitest";
import { pdfOfPictures } from "../../samples/make/picture-pdf.ts";
import { byPdfJs, withPdf } from "../../src/reading/pdf/open.ts";
import { readPages } from "../../src/reading/pdf/read-pages.ts";

const white = { width: 20, height: 28, data: new Uint8Array(20 * 28).fill(255) };
const twoPages = () => pdfOfPictures([white, white], 100);

/** The same bytes with one piece of text in another's place, as long as it. */
function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
	const text = Buffer.from(bytes).toString("latin1");
	if (!text.includes(from)) throw new Error(`There is no ${from}`);
	return new Uint8Array(Buffer.from(text.replace(from, to.padEnd(from.length)), "latin1"));
}

/** Has every page of pdf.js do something else in one of its methods, meanwhile. */
async function withSaboteur<T>(
	method: "getViewport" | "getOperatorList",
	instead: () => unknown,
	work: () => Promise<T>,
): Promise<T> {
	const prototype = await withPdf(
		twoPages(),
		async (pdf) => Object.getPrototypeOf(await pdf.getPage(1)) as Record<string, unknown>,
	);
	const before = prototype[method];
	prototype[method] = instead;
	try {
		return await work();
	} finally {
		prototype[method] = before;
	}
}

describe("reading with pdf.js", () => {
	test("a page that the file does not have is empty and says why; the others are read", async () => {
		const pages = await readPages(replaced(twoPages(), "/Kids [3 0 R 6 0 R]", "/Kids [3 0 R 9 0 R]"));
		expect(pages.map(({ failure }) => failure !== undefined)).toEqual([false, true]);
		expect(pages[1]).toMatchObject({ number: 2, glyphs: [], failure: expect.stringMatching(/^pdf\.js cannot decode it: .+/) });
	});
	test("a whole file has no failures", async () => {
		expect((await readPages(twoPages())).every((page) => !("failure" in page))).toBe(true);
	});
	test("what pdf.js says of a page is its failure", async () => {
		const fails = () => Promise.reject(new Error("Bad image"));
		const pages = await withSaboteur("getOperatorList", fails, () => readPages(twoPages()));
		expect(pages.map(({ failure }) => failure)).toEqual(Array(2).fill("pdf.js cannot decode it: Error: Bad image"));
	});
	test("a fault of ours is no empty page: it is thrown with its stack", async () => {
		await expect(
			withSaboteur(
				"getViewport",
				() => undefined,
				() => readPages(twoPages()),
			),
		).rejects.toMatchObject({
			name: "TypeError",
			stack: expect.stringMatching(/read-page\.ts/),
		});
	});
	test("nor is one in drawing the document's", async () => {
		const bug = new TypeError("x is not a function");
		await expect(byPdfJs(() => Promise.reject(bug))).rejects.toBe(bug);
		await expect(byPdfJs(() => Promise.reject(new Error("Bad image")))).rejects.toMatchObject({ code: "damaged-pdf" });
	});
});
