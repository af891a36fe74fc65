import { expect, test } from "vitest";
import { parseNumeral } from "../../../src/text/numerals.ts";

test.each([
	["零", 0],
	["两", 2],
	["十", 10],
	["十二", 12],
	["二十", 20],
	["一百零五", 105],
	["三千二百", 3200],
	["一千零一", 1001],
	["两万三千", 23_000],
	["二〇二四", undefined],
	["一二", undefined],
	["十十", undefined],
	["百", undefined],
	["", undefined],
	["多", undefined],
])("parseNumeral(%j) is %j", (text, value) => {
	expect(parseNumeral(text)).toBe(value);
});
