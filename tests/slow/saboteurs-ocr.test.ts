import { readFile } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { disclosureReport } from "../../pipelines/index.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import type { ReaderFailure } from "../../src/model/witness.ts";
import { Recognizer } from "../../src/reading/recognizer.ts";
import type { SabotagedEngines } from "../support/saboteurs.ts";
import { patienceWith, SABOTAGES, sabotagedEngines, startedEngines } from "../support/saboteurs.ts";

const { engines, close } = await startedEngines();
afterAll(close);

async function reportOf(
	sample: string,
	sabotage: SabotagedEngines,
	onBug: (bug: ReaderFailure) => void = () => {},
): Promise<Report> {
	const bytes = new Uint8Array(await readFile(`samples/${sample}/${sample}.pdf`));
	const recognizer = new Recognizer(sabotagedEngines(engines, sabotage), patienceWith(sabotage));
	return (await extractReport(bytes, `${sample}.pdf`, { pipeline: disclosureReport, recognizer, onBug })) as Report;
}

/** What the sabotaged reading holds against the report that the honest one does not. */
const newAccusations = (report: Report, right: Report) => {
	const known = new Set(right.findings.filter(({ verdict }) => verdict === "broken").map(({ fingerprint }) => fingerprint));
	return report.findings.filter(({ verdict, fingerprint }) => verdict === "broken" && !known.has(fingerprint));
};
/** Figures published as sure that are not the printed ones. */
const sureAndWrong = (report: Report, right: Report) => {
	const values = new Map(right.cells.map(({ path, value }) => [path, value]));
	return report.cells.filter(({ path, value, confidence }) => confidence >= 0.95 && value !== values.get(path));
};
const expected = async (sample: string) => Report.parse(JSON.parse(await readFile(`samples/${sample}/expected.json`, "utf8")));

const SCAN = "bureau-2023-scanned";
const PICTURED = "bureau-2022-pictured-table";

test.each(SABOTAGES)("a scan whose reader of figures %s is in doubt or right, and accuses nobody", async (sabotage) => {
	const [report, right] = [await reportOf(SCAN, { cells: sabotage }), await expected(SCAN)];
	expect(newAccusations(report, right)).toEqual([]);
	// Sums and the other engines outvote a liar: what is published for sure is right.
	expect(sureAndWrong(report, right)).toEqual([]);
	if (sabotage === "lies") return;
	expect(report.quality.status).not.toBe("verified");
	expect(report.findings.filter(({ verdict }) => verdict === "broken")).toEqual([]);
	expect(report.quality.reasons).toContainEqual(expect.objectContaining({ code: "reader-failed", reader: "gouji-figures" }));
});

test.each(SABOTAGES)("a scan whose third engine %s is as it is without one where nothing is in doubt", async (sabotage) => {
	const [report, right] = [await reportOf(SCAN, { figures: sabotage }), await expected(SCAN)];
	expect(newAccusations(report, right)).toEqual([]);
	expect(sureAndWrong(report, right)).toEqual([]);
	// It is asked for doubts only: who was never asked failed nobody.
	const wasAsked = report.reading.witnesses.some(({ reader }) => reader.startsWith("tesseract"));
	if (wasAsked && sabotage !== "lies") expect(report.quality.status).not.toBe("verified");
});

test.each([...SABOTAGES, "missing"] as const)(
	"a scan whose page segmenter %s is read without it, and says so, or is in doubt or right",
	async (sabotage) => {
		const bugs: string[] = [];
		const report = await reportOf(SCAN, { pages: sabotage }, ({ reader }) => bugs.push(reader));
		const right = await expected(SCAN);
		expect(newAccusations(report, right)).toEqual([]);
		expect(sureAndWrong(report, right)).toEqual([]);
		expect(report.title).toBe(right.title);
		if (sabotage === "lies") return;
		expect(report.quality.status).not.toBe("verified");
		expect(report.quality.reasons).toContainEqual(expect.objectContaining({ code: "reader-failed", reader: "gouji-pages" }));
		expect(report.reading.witnesses).toContainEqual(expect.objectContaining({ reader: "gouji-pages", result: "failed" }));
		expect(report.quality.cells_read).toBeGreaterThan(0.9 * right.quality.cells_read);
		expect(bugs).toEqual(sabotage === "throws" ? ["gouji-pages"] : []);
	},
);

const PAIRS = [
	["pages", "cells"],
	["pages", "text"],
	["text", "cells"],
	["cells", "figures"],
	["text", "figures"],
] as const;
/** To pairs, an engine that traps is one that throws. */
const PAIRED = SABOTAGES.filter((sabotage) => sabotage !== "traps");
test.each(PAIRS.flatMap(([one, other]) => PAIRED.map((sabotage) => [one, other, sabotage] as const)))(
	"a scan whose engines %s and %s both fail (%s) proves nothing wrong and accuses nobody",
	async (one, other, sabotage) => {
		const right = await expected(SCAN);
		const report = await reportOf(SCAN, { [one]: sabotage, [other]: sabotage }).catch((error: unknown) => error);
		if (report instanceof Error) return;
		expect(newAccusations(report as Report, right)).toEqual([]);
		expect(sureAndWrong(report as Report, right)).toEqual([]);
		if (sabotage !== "lies") expect((report as Report).quality.status).not.toBe("verified");
	},
);

test.each(SABOTAGES)("a scan whose first engine %s fails, or is in doubt or right, and accuses nobody", async (sabotage) => {
	const right = await expected(SCAN);
	const report = await reportOf(SCAN, { text: sabotage }).catch((error: unknown) => error);
	// Without the engine that reads pages there is no report, and the document fails.
	if (report instanceof Error) return;
	expect(newAccusations(report as Report, right)).toEqual([]);
	expect(sureAndWrong(report as Report, right)).toEqual([]);
});

test.each(SABOTAGES)(
	"a report with a pictured table whose first engine %s keeps its text, and accuses nobody",
	async (sabotage) => {
		const [report, right] = [await reportOf(PICTURED, { text: sabotage }), await expected(PICTURED)];
		expect(newAccusations(report, right)).toEqual([]);
		expect(sureAndWrong(report, right).filter(({ state }) => state !== "absent")).toEqual([]);
		if (sabotage !== "lies") expect(report.quality.status).not.toBe("verified");
		expect(report.sections.overview).toBe(right.sections.overview);
	},
);

test.each(SABOTAGES)("engines that all %s verify nothing and accuse nobody", async (sabotage) => {
	const all = { text: sabotage, figures: sabotage, cells: sabotage, pages: sabotage };
	const report = await reportOf(SCAN, all).catch((error: unknown) => error);
	if (report instanceof Error) return;
	expect((report as Report).quality.status).not.toBe("verified");
	expect(newAccusations(report as Report, await expected(SCAN))).toEqual([]);
});
