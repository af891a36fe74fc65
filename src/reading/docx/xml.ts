import type { CheerioAPI } from "cheerio";
import { load } from "cheerio/slim";
import type { Element } from "domhandler";

/** Parses one part; entities of a document's own are not expanded, and nothing is loaded. */
export function parseXml(text: string): CheerioAPI {
	return load(text, { xml: true });
}

/** The first child element of that name. */
export function childNamed(parent: Element | undefined, name: string): Element | undefined {
	return parent?.children.find((child): child is Element => "attribs" in child && child.name === name);
}

/** Child elements, in order. */
export function elementChildren(parent: Element | undefined): Element[] {
	return parent?.children.filter((child): child is Element => "attribs" in child) ?? [];
}

/** What a property's `w:val` says. */
export function valOf(element: Element | undefined): string | undefined {
	return element?.attribs["w:val"];
}

/** Every element of a part with that name, in order. */
export function elementsIn(part: CheerioAPI, name: string): Element[] {
	return part.root().find(name.replace(":", "\\:")).toArray();
}
