import { z } from "zod";
import { FailureKind, FigureDoubt, Issue } from "../../src/rules.ts";
import { formIds, issuedForms, madeOnce } from "./fields/forms.ts";
import { sectionTitle } from "./fields/sections.ts";
import type { Forms } from "./fields/types.ts";
import { SOURCES } from "./read/statements.ts";
import { figure, labelled, tablesSchema } from "./schema-tables.ts";

const isoDate = z.iso.date();

const cell = z.object({
	path: labelled(z.string(), "字段", "dotted path in tables"),
	raw: labelled(z.string(), "原文", "text as printed"),
	value: figure("数值", "the figure; null where none is printed"),
	state: labelled(z.enum(["number", "blank", "dash", "unreadable", "absent"]), "状态", "why a null is null"),
	page: labelled(z.int().positive().nullable(), "页码", "page, counted from 1; null for absent cells"),
	box: labelled(
		z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
		"位置",
		"x0, y0, x1, y1 in points from the top left of the displayed page",
	),
	method: labelled(z.enum(["text", "ocr", "solved"]), "读取方式", "how the figure was read"),
	read_by: labelled(z.array(z.string()), "读取程序", "the readers and engines that read this value; none for absent cells"),
	confidence: labelled(z.number().min(0).max(1), "置信度", "0 to 1"),
	unit: z.string().nullable().optional().meta({
		title: "印出的单位",
		description: "of amounts of money only: unit as printed, such as 元; null where none is printed",
	}),
	unit_from: z.enum(["cell", "heading", "row", "caption", "none"]).optional().meta({
		title: "单位的出处",
		description: "where the unit is printed; none: it is nowhere, and the value is the printed number",
	}),
	printed: z.number().nullable().optional().meta({ title: "印出的数值", description: "of amounts only: the number as printed" }),
	mark: z.string().optional().meta({ title: "注记", description: "mark of a note beside the number, no part of it" }),
	doubt: FigureDoubt.optional().meta({
		title: "写法的疑问",
		description: "why the way it is spelled may mean another number, or none that one can tell",
	}),
});

const finding = z.object({
	rule: labelled(z.string(), "规则", "catalogue code and name"),
	severity: labelled(z.enum(["error", "warn", "info"]), "级别", "severity"),
	verdict: labelled(z.enum(["broken", "undetermined"]), "结论", "broken, or not to be told"),
	message: labelled(z.string(), "说明", "the arithmetic in the report's own figures, in Chinese"),
	cells: labelled(z.array(z.string()), "涉及字段", "paths of the cells read"),
	expected: z.union([z.number(), z.string()]).optional().meta({ title: "应为", description: "what the rule expects" }),
	actual: z.union([z.number(), z.string()]).optional().meta({ title: "实为", description: "what the report prints" }),
	cause: labelled(z.enum(["report", "reading", "unclear"]), "原因", "whether the page or the reading is at fault"),
	basis: labelled(z.string(), "依据", "legal or formal basis"),
	fingerprint: labelled(z.string(), "指纹", "stable over runs"),
	quotes: z
		.array(z.object({ place: z.string(), text: z.string() }))
		.optional()
		.meta({ title: "原文", description: "printed words that it rests on, with their place" }),
});

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const reading = z.object({
	pages: labelled(
		z.array(
			z.object({
				page: labelled(z.int().positive(), "页码", "page, counted from 1"),
				reader: labelled(z.string(), "读取程序", "pdfium, pdf.js, html, docx, or the id of an OCR engine"),
				method: labelled(z.enum(["text", "ocr"]), "读取方式", "from encoded text or from pixels"),
				regions: z.array(box).optional().meta({ title: "区域", description: "only what stands inside these boxes was read so" }),
			}),
		),
		"各页的读取",
		"who read each page",
	),
	witnesses: labelled(
		z.array(
			z.object({
				reader: labelled(z.string(), "读取程序", "reader or OCR engine"),
				result: labelled(
					z.enum(["first", "agrees", "differs", "failed"]),
					"结果",
					"first: its reading is published; agrees, differs: compared with that; failed: asked in vain",
				),
				differing: z.int().optional().meta({ title: "不同的数字", description: "figures that it read otherwise" }),
				failure: FailureKind.optional().meta({ title: "失败原因", description: "why it failed" }),
			}),
		),
		"读取的见证",
		"who was asked to read the document, and what came of it",
	),
	stated: z
		.array(
			z.object({
				source: labelled(
					z.enum(SOURCES),
					"出处",
					"where it stands: printed title, index over the report, the page's own description …",
				),
				text: labelled(z.string(), "原文", "as printed"),
				page: labelled(z.int().positive().nullable(), "页码", "page, counted from 1; null for what no page shows"),
				issuer: labelled(z.string().nullable(), "所称机关", "organ that it names"),
				year: labelled(z.int().nullable(), "所称年度", "year that it names"),
				taken_for: labelled(z.array(z.enum(["title", "issuer", "year"])), "采用为", "what of the report was taken from it"),
			}),
		)
		.optional()
		.meta({ title: "机关与年度的出处", description: "statements that were weighed for title, issuer and year" }),
	headings: labelled(
		z.array(z.object({ section: z.string(), text: z.string(), page: z.int().positive() })),
		"各部分标题",
		"section headings as printed, in printed order",
	),
	lines: z
		.array(z.string().regex(/^\d+(?: -?\d+(?:\.\d)?){4} \S/))
		.optional()
		.meta({
			title: "正文各行的位置",
			description:
				"lines of running text on pages that were recognised whole, in reading order: page, x0, y0, x1 and y1 (points on the page as displayed), text, with blanks between",
		}),
	signature: labelled(z.string().nullable(), "落款机关", "organ named above the date; null where none is"),
	labels: labelled(
		z.array(z.string()).nullable(),
		"表内文字",
		"texts of table cells that are no figures; null where they were not kept",
	),
	pictures: labelled(z.int(), "图片数", "pictures, large enough to be tables, that were not read"),
	text_confidence: labelled(z.number().min(0).max(1), "正文置信度", "typical confidence of running text; 1 where it is encoded"),
});

const nullableText = (zh: string, en: string) => labelled(z.string().nullable(), zh, en);

const issuer = labelled(
	z.object({
		name: labelled(z.string(), "机关名称", "name as printed in the title"),
		level: z.string().optional().meta({ title: "层级", description: "administrative level" }),
		division_code: z.string().optional().meta({ title: "行政区划代码", description: "GB/T 2260 code" }),
		organ: z.string().optional().meta({ title: "名录名称", description: "its name in the roster, where another is printed" }),
		id: z.string().optional().meta({ title: "机关编号", description: "issuer_id of the data set; of published reports" }),
	}),
	"发布机关",
	"issuing organ",
);

const contact = labelled(
	z.object({
		unit: z.string().optional().meta({ title: "单位", description: "unit" }),
		address: z.string().optional().meta({ title: "地址", description: "address" }),
		postcode: z.string().optional().meta({ title: "邮编", description: "postcode" }),
		phone: z.string().optional().meta({ title: "电话", description: "phone" }),
		email: z.string().optional().meta({ title: "电子邮箱", description: "e-mail" }),
		website: z.string().optional().meta({ title: "网址", description: "website" }),
	}),
	"联系方式",
	"contact",
);

const source = z.object({
	url: z.string().optional().meta({ title: "文件网址", description: "address of the file" }),
	page_url: z.string().optional().meta({ title: "网页网址", description: "address of the page that links it" }),
	retrieved_at: z.string().optional().meta({ title: "采集时间", description: "when it was fetched" }),
	page_date: isoDate.optional().meta({ title: "网页日期", description: "day that the page itself states" }),
	first_seen: z.string().optional().meta({ title: "首次见到", description: "when it was first found on its list" }),
	earlier: z
		.array(z.string())
		.optional()
		.meta({ title: "此前文件", description: "SHA-256 of what stood at the address before, oldest first" }),
	file: labelled(z.string(), "文件名", "file name"),
	sha256: labelled(z.string(), "SHA-256", "hash of the bytes"),
	bytes: labelled(z.int(), "字节数", "size"),
	pages: labelled(z.int(), "页数", "pages"),
	text: labelled(z.enum(["digital", "scanned", "mixed"]), "文本来源", "where the text came from"),
});

const sections = z.object({
	preamble: nullableText("导语", "preamble"),
	overview: nullableText(sectionTitle("overview"), "overview"),
	proactive: nullableText(sectionTitle("proactive"), "narrative of section two"),
	requests: nullableText(sectionTitle("requests"), "narrative of section three"),
	remedies: nullableText(sectionTitle("remedies"), "narrative of section four"),
	problems: nullableText(sectionTitle("problems"), "problems and improvements"),
	other: nullableText(sectionTitle("other"), "other matters"),
});

const quality = z.object({
	status: labelled(z.enum(["verified", "needs_review", "failed"]), "抽取质量", "what the extraction thinks of itself"),
	reasons: labelled(z.array(Issue), "原因", "why it is not verified, and rows outside the form"),
	cells_read: labelled(z.int(), "已读单元格", "cells found in the tables"),
	cells_expected: labelled(z.int(), "应有单元格", "cells that the form has"),
	ocr_pages: labelled(z.int(), "识别页数", "pages recognised from pixels"),
	holds: labelled(z.int(), "成立的检查数", "checks that hold"),
	rules: z
		.object({ holds: z.int(), broken: z.int(), undetermined: z.int(), not_assessable: z.int() })
		.optional()
		.meta({ title: "规则数", description: "rules that apply to the form, by result; the first three could be assessed" }),
});

/** One report: the published contract `gouji/report@2`, and the one source of schema, codebook and types. */
export const reportSchema = madeOnce((forms: Forms) =>
	z.object({
		schema: z.literal("gouji/report@2"),
		id: labelled(z.string(), "编号", "issuer, year and the first 8 hex digits of the file's SHA-256"),
		title: labelled(z.string(), "标题", "title as printed"),
		year: labelled(z.int().nullable(), "年度", "year reported on; null where nothing tells it"),
		form: labelled(z.enum(formIds(forms)), "格式", "statutory form that table 二 follows"),
		issuer,
		published_on: labelled(isoDate.nullable(), "落款日期", "date printed under the report"),
		period: labelled(z.object({ from: isoDate, to: isoDate }).nullable(), "统计期限", "period as stated in the preamble"),
		contact,
		source,
		sections,
		tables: tablesSchema(forms),
		cells: z.array(cell),
		reading,
		findings: z.array(finding),
		assessments: labelled(
			z.record(z.string(), z.enum(["holds", "broken", "undetermined", "not_assessable"])),
			"各规则的结论",
			"what each rule that applies to the form came to, by rule",
		),
		quality,
	}),
);

/** The contract with the forms that have been issued. */
export const Report = reportSchema(issuedForms);
export type Report = z.infer<typeof Report>;
