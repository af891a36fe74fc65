import type { Cheerio, CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { AnyNode, Element } from "domhandler";
import type { ReportDocument } from "../../model/document.ts";
import { GoujiError } from "../../model/errors.ts";
import type { Bound, IssueFacts } from "../../model/issue.ts";
import type { Block, Table } from "../../model/table.ts";
import { wholeMarkup } from "./cut-markup.ts";
import { GRID_MAX, htmlGrid, lineWithoutPlace, NO_PLACE, tidy } from "./grid.ts";

/** Bounds of one page: a report as a web page has some 100 KB. */
const MAX = { characters: 4_000_000, blocks: 5000, depth: 200, tables: 60, paragraph: 20_000 } as const;

const SKIPPED = new Set([
	"script",
	"style",
	"noscript",
	"iframe",
	"svg",
	"nav",
	"footer",
	"form",
	"select",
	"button",
	"head",
	"title",
]);
const BLOCKS = new Set([
	"p",
	"div",
	"h1",
	"h2",
	"h3",
	"h4",
	"h5",
	"h6",
	"li",
	"ul",
	"ol",
	"section",
	"article",
	"br",
	"hr",
	"tr",
	"td",
	"center",
	"pre",
	"blockquote",
	"body",
	"html",
]);

/** How the article is told from the page around it. */
export interface ArticleSigns {
	/** Selectors of the part that holds it, best first. */
	readonly containers: readonly string[];
	/** Titles of reports. */
	readonly wanted: RegExp;
}

/**
 * A report that is published as a web page, as a document of one page whose boxes are all zero.
 * Throws GoujiError too-large.
 */
export function readHtml(text: string, { containers, wanted }: ArticleSigns): ReportDocument {
	if (text.length > MAX.characters) {
		throw new GoujiError("too-large", `The page has ${text.length} characters; the limit is ${MAX.characters}`, {
			hint: "Check that it is a report.",
		});
	}
	const whole = wholeMarkup(text);
	const page = load(whole.text);
	const container = containers.map((selector) => page(selector).first()).find((found) => found.find("table").length > 0);
	const root: Cheerio<AnyNode> = container ?? (page("body").length > 0 ? page("body") : page.root());
	const walk: Walk = { page, blocks: [], open: "", isCentred: false, tables: 0, bounds: new Set() };
	for (const child of root.contents().toArray()) visit(child, walk, 0);
	close(walk);
	const early = walk.blocks.slice(0, 8).map((block) => (block.kind === "paragraph" ? block.paragraph.text : ""));
	const title = early.some((text) => text.length <= 80 && wanted.test(text)) ? undefined : titleOf(page, wanted);
	const blocks = title === undefined ? walk.blocks : [paragraph(title, true), ...walk.blocks];
	const readings = [{ page: 1, reader: "html", method: "text" }] as const;
	const losses = [
		...(whole.cut ? [{ code: "cut-short", sign: whole.cut } as const] : []),
		...[...walk.bounds].map((bound): IssueFacts => ({ code: "bound-reached", bound })),
	];
	return { blocks, pageCount: 1, readings, text: "digital", ocrPages: [], pictureCount: 0, losses, textConfidence: 1 };
}

interface Walk {
	readonly page: CheerioAPI;
	readonly blocks: Block[];
	/** Text of the paragraph that is not ended yet. */
	open: string;
	/** Whether what is being read is set in the middle. */
	isCentred: boolean;
	tables: number;
	/** Bounds beyond which something was left out. */
	readonly bounds: Set<Bound>;
}

/** Whether a bound ends the walk here. */
function isBeyond({ blocks, bounds }: Walk, depth: number): boolean {
	if (depth > MAX.depth) bounds.add("depth");
	if (blocks.length >= MAX.blocks) bounds.add("blocks");
	return depth > MAX.depth || blocks.length >= MAX.blocks;
}

function visit(node: AnyNode, walk: Walk, depth: number): void {
	if (isBeyond(walk, depth)) return;
	if (node.type === "text") {
		walk.open += node.data;
		return;
	}
	if (!("attribs" in node) || SKIPPED.has(node.name)) return;
	if (node.name === "table" && isFigures(node, walk)) {
		addTable(node, walk);
		return;
	}
	const isBlock = BLOCKS.has(node.name);
	if (!isBlock) {
		for (const child of node.children) visit(child, walk, depth + 1);
		return;
	}
	close(walk);
	const before = walk.isCentred;
	walk.isCentred = alignment(node) ?? before;
	for (const child of node.children) visit(child, walk, depth + 1);
	close(walk);
	walk.isCentred = before;
}

function addTable(node: Element, walk: Walk): void {
	close(walk);
	const table = htmlGrid(walk.page, walk.page(node));
	walk.tables++;
	if (!table) return;
	walk.blocks.push({ kind: "table", table });
	for (const bound of boundsOf(table)) walk.bounds.add(bound);
}

/** Whether an element sets its text in the middle; undefined where it does not say. */
function alignment({ name, attribs }: Element): boolean | undefined {
	if (name === "center") return true;
	const said = /text-align\s*:\s*(\w+)/i.exec(attribs.style ?? "")?.[1] ?? attribs.align;
	return said === undefined ? undefined : said.toLowerCase() === "center";
}

/** Tables around other tables, and tables of one cell, only lay the page out. */
function isFigures(node: Element, { page, tables, bounds }: Walk): boolean {
	const table = page(node);
	if (tables >= MAX.tables) bounds.add("tables");
	return tables < MAX.tables && table.find("table").length === 0 && table.find("td, th").length > 1;
}

/** Bounds of a table that it fills: there may be more of it. */
function boundsOf({ rows, columns, cells }: Table): Bound[] {
	const isLong = rows >= GRID_MAX.rows || cells.length >= GRID_MAX.cells;
	return [...(isLong ? (["rows"] as const) : []), ...(columns >= GRID_MAX.columns ? (["columns"] as const) : [])];
}

function close(walk: Walk): void {
	const text = tidy(walk.open);
	if (text.length > MAX.paragraph) walk.bounds.add("characters");
	walk.open = "";
	if (text !== "") walk.blocks.push(paragraph(text.slice(0, MAX.paragraph), walk.isCentred && text.length <= 120));
}

function paragraph(text: string, centred: boolean): Block {
	return { kind: "paragraph", paragraph: { text, lines: [lineWithoutPlace(text)], page: 1, box: NO_PLACE, centred } };
}

/** Titles stand outside the article on most sites: in the page's meta, a heading, or before the site's name. */
function titleOf(page: CheerioAPI, wanted: RegExp): string | undefined {
	const candidates = [
		page('meta[name="ArticleTitle"]').attr("content") ?? "",
		...page("h1, h2, .title")
			.toArray()
			.slice(0, 20)
			.map((element) => page(element).text()),
		page("title").first().text().split(/[-_|]/)[0] ?? "",
	];
	return candidates.map(tidy).find((text) => text.length <= 120 && wanted.test(text));
}
