import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { unpackWord } from "../../../src/reading/docx/parts.ts";

const packed = () => {
	const part = new TextEncoder().encode("<w:document>1234</w:document>");
	return zipSync({ "word/document.xml": [part, { level: 0 }], "word/styles.xml": [part, { level: 0 }] });
};

test("a Word document is unpacked", () => {
	expect(unpackWord(packed())).toMatchObject({ document: "<w:document>1234</w:document>" });
});

test.each(["word/document.xml", "word/styles.xml"])("%s with a digit changed since it was written is refused", (name) => {
	const bytes = packed();
	const start = Buffer.from(bytes).indexOf(name) + name.length;
	bytes[start + "<w:document>".length] = 0x39;
	expect(() => unpackWord(bytes)).toThrow(`${name} does not fit its checksum`);
});
