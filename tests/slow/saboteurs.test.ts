import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import type { ReadingContext } from "../../src/mapping/read-document.ts";
import type { ReaderFailure } from "../../src/model/witness.ts";
import { Recognizer } from "../../src/reading/recognizer.ts";
import type { Sabotage } from "../support/saboteurs.ts";
import {
	agreedLiars,
	patienceWith,
	SABOTAGES,
	sabotagedDrawer,
	sabotagedPixels,
	sabotagedReaders,
	startedEngines,
} from "../support/saboteurs.ts";

const { engines: ENGINES, close } = await startedEngines();
afterAll(close);

/** No reader needs longer for the samples; whoever hangs is given up after it. */
const READER_MS = 2_000;

const bytesOf = async (sample: string) => new Uint8Array(await readFile(`samples/${sample}/${sample}.pdf`));

async function reportOf(sample: string, sabotage: { readonly pdfium?: Sabotage; readonly pdfjs?: Sabotage }) {
	const readers = sabotagedReaders(sabotage);
	// Readers that hang on purpose are given up soon; honest ones have the time they need.
	const readerMs = Object.values(sabotage).includes("hangs") ? READER_MS : 60_000;
	const tools = { pipeline: disclosureReport, recognizer: new Recognizer(ENGINES), readers, readerMs };
	const bugs: ReaderFailure[] = [];
	const onBug = (bug: ReaderFailure) => bugs.push(bug);
	const report = await extractReport(await bytesOf(sample), `${sample}.pdf`, { ...tools, onBug });
	return { report: report as Report, bugs };
}

const accusations = ({ findings }: Report) => findings.filter(({ verdict }) => verdict === "broken");

/** A report whose sums do not close: without sabotage it accuses, on the word of two readers. */
const FAULTY = "bureau-2023-inconsistent";
const CLEAN = "bureau-2021-ruled";

test("both readers at work, the faulty report accuses and both are named", async () => {
	const { report, bugs } = await reportOf(FAULTY, {});
	expect(report.quality.status).toBe("verified");
	expect(accusations(report).length).toBeGreaterThanOrEqual(3);
	expect(report.reading.witnesses).toEqual([
		{ reader: "pdfium", result: "first" },
		{ reader: "pdf.js", result: "agrees" },
		{ reader: "pixels", result: "agrees" },
	]);
	expect(report.cells.filter(({ state }) => state !== "absent").every((cell) => cell.read_by.length === 3)).toBe(true);
	expect(bugs).toEqual([]);
});

/** To pairs, a reader that traps is one that throws. */
const PAIRED = SABOTAGES.filter((sabotage) => sabotage !== "traps");

describe.each(SABOTAGES)("a reader that %s", (sabotage) => {
	test.each(["pdfium", "pdfjs"] as const)(
		"alone, as %s: the faulty report is not verified and accuses nobody",
		async (reader) => {
			const { report } = await reportOf(FAULTY, { [reader]: sabotage });
			expect(report.quality.status).not.toBe("verified");
			expect(accusations(report)).toEqual([]);
		},
	);

	test("as PDFium: the clean report is not verified and accuses nobody", async () => {
		const { report } = await reportOf(CLEAN, { pdfium: sabotage });
		expect(report.quality.status).not.toBe("verified");
		expect(accusations(report)).toEqual([]);
	});

	test.each(PAIRED)("beside pdf.js that %s: nothing is verified, nobody accused", async (other) => {
		const outcome = await reportOf(FAULTY, { pdfium: sabotage, pdfjs: other }).catch((error: unknown) => error);
		// No reader is left: the document fails, with an outcome of its own in the ledger.
		if (outcome instanceof Error) return;
		const { report } = outcome as Awaited<ReturnType<typeof reportOf>>;
		if (sabotage === "gives nothing" && other === "gives nothing") {
			// Pages without text for both are recognised as outlines are: two engines and the sums prove what they read.
			expect((await wrongIn(report, FAULTY)).map(({ path, raw, value }) => [path, raw, value])).toEqual([]);
			expect(report.cells.every(({ method, state }) => method === "ocr" || state === "absent")).toBe(true);
			return;
		}
		expect(report.quality.status).not.toBe("verified");
		expect(accusations(report)).toEqual([]);
	});
});

test.each([
	["throws", "bug"],
	["traps", "trap"],
	["hangs", "timeout"],
] as const)("a second reader that %s is named with why, and its figures with one reader", async (sabotage, kind) => {
	const { report, bugs } = await reportOf(FAULTY, { pdfjs: sabotage });
	expect(report.quality.reasons).toContainEqual(expect.objectContaining({ code: "reader-failed", reader: "pdf.js", kind }));
	expect(report.quality.reasons).toContainEqual(expect.objectContaining({ code: "one-reader", reader: "pdfium" }));
	expect(report.reading.witnesses).toContainEqual({ reader: "pdf.js", result: "failed", failure: kind });
	expect(bugs.map(({ reader }) => reader)).toEqual(kind === "bug" ? ["pdf.js"] : []);
});

test("a misreading of the first reader is corrected by the pixels, or unsure; nothing of it is verified", async () => {
	const { report } = await reportOf(CLEAN, { pdfium: "lies" });
	const wrong = await wrongIn(report, CLEAN);
	expect(wrong.every(({ confidence }) => confidence <= 0.7)).toBe(true);
	expect(report.quality.reasons).toContainEqual(expect.objectContaining({ code: "pixels-differ" }));
});

async function wrongIn(report: Report, sample: string) {
	const expected = Report.parse(JSON.parse(await readFile(`samples/${sample}/expected.json`, "utf8")));
	const right = new Map(expected.cells.map(({ path, value }) => [path, value]));
	return report.cells.filter(({ path, value }) => value !== right.get(path));
}

async function seenReport(sample: string, tools: Pick<ReadingContext, "readers" | "readerMs" | "draw">, pixels?: Sabotage) {
	const engines = pixels ? sabotagedPixels(ENGINES, pixels) : ENGINES;
	const recognizer = new Recognizer(engines, patienceWith(pixels ? { cells: pixels } : {}));
	const context = { pipeline: disclosureReport, recognizer, ...tools };
	return (await extractReport(await bytesOf(sample), `${sample}.pdf`, context)) as Report;
}

test.each([CLEAN, FAULTY])("two readers of text that tell the same lie are found out by the pixels: %s", async (sample) => {
	const report = await seenReport(sample, { readers: agreedLiars() });
	expect(report.quality.status).not.toBe("verified");
	expect(accusations(report)).toEqual([]);
	expect(report.reading.witnesses).toContainEqual(expect.objectContaining({ reader: "pixels", result: "differs" }));
	const wrong = await wrongIn(report, sample);
	expect(wrong.every(({ confidence }) => confidence <= 0.7)).toBe(true);
});

describe.each(SABOTAGES)("pixels that %s", (sabotage) => {
	const slow = sabotage === "hangs" ? { readerMs: READER_MS } : {};

	test.each([CLEAN, FAULTY])(
		"as the figure reader: %s is not verified and accuses nobody, or overrules it by two",
		async (sample) => {
			const report = await seenReport(sample, slow, sabotage);
			if (sabotage === "lies" && report.quality.status === "verified") {
				// Both engines of scans read every figure that the liar denied: it was overruled, and says so.
				expect(report.reading.witnesses).toContainEqual(expect.objectContaining({ reader: "pixels", result: "differs" }));
				expect(await wrongIn(report, sample)).toEqual([]);
				expect(report.cells.filter(({ raw }) => raw.includes("7")).every(({ read_by }) => read_by.length >= 3)).toBe(true);
				return;
			}
			expect(report.quality.status).not.toBe("verified");
			expect(accusations(report)).toEqual([]);
		},
	);

	test.each([CLEAN, FAULTY])("as the drawn page: %s is not verified and accuses nobody", async (sample) => {
		const report = await seenReport(sample, { ...slow, draw: sabotagedDrawer(sabotage) });
		expect(report.quality.status).not.toBe("verified");
		expect(accusations(report)).toEqual([]);
	});
});
