import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawGray } from "../../../src/reading/pdf/pdfium/draw-pages.ts";
import { endPdfium, startPdfium } from "../../../src/reading/pdf/pdfium/module.ts";
import { leaveDocument } from "../../../src/reading/pdf/pdfium/open-document.ts";
import { readWithPdfium } from "../../../src/reading/pdf/pdfium/read-pages.ts";
import { ROOM_BYTES, withImportedMemory } from "../../../src/reading/pdf/pdfium/shared-memory.ts";
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

test("a document that was left is not kept, and the next one is read as before in its memory", async () => {
	const bytes = await sample();
	const expected = await readWithPdfium(bytes);
	leaveDocument(bytes);
	expect(await readWithPdfium(await sample())).toEqual(expected);
	bytes.fill(0);
	await expect(drawGray(bytes, [1], 72)).rejects.toThrow("PDFium cannot open the document to draw it");
});

test("an instance finds nothing of the one whose memory it is given", async () => {
	const expected = await readWithPdfium(await sample());
	const hostile = await startPdfium();
	const memory = hostile.HEAPU8.buffer;
	hostile.HEAPU8.fill(171);
	endPdfium(hostile);
	const next = await startPdfium();
	expect(next.HEAPU8.buffer).toBe(memory);
	// Its stack and heap begin at the end of its own data, of which nothing is 171 for so long.
	expect(Buffer.from(next.HEAPU8.buffer).indexOf(Buffer.alloc(64, 171))).toBe(-1);
	endPdfium(next);
	expect(await readWithPdfium(await sample())).toEqual(expected);
});

test("memory that grew large goes with its instance", async () => {
	const large = await startPdfium();
	large._malloc(80 * 1024 * 1024);
	const memory = large.HEAPU8.buffer;
	endPdfium(large);
	expect((await startPdfium()).HEAPU8.buffer).not.toBe(memory);
});

test("a module whose memory is imported computes as before", async () => {
	// (module (import "m" "add" (func (param i32) (result i32))) (memory (export "memory") 1 2)
	//   (func (export "at") (param i32) (result i32) (i32.load8_u (call 0 (local.get 0)))))
	const code = Uint8Array.from(
		[
			[0, 97, 115, 109, 1, 0, 0, 0],
			[1, 6, 1, 96, 1, 127, 1, 127],
			[2, 9, 1, 1, 109, 3, 97, 100, 100, 0, 0],
			[3, 2, 1, 0],
			[5, 4, 1, 1, 1, 2],
			[7, 15, 2, 6, 109, 101, 109, 111, 114, 121, 2, 0, 2, 97, 116, 0, 1],
			[10, 11, 1, 9, 0, 32, 0, 16, 0, 45, 0, 0, 11],
		].flat(),
	);
	const roomy = (bytes: Uint8Array) => Uint8Array.from([...new Uint8Array(ROOM_BYTES), ...bytes]);
	const { code: changed, memory: declared } = withImportedMemory(roomy(code));
	expect(declared).toEqual({ initial: 1, maximum: 2 });
	const memory = new WebAssembly.Memory(declared);
	new Uint8Array(memory.buffer)[5] = 42;
	const { instance } = await WebAssembly.instantiate(changed, { env: { memory }, m: { add: (n: number) => n + 2 } });
	expect((instance.exports.at as (n: number) => number)(3)).toBe(42);
	expect(instance.exports.memory).toBe(memory);
	expect(() => withImportedMemory(roomy(changed))).toThrow("PDFium has not one bounded memory");
});
