import { expect, test } from "vitest";
import { wellFormed } from "../../../src/text/well-formed.ts";

test.each([
	["资源\ud800局", "资源\ufffd局"],
	["资源\ufffe局\uffff", "资源局"],
	["\u202e青石\u2066市\u200f", "青石市"],
	["青\u0000石\u000b市\u0085", "青石市"],
	["青石\t市\n局", "青石\t市\n局"],
	["𠮷山镇", "𠮷山镇"],
	["镇\u{1fffe}", "镇"],
])("%j leaves as %j", (text, left) => {
	expect(wellFormed(text)).toBe(left);
	expect(() => encodeURIComponent(wellFormed(text))).not.toThrow();
});
