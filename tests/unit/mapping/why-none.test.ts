import { describe, expect, test } from "vitest";
import { orThrow } from "../../../src/mapping/why-none.ts";
import { GoujiError } from "../../../src/model/errors.ts";
import { issueOf } from "../../../src/model/issue.ts";
import type { Page } from "../../../src/model/page.ts";
import { glyphsOf, pageOf } from "../../support/pages.ts";

const none = new GoujiError("not-a-report", "no title", { hint: "Check the link." });
const known = (issues: Parameters<typeof issueOf>[0][] = []) => ({
	decisions: new Map(),
	confirmed: new Map(),
	issues: issues.map(issueOf),
	witnesses: [],
});

/** A recognised page that says something, with so much confidence. */
function scanned(text: string, confidence: number, more: Partial<Page> = {}): Page {
	const glyphs = glyphsOf(text, 60, 60).map((glyph) => ({ ...glyph, confidence }));
	return pageOf(1, { method: "ocr", glyphs, ...more });
}

const codeOf = (pages: readonly Page[], issues?: Parameters<typeof issueOf>[0][]) => {
	try {
		orThrow(none, known(issues), pages);
	} catch (error) {
		return error instanceof GoujiError ? error.code : error;
	}
	return undefined;
};

const CHINESE = "根据中华人民共和国政府信息公开条例的规定编制本年度报告如下";
const RUBBISH = "鎴愬憳鏀垮簻淇℃伅鍏紑宸ヤ綔骞村害鎶ュ憡鎴愬憳鏀垮簻";

describe("why there is no report", () => {
	test("a report is given as it is, and other errors are thrown as they are", () => {
		expect(orThrow({ report: 1 }, known(), [])).toEqual({ report: 1 });
		const locked = new GoujiError("locked", "", { hint: "" });
		expect(() => orThrow(locked, known(), [scanned("", 0, { failure: "nothing" })])).toThrow(locked);
	});

	test.each<readonly [string, readonly Page[], string]>([
		["a document of text", [pageOf(1, { glyphs: glyphsOf(CHINESE, 60, 60) })], "not-a-report"],
		["a scan that reads well", [scanned(CHINESE, 0.95)], "not-a-report"],
		["a scan with a cover of few characters", [scanned("某某", 0.4), scanned(CHINESE, 0.95)], "not-a-report"],
		["a scan on which nothing was read", [scanned("", 0, { failure: "nothing" })], "unreadable-scan"],
		["a scan that was guessed", [scanned(CHINESE, 0.5)], "unreadable-scan"],
		["a scan whose text is no Chinese", [scanned(RUBBISH, 0.95)], "unreadable-scan"],
		["a scan of several pages, one of them not read", [scanned(CHINESE, 0.95), scanned(RUBBISH, 0.9)], "unreadable-scan"],
	])("%s that shows none is %s", (_, pages, code) => {
		expect(codeOf(pages)).toBe(code);
	});

	test("a document of text of which a page was read by nobody is unreadable", () => {
		expect(codeOf([pageOf(1)], [{ code: "page-not-read", page: 1, reader: "pdfium" }])).toBe("unreadable");
	});
});
