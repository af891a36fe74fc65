import type { Element, ParentNode } from "domhandler";
import { isElement } from "../nodes.ts";

/** The element around one; undefined for the page's own. */
export function parentOf({ parent }: Element): Element | undefined {
	return parent && isElement(parent) ? parent : undefined;
}

/** The element before one under the same parent; undefined for the first. */
export function elementBefore({ prev }: Element): Element | undefined {
	let node = prev;
	while (node && !isElement(node)) node = node.prev;
	return node ?? undefined;
}

/** The elements right inside a node, in order. */
export function elementsOf(node: ParentNode | null): readonly Element[] {
	if (!node) return [];
	const known = kept.get(node);
	if (known) return known;
	const elements = node.children.filter(isElement);
	kept.set(node, elements);
	return elements;
}

/** Styles are asked of the page as it was sent: its tree does not change before all have been. */
const kept = new WeakMap<ParentNode, readonly Element[]>();
