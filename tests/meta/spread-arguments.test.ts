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

test("a million numbers have a largest and a smallest one, and can be put at the end of a list", () => {
	const many = Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003);
	const list: number[] = [];
	append(list, many);
	expect([largest(many), smallest(many), list.length]).toEqual([many.toSorted((a, b) => b - a)[0], 0, 1_000_000]);
	expect(() => Math.max(...many)).toThrow(RangeError);
	expect([largest([]), smallest([])]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
