import fc from "fast-check";
import { expect, test } from "vitest";
import { findDates, isoDate } from "../../src/text/dates.ts";
import { plainDigits } from "../../src/text/digits.ts";
import { displayWidth, textTable } from "../../src/text/display.ts";
import { withoutEnumerator } from "../../src/text/enumerators.ts";
import { parseFigure } from "../../src/text/figures.ts";
import { editDistance, labelScore, similarity } from "../../src/text/labels.ts";
import { foldRadicals } from "../../src/text/radicals.ts";

/** Text as cells hold it: digits of both widths, signs, units and characters of labels. */
const cellText = fc.string({ unit: fc.constantFrom(..."0123456789０１９.,，+-—/增减元件万 约余共年、（）"), maxLength: 12 });
const count = fc.integer({ min: 0, max: 1_000_000_000 });
const wide = (text: string) => text.replaceAll(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const grouped = (value: number) => value.toLocaleString("en-US");

test("a count is read back however it is typed", () => {
	const style = fc.constantFrom(
		String,
		grouped,
		(value: number) => wide(String(value)),
		(value: number) => wide(grouped(value)).replaceAll(",", "，"),
		(value: number) => ` ${value} `,
		(value: number) => `${value}件`,
		(value: number) => [...String(value)].join(" "),
	);
	fc.assert(
		fc.property(count, style, (value, print) => {
			expect(parseFigure(print(value))).toMatchObject({ value, state: "number" });
		}),
	);
});

test("a change is read back with its sign", () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom("-", "减", "－", "减少"), (size, sign) => {
			expect(parseFigure(`${sign}${size}`)).toMatchObject({ value: -size, signed: true });
		}),
	);
});

test("a figure is never invented: its digits are the printed digits, and where they are not, it says why", () => {
	fc.assert(
		fc.property(fc.oneof(cellText, fc.string({ maxLength: 20 }), fc.string({ unit: "binary", maxLength: 8 })), (printed) => {
			const { value, state, doubt, mark } = parseFigure(printed);
			const digits = plainDigits(printed).replaceAll(/[^0-9.]/g, "");
			if (state !== "number") expect(value).toBeNull();
			else if (digits === "") expect(printed).toMatch(/[〇○◯零一二三四五六七八九十百千万OoОо壹贰叁肆伍陆柒捌玖拾]|\p{No}/u);
			// Letters that look like digits are taken for them, and said to be.
			else if (doubt === "letters") expect(printed).toMatch(/\p{L}/u);
			else if (mark || doubt === "detail") expect(digits).toContain(String(Math.abs(value ?? Number.NaN)).replace(/^0\./, "."));
			else if (doubt !== "approximate" && doubt !== "grouping")
				expect(Math.abs(value ?? Number.NaN)).toBe(Number(digits.replace(/\.$/, "")));
		}),
		{ numRuns: 2000 },
	);
});

test("two figures in one cell are never one number, whatever stands between them", () => {
	const gap = fc.constantFrom("\n", "\t", "  ", " \n ", "/", "；", "\u2003");
	fc.assert(
		fc.property(fc.integer({ min: 10, max: 99_999 }), gap, fc.integer({ min: 10, max: 99_999 }), (one, between, other) => {
			expect(parseFigure(`${one}${between}${other}`)).toMatchObject({ value: null, state: "unreadable" });
		}),
	);
});

test("a date is found again in any text around it, in every way of writing it", () => {
	const date = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
	const around = fc.constantFrom("", "印发日期：", "，特此报告。", "（公章）");
	fc.assert(
		fc.property(date, around, around, fc.constantFrom("年月日", "--", "..", "//"), (day, before, after, marks) => {
			const [year, month, number] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
			const text = `${before}${year}${marks[0]}${month}${marks[1]}${number}${marks[2] ?? ""}${after}`;
			expect(findDates(text).map(({ iso }) => iso)).toEqual([isoDate(year, month, number)]);
		}),
	);
});

test("edit distance is a distance", () => {
	const word = fc.string({ unit: fc.constantFrom("总", "计", "其", "他"), maxLength: 6 });
	fc.assert(
		fc.property(word, word, word, (a, b, c) => {
			expect(editDistance(a, b)).toBe(editDistance(b, a));
			expect(editDistance(a, b) === 0).toBe(a === b);
			expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
		}),
	);
});

test("agreement lies between 0 and 1, and more accepted labels never lower it", () => {
	fc.assert(
		fc.property(fc.string(), fc.array(fc.string(), { maxLength: 4 }), fc.string(), (printed, accepted, more) => {
			const score = labelScore(printed, accepted);
			expect(score).toBeGreaterThanOrEqual(0);
			expect(labelScore(printed, [...accepted, more])).toBeGreaterThanOrEqual(score);
			expect(similarity(printed, more)).toBeLessThanOrEqual(1);
		}),
	);
});

test("taking an item's number away leaves the end of the text as it was", () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom(..."12一二十（）、.总计 "), maxLength: 8 }), (text) => {
			expect(text.endsWith(withoutEnumerator(text))).toBe(true);
		}),
	);
});

test("folding twice is folding once", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (text) => {
			expect(foldRadicals(foldRadicals(text))).toBe(foldRadicals(text));
		}),
	);
});

test("every column of a printed table begins at one place", () => {
	const cell = fc.string({ unit: fc.constantFrom(..."ab12机关（）"), minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
			const width = Math.max(...rows.map(([first]) => displayWidth(first)));
			textTable(rows)
				.split("\n")
				.forEach((line, i) => {
					const [first = "", second = ""] = rows[i] ?? [];
					expect(displayWidth(line)).toBe(width + 2 + displayWidth(second));
					expect(line.startsWith(first) && line.endsWith(second)).toBe(true);
				});
		}),
	);
});
