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
	z.object({ code: z.literal("label-scraps"), table, count, ...text }),
	z.object({ code: z.literal("cells-run-together"), table, count, ...text }),
	z.object({ code: z.literal("labels-without-table"), table, ...text }),
	z.object({ code: z.literal("figures-not-proven"), count, ...text }),
	z.object({ code: z.literal("labels-not-proven"), table, count, ...text }),
	z.object({ code: z.literal("issuer-not-found"), ...text }),
	z.object({ code: z.literal("year-not-found"), ...text }),
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
	z.object({ code: z.literal("noted-in-version-1"), ...text }),
]);
export type Issue = z.infer<typeof Issue>;

/** What an issue is about, in its code. */
export type IssueCode = Issue["code"];

type WithoutDetail<T> = T extends unknown ? Omit<T, "detail"> : never;

/** An issue before its words are made. */
export type IssueFacts = WithoutDetail<Issue>;

/** Codes that tell of the document and put nothing in doubt. */
const NOTES: ReadonlySet<IssueCode> = new Set(["row-outside-form", "rows-outside-form"]);

/** Codes by which a table may have been read amiss: it then says nothing against its organ. */
const TABLE_DOUBTS: ReadonlySet<IssueCode> = new Set([
	"figures-left-over",
	"rows-not-found",
	"label-scraps",
	"cells-run-together",
	"labels-without-table",
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

/** The issue with its words in English. */
export function issueOf(facts: IssueFacts): Issue {
	return { ...facts, detail: describeIssue(facts) } as Issue;
}

/** An issue in English, for logs and maintainers. */
export function describeIssue(issue: IssueFacts): string {
	switch (issue.code) {
		case "table-not-found":
			return `table not found: ${issue.table}`;
		case "column-not-found":
			return `column not found: ${issue.path}`;
		case "cells-not-found":
			return `cells not found: ${issue.count}`;
		case "cells-without-number":
			return `cells that hold no number: ${issue.count}`;
		case "figures-left-over":
			return `reading in doubt: ${issue.table} (figures that no field took: ${issue.count})`;
		case "rows-not-found":
			return `reading in doubt: ${issue.table} (rows printed and not found: ${issue.count})`;
		case "label-scraps":
			return `reading in doubt: ${issue.table} (rows with scraps of labels: ${issue.count})`;
		case "cells-run-together":
			return `reading in doubt: ${issue.table} (cells run together: ${issue.count})`;
		case "labels-without-table":
			return `reading in doubt: ${issue.table} (labels printed and no table found)`;
		case "figures-not-proven":
			return `figures not proven: ${issue.count}`;
		case "labels-not-proven":
			return `labels read from pixels by one engine: ${issue.count}`;
		case "row-outside-form":
			return `row outside the form: ${issue.label}`;
		case "rows-outside-form":
			return `row outside the form: ${issue.count} more`;
		case "reader-failed":
			return `reader failed: ${issue.reader} (${issue.kind})`;
		case "one-reader":
			return `read by one reader only: ${issue.reader} (${issue.count} figures)`;
		case "readers-differ":
			return `readers differ on figures: ${issue.count}`;
		case "pixels-differ":
			return `figures that the drawn page shows otherwise: ${issue.count}`;
		case "seen-by-other-only":
			return `figures that only ${issue.reader} found: ${issue.count}`;
		case "text-differs":
			return `readers differ on sections: ${issue.count}`;
		case "page-not-read":
			return `page not read: ${issue.page} (${issue.reader})`;
		default:
			return issue.code.replaceAll("-", " ");
	}
}
