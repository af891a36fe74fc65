import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { DeskCell } from "../desk/report.ts";
import type { ReportView } from "./report-view.ts";
import { actualPath } from "./report-view.ts";

/** Points to CSS pixels at the resolution that pages are shown at. */
const PX = 110 / 72;
/** Pages beyond are behind the link to the original: no report is this long. */
const MAX_PAGES = 80;

/** The document's pages, with the place of every figure drawn over them. */
export function sheets(view: ReportView): Html {
	const { report, sizes } = view;
	if (!sizes)
		return html`<section class="sheets" aria-label="原件"><p class="empty">原件的页面不能显示：文件不在本机，或不是PDF。${sourceLinks(view)}</p></section>`;
	const onPage = Map.groupBy(
		[...view.cells.values()].filter(({ box, page }) => box !== null && page !== null),
		({ page }) => page,
	);
	return html`<section class="sheets" id="sheets" aria-label="原件" tabindex="0">${sizes
		.slice(0, MAX_PAGES)
		.map(([width, height], i) => {
			const number = i + 1;
			const src = `/page/${report.source.sha256}/${number}/110.png`;
			return html`<div class="sheet" id="page-${number}"><p class="folio">第${number}页，共${sizes.length}页</p><div class="paper"><img src="${src}" width="${Math.round(width * PX)}" height="${Math.round(height * PX)}" alt="原件第${number}页"${number > 2 ? html` loading="lazy"` : undefined}><svg class="over" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${(onPage.get(number) ?? []).map((cell) => mark(cell, view))}</svg></div></div>`;
		})}</section>`;
}

/** Width of a cut-out at most. */
const CROP_PT = 190;

/** Where the document came from. */
export function sourceLinks({ report: { source } }: ReportView): Html {
	return html`<span class="source">${safeLink(source.url, "原文件")} ${safeLink(source.page_url, "所在网页")} <small>${source.file}</small></span>`;
}

/** A figure cut out of its page, enlarged; nothing where the page cannot be shown. */
export function cropArea({ box, page }: DeskCell, { report, sizes }: ReportView): Html | undefined {
	const size = page === null ? undefined : sizes?.[page - 1];
	if (!size || !box) return undefined;
	// Figures stand in the middle of their cells: of a wide one, the middle is shown.
	const middle = (box[0] + box[2]) / 2;
	const half = Math.min(CROP_PT / 2, (box[2] - box[0]) / 2 + 60);
	const [x, y] = [Math.max(0, middle - half), Math.max(0, box[1] - 14)];
	const [width, height] = [Math.min(size[0], middle + half) - x, Math.min(size[1], box[3] + 14) - y];
	const scale = Math.min(2.2, 400 / width);
	return html`<svg class="crop" viewBox="${x} ${y} ${width} ${height}" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" role="img" aria-label="原件上的这一格"><image href="/page/${report.source.sha256}/${page}/220.png" width="${size[0]}" height="${size[1]}"/><rect class="frame" x="${box[0]}" y="${box[1]}" width="${box[2] - box[0]}" height="${box[3] - box[1]}"/></svg>`;
}

function mark({ path, box }: DeskCell, view: ReportView): Html | undefined {
	if (!box) return undefined;
	const names = [
		"cell",
		view.hits.has(path) ? "hit" : "",
		path === actualPath(view) ? "actual" : "",
		path === view.cell?.path ? "focus" : "",
		view.corrections.has(path) ? "corrected" : "",
	].filter((name) => name !== "");
	const [x0, y0, x1, y1] = box;
	return html`<rect class="${names.join(" ")}" data-path="${path}" x="${x0}" y="${y0}" width="${round(x1 - x0)}" height="${round(y1 - y0)}"/>`;
}

function round(length: number): number {
	return Math.round(length * 100) / 100;
}

/** Addresses come from documents and lists: only those of the web become links. */
export function safeLink(url: string | undefined, text: string): Html | undefined {
	if (url === undefined || !/^https?:\/\//i.test(url)) return undefined;
	return html`<a href="${url}" rel="noreferrer noopener" target="_blank">${text}<span class="sr">（新窗口）</span></a>`;
}
