import type { Element } from "domhandler";
import { isElement } from "./nodes.ts";

type Longhand = readonly [property: string, value: string];

/** Kinds of elements that a browser shows in a way of their own. */
const OF_KIND: Readonly<Record<string, readonly Longhand[]>> = {
	del: [["text-decoration-line", "line-through"]],
	s: [["text-decoration-line", "line-through"]],
	strike: [["text-decoration-line", "line-through"]],
	sup: [
		["vertical-align", "super"],
		["font-size", "smaller"],
	],
	sub: [
		["vertical-align", "sub"],
		["font-size", "smaller"],
	],
	mark: [
		["background-color", "#ffff00"],
		["color", "#000000"],
	],
	pre: [["white-space", "pre"]],
	textarea: [["white-space", "pre-wrap"]],
	small: [["font-size", "smaller"]],
	big: [["font-size", "larger"]],
	bdo: [["unicode-bidi", "bidi-override"]],
};

/** Controls have colours of their own, whatever stands around them. */
const CONTROLS: ReadonlySet<string> = new Set(["input", "select", "textarea", "button"]);

/** Elements that begin a line of their own and end it. */
export const BLOCK_KINDS: ReadonlySet<string> = new Set(
	"address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary ul caption".split(
		" ",
	),
);

/** Elements whose contents no browser shows. */
const NEVER_SHOWN: ReadonlySet<string> = new Set(
	"script style template noscript noframes noembed datalist head title rp param source track area base link meta rt rtc colgroup col".split(
		" ",
	),
);
/** Columns show nothing and still shape their table. */
const KEPT: ReadonlySet<string> = new Set(["colgroup", "col"]);

/** Whether an element and all in it is never shown, by its kind alone. */
export function isNeverShown({ name }: Element): boolean {
	return NEVER_SHOWN.has(name) && !KEPT.has(name);
}

const FONT_SIZES = ["10px", "13px", "16px", "18px", "24px", "32px", "48px"];

/** What an element's kind and its attributes say before any style sheet does, as browsers have it. */
export function* defaultStyle(element: Element): Iterable<Longhand> {
	const { name, attribs } = element;
	yield* OF_KIND[name] ?? [];
	if (BLOCK_KINDS.has(name)) yield ["display", "block"];
	if (CONTROLS.has(name)) {
		yield ["color", "#000000"];
		yield ["background-color", "#ffffff"];
		yield ["text-indent", "0"];
	}
	if (name === "a" && attribs.href !== undefined) yield ["color", "#0000ee"];
	yield* attributeStyle(element);
	if (attribs.hidden !== undefined || isClosed(element)) yield ["display", "none"];
}

/** What attributes say of colours, sizes and direction. */
function* attributeStyle({ name, attribs }: Element): Iterable<Longhand> {
	if (attribs.dir === "rtl" || attribs.dir === "ltr") yield ["direction", attribs.dir];
	if (attribs.bgcolor) yield ["background-color", hashed(attribs.bgcolor)];
	if (attribs.background) yield ["background-image", "image"];
	if (name === "font" && attribs.color) yield ["color", hashed(attribs.color)];
	if (name === "font" && attribs.size) yield ["font-size", FONT_SIZES[Number.parseInt(attribs.size, 10) - 1] ?? "inherit"];
}

/** Colours of attributes are written with and without `#`. */
function hashed(colour: string): string {
	return /^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour.trim()) ? `#${colour.trim()}` : colour;
}

/** Boxes that open only when asked. */
function isClosed(element: Element): boolean {
	const { name, attribs, parent } = element;
	if (attribs.popover !== undefined) return true;
	if (name === "dialog") return attribs.open === undefined;
	if (!parent || !isElement(parent) || parent.name !== "details" || parent.attribs.open !== undefined) return false;
	return name !== "summary" || parent.children.find((child) => isElement(child) && child.name === "summary") !== element;
}
