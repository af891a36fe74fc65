import type { Html } from "../../output/documents/html.ts";
import { html } from "../../output/documents/html.ts";
import type { DeskCell } from "../desk/report.ts";
import type { Turn } from "../desk/upright.ts";
import { uprightBox, uprightSize } from "../desk/upright.ts";
import type { ReportView } from "./report-view.ts";
import { actualPath, unmarkedPlace } from "./report-view.ts";

/** Points to CSS pixels at the resolution that pages are shown at. */
const PX = 110 / 72;
/** Pages beyond are behind the link to the original: no report is this long. */
const MAX_PAGES = 80;

/** The document's pages, upright, with the place of every figure and of what is quoted drawn over them. */
export function sheets(view: ReportView, { id = "sheets", label = "原件" } = {}): Html {
	const { report, sizes } = view;
	if (!sizes)
		return html`<section class="sheets" aria-label="${label}"><p class="empty">原件的页面不能显示：文件不在本机，或不是PDF。${sourceLinks(view)}</p></section>`;
	const onPage = Map.groupBy(
		[...view.cells.values()].filter(({ box, page }) => box !== null && page !== null),
		({ page }) => page,
	);
	const { sha256 } = report.source;
	const start = id === "sheets" ? unmarkedPlace(view) : undefined;
	const tools = id === "sheets" ? VIEWER_TOOLS : undefined;
	return html`<section class="sheets" id="${id}" data-viewer aria-label="${label}" tabindex="0"${view.isTurnOpen ? html` data-turns="/turns/${sha256}"` : undefined}${start ? html` data-start="page-${start.page}"` : undefined}>${tools}${sizes
		.slice(0, MAX_PAGES)
		.map((size, i) => {
			const number = i + 1;
			const [width, height] = uprightSize(size, turnOf(view, number));
			const marks = [...(onPage.get(number) ?? []).map((cell) => mark(cell, view)), ...quoted(view, number)];
			return html`<div class="sheet" id="${id === "sheets" ? "page" : `${id}-page`}-${number}"><p class="folio">第${number}页，共${sizes.length}页</p><div class="paper"><img src="${pagePath(view, number, 110)}" data-fine="${pagePath(view, number, 220)}" width="${Math.round(width * PX)}" height="${Math.round(height * PX)}" alt="${label}第${number}页"${number > 2 ? html` loading="lazy"` : undefined}><svg class="over" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${marks}</svg></div></div>`;
		})}</section>`;
}

const VIEWER_TOOLS = html`<div class="viewer" role="toolbar" aria-label="查看原件"><button type="button" data-view="out" title="缩小（-）">－</button><output data-zoom aria-live="polite">100%</output><button type="button" data-view="in" title="放大（+）">＋</button><button type="button" data-view="width" title="适合宽度（0）">适宽</button><button type="button" data-view="page" title="整页（9）">整页</button><button type="button" data-view="turn" title="旋转（o）">旋转</button><button type="button" data-view="lens" aria-pressed="false" title="放大镜（m）">放大镜</button></div>`;

function turnOf({ turns }: ReportView, page: number): Turn {
	return turns[page - 1] ?? 0;
}

/** The address of a page's picture, upright. */
export function pagePath(view: ReportView, page: number, dpi: 110 | 220): string {
	const turn = turnOf(view, page);
	return `/page/${view.report.source.sha256}/${page}/${dpi}${turn === 0 ? "" : `-${turn}`}.png`;
}

/** Where the words stand that the finding quotes. */
function quoted(view: ReportView, page: number): Html[] {
	return view.quotes
		.filter((quote) => quote.page === page)
		.map(({ box }) => {
			const [x0, y0, x1, y1] = placed(view, page, box);
			return html`<rect class="quote" x="${round(x0 - 1)}" y="${round(y0 - 1)}" width="${round(x1 - x0 + 2)}" height="${round(y1 - y0 + 2)}"/>`;
		});
}

function placed(
	view: ReportView,
	page: number,
	box: readonly [number, number, number, number],
): readonly [number, number, number, number] {
	const size = view.sizes?.[page - 1];
	return size ? uprightBox(box, size, turnOf(view, page)) : box;
}

/** Width of a cut-out at most. */
const CROP_PT = 190;

/** Where the document came from. */
export function sourceLinks({ report: { source } }: ReportView): Html {
	return html`<span class="source">${safeLink(source.url, "原文件")} ${safeLink(source.page_url, "所在网页")} <small>${source.file}</small></span>`;
}

/** A figure cut out of its page, enlarged; nothing where the page cannot be shown. */
export function cropArea({ box: lying, page }: DeskCell, view: ReportView): Html | undefined {
	const displayed = page === null ? undefined : view.sizes?.[page - 1];
	if (!displayed || !lying || page === null) return undefined;
	const size = uprightSize(displayed, turnOf(view, page));
	const box = placed(view, page, lying);
	// Figures stand in the middle of their cells: of a wide one, the middle is shown.
	const middle = (box[0] + box[2]) / 2;
	const half = Math.min(CROP_PT / 2, (box[2] - box[0]) / 2 + 60);
	const [x, y] = [Math.max(0, middle - half), Math.max(0, box[1] - 14)];
	const [width, height] = [Math.min(size[0], middle + half) - x, Math.min(size[1], box[3] + 14) - y];
	const scale = Math.min(2.2, 400 / width);
	return html`<svg class="crop" viewBox="${x} ${y} ${width} ${height}" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" role="img" aria-label="原件上的这一格"><image href="${pagePath(view, page, 220)}" width="${size[0]}" height="${size[1]}"/><rect class="frame" x="${box[0]}" y="${box[1]}" width="${box[2] - box[0]}" height="${box[3] - box[1]}"/></svg>`;
}

function mark({ path, box, page }: DeskCell, view: ReportView): Html | undefined {
	if (!box || page === null) return undefined;
	const names = [
		"cell",
		view.hits.has(path) ? "hit" : "",
		path === actualPath(view) ? "actual" : "",
		path === view.cell?.path ? "focus" : "",
		view.corrections.has(path) ? "corrected" : "",
	].filter((name) => name !== "");
	const [x0, y0, x1, y1] = placed(view, page, box);
	return html`<rect class="${names.join(" ")}" data-path="${path}" x="${round(x0)}" y="${round(y0)}" width="${round(x1 - x0)}" height="${round(y1 - y0)}"/>`;
}

function round(length: number): number {
	return Math.round(length * 100) / 100;
}

/** Addresses come from documents and lists: only those of the web become links. */
export function safeLink(url: string | undefined, text: string): Html | undefined {
	if (url === undefined || !/^https?:\/\//i.test(url)) return undefined;
	return html`<a href="${url}" rel="noreferrer noopener" target="_blank">${text}<span class="sr">（新窗口）</span></a>`;
}
