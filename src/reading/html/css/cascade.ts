import type { Element } from "domhandler";
import type { Budget } from "./budget.ts";
import type { Declaration } from "./declarations.ts";
import { inlineDeclarations } from "./declarations.ts";
import type { StyleRule } from "./style-sheet.ts";

/** What an element is given by style sheets, its attributes and its kind: values by property, as written. */
export type Declared = ReadonlyMap<string, string>;

/** An element's own style, and that of what is made before and after it. */
export interface ElementStyle {
	readonly own: Declared;
	readonly before: Declared | undefined;
	readonly after: Declared | undefined;
}

/** Gives the style of an element; elements are asked while the page is as it was sent. */
export type StyleOf = (element: Element) => ElementStyle;

interface Ranked {
	readonly value: string;
	/** Importance, layer, specificity and order; the first that differs decides. */
	readonly rank: readonly number[];
}

/** Joins rules with inline styles and what attributes and kinds of elements bring: `base` gives these. */
export function cascade(
	rules: readonly StyleRule[],
	base: (element: Element) => Iterable<readonly [property: string, value: string]>,
	budget: Budget,
): StyleOf {
	const byKey = Map.groupBy(rules, ({ selector }) => selector.key);
	return (element) => {
		const own = new Map<string, Ranked>();
		const made = { before: new Map<string, Ranked>(), after: new Map<string, Ranked>() };
		for (const [property, value] of base(element)) own.set(property, { value, rank: [-1] });
		for (const rule of candidates(element, byKey)) {
			if (budget.left <= 0) break;
			if (!rule.selector.matches(element, budget)) continue;
			const { generated, specificity } = rule.selector;
			put(generated ? made[generated] : own, rule.declarations, [0, rule.layer, specificity, rule.order]);
		}
		if (element.attribs.style) put(own, inlineDeclarations(element.attribs.style), [1, 0, 0, 0]);
		const madeOf = (styles: Map<string, Ranked>) => (styles.has("content") ? valuesOf(styles) : undefined);
		return { own: valuesOf(own), before: madeOf(made.before), after: madeOf(made.after) };
	};
}

function* candidates({ name, attribs }: Element, byKey: ReadonlyMap<string, readonly StyleRule[]>): Iterable<StyleRule> {
	const keys = new Set(["*", name, `#${attribs.id ?? ""}`]);
	for (const word of (attribs.class ?? "").split(/\s+/).slice(0, 100)) if (word !== "") keys.add(`.${word}`);
	for (const key of keys) yield* byKey.get(key) ?? [];
}

/** Where a declaration comes from: its element's own attribute (1) or a sheet (0), layer, specificity and order. */
type Origin = readonly [isInline: number, layer: number, specificity: number, order: number];

function put(into: Map<string, Ranked>, declarations: readonly Declaration[], [isInline, layer, ...rest]: Origin): void {
	for (const { property, value, isImportant } of declarations) {
		// Among what is important, earlier layers go first.
		const rank = isImportant ? [1, isInline, -layer, ...rest] : [0, isInline, layer, ...rest];
		const known = into.get(property);
		if (!known || isNotBefore(rank, known.rank)) into.set(property, { value, rank });
	}
}

function isNotBefore(rank: readonly number[], known: readonly number[]): boolean {
	for (let i = 0; i < rank.length; i++) {
		const difference = (rank[i] ?? 0) - (known[i] ?? 0);
		if (difference !== 0) return difference > 0;
	}
	return true;
}

function valuesOf(ranked: ReadonlyMap<string, Ranked>): Declared {
	return new Map([...ranked].map(([property, { value }]) => [property, value]));
}
