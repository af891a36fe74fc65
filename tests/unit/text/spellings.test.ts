import { expect, test } from "vitest";
import { parseFigure } from "../../../src/text/figures.ts";
import { SPELLINGS } from "./spellings.ts";

test.each(SPELLINGS)("$printed is read as a person reads it", ({ printed, value, state, unit, mark, doubt }) => {
	const read = parseFigure(printed);
	expect({ value: read.value, state: read.state, unit: read.unit, mark: read.mark, doubt: read.doubt }).toEqual({
		value,
		state: state ?? (value === null ? "unreadable" : "number"),
		unit,
		mark,
		doubt,
	});
});

test("there are spellings of every kind", () => {
	expect(SPELLINGS.length).toBeGreaterThanOrEqual(150);
});
