import { expect, test } from "vitest";
import { chinesePunctuation } from "../../../src/text/chinese.ts";

test("numbers in brackets that are read as signs are the numbers that they look like", () => {
	expect(chinesePunctuation("(=)")).toBe("（二）");
	expect(chinesePunctuation("（=）部分公开")).toBe("（二）部分公开");
	expect(chinesePunctuation("(-)予以公开")).toBe("（一）予以公开");
	// Alone it may be a dash in brackets.
	expect(chinesePunctuation("(-)")).toBe("(-)");
});

test("marks between ideographs are Chinese ones, and those of numbers stay", () => {
	expect(chinesePunctuation("公开,办理;答复:完成")).toBe("公开，办理；答复：完成");
	expect(chinesePunctuation("1,234")).toBe("1,234");
});
