import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { extractReport } from "../../../src/mapping/extract-report.ts";
import { Recognizer } from "../../../src/reading/recognizer.ts";
import { sabotagedReaders } from "../../support/saboteurs.ts";

/** A report whose sums do not close: without sabotage it accuses, on the word of two readers. */
const FAULTY = "samples/bureau-2023-inconsistent/bureau-2023-inconsistent.pdf";

// Every sabotage of every reader and engine, alone and together, is in tests/slow/saboteurs*.test.ts.
test.each([
	{ pdfium: "throws" },
	{ pdfium: "lies" },
	{ pdfjs: "throws" },
	{ pdfjs: "lies" },
	{ pdfjs: "gives nothing" },
] as const)("with %o the faulty report is not verified and accuses nobody", async (sabotage) => {
	const bytes = new Uint8Array(await readFile(FAULTY));
	const readers = sabotagedReaders(sabotage);
	const context = { pipeline: disclosureReport, recognizer: new Recognizer(), readers };
	const { quality, findings } = await extractReport(bytes, "faulty.pdf", context);
	expect(quality.status).toBe("needs_review");
	expect(findings.filter(({ verdict }) => verdict === "broken")).toEqual([]);
});
