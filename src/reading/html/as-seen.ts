import type { CheerioAPI } from "cheerio";
import type { AnyNode, Element, Text } from "domhandler";
import type { Bound } from "../../model/issue.ts";
import { UNREAD } from "../../text/unread.ts";
import type { Appearance } from "./appearance.ts";
import { appearanceOf, isSeen, PAGE, resolved } from "./appearance.ts";
import { shownInstead } from "./controls.ts";
import { Budget } from "./css/budget.ts";
import type { Declared, ElementStyle, StyleOf } from "./css/cascade.ts";
import { cascade } from "./css/cascade.ts";
import { pixelsOf } from "./css/lengths.ts";
import { readStyleSheets } from "./css/style-sheet.ts";
import { BLOCK_KINDS, defaultStyle, isNeverShown } from "./default-style.ts";
import { generatedText } from "./generated.ts";
import { isGone } from "./hiding.ts";
import { marked, withoutSigns } from "./marks.ts";
import { isElement } from "./nodes.ts";

/** Bounds of one page: a report's has some 3,000 elements, 20 deep, and 200 rules that ask 50,000 things of them. */
const MAX = { elements: 150_000, depth: 180, steps: 4_000_000, hidden: 400, hiddenText: 20_000 } as const;

/** A part of a page that is there and not shown. */
export interface HiddenPart {
	readonly text: string;
	readonly hasTable: boolean;
	readonly parent: Element | undefined;
}

/** What became of a page. */
export interface Seen {
	readonly hidden: readonly HiddenPart[];
	/** The bound beyond which something of it was not looked at. */
	readonly cut: Bound | undefined;
}

/**
 * Makes a page what a person sees of it on a desktop's screen: what is hidden is taken out, fields and choices become
 * their text, pictures and formulas a character for unread ink, and text that is struck, raised or lowered is marked
 * (`marks.ts`). Only the page's own style sheets are known: a class that they do not name leaves its text as it is.
 */
export function showAsSeen(page: CheerioAPI): Seen {
	const isDeep = cutDeep(page.root().contents().toArray(), 0);
	const sheets = page("style").toArray();
	const { rules, isCut } = readStyleSheets(
		sheets.map((sheet) => ({ text: page(sheet).text(), media: sheet.attribs.media ?? "" })),
	);
	const budget = new Budget(MAX.steps);
	const sight: Sight = {
		page,
		styles: new Map(),
		hidden: [],
		elements: 0,
		cut: isDeep ? "depth" : isCut ? "characters" : undefined,
	};
	const nodes = page.root().contents().toArray();
	styleAll(nodes, { styleOf: cascade(rules, defaultStyle, budget), sight });
	see(nodes, { look: PAGE, inCell: false, inBoxes: false }, sight);
	return { hidden: sight.hidden, cut: sight.cut ?? (budget.left <= 0 ? "characters" : undefined) };
}

interface Sight {
	readonly page: CheerioAPI;
	readonly styles: Map<Element, ElementStyle>;
	readonly hidden: HiddenPart[];
	elements: number;
	cut: Bound | undefined;
}

interface Around {
	readonly look: Appearance;
	readonly inCell: boolean;
	/** Whether elements are laid out one by one, each in a box of its own. */
	readonly inBoxes: boolean;
}

/** Takes out what stands deeper in other elements than is read; whether there was any. Searching a deep tree takes long. */
function cutDeep(nodes: readonly AnyNode[], depth: number): boolean {
	let isDeep = false;
	for (const node of nodes) {
		if (!isElement(node) || node.children.length === 0) continue;
		if (depth < MAX.depth) {
			isDeep = cutDeep(node.children, depth + 1) || isDeep;
			continue;
		}
		isDeep = true;
		node.children = [];
	}
	return isDeep;
}

/** Every element's style, before anything of the page changes; what is too much is taken out. */
function styleAll(nodes: readonly AnyNode[], { styleOf, sight }: { readonly styleOf: StyleOf; readonly sight: Sight }): void {
	for (const node of nodes) {
		if (!isElement(node) || isNeverShown(node)) continue;
		sight.elements++;
		if (sight.elements > MAX.elements) {
			sight.cut = "characters";
			node.children = [];
			continue;
		}
		sight.styles.set(node, styleOf(node));
		styleAll(node.children, { styleOf, sight });
	}
}

/** Kinds that are never shown and tell of the page all the same. */
const OF_PAGE: ReadonlySet<string> = new Set(["head", "title", "meta"]);
const NO_STYLE: ElementStyle = { own: new Map(), before: undefined, after: undefined };

function see(nodes: readonly AnyNode[], around: Around, sight: Sight): void {
	for (const node of [...nodes]) {
		if (node.type === "text") node.data = seenText(node, around);
		else if (!isElement(node) || OF_PAGE.has(node.name)) continue;
		else if (isNeverShown(node)) sight.page(node).remove();
		else seeElement(node, around, sight);
	}
}

function seeElement(element: Element, { look: around, inCell, inBoxes }: Around, sight: Sight): void {
	closeDetails(element);
	const { own, before, after } = sight.styles.get(element) ?? NO_STYLE;
	const look = appearanceOf(element, own, around);
	if (isGone(own, look) || isCollapsed(element, own)) {
		hide(element, inCell, sight);
		return;
	}
	const instead = shownInstead(element, sight.page);
	if (instead !== undefined) {
		turnIntoText(element, isSeenWhole(look, instead) ? seenWords(instead, look) : "", sight);
		return;
	}
	const isInside = inCell || /^t[dh]$/.test(element.name);
	if (look.isReversed && !around.isReversed && textsIn(element) > 1) turnIntoText(element, UNREAD, sight);
	const isBoxes = /^(?:inline-)?(?:flex|grid)$/.test(resolved(own.get("display"), look.variables) ?? "");
	see(element.children, { look, inCell: isInside, inBoxes: isBoxes }, sight);
	addGenerated(element, [before, after], { look, sight });
	if (isInside) paintGround(element, own, { look, sight });
	setApart(element, { own, look, isInside, inBoxes });
}

/** Text beside a closed box's summary is no element that a style could hide. */
function closeDetails({ name, attribs, children }: Element): void {
	if (name !== "details" || attribs.open !== undefined) return;
	for (const child of children) if (child.type === "text") child.data = "";
}

function addGenerated(
	element: Element,
	[before, after]: readonly [Declared | undefined, Declared | undefined],
	{ look, sight }: { look: Appearance; sight: Sight },
): void {
	const [first, last] = [before, after].map((style) => (style ? generatedText(element, style, look) : ""));
	if (first) sight.page(element).prepend(textOnly(first));
	if (last) sight.page(element).append(textOnly(last));
}

/** Rows that are collapsed leave no room. */
function isCollapsed({ name }: Element, own: Declared): boolean {
	return /^(?:tr|tbody|thead|tfoot)$/.test(name) && own.get("visibility") === "collapse";
}

/** Pictures show whatever the colour of text is. */
function isSeenWhole(look: Appearance, text: string): boolean {
	return text === UNREAD ? look.isVisible : isSeen(look);
}

function seenText(text: Text, { look, inCell }: Around): string {
	const plain = withoutSigns(text.data);
	const spaced = look.keepsSpace ? plain : plain.replaceAll(/[\t\n\r\f]/g, " ");
	if (spaced.trim() === "") return spaced;
	if (!isSeen(look)) return inCell ? marked(spaced.trim(), "unseen") : "";
	return seenWords(spaced, look);
}

function seenWords(text: string, { isStruck, shift, isReversed }: Appearance): string {
	const words = isReversed ? [...text].reverse().join("") : text;
	if (isStruck) return marked(words, "gone");
	return shift ? marked(words, shift) : words;
}

/** Takes out what is not shown; a cell keeps a trace of hidden text, so that it is not called blank. */
function hide(element: Element, inCell: boolean, { page, hidden }: Sight): void {
	const isPart = /^(?:td|th|tr|thead|tbody|tfoot|table|option)$/.test(element.name);
	const text = withoutSigns(page(element).text()).slice(0, MAX.hiddenText);
	const hasTable = element.name === "table" || page(element).find("table").length > 0;
	if (hidden.length < MAX.hidden && (hasTable || text.length > 40)) {
		const parent = element.parent && isElement(element.parent) ? element.parent : undefined;
		hidden.push({ text, hasTable, parent });
	}
	if (!inCell || isPart || text.length > 100) {
		page(element).remove();
		return;
	}
	turnIntoText(element, marked(text.trim(), "unseen"), { page });
}

function turnIntoText(element: Element, text: string, { page }: Pick<Sight, "page">): void {
	page(element).text(text);
	element.name = "span";
	element.attribs = {};
}

function textOnly(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function textsIn(element: Element): number {
	return element.children.reduce((sum, child) => {
		if (child.type === "text") return sum + (child.data.trim() === "" ? 0 : 1);
		return isElement(child) ? sum + textsIn(child) : sum;
	}, 0);
}

/** A picture behind nothing is what a cell shows: digits may be cut from one picture so. */
function paintGround(element: Element, own: Declared, { look, sight }: { look: Appearance; sight: Sight }): void {
	const image = resolved(own.get("background-image"), look.variables);
	const isCell = /^(?:td|th|tr|table|tbody|thead)$/.test(element.name);
	if (isCell || image === undefined || /^(?:none|initial|unset|inherit)$/.test(image) || !look.isVisible) return;
	if (sight.page(element).text().trim() === "") sight.page(element).text(UNREAD);
}

interface Box {
	readonly own: Declared;
	readonly look: Appearance;
	readonly isInside: boolean;
	readonly inBoxes: boolean;
}

const STANDS_APART = /^(?:block|flex|grid|list-item|flow-root|table|table-row|table-cell|inline-flex|inline-grid)$/;
const TABLE_KINDS = /^(?:table|tbody|thead|tfoot|tr|td|th|caption|col|colgroup|br|li|h[1-6])$/;

/** Gives an element the kind that it is shown as: one that begins a line, or one that does not. */
function setApart(element: Element, { own, look, isInside, inBoxes }: Box): void {
	if (TABLE_KINDS.test(element.name)) return;
	const get = (property: string) => resolved(own.get(property), look.variables);
	const display = get("display") ?? "inline";
	const isBlock = STANDS_APART.test(display) || (isInside && (inBoxes || isMoved(get, display, look)));
	if (isBlock && !BLOCK_KINDS.has(element.name)) element.name = "div";
	if (!isBlock && display === "inline" && BLOCK_KINDS.has(element.name)) element.name = "span";
}

/** Whether a part of a line stands elsewhere than where the text has it, or away from its neighbours. */
function isMoved(get: (property: string) => string | undefined, display: string, { sizePx }: Appearance): boolean {
	if (/^(?:absolute|fixed)$/.test(get("position") ?? "") || /^(?:left|right)$/.test(get("float") ?? "")) return true;
	if ((get("order") ?? "0") !== "0") return true;
	const isWide = (property: string) => (pixelsOf(get(property), { em: sizePx, whole: 100 }) ?? 0) >= sizePx * 0.6;
	if (["margin-left", "margin-right", "padding-left", "padding-right"].some(isWide)) return true;
	return display === "inline-block" && (isWide("width") || isWide("min-width"));
}
