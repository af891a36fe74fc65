import ts from "typescript";
import { expect, test } from "vitest";
import { append, largest, smallest } from "../../src/model/many.ts";
import { spreadArguments } from "../lint/spread-arguments.ts";

const foundIn = (text: string) => spreadArguments(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true)).length;

test.each([
	"Math.max(...sizes);",
	"Math.min(0, ...glyphs.map((glyph) => glyph.x));",
	"rulings.push(...found);",
	"String.fromCharCode(...bytes);",
])("%s throws for a long list, and is found", (statement) => {
	expect(foundIn(statement)).toBe(1);
});

test.each(["Math.max(a, b);", "largest(sizes);", "rulings.push(one);", "max(...sizes);", "[...sizes];", "Math.max(...[a, b]);"])(
	"%s does not",
	(statement) => {
		expect(foundIn(statement)).toBe(0);
	},
);

test("half a million numbers have a largest and a smallest one, and can be put at the end of a list", () => {
	const many = new Int32Array(500_000).map((_, i) => (i * 7919) % 500_009);
	const list: number[] = [];
	append(list, many);
	expect([largest(many), smallest(many), list.length]).toEqual([500_008, 0, 500_000]);
	expect(() => Math.max(...many)).toThrow(RangeError);
	expect([largest([]), smallest([])]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
