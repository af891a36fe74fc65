import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findTables, readPdf } from "../../../../src/pages.ts";
import { isFigureLike } from "../../../../src/text/figures.ts";
import { repository } from "../../../support/command.ts";

/** The labels of a sample's tables, as a reader reads them who knows no form. */
async function labelsOf(sample: string): Promise<string[]> {
	const pages = await readPdf(new Uint8Array(readFileSync(join(repository, "samples", sample, `${sample}.pdf`))));
	const texts = findTables(pages).flatMap(({ cells }) => cells.map(({ text }) => text));
	return texts.filter((text) => text !== "" && !isFigureLike(text)).sort();
}

test("labels of a report without rulings are those of one with rulings in the same form", async () => {
	expect(await labelsOf("bureau-2024-stripes")).toEqual(await labelsOf("bureau-2021-ruled"));
});

test("so are those of the older form, but for a label that a page's end cuts", async () => {
	const [open, ruled] = [await labelsOf("office-2019-no-rulings"), await labelsOf("township-2020-all-zero")];
	const whole = open.filter((text) => text !== "三、本年" && text !== "度办理结果");
	expect([...whole, "三、本年度办理结果"].sort()).toEqual(ruled);
});
