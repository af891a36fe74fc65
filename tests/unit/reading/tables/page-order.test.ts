import { describe, expect, test } from "vitest";
import type { Page } from "../../../../src/model/page.ts";
import { inWrittenOrder } from "../../../../src/reading/tables/pages/page-order.ts";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { glyphsOf, pageOf } from "../../../support/pages.ts";

/** A page with these lines, and a number at its foot. */
function page(number: number, lines: readonly string[], printed?: string): Page {
	const body = lines.flatMap((line, i) => glyphsOf(line, 80, 120 + 40 * i, { run: i }));
	return pageOf(number, { glyphs: [...body, ...(printed ? glyphsOf(printed, 290, 810, { run: 99 }) : [])] });
}

const orderOf = (pages: readonly Page[]) => inWrittenOrder(pages, DEFAULT_SETTINGS).map(({ number }) => number);
const [early, middle, late] = [["一、总体情况", "二、主动公开"], ["三、收到和处理"], ["四、行政复议", "五、存在的问题"]] as const;

describe("the order of pages", () => {
	test("is kept where headings rise", () => {
		expect(orderOf([page(1, early), page(2, middle), page(3, late)])).toEqual([1, 2, 3]);
	});

	test("is that of their headings where every page has one", () => {
		expect(orderOf([page(1, late), page(2, middle), page(3, early)])).toEqual([3, 2, 1]);
	});

	test("is that of their printed numbers where every page has one", () => {
		const pages = [page(1, late, "- 4 -"), page(2, ["没有标题"], "- 3 -"), page(3, middle, "- 2 -"), page(4, early, "- 1 -")];
		expect(orderOf(pages)).toEqual([4, 3, 2, 1]);
	});

	test("puts the page last that has no heading and ends the report", () => {
		const end = ["无其他需要报告的事项。", "石泉县自然资源局", "2026年2月19日"];
		expect(orderOf([page(1, end), page(2, late), page(3, middle), page(4, early)])).toEqual([4, 3, 2, 1]);
		const cover = ["石泉县自然资源局2025年政府信息公开工作年度报告", "2026年2月19日"];
		expect(orderOf([page(1, cover), page(2, late), page(3, early)])).toEqual([1, 2, 3]);
	});

	test("is not told by rows of tables without rulings, which have numerals too", () => {
		const first = [...early, "三、收到和处理", "一、本年新收申请数量2164 215 121", "二、上年结转申请数量3 1 0"];
		const last = ["四、结转下年度继续办理5 0 1", ...late];
		expect(orderOf([page(1, last), page(2, first)])).toEqual([2, 1]);
	});

	test("puts a page of a table without a heading where its items go on", () => {
		const first = [...early, "（一）主动公开", "三、收到和处理", "（一）予以公开", "（二）部分公开"];
		const between = ["（三）不予公开", "（四）无法提供", "（五）不予处理"];
		const last = ["（六）其他处理", "（七）总计", ...late, "（一）存在的问题"];
		expect(orderOf([page(1, last), page(2, between), page(3, first)])).toEqual([3, 2, 1]);
		expect(
			orderOf([page(1, last), page(2, ["（五）不予处理"]), page(3, ["（三）不予公开", "（四）无法提供"]), page(4, first)]),
		).toEqual([4, 3, 2, 1]);
		// Items that go on nowhere, or not at all, tell nothing.
		expect(orderOf([page(1, last), page(2, ["（七）总计"]), page(3, first)])).toEqual([1, 2, 3]);
		expect(orderOf([page(1, last), page(2, ["没有标题"]), page(3, first)])).toEqual([1, 2, 3]);
	});

	test("puts a page without a heading before one that begins with its heading, where its items follow at once", () => {
		const first = [...early, "三、收到和处理", "（一）予以公开", "（二）部分公开", "（三）不予公开"];
		expect(orderOf([page(1, late), page(2, ["（四）无法提供", "（七）总计"]), page(3, first)])).toEqual([3, 2, 1]);
		expect(orderOf([page(1, late), page(2, ["（五）不予处理", "（七）总计"]), page(3, first)])).toEqual([1, 2, 3]);
	});

	test("is kept where nothing tells of a page, and where no order would do", () => {
		expect(orderOf([page(1, late), page(2, ["没有标题"]), page(3, early)])).toEqual([1, 2, 3]);
		expect(orderOf([page(1, ["三、收到", "一、总体"]), page(2, ["二、主动公开"])])).toEqual([1, 2]);
	});
});
