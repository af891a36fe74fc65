import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonPieces } from "../../../src/text/json-pieces.ts";

test("pieces are what is written at once", () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined })), (value) => {
			expect([...jsonPieces(value)].join("")).toBe(`${JSON.stringify(value, null, "\t")}\n`);
		}),
	);
});

test("a long list is many pieces, none much longer than the others", () => {
	const value = { schema: "lines@1", lines: Array.from({ length: 20_000 }, (_, i) => ({ url: `/report/${i}`, year: 2024 })) };
	const pieces = [...jsonPieces(value)];
	expect(pieces.join("")).toBe(`${JSON.stringify(value, null, "\t")}\n`);
	expect(pieces.length).toBeGreaterThan(10);
	expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
});
