import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readPdf } from "../../../../src/reading/read-pdf.ts";
import { buildDocument } from "../../../../src/reading/tables/build-document.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { repository } from "../../../support/command.ts";
import { HARD_LOOKS } from "../../../support/hard-tables/looks.ts";
import { cellsOf, textsOf } from "../../../support/hard-tables/model.ts";
import type { HardScore } from "../../../support/hard-tables/score.ts";
import { cellsRead, scoreOf } from "../../../support/hard-tables/score.ts";
import { typesetSuite } from "../../../support/hard-tables/typeset.ts";

describe("tables of any document, as this project typesets them", () => {
	const scores: (HardScore & { readonly look: string; readonly seed: number })[] = [];
	beforeAll(async () => {
		for (const { document, pdf, seed } of await typesetSuite({ seed: 5, perLook: 1 }, new Set(["painted"]))) {
			const { blocks } = buildDocument((await readPdf(pdf)).pages, DEFAULT_SETTINGS, "any");
			const found = blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
			scores.push({ look: document.look, seed, ...scoreOf(cellsRead(found), document.truth.map(cellsOf), textsOf(document)) });
		}
	}, 180_000);

	test("stand cell by cell as they were printed", () => {
		expect(scores.length).toBeGreaterThan(HARD_LOOKS.length - 3);
		expect(scores.filter(({ f1 }) => f1 < 0.9).map(({ look, seed, f1 }) => ({ look, seed, f1 }))).toEqual([]);
		expect(scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length).toBeGreaterThan(0.98);
	});

	test("hold no digits together that were printed in two cells", () => {
		expect(scores.filter(({ fused }) => fused.length > 0).map(({ look, seed, fused }) => ({ look, seed, fused }))).toEqual([]);
	});

	test("the measure sees what is wrong", () => {
		const truth = [
			["Item", "2010"],
			["Roads", "12"],
			["Parks", "34"],
		];
		const fused = [
			["Item", "2010"],
			["Roads Parks", "1234"],
		];
		expect(scoreOf([cellsOf(truth)], [cellsOf(truth)], [])).toEqual({ f1: 1, fused: [], words: 1 });
		const score = scoreOf([cellsOf(fused)], [cellsOf(truth)], []);
		expect(score.fused).toEqual(["1234"]);
		expect(score.f1).toBeLessThan(0.3);
	});
});

test.each([
	"bureau-2020-typed-by-hand",
	"bureau-2021-ruled",
	"bureau-2022-two-pages",
	"bureau-2024-vertical-labels",
	"county-2022-hybrid",
	"province-2025-landscape",
])("ruled tables of %s are the same cells, whether its form is known or not", async (sample) => {
	const { pages } = await readPdf(new Uint8Array(readFileSync(join(repository, "samples", sample, `${sample}.pdf`))));
	const cellsBy = (scope: "report" | "any") =>
		buildDocument(pages, DEFAULT_SETTINGS, scope).blocks.flatMap((block) =>
			block.kind === "table"
				? [block.table.cells.map(({ row, column, rowSpan, columnSpan, text }) => [row, column, rowSpan, columnSpan, text])]
				: [],
		);
	expect(cellsBy("any")).toEqual(cellsBy("report"));
});
