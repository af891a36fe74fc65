import { expect, test } from "vitest";
import { randomFrom } from "../../../samples/make/figures.ts";
import type { ScanTruth } from "../../../samples/make/scans/base.ts";
import { CONDITIONS } from "../../../samples/make/scans/conditions.ts";
import type { Picture } from "../../../samples/make/scans/picture.ts";
import { grayMapped, paintedNew, picturesOfPages, shadeAt } from "../../../samples/make/scans/picture.ts";
import { plansOf } from "../../../samples/make/scans/plans.ts";
import type { Encoding } from "../../../samples/make/scans/scan-pdf.ts";
import { scanPdf } from "../../../samples/make/scans/scan-pdf.ts";
import { figuresOf, scoreScan } from "../../../samples/make/scans/score.ts";
import { STYLES } from "../../../samples/make/scans/styles.ts";

/** Black strokes, runs of many lengths and single dots, on white. */
function drawing(width: number, height: number): Picture {
	const random = randomFrom(5);
	return paintedNew({ width, height }, (context) => {
		context.fillStyle = "#000000";
		for (let n = 0; n < 60; n++)
			context.fillRect(random(width), random(height), 1 + random(n % 3 === 0 ? width : 9), 1 + random(6));
		for (let n = 0; n < 200; n++) context.fillRect(random(width), random(height), 1, 1);
	});
}

const ENCODINGS: readonly (readonly [Encoding, mostOff: number])[] = [
	[{ kind: "g4" }, 0],
	[{ kind: "bilevel" }, 0],
	[{ kind: "gray", tiles: [3, 2] }, 0],
	[{ kind: "rgb" }, 0],
	[{ kind: "cmyk" }, 60],
	[{ kind: "jpeg", quality: 95, tiles: [1, 5] }, 40],
];

test.each(ENCODINGS)("a page of %o is drawn as it was scanned", async (encoding, mostOff) => {
	const picture = drawing(701, 503);
	const pages = await picturesOfPages(scanPdf([{ picture }], 72, encoding), 72);
	const drawn = pages[0]?.picture;
	if (!drawn) throw new Error("no page was drawn");
	expect([drawn.width, drawn.height]).toEqual([701, 503]);
	let off = 0;
	for (let i = 0; i < drawn.rgba.length; i += 4) off = Math.max(off, Math.abs(shadeAt(drawn, i) - shadeAt(picture, i)));
	expect(off).toBeLessThanOrEqual(mostOff);
});

test("a pixel is changed by its shade and its place", () => {
	const changed = grayMapped(drawing(20, 10), (shade, x, y) => (x === 3 && y === 4 ? 77 : 255 - shade));
	expect(shadeAt(changed, (4 * 20 + 3) * 4)).toBeCloseTo(77);
});

test("the whole matrix holds every style under every condition once, and its first rounds every condition", () => {
	const all = plansOf({ seed: 4 });
	const pairs = all.map(({ base, condition }) => `${base.style.name} ${condition.name}`);
	expect(new Set(pairs).size).toBe(STYLES.length * CONDITIONS.length);
	expect(pairs).toHaveLength(STYLES.length * CONDITIONS.length);
	const first = plansOf({ seed: 4, count: CONDITIONS.length });
	expect(new Set(first.map(({ condition }) => condition.name)).size).toBe(CONDITIONS.length);
	expect(new Set(first.map(({ base }) => base.style.name)).size).toBe(STYLES.length);
	expect(new Set(first.map(({ base }) => base.form))).toEqual(new Set(["2019", "2021"]));
});

const truth: ScanTruth = {
	...{ id: "x", issuer: "x", year: 2022, form: "2021", published_on: "2023-01-01", style: "x", scan: true },
	cells: { "a.b": 3, "a.c": 4, "a.d": null },
	faults: [{ kind: "row_total", at: "a.b" }],
	must_find: ["A01"],
};
const report = (a: object, status: string, rules: readonly string[]) =>
	JSON.stringify({
		tables: { a },
		cells: ["a.b", "a.c"].map((path) => ({ path, state: "number", confidence: 0.99 })),
		findings: rules.map((rule) => ({ rule, severity: "error", verdict: "broken", cause: "report" })),
		quality: { status },
	});

test("a wrong figure that is proven counts, a fault that is found does not accuse", () => {
	const cost = { pages: 2, cpuSeconds: 5 };
	const right = scoreScan(truth, report({ b: 3, c: 4, d: null }, "verified", ["A01-x"]), cost);
	expect(right).toMatchObject({ wrong: [], lost: [], proven: [], accused: [], found: 1, status: "verified" });
	const wrong = scoreScan(truth, report({ b: 5, d: null }, "verified", ["S09-x"]), cost);
	expect(wrong).toMatchObject({ wrong: ["a.b 3→5"], lost: ["a.c"], accused: ["S09"], found: 0 });
	expect(wrong.proven).toHaveLength(2);
	expect(figuresOf([right, wrong, scoreScan(truth, undefined, cost)])).toMatchObject({
		documents: 3,
		silent: 2,
		provenWrong: 2,
		accused: 1,
		cpuSecondsAPage: 2.5,
	});
});
