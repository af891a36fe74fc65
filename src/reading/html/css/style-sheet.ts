import type { CssNode } from "css-tree/parser";
import parse from "css-tree/parser";
import type { Declaration } from "./declarations.ts";
import { declarationsOf } from "./declarations.ts";
import { isForScreen } from "./media.ts";
import type { Selector } from "./selectors.ts";
import { selectorsOf } from "./selectors.ts";

/** One selector of a rule with what it declares. */
export interface StyleRule {
	readonly selector: Selector;
	readonly declarations: readonly Declaration[];
	/** Counts over all sheets of a page. */
	readonly order: number;
	/** Later layers go before earlier ones, and rules without a layer before all. */
	readonly layer: number;
}

/** The rules of a page's own style sheets. */
export interface StyleRules {
	readonly rules: readonly StyleRule[];
	/** Whether there was more than is read of one page. */
	readonly isCut: boolean;
}

/** A page's own sheets have some 20 KB; a framework pasted into one has 300 KB with 10,000 selectors. */
const MAX = { characters: 1_000_000, rules: 30_000, nesting: 12 } as const;
const NO_LAYER = Number.MAX_SAFE_INTEGER;

/** A style element: its text, and the media it is for. */
export interface StyleText {
	readonly text: string;
	readonly media: string;
}

/** Reads a page's own style sheets, in order, as a desktop's screen takes them. Sheets they import are not fetched. */
export function readStyleSheets(sheets: readonly StyleText[]): StyleRules {
	const gathered: Gathered = { rules: [], layers: new Map(), characters: 0, isCut: false };
	for (const { text, media } of sheets) {
		if (!isForScreen(media)) continue;
		gathered.characters += text.length;
		if (gathered.characters > MAX.characters) {
			gathered.isCut = true;
			break;
		}
		const sheet = parse(text.replaceAll(/<!--|-->/g, " "), { parseValue: false, parseAtrulePrelude: false });
		gatherRules(sheet, gathered, { layer: NO_LAYER, depth: 0, parent: undefined });
	}
	return gathered;
}

interface Gathered {
	readonly rules: StyleRule[];
	readonly layers: Map<string, number>;
	characters: number;
	isCut: boolean;
}

interface Within {
	readonly layer: number;
	readonly depth: number;
	readonly parent: readonly Selector[] | undefined;
}

function gatherRules(block: CssNode | null | undefined, gathered: Gathered, within: Within): void {
	if (within.depth > MAX.nesting) {
		gathered.isCut = true;
		return;
	}
	for (const node of block?.children ?? []) {
		if (gathered.isCut) return;
		if (node.type === "Rule") gatherRule(node, gathered, within);
		else if (node.type === "Atrule") gatherGroup(node, gathered, within);
	}
}

function gatherRule(node: CssNode, gathered: Gathered, within: Within): void {
	if (node.prelude?.type !== "SelectorList") return;
	const selectors = selectorsOf(node.prelude, within.parent);
	if (selectors.length === 0) return;
	addRules(selectors, node.block, { gathered, within });
	gatherRules(node.block, gathered, { ...within, depth: within.depth + 1, parent: selectors });
}

function addRules(
	selectors: readonly Selector[],
	block: CssNode | null | undefined,
	{ gathered, within }: { gathered: Gathered; within: Within },
): void {
	const declarations = declarationsOf(block);
	if (declarations.length === 0) return;
	if (gathered.rules.length + selectors.length > MAX.rules) {
		gathered.isCut = true;
		return;
	}
	for (const selector of selectors) {
		gathered.rules.push({ selector, declarations, order: gathered.rules.length, layer: within.layer });
	}
}

/** Groups of rules that hold on a desktop's screen; a condition on what browsers can do is taken to hold. */
function gatherGroup({ name, prelude, block }: CssNode, gathered: Gathered, within: Within): void {
	const condition = typeof prelude?.value === "string" ? prelude.value.trim() : "";
	const inside = { ...within, depth: within.depth + 1 };
	const kind = typeof name === "string" ? name.toLowerCase() : "";
	if (kind === "media" && !isForScreen(condition)) return;
	if (kind === "supports" && /^not\b/i.test(condition)) return;
	if (kind === "layer") {
		for (const layer of condition.split(",")) layerNumber(gathered, layer.trim());
		if (block) gatherGrouped(block, gathered, { ...inside, layer: layerNumber(gathered, condition) });
		return;
	}
	if (/^(?:media|supports|container|scope)$/.test(kind)) gatherGrouped(block, gathered, inside);
}

/** Inside a rule, a group may hold declarations of its own. */
function gatherGrouped(block: CssNode | null | undefined, gathered: Gathered, within: Within): void {
	if (within.parent) addRules(within.parent, block, { gathered, within });
	gatherRules(block, gathered, within);
}

function layerNumber({ layers }: Gathered, name: string): number {
	const key = name === "" ? `unnamed ${layers.size}` : name;
	const known = layers.get(key) ?? layers.size;
	layers.set(key, known);
	return known;
}
