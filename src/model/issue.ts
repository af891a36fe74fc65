import { z } from "zod";

const table = z.string().meta({ title: "表格", description: "key of the table in tables, such as requests" });
const count = z.int().nonnegative().meta({ title: "数量", description: "how many" });
const page = z.int().positive().meta({ title: "页码", description: "page, counted from 1" });
const path = z.string().meta({ title: "字段", description: "dotted path in tables" });
const reader = z
	.string()
	.meta({ title: "读取程序", description: "pdfium, pdf.js, html, docx, pixels, or the id of an OCR engine" });

/** Why a reader gave nothing: the document is refused, its library trapped, our own code failed, time was over, or no text came. */
export const FailureKind = z.enum(["refused", "trap", "bug", "timeout", "nothing"]);
export type FailureKind = z.infer<typeof FailureKind>;

/**
 * Why what is printed in a cell may be another number than it is read as, or none that one can tell: the way it is spelled
 * leaves that open, however well it is read.
 */
export const FigureDoubt = z.enum([
	"two-figures",
	"spaced",
	"wrapped",
	"mark-or-number",
	"letters",
	"detail",
	"approximate",
	"negative",
	"grouping",
	"overflow",
	"struck",
	"unread",
	"range",
	"mixed",
]);
export type FigureDoubt = z.infer<typeof FigureDoubt>;

/** How a file is known to end before its end: it has no end mark, it is shorter than it says itself, its markup is not closed. */
export const CutSign = z.enum(["no-end-mark", "shorter-than-stated", "markup-open", "goes-on-elsewhere"]);
export type CutSign = z.infer<typeof CutSign>;

/** What of a document there is more than is read: blocks, tables, rows, columns, characters, or elements in one another. */
export const Bound = z.enum(["blocks", "tables", "rows", "columns", "characters", "depth"]);
export type Bound = z.infer<typeof Bound>;

const text = {
	detail: z.string().meta({ title: "英文说明", description: "the same in English; for people, and until report@3 only" }),
};

/**
 * Something that the reading could not do or be sure of, by code; for maintainers and the desk, never a finding
 * about the report. After zod's own issues: every code has its own fields, and words are made from them.
 */
export const Issue = z.discriminatedUnion("code", [
	z.object({ code: z.literal("table-not-found"), table, ...text }),
	z.object({ code: z.literal("column-not-found"), table, path, ...text }),
	z.object({ code: z.literal("cells-not-found"), count, ...text }),
	z.object({ code: z.literal("cells-without-number"), count, ...text }),
	z.object({ code: z.literal("figures-left-over"), table, count, ...text }),
	z.object({ code: z.literal("rows-not-found"), table, count, ...text }),
	z.object({ code: z.literal("rows-by-place"), table, count, ...text }),
	z.object({ code: z.literal("label-scraps"), table, count, ...text }),
	z.object({ code: z.literal("columns-unclear"), table, count, ...text }),
	z.object({ code: z.literal("cells-run-together"), table, count, ...text }),
	z.object({ code: z.literal("labels-without-table"), table, ...text }),
	z.object({ code: z.literal("figures-not-proven"), count, ...text }),
	z.object({ code: z.literal("labels-not-proven"), table, count, ...text }),
	z.object({ code: z.literal("issuer-not-found"), ...text }),
	z.object({ code: z.literal("year-not-found"), ...text }),
	z.object({ code: z.literal("issuer-in-doubt"), name: z.string().meta({ title: "名称", description: "as taken" }), ...text }),
	z.object({ code: z.literal("year-in-doubt"), year: z.int().meta({ title: "年度", description: "as taken" }), ...text }),
	z.object({
		code: z.literal("row-outside-form"),
		table,
		path: path.optional(),
		label: z.string(),
		page: page.optional(),
		...text,
	}),
	z.object({ code: z.literal("rows-outside-form"), count, ...text }),
	z.object({ code: z.literal("reader-failed"), reader, kind: FailureKind, ...text }),
	z.object({ code: z.literal("one-reader"), reader, count, ...text }),
	z.object({ code: z.literal("readers-differ"), count, ...text }),
	z.object({ code: z.literal("pixels-differ"), count, ...text }),
	z.object({ code: z.literal("seen-by-other-only"), reader, count, ...text }),
	z.object({ code: z.literal("text-differs"), count, ...text }),
	z.object({ code: z.literal("page-not-read"), page, reader, ...text }),
	z.object({ code: z.literal("ink-not-read"), count, ...text }),
	z.object({ code: z.literal("parts-not-shown"), count, ...text }),
	z.object({ code: z.literal("copies-differ"), count, ...text }),
	z.object({ code: z.literal("cut-short"), sign: CutSign, ...text }),
	z.object({ code: z.literal("altered-file"), ...text }),
	z.object({ code: z.literal("blank-page"), page, ...text }),
	z.object({ code: z.literal("bound-reached"), bound: Bound, ...text }),
	z.object({ code: z.literal("other-reports"), count, ...text }),
	z.object({ code: z.literal("table-repeated"), table, count, ...text }),
	z.object({ code: z.literal("versions-unclear"), table, count, ...text }),
	z.object({ code: z.literal("noted-in-version-1"), ...text }),
]);
export type Issue = z.infer<typeof Issue>;

/** What an issue is about, in its code. */
export type IssueCode = Issue["code"];

type WithoutDetail<T> = T extends unknown ? Omit<T, "detail"> : never;

/** An issue before its words are made. */
export type IssueFacts = WithoutDetail<Issue>;

/** Codes that tell of the document and put nothing in doubt. */
const NOTES: ReadonlySet<IssueCode> = new Set(["row-outside-form", "rows-outside-form", "blank-page"]);

/** Codes by which a table may have been read amiss: it then says nothing against its organ. */
const TABLE_DOUBTS: ReadonlySet<IssueCode> = new Set([
	"figures-left-over",
	"rows-not-found",
	"rows-by-place",
	"label-scraps",
	"columns-unclear",
	"cells-run-together",
	"labels-without-table",
	"versions-unclear",
]);

/**
 * Codes by which a part of the document was seen by nobody, by one reader where two were asked, or otherwise by each:
 * who is wrong in one place is no witness in another.
 */
const SIGHT_LOST: ReadonlySet<IssueCode> = new Set([
	"reader-failed",
	"one-reader",
	"readers-differ",
	"pixels-differ",
	"seen-by-other-only",
	"page-not-read",
	"bound-reached",
	"parts-not-shown",
	"copies-differ",
	"altered-file",
]);

/** Codes by which a part of the document may be missing from what was read: what is not found need not be missing there. */
const PARTS_LOST: ReadonlySet<IssueCode> = new Set([
	"page-not-read",
	"seen-by-other-only",
	"cut-short",
	"altered-file",
	"blank-page",
	"bound-reached",
	"parts-not-shown",
	"other-reports",
]);

/** Whether a report with this issue wants review. */
export function asksForReview({ code }: Pick<Issue, "code">): boolean {
	return !NOTES.has(code);
}

/** The table whose reading an issue puts in doubt; undefined for other issues. */
export function doubtedTable(issue: IssueFacts): string | undefined {
	return TABLE_DOUBTS.has(issue.code) && "table" in issue ? issue.table : undefined;
}

/** Whether the document was not seen whole, and alike, by as many readers as were asked: nothing of it may accuse then. */
export function isSightLost({ code }: Pick<Issue, "code">): boolean {
	return SIGHT_LOST.has(code);
}

/** Whether more may be printed than was read: nothing may accuse then by what was not found. */
export function isPartLost({ code }: Pick<Issue, "code">): boolean {
	return PARTS_LOST.has(code);
}

/** The issue with its words in English. */
export function issueOf(facts: IssueFacts): Issue {
	return { ...facts, detail: describeIssue(facts) } as Issue;
}

/** Issues in English by code; where a code says all, none. */
const IN_ENGLISH: { readonly [Code in IssueCode]?: (issue: Extract<IssueFacts, { code: Code }>) => string } = {
	"table-not-found": (issue) => `table not found: ${issue.table}`,
	"column-not-found": (issue) => `column not found: ${issue.path}`,
	"cells-not-found": (issue) => `cells not found: ${issue.count}`,
	"cells-without-number": (issue) => `cells that hold no number: ${issue.count}`,
	"figures-left-over": (issue) => `reading in doubt: ${issue.table} (figures that no field took: ${issue.count})`,
	"rows-not-found": (issue) => `reading in doubt: ${issue.table} (rows printed and not found: ${issue.count})`,
	"rows-by-place": (issue) => `reading in doubt: ${issue.table} (rows without a label, read by their place: ${issue.count})`,
	"label-scraps": (issue) => `reading in doubt: ${issue.table} (rows with scraps of labels: ${issue.count})`,
	"columns-unclear": (issue) => `reading in doubt: ${issue.table} (columns whose headings run over others: ${issue.count})`,
	"cells-run-together": (issue) => `reading in doubt: ${issue.table} (cells run together: ${issue.count})`,
	"labels-without-table": (issue) => `reading in doubt: ${issue.table} (labels printed and no table found)`,
	"figures-not-proven": (issue) => `figures not proven: ${issue.count}`,
	"labels-not-proven": (issue) => `labels read from pixels by one engine: ${issue.count}`,
	"row-outside-form": (issue) => `row outside the form: ${issue.label}`,
	"rows-outside-form": (issue) => `row outside the form: ${issue.count} more`,
	"issuer-in-doubt": (issue) => `issuer in doubt: ${issue.name}`,
	"year-in-doubt": (issue) => `year in doubt: ${issue.year}`,
	"reader-failed": (issue) => `reader failed: ${issue.reader} (${issue.kind})`,
	"one-reader": (issue) => `read by one reader only: ${issue.reader} (${issue.count} figures)`,
	"readers-differ": (issue) => `readers differ on figures: ${issue.count}`,
	"pixels-differ": (issue) => `figures that the drawn page shows otherwise: ${issue.count}`,
	"seen-by-other-only": (issue) => `figures that only ${issue.reader} found: ${issue.count}`,
	"text-differs": (issue) => `readers differ on sections: ${issue.count}`,
	"page-not-read": (issue) => `page not read: ${issue.page} (${issue.reader})`,
	"ink-not-read": (issue) => `cells that hold something other than text: ${issue.count}`,
	"bound-reached": (issue) => `more than is read: ${issue.bound}`,
	"parts-not-shown": (issue) => `parts that are in the document and not shown, and are shown nowhere else: ${issue.count}`,
	"copies-differ": (issue) => `tables that are shown twice, with other figures: ${issue.count}`,
	"cut-short": (issue) => `the file ends before its end: ${issue.sign}`,
	"altered-file": () => "the file is not as it was written: its table of objects does not fit them",
	"blank-page": (issue) => `page with nothing on it: ${issue.page}`,
	"other-reports": (issue) => `other reports in the document: ${issue.count}`,
	"table-repeated": (issue) => `other versions of a table, told by their captions: ${issue.table} (${issue.count})`,
	"versions-unclear": (issue) => `reading in doubt: ${issue.table} (printed ${issue.count + 1} times, with other figures)`,
};

/** An issue in English, for logs and maintainers. */
export function describeIssue(issue: IssueFacts): string {
	const say = IN_ENGLISH[issue.code] as ((issue: IssueFacts) => string) | undefined;
	return say?.(issue) ?? issue.code.replaceAll("-", " ");
}
