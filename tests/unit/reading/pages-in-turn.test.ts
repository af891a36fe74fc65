import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTables } from "../../../src/mapping/read-tables.ts";
import { GoujiError } from "../../../src/model/errors.ts";
import type { Page } from "../../../src/model/page.ts";
import type { PageReaders } from "../../../src/reading/pages-in-turn.ts";
import { PAGE_READERS, withPagesInTurn } from "../../../src/reading/pages-in-turn.ts";
import { readPdf } from "../../../src/reading/read-pdf.ts";
import { Recognizer } from "../../../src/reading/recognizer.ts";
import { repository } from "../../support/command.ts";
import { pageOf } from "../../support/pages.ts";

const sample = (name: string) => new Uint8Array(readFileSync(join(repository, "samples", name, `${name}.pdf`)));
const BYTES = new Uint8Array(1);

/** Readers of three pages, of which some are in doubt, and what was asked of them. */
function readersOf({ doubted = [] as number[], failing = 0, opens = true, other = true, pagesOfOther = 3 }) {
	const told: string[] = [];
	const readers: PageReaders = {
		pdfium: async () =>
			opens
				? {
						count: 3,
						read: (number) => {
							if (number === failing) throw new WebAssembly.RuntimeError("unreachable");
							return { page: pageOf(number), doubt: doubted.includes(number) ? "annotations" : undefined };
						},
						close: () => void told.push("pdfium closed"),
					}
				: undefined,
		pdfjs: async () => {
			told.push("pdf.js opened");
			if (!other) throw new Error("it does not open");
			return {
				count: pagesOfOther,
				read: async (number) => pageOf(number, { reader: "pdf.js" }),
				close: async () => void told.push("pdf.js closed"),
			};
		},
	};
	return { readers, told };
}

async function readersUsed(readers: PageReaders): Promise<string[]> {
	return withPagesInTurn(
		BYTES,
		async ({ count, page }) => {
			const used: string[] = [];
			for (let number = 1; number <= count; number++) {
				const { reader, failure } = await page(number);
				used.push(failure === undefined ? reader : `${reader} (${failure})`);
			}
			return used;
		},
		{ readers },
	);
}

test("pages in doubt are read by pdf.js, which is opened once and for them alone", async () => {
	const { readers, told } = readersOf({ doubted: [2, 3] });
	expect(await readersUsed(readers)).toEqual(["pdfium", "pdf.js", "pdf.js"]);
	expect(told).toEqual(["pdf.js opened", "pdfium closed", "pdf.js closed"]);
	const plain = readersOf({});
	expect(await readersUsed(plain.readers)).toEqual(["pdfium", "pdfium", "pdfium"]);
	expect(plain.told).toEqual(["pdfium closed"]);
});

test("where PDFium traps, the document is read anew by pdf.js alone, and the trapped instance is not used again", async () => {
	const { readers, told } = readersOf({ failing: 3 });
	expect(await readersUsed(readers)).toEqual(["pdf.js", "pdf.js", "pdf.js"]);
	expect(told).toEqual(["pdf.js opened", "pdf.js closed"]);
	expect(await readersUsed(readersOf({ opens: false }).readers)).toEqual(["pdf.js", "pdf.js", "pdf.js"]);
});

test("a page in doubt that pdf.js does not have says so; where pdf.js cannot open the document, PDFium's pages stand", async () => {
	const fewer = readersOf({ doubted: [3], pagesOfOther: 2 });
	expect(await readersUsed(fewer.readers)).toEqual(["pdfium", "pdfium", "pdfium (pdf.js has no such page)"]);
	const alone = readersOf({ doubted: [1, 2], other: false });
	expect(await readersUsed(alone.readers)).toEqual(["pdfium", "pdfium", "pdfium"]);
	expect(alone.told).toEqual(["pdf.js opened", "pdfium closed"]);
	await expect(readersUsed(readersOf({ opens: false, other: false }).readers)).rejects.toThrow("it does not open");
});

test("what the document deserves is thrown, whoever says it, and a fault of whoever uses the pages is its own", async () => {
	const refusing: PageReaders = {
		...PAGE_READERS,
		pdfium: async () => {
			throw new GoujiError("password-needed", "locked", { hint: "Ask for the password." });
		},
	};
	await expect(readersUsed(refusing)).rejects.toMatchObject({ code: "password-needed" });
	const { readers, told } = readersOf({});
	const faulty = async () => {
		throw new TypeError("a fault");
	};
	await expect(withPagesInTurn(BYTES, faulty, { readers })).rejects.toThrow("a fault");
	expect(told).toEqual([]);
});

test.each(["bureau-2022-two-pages", "county-2022-hybrid"])(
	"pages of %s in turn, and again, are those of the whole reading",
	async (name) => {
		const bytes = sample(name);
		const { pages } = await readPdf(bytes);
		const inTurn = await withPagesInTurn(bytes, async ({ count, page }) => {
			const read: Page[] = [];
			for (let number = 1; number <= count; number++) read.push(await page(number));
			expect(await page(1)).toEqual(read[0]);
			return read;
		});
		expect(inTurn).toEqual(pages);
	},
);

test("scanned pages are unread where nothing recognises them, and where the engines cannot be had the document says why", async () => {
	const bytes = sample("bureau-2023-scanned");
	const { tables, pageCount, unread } = await readTables(bytes, {});
	expect({ tables, pageCount, unread: unread.length }).toEqual({ tables: [], pageCount, unread: pageCount });
	const none = async () => {
		throw new Error("no engine");
	};
	const recognizer = new Recognizer({ text: none, figures: none });
	await expect(readTables(bytes, { recognizer })).rejects.toThrow("no engine");
});
