import fc from "fast-check";
import { expect, test } from "vitest";
import { foldRadicals } from "../../../src/text/radicals.ts";
import { wellFormed, wellFormedName } from "../../../src/text/well-formed.ts";

test.each([
	["\ud800临江区", "\ufffd临江区"],
	["\u{1f600}\ude00", "\u{1f600}\ufffd"],
	["临江\ufffe区\uffff", "临江区"],
	["a\u{1fffe}b\ufdd0", "ab"],
	["临\u000b江\u0000\u001b[31m\u009b", "临江[31m"],
	["2\u00ad0\u200f2\u200e3", "2023"],
	["a\u202etxt.exe\u202c\u2066b\u2069\u061c", "atxt.exeb"],
	["\ufeff第一行\n第二行\t三", "第一行\n第二行\t三"],
	["𠮷野家 é ①", "𠮷野家 é ①"],
])("%j becomes %j", (text, plain) => {
	expect(wellFormed(text)).toBe(plain);
});

test("half a character of a glyph is one that its font does not tell", () => {
	expect(foldRadicals("\ud835")).toBe("\ufffd");
	expect(foldRadicals("⻘\udc00")).toBe("青\ufffd");
});

test("a name is one line", () => {
	expect(wellFormedName("报告\r\n2023\u2028.pdf")).toBe("报告 2023 .pdf");
});

test("any text becomes one that an address and an XML document can carry, and stays so", () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }), (units) => {
			const text = wellFormed(String.fromCharCode(...units));
			expect(() => encodeURIComponent(text)).not.toThrow();
			expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Bidi_Control}/u);
			expect(wellFormed(text)).toBe(text);
		}),
	);
});
