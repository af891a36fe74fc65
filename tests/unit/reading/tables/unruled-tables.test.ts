import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../../src/reading/tables/settings.ts";
import { findUnruledTables } from "../../../../src/reading/tables/unruled/unruled-tables.ts";
import { glyphRows, glyphsOf } from "../../../support/pages.ts";
import { textsOf } from "../../../support/tables.ts";

const xs = [60, 200, 280, 360];

describe("tables without rulings", () => {
	test("are found by the alignment of their figures under headings", () => {
		const rows = [
			["信息内容", "制发件数", "废止件数", "有效件数"],
			["规章", "0", "0", "12"],
			["规范性文件", "3", "1", "45"],
		];
		const [found, ...others] = findUnruledTables(glyphRows(rows, xs), 1, DEFAULT_SETTINGS);
		expect(others).toEqual([]);
		expect(found && textsOf(found.table)).toEqual(rows);
	});

	test("keep wholly blank rows apart, whose labels are numbered", () => {
		const rows = [
			["（一）予以公开", "1", "2", "3"],
			["（二）部分公开", "", "", ""],
			["1.属于国家秘密", "", "", ""],
			["2.保护第三方", "4", "5", "9"],
		];
		const [found] = findUnruledTables(glyphRows([["项目", "自然人", "商业企业", "总计"], ...rows], xs), 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual(rows);
	});

	test("take no wrapped label for a blank row where rows stand as close as lines", () => {
		const head = glyphRows([["项目", "自然人", "商业企业", "总计"]], xs, { y: 85 });
		const lines = [
			["1.不掌握相关信息", "1", "2", "3"],
			["2.没有现成信息需要", "", "", ""],
			["另行制作", "4", "5", "9"],
			["3.补正后仍不明确", "6", "7", "13"],
		];
		const [found] = findUnruledTables([...head, ...glyphRows(lines, xs, { pitch: 11 })], 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual([
			["1.不掌握相关信息", "1", "2", "3"],
			["2.没有现成信息需要另行制作", "4", "5", "9"],
			["3.补正后仍不明确", "6", "7", "13"],
		]);
	});

	test("part a row's label from the end of a group's name close beside it", () => {
		const rows = [
			["（一）予以公开", "1", "2", "3"],
			["3.其他", "4", "5", "9"],
		];
		const total = [
			...glyphsOf("理结果", 23, 132),
			...glyphsOf("（七）总计", 57, 132),
			...glyphRows([["", "5", "7", "12"]], xs, { y: 132 }),
		];
		const head = glyphRows([["项目", "自然人", "商业企业", "总计"]], xs, { y: 84 });
		const [found] = findUnruledTables([...head, ...glyphRows(rows, xs), ...total], 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).at(-1)?.slice(-4)).toEqual(["（七）总计", "5", "7", "12"]);
	});

	test("give no column what stands over the labels, where a column has no figures", () => {
		const glyphs = [
			...glyphsOf("第一项加第二项之和等于第三项", 40, 100),
			...glyphRows([["", "自然人", "商业企业", "总计"]], [60, 190, 280, 360], { y: 100 }),
			...glyphRows(
				[
					["予以公开", "11", "", "11"],
					["重复申请", "14", "", "14"],
				],
				[140, 225, 300, 375],
				{ y: 116 },
			),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual([
			["第一项加第二项之和等于第三项", "自然人", "商业企业", "总计"],
			["予以公开", "11", "", "11"],
			["重复申请", "14", "", "14"],
		]);
	});

	test("keep an empty column before the first figure where rows have no labels", () => {
		const rows = [
			["结果维持", "结果纠正", "其他结果", "总计"],
			["", "2", "0", "2"],
			["", "1", "4", "5"],
		];
		const [found] = findUnruledTables(glyphRows(rows, xs), 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual(rows);
	});

	test("part a figure from a label that runs up to it, where the others of its column stand", () => {
		const labels = ["规章", "规范性文件", "行政许可", "行政处罚", "申请人逾期不补正机关不再处理"];
		const rows = labels.map((label, i) => [label, String(i), "1", "2"]);
		const glyphs = glyphRows([["信息内容", "制发件数", "废止件数", "有效件数"], ...rows], xs);
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual(rows);
	});

	test("part figures from labels that run up to them in every row of five", () => {
		const labels = ["规范性文件名称", "行政许可及确认", "行政处罚及强制", "行政事业性收费", "公共资源的配置"];
		const rows = labels.map((label, i) => [label, String(i), "1", "2"]);
		const glyphs = glyphRows([["信息内容", "制发件数", "废止件数", "有效件数"], ...rows], [60, 130, 280, 360]);
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).slice(1)).toEqual(rows);
	});

	test("join the characters of a heading that is set wide, not quite evenly", () => {
		const heading = [...glyphsOf("自", 200, 100), ...glyphsOf("然", 220, 100), ...glyphsOf("人", 241.2, 100)];
		const rows = [
			["项目", "", "商业企业", "总计"],
			["予以公开", "1", "2", "3"],
			["重复申请", "4", "5", "9"],
		];
		const [found] = findUnruledTables([...glyphRows(rows, [60, 210, 300, 380]), ...heading], 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)[0]).toEqual(["项目", "自然人", "商业企业", "总计"]);
	});

	test("part figures from labels that run up to them in most rows, beside a group's name set upright", () => {
		const long = [
			"申请人逾期不补正机关不再处理",
			"无正当理由大量反复申请不处理",
			"法律法规禁止公开的政府信息类",
			"行政机关确认或重新出具的信息",
		];
		const labels = ["规章文件", "规范文件", "行政许可", ...long];
		const left = [60, 200, 280, 360];
		const rows = labels.map((label, i) => [label, String(i), "1", "2"]);
		const glyphs = [
			...glyphRows([["信息内容", "制发件数", "废止件数", "有效件数"], ...rows], left),
			...["三", "、", "本", "年"].flatMap((text, i) => glyphsOf(text, 40, 124 + i * 16)),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		const texts = found ? textsOf(found.table).slice(1) : [];
		expect(texts.map((row) => row.filter((text) => text !== "<").slice(-4))).toEqual(rows);
	});

	test("join the characters of headings that are set wide, and number items that are", () => {
		const glyphs = [
			...glyphRows(
				[
					["项目", "自 然 人", "商业企业", "总  计"],
					["予以公开", "1", "2", "3"],
					["重复申请", "4", "5", "9"],
					["3 . 其 他", "0", "0", "0"],
				],
				xs,
			),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual([
			["项目", "自然人", "商业企业", "总计"],
			["予以公开", "1", "2", "3"],
			["重复申请", "4", "5", "9"],
			["3.其他", "0", "0", "0"],
		]);
	});

	describe("join a figure that its narrow column wraps", () => {
		const head = ["项目", "自然人", "商业企业", "总计"];
		const plain = (label: string, y: number) => glyphRows([[label, "10", "20", "30"]], xs, { y });
		const tableOf = (row: Parameters<typeof findUnruledTables>[0]) => {
			const glyphs = [
				...glyphRows([head], xs, { y: 100 }),
				...plain("予以公开", 124),
				...row,
				...plain("重复申请", 184),
				...plain("其他", 208),
			];
			const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
			return found && textsOf(found.table).slice(1);
		};
		const expected = [
			["予以公开", "10", "20", "30"],
			["信访投诉", "101091", "7", "101098"],
			["重复申请", "10", "20", "30"],
			["其他", "10", "20", "30"],
		];
		const at = (y: number, ...cells: string[]) => glyphRows([cells], xs, { y });

		test("whose others stand beside its last line", () => {
			expect(tableOf([...at(148, "", "10109", "", "10109"), ...at(160, "信访投诉", "1", "7", "8")])).toEqual(expected);
		});

		test("whose others stand beside its first line", () => {
			expect(tableOf([...at(148, "信访投诉", "10109", "7", "10109"), ...at(160, "", "1", "", "8")])).toEqual(expected);
		});

		test("whose others stand in the middle", () => {
			const around = [...at(148, "", "10109", "", "10109"), ...at(160, "", "1", "", "8")];
			expect(tableOf([...around, ...at(154, "信访投诉", "", "7", "")])).toEqual(expected);
		});

		test("but not those of two rows with labels, however close", () => {
			const rows = [
				["规章", "", "", "10"],
				["规范性文件", "12", "3", "85"],
			];
			const glyphs = [...glyphRows([head], xs, { y: 84 }), ...glyphRows(rows, xs, { y: 104, pitch: 12 }), ...plain("其他", 140)];
			const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
			expect(found && textsOf(found.table).slice(1, 3)).toEqual(rows);
		});

		test("but not two figures as far apart as rows", () => {
			const rows = [
				["予以公开", "10109", "20", "10129"],
				["", "1", "", "8"],
				["重复申请", "10", "20", "30"],
			];
			const [found] = findUnruledTables(glyphRows([head, ...rows], xs), 1, DEFAULT_SETTINGS);
			expect(found && textsOf(found.table).slice(1)).toEqual(rows);
		});
	});

	test("keep an empty cell empty", () => {
		const rows = [
			["信息内容", "制发件数", "废止件数", "有效件数"],
			["规章", "0", "", "12"],
			["规范性文件", "3", "1", "45"],
		];
		const [found] = findUnruledTables(glyphRows(rows, xs), 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual(rows);
	});

	test("join the lines of a wrapped label with the figures beside them", () => {
		const glyphs = [
			...glyphRows(
				[
					["项目", "自然人", "企业", "总计"],
					["重复申请", "1", "2", "3"],
				],
				xs,
			),
			...glyphsOf("要求确认或重新", 60, 142),
			...glyphsOf("4", 200, 147),
			...glyphsOf("5", 280, 147),
			...glyphsOf("9", 360, 147),
			...glyphsOf("出具信息", 60, 153),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table).at(-1)).toEqual(["要求确认或重新出具信息", "4", "5", "9"]);
	});

	test("keep figures together that lean, beside one line of their label and the next", () => {
		const rows = (step: number) => [
			...glyphRows([["项目", "自然人", "企业", "总计"]], xs),
			...glyphsOf("1.重复申请", 60, 120),
			...[1, 2, 3].flatMap((figure, i) => glyphsOf(String(figure), xs[i + 1] ?? 0, 120)),
			...glyphsOf("2.要求确认或重新", 60, 138),
			...glyphsOf("出具信息", 60, 149),
			...[4, 5, 9].flatMap((figure, i) => glyphsOf(String(figure), xs[i + 1] ?? 0, i < 2 ? 141 : 141 + step)),
			...glyphsOf("3.其他", 60, 167),
			...[6, 7, 13].flatMap((figure, i) => glyphsOf(String(figure), xs[i + 1] ?? 0, 167)),
		];
		const read = (step: number) => findUnruledTables(rows(step), 1, DEFAULT_SETTINGS).flatMap(({ table }) => textsOf(table));
		for (const step of [3, 5, 5.5])
			expect(read(step).slice(1)).toEqual([
				["1.重复申请", "1", "2", "3"],
				["2.要求确认或重新出具信息", "4", "5", "9"],
				["3.其他", "6", "7", "13"],
			]);
		// So far apart they are rows.
		expect(read(9)).toHaveLength(5);
	});

	test("give labels of several lines to their rows by the whole column, not by the nearest figures", () => {
		const glyphs = [
			...glyphRows([["项目", "自然人", "企业", "总计"]], xs),
			...["1.无正当理由逾期", "不补正，机关", "不再处理申请", "2.逾期未按要求", "缴纳费用", "3.其他"].flatMap((text, i) =>
				glyphsOf(text, 60, 120 + i * 12),
			),
			...[120, 156, 180].flatMap((y, i) => xs.slice(1).flatMap((x) => glyphsOf(String(i + 4), x, y))),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		expect(
			found &&
				textsOf(found.table)
					.slice(1)
					.map(([label]) => label),
		).toEqual(["1.无正当理由逾期不补正，机关不再处理申请", "2.逾期未按要求缴纳费用", "3.其他"]);
	});

	test("take a group's name beside figures for no row label where the lines of one stand around it", () => {
		const columns = [30, 100, 200, 280, 360];
		const glyphs = [
			...glyphRows([["", "项目", "自然人", "企业", "总计"]], columns),
			...["1.无正当理由逾期", "不补正，机关", "不再处理申请", "2.逾期未缴"].flatMap((text, i) =>
				glyphsOf(text, 100, 120 + i * 12),
			),
			...glyphRows([["（六）其他", "", "1", "2", "3"]], columns, { y: 120 }),
			...glyphRows([["", "", "4", "5", "9"]], columns, { y: 156 }),
			...["3.重复申请", "不再处理"].flatMap((text, i) => glyphsOf(text, 100, 174 + i * 12)),
			...glyphRows([["（七）总计", "", "6", "7", "13"]], columns, { y: 180 }),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		const texts = found ? textsOf(found.table).slice(1) : [];
		expect(texts.map((row) => row.filter((text) => text !== "<").slice(-4))).toEqual([
			["1.无正当理由逾期不补正，机关不再处理申请", "1", "2", "3"],
			["2.逾期未缴", "4", "5", "9"],
			["3.重复申请不再处理", "6", "7", "13"],
		]);
	});

	test("take the names of two groups that stand in line for no row label, between the labels of rows", () => {
		const columns = [23, 60, 120, 220, 300, 380];
		const glyphs = [
			...glyphRows([["", "", "项目", "自然人", "企业", "总计"]], columns),
			...glyphRows([["", "（三）不", "8.属于行政查询", "1", "2", "3"]], columns, { y: 120 }),
			...glyphRows([["理", "", "1.本机关不掌握", "4", "5", "9"]], columns, { y: 140 }),
			...glyphRows([["结", "（四）无"]], columns, { y: 153 }),
			...glyphRows([["", "", "2.没有现成信息", "6", "7", "13"]], columns, { y: 162 }),
			...glyphRows([["果", "法提供"]], columns, { y: 173 }),
			...glyphRows([["", "", "3.补正后不明确", "2", "0", "2"]], columns, { y: 184 }),
			...glyphRows([["", "", "总计", "8", "7", "15"]], columns, { y: 206 }),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		const texts = found ? textsOf(found.table).slice(1) : [];
		expect(texts.map((row) => row.filter((text) => text !== "<").slice(-4))).toEqual([
			["8.属于行政查询", "1", "2", "3"],
			["1.本机关不掌握", "4", "5", "9"],
			["2.没有现成信息", "6", "7", "13"],
			["3.补正后不明确", "2", "0", "2"],
			["总计", "8", "7", "15"],
		]);
	});

	test("with one figure a row, close to its label, have it under the heading further right", () => {
		const glyphs = [
			...glyphRows([["信息内容", "", "处理决定数量"]], [60, 60, 200]),
			...glyphsOf("行政处罚", 60, 116),
			...glyphsOf("207", 106, 116),
			...glyphsOf("行政强制", 60, 132),
			...glyphsOf("244", 106, 132),
		];
		const [found] = findUnruledTables(glyphs, 1, DEFAULT_SETTINGS);
		expect(found && textsOf(found.table)).toEqual([
			["信息内容", "处理决定数量"],
			["行政处罚", "207"],
			["行政强制", "244"],
		]);
	});

	test("are not seen in prose, even where it is full of figures", () => {
		const prose = [
			"本年度主动公开政府信息201条，其中机构职能类69条，规划计划类132条，全年共收到申请",
			"12件，其中自然人10件，法人2件，均已按时答复，答复率为百分之一百，上年度结转0件，",
		];
		expect(
			findUnruledTables(
				glyphRows(
					prose.map((line) => [line]),
					[60],
				),
				1,
				DEFAULT_SETTINGS,
			),
		).toEqual([]);
	});

	test("are not seen in a single line of two figures", () => {
		expect(findUnruledTables(glyphRows([["电话", "12345678", "350001"]], [60, 200, 300]), 1, DEFAULT_SETTINGS)).toEqual([]);
	});
});
