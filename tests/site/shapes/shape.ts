import type { Route } from "../server.ts";

/** One way in which a site publishes reports, as a site of its own. */
export interface Shape {
	readonly id: string;
	/** The source as an operator would write it, without id; `{o}` stands for the site's origin. */
	readonly source: Readonly<Record<string, unknown>>;
	/** Routes; in bodies of text `{o}` stands for the site's origin. */
	readonly routes: Readonly<Record<string, Route>>;
	/** Paths of the documents that must be found, in any order. */
	readonly finds: readonly string[];
	/** Codes of doubts, and states of failed addresses, that must be told; nothing else may be. */
	readonly told?: readonly string[];
}

/** The title of an invented organ's report. */
export const titleOf = (organ: string, year = 2025): string => `${organ}${year}年政府信息公开工作年度报告`;

/** A page that holds a report: tables enough to be one. */
export function report(organ: string, year = 2025): { body: string } {
	const rows = Array.from({ length: 16 }, (_, row) => `<tr><td>第${row}项</td><td>${row}</td><td>${row * 2}</td></tr>`);
	return page(`<h1>${titleOf(organ, year)}</h1><section>${table(rows)}</section>`, titleOf(organ, year));
}

/** A table of some rows. */
export const table = (rows: readonly string[]): string => `<table border="1">${rows.join("")}</table>`;

/** A whole page. */
export function page(body: string, title = "栏目", head = ""): { body: string } {
	return {
		body: `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}<footer>版权所有 <a href="/about">关于我们</a></footer></body></html>`,
	};
}

/** A page about one report, with what stands for the report in it. */
export const article = (organ: string, body: string): { body: string } =>
	page(`<h2>${titleOf(organ)}</h2><div class="detail-main">${body}</div>`, titleOf(organ));

/** The name of the column, as pages print it. */
export const COLUMN = "政府信息公开年报";

/** Bytes that begin like a PDF's: looking through sources does not open them. */
export const PDF = { type: "application/pdf", body: "%PDF-1.7\n" } as const;
