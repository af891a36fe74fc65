import type { Cheerio, CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { AnyNode, Element } from "domhandler";
import type { ReportDocument } from "../../model/document.ts";
import { GoujiError } from "../../model/errors.ts";
import type { Bound, IssueFacts } from "../../model/issue.ts";
import type { Block, Table } from "../../model/table.ts";
import { UNREAD } from "../../text/unread.ts";
import { showAsSeen } from "./as-seen.ts";
import { wholeMarkup } from "./cut-markup.ts";
import { GRID_MAX, goneLabels, hasCutCell, htmlGrid, lineWithoutPlace, NO_PLACE } from "./grid.ts";
import { isLayout } from "./layout.ts";
import { shownText } from "./marks.ts";
import { isElement } from "./nodes.ts";
import { pageDateOf, statementsOf } from "./page-statements.ts";
import { goesOnElsewhere } from "./paged-article.ts";
import { tidy } from "./tidy.ts";
import { differingElsewhere, lostParts, withoutCopy } from "./unseen-parts.ts";

/** Bounds of one page: a report as a web page has some 100 KB. */
const MAX = { characters: 4_000_000, blocks: 5000, depth: 200, tables: 60, over: 80, paragraph: 20_000 } as const;

const SKIPPED = new Set(["script", "style", "noscript", "iframe", "nav", "footer", "button", "head", "title"]);
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
	const whole = wholeMarkup(text);
	const page = load(whole.text);
	const sign = whole.cut ?? (goesOnElsewhere(page) ? "goes-on-elsewhere" : undefined);
	const { hidden, cut } = showAsSeen(page);
	const container = containers.map((selector) => page(selector).first()).find((found) => found.find("table").length > 0);
	const root: Cheerio<AnyNode> = container ?? (page("body").length > 0 ? page("body") : page.root());
	const walk = walkOver(page, root);
	const { blocks: own, differing: inCopy } = withoutCopy(withoutGone(walk));
	const differing = inCopy + (container ? differingElsewhere(own, tablesBeside(page, container)) : 0);
	const over = container ? walkOver(page, page("body"), container.get(0)).blocks.slice(-MAX.over) : [];
	const lost = lostParts(hidden, own, container?.toArray().find(isElement)) + own.filter((block) => walk.gone.has(block)).length;
	const losses: IssueFacts[] = [
		...(sign ? [{ code: "cut-short", sign } as const] : []),
		...[...walk.bounds, ...(cut ? [cut] : [])].map((bound): IssueFacts => ({ code: "bound-reached", bound })),
		...(lost > 0 ? [{ code: "parts-not-shown", count: lost } as const] : []),
		...(differing > 0 ? [{ code: "copies-differ", count: differing } as const] : []),
	];
	const pageDate = pageDateOf(page);
	return {
		...documentOf(own, walk.pictures),
		losses,
		statements: statementsOf(page),
		over,
		...(pageDate === undefined ? {} : { pageDate }),
	};
}

/** The blocks of a part of the page, as far as another part that is read by itself. */
function walkOver(page: CheerioAPI, root: Cheerio<AnyNode>, end?: AnyNode): Walk {
	const walk: Walk = {
		page,
		blocks: [],
		open: "",
		isCentred: false,
		tables: 0,
		gone: new Map(),
		pictures: 0,
		bounds: new Set(),
		end,
	};
	for (const child of root.contents().toArray()) visit(child, walk, 0);
	close(walk);
	return walk;
}

function documentOf(blocks: readonly Block[], pictureCount: number): ReportDocument {
	const readings = [{ page: 1, reader: "html", method: "text" }] as const;
	return { blocks, pageCount: 1, readings, text: "digital", ocrPages: [], pictureCount, textConfidence: 1 };
}

interface Walk {
	readonly page: CheerioAPI;
	readonly blocks: Block[];
	/** Text of the paragraph that is not ended yet. */
	open: string;
	/** Whether what is being read is set in the middle. */
	isCentred: boolean;
	tables: number;
	/** Labels of tables that are struck or not seen. */
	readonly gone: Map<Block, string>;
	/** Pictures among the text that may be a table. */
	pictures: number;
	/** Nothing is read from here on; undefined where all is, or once it was reached. */
	readonly end: AnyNode | undefined;
	isEnded?: boolean;
	/** Bounds beyond which something was left out. */
	readonly bounds: Set<Bound>;
}

/** Whether the walk ends here: what it is to go as far as was reached, or a bound. */
function isOver(node: AnyNode, walk: Walk, depth: number): boolean {
	if (node === walk.end) walk.isEnded = true;
	if (walk.isEnded) return true;
	if (depth > MAX.depth) walk.bounds.add("depth");
	if (walk.blocks.length >= MAX.blocks) walk.bounds.add("blocks");
	return depth > MAX.depth || walk.blocks.length >= MAX.blocks;
}

function visit(node: AnyNode, walk: Walk, depth: number): void {
	if (isOver(node, walk, depth)) return;
	if (node.type === "text") {
		walk.open += node.data;
		return;
	}
	if (!isElement(node) || SKIPPED.has(node.name)) return;
	if (node.name === "table" && isFigures(node, walk)) {
		close(walk);
		const table = htmlGrid(walk.page, walk.page(node));
		if (hasCutCell(walk.page(node))) walk.bounds.add("characters");
		if (table) pushTable({ kind: "table", table }, goneLabels(walk.page, walk.page(node)), walk);
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

function pushTable(block: Block, gone: string | undefined, walk: Walk): void {
	walk.blocks.push(block);
	if (gone !== undefined) walk.gone.set(block, gone);
	if (block.kind === "table") for (const bound of boundsOf(block.table)) walk.bounds.add(bound);
}

/** The blocks without tables that are struck, or not seen, where another has their labels. */
function withoutGone({ blocks, gone }: Walk): Block[] {
	if (gone.size === 0) return blocks;
	const kept = blocks.flatMap((block) => (block.kind === "table" && !gone.has(block) ? labelsIn(block.table) : []));
	return blocks.filter((block) => !kept.includes(gone.get(block) ?? "none"));
}

function labelsIn({ cells }: Table): string {
	return cells
		.map(({ text }) => text)
		.filter((text) => /\p{Script=Han}/u.test(text))
		.join("|");
}

/** Tables of figures that stand on the page and not in the article. */
function tablesBeside(page: CheerioAPI, article: Cheerio<AnyNode>): Table[] {
	const inside = new Set(article.find("table").toArray());
	const beside = page("table")
		.toArray()
		.filter((table) => !inside.has(table));
	return beside.slice(0, MAX.tables).flatMap((table) => (isLayout(page, page(table)) ? [] : (htmlGrid(page, page(table)) ?? [])));
}

/** Whether an element sets its text in the middle; undefined where it does not say. */
function alignment({ name, attribs }: Element): boolean | undefined {
	if (name === "center") return true;
	const said = /text-align\s*:\s*(\w+)/i.exec(attribs.style ?? "")?.[1] ?? attribs.align;
	return said === undefined ? undefined : said.toLowerCase() === "center";
}

function isFigures(node: Element, walk: Walk): boolean {
	if (walk.tables >= MAX.tables) walk.bounds.add("tables");
	return walk.tables < MAX.tables && !isLayout(walk.page, walk.page(node));
}

/** Bounds of a table that it fills: there may be more of it. */
function boundsOf({ rows, columns, cells }: Table): Bound[] {
	const isLong = rows >= GRID_MAX.rows || cells.length >= GRID_MAX.cells;
	return [...(isLong ? (["rows"] as const) : []), ...(columns >= GRID_MAX.columns ? (["columns"] as const) : [])];
}

function close(walk: Walk): void {
	if (walk.open.includes(UNREAD)) walk.pictures++;
	const text = tidy(shownText(walk.open));
	if (text.length > MAX.paragraph) walk.bounds.add("characters");
	walk.open = "";
	if (text !== "") walk.blocks.push(paragraph(text.slice(0, MAX.paragraph), walk.isCentred && text.length <= 120));
}

function paragraph(text: string, centred: boolean): Block {
	return { kind: "paragraph", paragraph: { text, lines: [lineWithoutPlace(text)], page: 1, box: NO_PLACE, centred } };
}
