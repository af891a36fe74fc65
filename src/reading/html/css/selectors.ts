import type { CssNode } from "css-tree/parser";
import type { Element } from "domhandler";
import { largest } from "../../../model/many.ts";
import type { Budget, Matcher } from "./budget.ts";
import { elementBefore, elementsOf, parentOf } from "./family-tree.ts";
import { isNthChild } from "./nth-child.ts";

/** One selector, ready to be asked. */
export interface Selector {
	readonly matches: Matcher;
	/** Ids, classes and names of elements as one number that orders as CSS does. */
	readonly specificity: number;
	/** The element that is made before or after the one meant; undefined for the element itself. */
	readonly generated: "before" | "after" | undefined;
	/** What the element meant must have; `*` where nothing is sure. Such as `.note`, `#zoom`, `td`. */
	readonly key: string;
}

/** Selectors deeper than a page's author writes are not asked. */
const MAX_DEPTH = 6;
const WEIGHT = { id: 1_000_000, class: 1000, tag: 1 } as const;

/** The selectors of a list; those that cannot be understood, or never hold on a page that is only looked at, are left out. */
export function selectorsOf(list: CssNode, parent?: readonly Selector[]): Selector[] {
	return childrenOf(list).flatMap((node) => compile(node, { parent, depth: 0 }) ?? []);
}

interface Around {
	/** What `&` stands for. */
	readonly parent: readonly Selector[] | undefined;
	readonly depth: number;
}

interface Part {
	readonly tests: Matcher[];
	/** How it is bound to the part before it. */
	readonly combinator: string;
}

function compile(node: CssNode, around: Around): Selector | undefined {
	if (node.type !== "Selector" || around.depth > MAX_DEPTH) return undefined;
	const draft: Draft = { parts: [{ tests: [], combinator: "" }], specificity: 0, generated: undefined, key: "*" };
	const children = childrenOf(node);
	if (!children.every((child) => addSimple(child, draft, around))) return undefined;
	const { parts, specificity, generated, key } = draft;
	const { parent } = around;
	if (!parent || children.some(({ type }) => type === "NestingSelector"))
		return { matches: chain(parts), specificity, generated, key };
	return { matches: chain(under(parts, parent)), specificity: specificity + heaviest(parent), generated, key };
}

interface Draft {
	readonly parts: Part[];
	specificity: number;
	generated: Selector["generated"];
	key: string;
}

/** Adds one test of a selector; false where it is not understood. */
function addSimple(node: CssNode, draft: Draft, around: Around): boolean {
	if (node.type === "Combinator") {
		draft.parts.push({ tests: [], combinator: nameOf(node) });
		draft.key = "*";
		return true;
	}
	const name = nameOf(node).toLowerCase();
	const isPseudo = node.type === "PseudoElementSelector" || node.type === "PseudoClassSelector";
	if (isPseudo && (name === "before" || name === "after")) {
		draft.generated = name;
		return true;
	}
	const simple = simpleTest(node, around);
	if (!simple) return false;
	draft.parts.at(-1)?.tests.push(simple.test);
	draft.specificity += simple.weight;
	draft.key = better(draft.key, simple.key ?? "*");
	return true;
}

/** A nested rule without `&` is about what stands inside. */
function under(parts: readonly Part[], parent: readonly Selector[]): Part[] {
	const [first, ...rest] = parts;
	const inside = { tests: first?.tests ?? [], combinator: first?.combinator || " " };
	return [{ tests: [anyOf(parent)], combinator: "" }, inside, ...rest];
}

function better(known: string, found: string): string {
	const rank = (key: string) => (key.startsWith("#") ? 3 : key.startsWith(".") ? 2 : key === "*" ? 0 : 1);
	return rank(found) > rank(known) ? found : known;
}

/** From the element meant back to what must stand before or around it. */
function chain(parts: readonly Part[]): Matcher {
	const matchFrom = (index: number, element: Element, budget: Budget): boolean => {
		const part = parts[index];
		if (!part || !budget.spend(1) || !part.tests.every((test) => test(element, budget))) return false;
		if (index === 0) return true;
		const [step, isRepeated] = STEPS[part.combinator] ?? [parentOf, true];
		for (let other = step(element); other && budget.left > 0; other = step(other)) {
			if (matchFrom(index - 1, other, budget)) return true;
			if (!isRepeated) return false;
		}
		return false;
	};
	return (element, budget) => matchFrom(parts.length - 1, element, budget);
}

/** Where a combinator goes from an element, and whether it goes on from there. */
const STEPS: Readonly<Record<string, readonly [step: (element: Element) => Element | undefined, isRepeated: boolean]>> = {
	">": [parentOf, false],
	"+": [elementBefore, false],
	"~": [elementBefore, true],
};

interface Simple {
	readonly test: Matcher;
	readonly weight: number;
	readonly key?: string;
}

function simpleTest(node: CssNode, around: Around): Simple | undefined {
	const name = decoded(nameOf(node));
	switch (node.type) {
		case "TypeSelector": {
			const tag = name.toLowerCase().replace(/^.*\|/, "");
			if (tag === "*") return { test: () => true, weight: 0 };
			return { test: (element) => element.name === tag, weight: WEIGHT.tag, key: tag };
		}
		case "ClassSelector":
			return {
				test: (element, budget) => hasWord(element, "class", { word: name, budget }),
				weight: WEIGHT.class,
				key: `.${name}`,
			};
		case "IdSelector":
			return { test: ({ attribs }) => attribs.id === name, weight: WEIGHT.id, key: `#${name}` };
		case "AttributeSelector":
			return { test: attributeTest(node), weight: WEIGHT.class };
		case "NestingSelector":
			return around.parent ? { test: anyOf(around.parent), weight: heaviest(around.parent) } : undefined;
		case "PseudoClassSelector":
			return pseudoClass(node, name.toLowerCase(), around);
		default:
			return undefined;
	}
}

function hasWord({ attribs }: Element, name: string, { word, budget }: { word: string; budget: Budget }): boolean {
	const value = attribs[name];
	if (value === undefined || !budget.spend(value.length >> 6)) return false;
	return value === word || (value.includes(word) && value.split(/\s+/).includes(word));
}

function attributeTest(node: CssNode): Matcher {
	const name = (typeof node.name === "object" ? nameOf(node.name) : nameOf(node)).toLowerCase();
	const wanted = typeof node.value === "object" && node.value !== null ? decoded(node.value.name ?? node.value.value) : "";
	const isLoose = node.flags?.toLowerCase() === "i";
	const expected = isLoose ? wanted.toLowerCase() : wanted;
	return ({ attribs }, budget) => {
		const printed = attribs[name];
		if (printed === undefined || !budget.spend(1 + (printed.length >> 6))) return false;
		const value = isLoose ? printed.toLowerCase() : printed;
		switch (node.matcher ?? "") {
			case "":
				return true;
			case "=":
				return value === expected;
			case "~=":
				return value.split(/\s+/).includes(expected);
			case "|=":
				return value === expected || value.startsWith(`${expected}-`);
			case "^=":
				return expected !== "" && value.startsWith(expected);
			case "$=":
				return expected !== "" && value.endsWith(expected);
			default:
				return expected !== "" && value.includes(expected);
		}
	};
}

/** Pseudo-classes that hold or not by the page alone; those of a reader's doing (`:hover`) never hold. */
const PLAIN: Readonly<Record<string, Matcher>> = {
	root: ({ name }) => name === "html",
	scope: ({ name }) => name === "html",
	link: ({ name, attribs }) => name === "a" && attribs.href !== undefined,
	"any-link": ({ name, attribs }) => name === "a" && attribs.href !== undefined,
	checked: ({ attribs }) => attribs.checked !== undefined || attribs.selected !== undefined,
	disabled: ({ attribs }) => attribs.disabled !== undefined,
	enabled: ({ attribs }) => attribs.disabled === undefined,
	open: ({ attribs }) => attribs.open !== undefined,
	defined: () => true,
	empty: ({ children }) => children.every(({ type }) => type === "comment"),
};

function pseudoClass(node: CssNode, name: string, around: Around): Simple | undefined {
	const plain = PLAIN[name];
	if (plain) return { test: plain, weight: WEIGHT.class };
	const nth = isNthChild(name, childrenOf(node)[0]);
	if (nth) return { test: nth, weight: WEIGHT.class };
	const list = childrenOf(node)[0];
	if (!/^(?:is|where|not|matches|-webkit-any|-moz-any|has)$/.test(name) || !list) return undefined;
	const within = { ...around, depth: around.depth + 1 };
	const selectors = childrenOf(list).map((selector) => compile(selector, within));
	const known = selectors.flatMap((selector) => selector ?? []);
	if (name === "has") return known.length === 0 ? undefined : { test: hasInside(list, known), weight: heaviest(known) };
	if (name === "not") {
		// One that is not understood must not be taken for one that does not hold.
		if (known.length < selectors.length) return undefined;
		const any = anyOf(known);
		return { test: (element, budget) => !any(element, budget), weight: heaviest(known) };
	}
	return { test: anyOf(known), weight: name === "where" ? 0 : heaviest(known) };
}

function hasInside(list: CssNode, selectors: readonly Selector[]): Matcher {
	const isDirect = childrenOf(list).every((selector) => childrenOf(selector)[0]?.type !== "Combinator");
	const any = anyOf(selectors);
	const inside = (element: Element, budget: Budget): boolean =>
		elementsOf(element).some((child) => budget.spend(1) && (any(child, budget) || inside(child, budget)));
	return isDirect ? inside : () => false;
}

function anyOf(selectors: readonly Selector[]): Matcher {
	return (element, budget) => selectors.some((selector) => selector.generated === undefined && selector.matches(element, budget));
}

function heaviest(selectors: readonly Selector[]): number {
	return Math.max(0, largest(selectors.map(({ specificity }) => specificity)));
}

function childrenOf(node: CssNode): CssNode[] {
	return [...(node.children ?? [])];
}

function nameOf(node: CssNode): string {
	return typeof node.name === "string" ? node.name : typeof node.name === "object" ? nameOf(node.name) : "";
}

/** A name or string without its escapes. */
function decoded(text: CssNode["name"] | CssNode["value"]): string {
	if (typeof text !== "string") return "";
	return text.replaceAll(/\\(?:([0-9a-f]{1,6})\s?|(.))/gi, (_, hex: string | undefined, other: string | undefined) =>
		hex === undefined ? (other ?? "") : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
	);
}
