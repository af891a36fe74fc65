import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { hasMovedObjects } from "../../../src/reading/pdf/cross-reference.ts";
import { sampleFolders } from "../../golden/sample-folders.ts";

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const OBJECTS = ["1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n", "2 0 obj\n<</Kids[]/Count 0>>\nendobj\n"] as const;

/** A file of two objects behind `before`, with a table of lines. */
function printed({ before = "", entries = 3, first = 0 } = {}): string {
	const header = "%PDF-1.4\n";
	const [one, two] = OBJECTS;
	const at = (offset: number) => String(offset).padStart(10, "0");
	const lines = `0000000000 65535 f \n${at(header.length)} 00000 n \n${at(header.length + one.length)} 00000 n \n`;
	const start = header.length + one.length + two.length;
	const table = `xref\n${first} ${entries}\n${lines}trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
	return before + header + one + two + table;
}

/** The same with a table in a stream, each row told by what changed since the one above it. */
function packed(moveBy = 0): string {
	const header = "%PDF-1.7\n";
	const [one, two] = OBJECTS;
	const start = header.length + one.length + two.length;
	const rows = [
		[0, 0, 0, 255],
		[1, 0, header.length, 0],
		[1, 0, header.length + one.length + moveBy, 0],
		[1, 0, start, 0],
	];
	const told = rows.flatMap((row, i) => [2, ...row.map((byte, k) => (byte - (rows[i - 1]?.[k] ?? 0)) & 255)]);
	const data = deflateSync(Buffer.from(told)).toString("latin1");
	const parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>";
	const dictionary = `<</Type/XRef/Size 4/W[1 2 1]/Root 1 0 R${parameters}/Length ${data.length}>>`;
	return `${header}${one}${two}3 0 obj\n${dictionary}\nstream\n${data}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`;
}

describe("a cross-reference table", () => {
	test.each([
		["of lines", printed()],
		["counted from a header behind other bytes", printed({ before: "HTTP/1.1 200 OK\r\n\r\n" })],
		["numbered from 1 by mistake", printed({ first: 1 })],
		["in a stream", packed()],
		["that is not there", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"],
	])("%s fits its file", (_, text) => {
		expect(hasMovedObjects(bytesOf(text))).toBe(false);
	});

	test.each([
		["of lines, one byte lost", printed().replace("Catalog", "Cataog")],
		["of lines, one object with another number", printed().replace("2 0 obj", "7 0 obj")],
		["of lines, with line ends changed in transfer", printed().replaceAll("\n", "\r\n")],
		["with fewer lines than it says", printed({ entries: 5 })],
		["of lines, gone where it should be", printed().replace("xref\n0", "xxxx\n0")],
		["in a stream, one object elsewhere", packed(1)],
		["in a stream that is damaged", packed().replace("stream\nx", "stream\n!")],
	])("%s does not fit", (_, text) => {
		expect(hasMovedObjects(bytesOf(text))).toBe(true);
	});

	test("fits in every sample, and in none with bytes lost", () => {
		for (const { pdf } of sampleFolders()) {
			const bytes = readFileSync(pdf);
			expect(hasMovedObjects(bytes), pdf).toBe(false);
			expect(hasMovedObjects(Buffer.concat([bytes.subarray(0, 200), bytes.subarray(230)])), pdf).toBe(true);
		}
	});
});
