import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawGray } from "../../../src/reading/pdf/pdfium/draw-pages.ts";
import { readWithPdfium } from "../../../src/reading/pdf/pdfium/read-pages.ts";
import { repository } from "../../support/command.ts";

const SAMPLE = join(repository, "samples", "bureau-2021-ruled", "bureau-2021-ruled.pdf");
const sample = async () => new Uint8Array(await readFile(SAMPLE));

test("a document that was read is drawn as one that was not", async () => {
	const [read, other] = [await sample(), await sample()];
	await readWithPdfium(read);
	expect(await drawGray(read, [1, 2], 72)).toEqual(await drawGray(other, [1, 2], 72));
});

test("a document that was read is drawn without being parsed again, once", async () => {
	const bytes = await sample();
	await readWithPdfium(bytes);
	bytes.fill(0);
	const [page] = await drawGray(bytes, [1], 72);
	expect(page?.data.some((shade) => shade < 100)).toBe(true);
	await expect(drawGray(bytes, [1], 72)).rejects.toThrow("PDFium cannot open the document to draw it");
});
