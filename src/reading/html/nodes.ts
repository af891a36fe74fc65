import type { AnyNode, Element } from "domhandler";

/** Whether a node is an element: domhandler knows scripts and styles as kinds of their own. */
export function isElement(node: AnyNode): node is Element {
	return "attribs" in node;
}
