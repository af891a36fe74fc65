import type { Cheerio, CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { AnyNode, Element } from "domhandler";
import type { ReportDocument } from "../../model/document.ts";
import { GoujiError } from "../../model/errors.ts";
import type { Block } from "../../model/table.ts";
import { htmlGrid, lineWithoutPlace, NO_PLACE, tidy } from "./grid.ts";
import { pageDateOf, statementsOf } from "./page-statements.ts";

/** Bounds of one page: a report as a web page has some 100 KB. */
const MAX = { characters: 4_000_000, blocks: 5000, depth: 200, tables: 60, over: 80 } as const;

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
}

/**
 * A report that is published as a web page, as a document of one page whose boxes are all zero.
 * Throws GoujiError too-large.
 */
export function readHtml(text: string, { containers }: ArticleSigns): ReportDocument {
	if (text.length > MAX.characters) {
		throw new GoujiError("too-large", `The page has ${text.length} characters; the limit is ${MAX.characters}`, {
			hint: "Check that it is a report.",
		});
	}
	const page = load(text);
	const container = containers.map((selector) => page(selector).first()).find((found) => found.find("table").length > 0);
	const root: Cheerio<AnyNode> = container ?? (page("body").length > 0 ? page("body") : page.root());
	const blocks = blocksOf(page, root);
	const over = container ? blocksOf(page, page("body"), container.get(0)).slice(-MAX.over) : [];
	const pageDate = pageDateOf(page);
	const readings = [{ page: 1, reader: "html", method: "text" }] as const;
	return {
		blocks,
		pageCount: 1,
		readings,
		text: "digital",
		ocrPages: [],
		pictureCount: 0,
		textConfidence: 1,
		statements: statementsOf(page),
		over,
		...(pageDate === undefined ? {} : { pageDate }),
	};
}

/** The blocks of a part of the page, as far as another part that is read by itself. */
function blocksOf(page: CheerioAPI, root: Cheerio<AnyNode>, end?: AnyNode): Block[] {
	const walk: Walk = { page, blocks: [], open: "", isCentred: false, tables: 0, end };
	for (const child of root.contents().toArray()) visit(child, walk, 0);
	close(walk);
	return walk.blocks;
}

interface Walk {
	readonly page: CheerioAPI;
	readonly blocks: Block[];
	/** Text of the paragraph that is not ended yet. */
	open: string;
	/** Whether what is being read is set in the middle. */
	isCentred: boolean;
	tables: number;
	/** Nothing is read from here on; undefined where all is, or once it was reached. */
	readonly end: AnyNode | undefined;
	isEnded?: boolean;
}

function visit(node: AnyNode, walk: Walk, depth: number): void {
	if (node === walk.end) walk.isEnded = true;
	if (walk.isEnded || depth > MAX.depth || walk.blocks.length >= MAX.blocks) return;
	if (node.type === "text") {
		walk.open += node.data;
		return;
	}
	if (!("attribs" in node) || SKIPPED.has(node.name)) return;
	if (node.name === "table" && isFigures(node, walk)) {
		close(walk);
		const table = htmlGrid(walk.page, walk.page(node));
		if (table) walk.blocks.push({ kind: "table", table });
		walk.tables++;
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

/** Whether an element sets its text in the middle; undefined where it does not say. */
function alignment({ name, attribs }: Element): boolean | undefined {
	if (name === "center") return true;
	const said = /text-align\s*:\s*(\w+)/i.exec(attribs.style ?? "")?.[1] ?? attribs.align;
	return said === undefined ? undefined : said.toLowerCase() === "center";
}

/** Tables around other tables, and tables of one cell, only lay the page out. */
function isFigures(node: Element, { page, tables }: Walk): boolean {
	const table = page(node);
	return tables < MAX.tables && table.find("table").length === 0 && table.find("td, th").length > 1;
}

function close(walk: Walk): void {
	const text = tidy(walk.open);
	walk.open = "";
	if (text !== "") walk.blocks.push(paragraph(text.slice(0, 20_000), walk.isCentred && text.length <= 120));
}

function paragraph(text: string, centred: boolean): Block {
	return { kind: "paragraph", paragraph: { text, lines: [lineWithoutPlace(text)], page: 1, box: NO_PLACE, centred } };
}
