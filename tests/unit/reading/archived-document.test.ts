import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { knowledge } from "../../../pipelines/disclosure-report/sources/knowledge.ts";
import { isUnwanted } from "../../../src/model/source-knowledge.ts";
import { documentIn } from "../../../src/reading/archived-document.ts";

const TITLE = "石桥市统计局2025年政府信息公开工作年度报告";
const bytes = (text: string) => new TextEncoder().encode(text);
const isReport = (name: string) => knowledge.wanted.test(name) && !isUnwanted(name, knowledge);

function found(files: Record<string, string>): string {
	const packed = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])));
	const { name, bytes: unpacked, media } = documentIn(packed, isReport);
	return `${media} ${name}: ${new TextDecoder().decode(unpacked)}`;
}

function refused(files: Record<string, string>): unknown {
	try {
		return found(files);
	} catch (error) {
		return error;
	}
}

test.each<[string, Record<string, string>, string]>([
	["the only document, whatever its name", { "1.pdf": "one", "2.jpg": "picture" }, "pdf 1.pdf: one"],
	["the one named as the report", { "a/目录.pdf": "no", [`a/${TITLE}.docx`]: "yes" }, `docx a/${TITLE}.docx: yes`],
	["a report in two formats as PDF", { [`${TITLE}.docx`]: "word", [`${TITLE}.pdf`]: "pdf" }, `pdf ${TITLE}.pdf: pdf`],
	["no copy that a Mac packs beside it", { "r.pdf": "it", "__MACOSX/._r.pdf": "no" }, "pdf r.pdf: it"],
	["no explanation of it", { [`${TITLE}.pdf`]: "it", [`${TITLE}解读.pdf`]: "no" }, `pdf ${TITLE}.pdf: it`],
])("of an archive is read %s", (_, files, expected) => {
	expect(found(files)).toBe(expected);
});

test.each<[string, Record<string, string>, RegExp]>([
	["two documents without such a name", { "1.pdf": "a", "2.pdf": "b" }, /2 documents/],
	["reports of two organs", { [`甲${TITLE}.pdf`]: "a", [`乙${TITLE}.pdf`]: "b" }, /2 documents/],
	["files of other kinds", { "1.doc": "a", "2.ofd": "b" }, /\.doc, \.ofd/],
	["nothing", {}, /it is empty/],
])("an archive with %s is not read, and says why", (_, files, why) => {
	expect(refused(files)).toMatchObject({ code: "kind-not-read", message: expect.stringMatching(why) });
});

test("names that Chinese Windows wrote are told", () => {
	// 年报 in GBK, as zip tools write it that know no UTF-8.
	const packed = zipSync({ "xxxx2025.pdf": bytes("it"), "other.pdf": bytes("no") });
	const gbk = [0xc4, 0xea, 0xb1, 0xa8];
	for (let i = 0; i + 4 < packed.length; i++) if (packed.slice(i, i + 4).every((byte) => byte === 0x78)) packed.set(gbk, i);
	expect(documentIn(packed, (name) => name.startsWith("年报")).name).toBe("年报2025.pdf");
});

test("a document that does not fit its checksum is not read", () => {
	const packed = zipSync({ "1.pdf": [bytes("x".repeat(1000)), { level: 0 }] });
	packed[200] = 0x79;
	expect(() => documentIn(packed, isReport)).toThrow(/checksum/);
});

test("an archive that is cut, or claims more than a report has, is refused by name", () => {
	const packed = zipSync({ "1.pdf": bytes("x".repeat(1000)) });
	expect(() => documentIn(packed.slice(0, 60), isReport)).toThrow(/cannot be opened/);
	const claims = new DataView(packed.buffer, packed.byteOffset);
	for (let i = 0; i + 46 < packed.length; i++)
		if (claims.getUint32(i, true) === 0x02_01_4b_50) claims.setUint32(i + 24, 900_000_000, true);
	expect(() => documentIn(packed, isReport)).toThrow(/holds 900000000 bytes/);
});
