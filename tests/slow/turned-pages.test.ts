import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/index.ts";
import { extractReport } from "../../src/mapping/extract-report.ts";
import { Recognizer } from "../../src/reading/recognizer.ts";
import { repository } from "../support/command.ts";

const recognizer = new Recognizer();
afterAll(() => recognizer.close());

/** A sample whose pages are displayed turned; its offsets stay true because nothing changes its length. */
function turnedSample(degrees: number): Uint8Array {
	const text = readFileSync(join(repository, "samples", "bureau-2021-ruled", "bureau-2021-ruled.pdf")).toString("latin1");
	const entry = `/Rotate ${degrees}`;
	const turned = text.replaceAll(/\/StructParents \d+(?=\s*\/|\s*>>)/g, (old) =>
		old.length >= entry.length ? entry.padEnd(old.length) : old,
	);
	expect(turned).toContain(entry);
	return new Uint8Array(Buffer.from(turned, "latin1"));
}

test.each([90, 180, 270])("figures of pages that lie turned by %i° are looked at upright", async (degrees) => {
	const report = await extractReport(turnedSample(degrees), "turned.pdf", { pipeline: disclosureReport, recognizer });
	expect(report.quality.reasons).toEqual([]);
	expect(report.quality.status).toBe("verified");
});

/** A page segmenter that takes every page for one on its head, though not for sure. */
class OnItsHead extends Recognizer {
	override async pages() {
		const segmenter = await super.pages();
		const segment: typeof segmenter.segment = async (...page) => {
			const maps = await segmenter.segment(...page);
			return { ...maps, turn: maps.turn.map((share, i) => 0.3 * share + 0.7 * (maps.turn[(i + 2) % 4] ?? 0)) };
		};
		return { ...segmenter, segment };
	}
}

test("a scan that the page segmenter turned on its head is turned back by how it reads", async () => {
	const misled = new OnItsHead();
	const sample = join(repository, "samples", "bureau-2023-scanned");
	const report = await extractReport(readFileSync(join(sample, "bureau-2023-scanned.pdf")), "x.pdf", {
		pipeline: disclosureReport,
		recognizer: misled,
	});
	await misled.close();
	const valuesOf = ({ cells }: { readonly cells: readonly { readonly path: string; readonly value: number | null }[] }) =>
		cells.map(({ path, value }) => [path, value]);
	expect(valuesOf(report)).toEqual(valuesOf(JSON.parse(readFileSync(join(sample, "expected.json"), "utf8"))));
}, 120_000);
