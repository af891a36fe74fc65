import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QuoteBox } from "../../../src/review/desk/quote-boxes.ts";
import { quoteBoxes } from "../../../src/review/desk/quote-boxes.ts";
import { wordsOnPages } from "../../../src/review/desk/recognised-words.ts";
import type { PageSize, Turn } from "../../../src/review/desk/upright.ts";
import { uprightBox } from "../../../src/review/desk/upright.ts";
import { reportView } from "../../../src/review/web/report-view.ts";
import { testDesk } from "../../support/desk.ts";

const SIZE: PageSize = [595, 842];
const TURNS: readonly Turn[] = [0, 90, 180, 270];

describe("what recognition saw on a scan", () => {
	test("is boxed where it stands, half of a line by its characters' widths", () => {
		const lines = ["1 72 100 500 114 新收政府信息公开申请19件，", "1 72 120 300 134 办结17件。", "2 72 100 200 114 附件"];
		expect(quoteBoxes(["申请19件，办结17件"], wordsOnPages(lines, undefined))).toEqual([
			// Twelve characters and two digits are 26 halves, of which the quote begins after 16.
			{ page: 1, box: [expect.closeTo(72 + (428 * 16) / 26, 3), 100, expect.closeTo(500, 3), 114] },
			{ page: 1, box: [72, 120, expect.closeTo(72 + (228 * 8) / 10, 3), 134] },
		]);
	});

	test("gives way to a text layer, page by page", () => {
		const known = [
			{ turn: 0 as const, text: "字", boxes: [1, 2, 3, 4] },
			{ turn: 0 as const, text: "", boxes: [] },
		];
		const pages = wordsOnPages(["1 0 0 9 9 图", "2 0 0 20 9 图文"], known);
		expect(pages).toEqual([known[0], { text: "图文", boxes: [0, 0, 10, 9, 10, 0, 20, 9] }]);
	});

	test("is found alike however the page lies", () => {
		const letters = fc.string({ unit: fc.constantFrom(..."政府信息公开12a（，"), minLength: 4, maxLength: 30 });
		fc.assert(
			fc.property(letters, fc.constantFrom(...TURNS), fc.integer({ min: 0, max: 20 }), (text, turn, from) => {
				const upright = [60, 100, 60 + text.length * 10, 114] as const;
				const width = turn === 90 || turn === 270 ? ([SIZE[1], SIZE[0]] as const) : SIZE;
				const back = TURNS[(4 - TURNS.indexOf(turn)) % 4] ?? 0;
				// How the line lies before it is turned.
				const lying = uprightBox(upright, SIZE, back);
				const [plain] = wordsOnPages([`1 ${upright.join(" ")} ${text}`], [{ turn: 0, text: "", boxes: [] }]);
				const [turned] = wordsOnPages([`1 ${lying.join(" ")} ${text}`], [{ turn, text: "", boxes: [] }]);
				const unit = from % text.length;
				const at = (boxes: readonly number[] = []) =>
					boxes.slice(unit * 4, unit * 4 + 4) as unknown as [number, number, number, number];
				const shown = uprightBox(at(turned?.boxes), width, turn);
				for (const [i, want] of at(plain?.boxes).entries()) expect(shown[i]).toBeCloseTo(want, 6);
			}),
		);
	});

	test("never fails on lines that are none, and puts nothing on pages that no report has", () => {
		fc.assert(fc.property(fc.array(fc.string()), (lines) => void wordsOnPages(lines, undefined)));
		expect(wordsOnPages(["99999 0 0 1 1 字", "1 0 0 字", "", "0 0 0 1 1 字"], undefined)).toEqual([]);
	});
});

test("a finding in the text of a scan has its words boxed, line by line, on their page", async () => {
	const own = await testDesk();
	const name = "bureau-2023-scanned.json";
	await own.publish("bureau-2023-scanned");
	await own.desk.refresh();
	const untold = async () => undefined;
	const pictures = { sizesOf: untold, pageOf: async () => new Uint8Array(), wordsOf: untold, knownWords: untold };
	const findings = (await own.desk.reportOf(name))?.report.findings.filter(({ quotes = [] }) => quotes.length > 0) ?? [];
	const boxes = new Map<string, readonly QuoteBox[]>();
	for (const { fingerprint, rule } of findings)
		boxes.set(rule, (await reportView(own.desk, pictures, name, { finding: fingerprint }))?.quotes ?? []);
	await own.remove();
	// Its two lines as they are printed; the quote is cut within the second one.
	expect(boxes.get("S18-five-aspects")).toEqual([
		{ page: 1, box: [87.1, 245.1, 520.2, 260] },
		{ page: 1, box: [63, expect.closeTo(266.8, 0), expect.closeTo(267, -1.5), 280.1] },
	]);
	expect(boxes.get("S19-section5-substance")?.map(({ page, box }) => [page, box[1]])).toEqual([
		[2, 565.5],
		[2, 584.9],
	]);
});
