import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import type { Report } from "../../pipelines/disclosure-report/schema.ts";
import { DAMAGES, scanOf } from "../../samples/make/scan.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { extract, tools } from "../support/extract.ts";
import type { ScanScore } from "../support/score-scan.ts";
import { scoreScan } from "../support/score-scan.ts";
import { digitalDocuments, scannedDocuments, sharedFolder } from "../support/shared-corpus.ts";

afterAll(() => tools.recognizer.close());

const scores: ScanScore[] = [];

/** What every reading of a scan must keep to, whatever its quality. */
function expectHonest(score: ScanScore): void {
	expect(score.provenWrong, "wrong figures published as proven").toEqual([]);
	expect(score.accusations, "errors held against a report that has none").toEqual([]);
	if (score.isVerified) expect(score.wrong, "wrong figures in a verified report").toEqual([]);
}

const scans = scannedDocuments("corpus");

describe.skipIf(sharedFolder === undefined)("scans of the corpus", () => {
	test.each(scans)("$name is read honestly, and rightly where the scan is clean", async ({ name, pdf, truth }) => {
		const report = await extract(pdf);
		const score = scoreScan(report, truth);
		scores.push(score);
		expectHonest(score);
		if (name.endsWith("clean")) expect(score.wrong).toEqual([]);
		expect(score.missed).toEqual([]);
		expect({ issuer: report.issuer.name, year: report.year, form: report.form, published_on: report.published_on }).toEqual({
			issuer: truth.issuer,
			year: truth.year,
			form: truth.form,
			published_on: truth.published_on,
		});
	});

	test("have at least 99.5 % of all figures right", () => {
		expect(shareRight(scores)).toBeGreaterThanOrEqual(0.995);
	});
});

/** Each damage once, the documents and resolutions in turn, so that each meets several: `npm run scans` has the whole matrix. */
const treated = digitalDocuments("real")
	.flatMap((document, d) =>
		[150, 200].flatMap((dpi, r) => DAMAGES.map((damage, i) => ({ ...document, dpi, damage, turn: [d, r, i] as const }))),
	)
	.filter(({ turn: [d, r, i] }) => d === i % 2 && r === Math.floor(i / 2) % 2);
const treatedScores: ScanScore[] = [];

describe.skipIf(sharedFolder === undefined)("the published pair, drawn and damaged", () => {
	test.each(treated)("$name at $dpi dpi, $damage", async ({ name, pdf, truth, dpi, damage }) => {
		const scan = await scanOf(new Uint8Array(await readFile(pdf)), { dpi, damage, seed: dpi });
		const report = (await extractReport(scan, `${name}.pdf`, tools)) as Report;
		const score = scoreScan(report, truth);
		treatedScores.push(score);
		expectHonest(score);
		expect(score.missed).toEqual([]);
	});

	test("has at least 99.5 % of all figures right", () => {
		expect(shareRight(treatedScores)).toBeGreaterThanOrEqual(0.995);
	});
});

function shareRight(all: readonly ScanScore[]): number {
	const cells = all.reduce((sum, score) => sum + score.cells, 0);
	return 1 - all.reduce((sum, score) => sum + score.wrong.length, 0) / cells;
}
