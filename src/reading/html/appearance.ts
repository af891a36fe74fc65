import type { Element } from "domhandler";
import type { Declared } from "./css/cascade.ts";
import type { Colour } from "./css/colours.ts";
import { BLACK, isDistinct, laidOn, parseColour, WHITE } from "./css/colours.ts";
import { fontSizeOf, pixelsOf, SCREEN } from "./css/lengths.ts";

/** How the text right inside an element looks: what it has of the elements around it, and its own. */
export interface Appearance {
	readonly isVisible: boolean;
	readonly sizePx: number;
	readonly indentPx: number;
	/** Undefined where it cannot be told; such text counts as seen. */
	readonly colour: Colour | undefined;
	/** What is behind; undefined for pictures and colours that are not known. */
	readonly ground: Colour | undefined;
	/** Whether an element between the page and this one has a ground of its own. */
	readonly isOnOwnGround: boolean;
	readonly hasShadow: boolean;
	readonly isStruck: boolean;
	readonly shift: "sup" | "sub" | undefined;
	/** Whether its characters are written from right to left whatever they are. */
	readonly isReversed: boolean;
	readonly isRightToLeft: boolean;
	/** Whether tabs and line ends of the source are kept. */
	readonly keepsSpace: boolean;
	readonly isHiddenForWord: boolean;
	readonly variables: Declared;
}

/** The page itself: black on white. */
export const PAGE: Appearance = {
	isVisible: true,
	sizePx: 16,
	indentPx: 0,
	colour: BLACK,
	ground: WHITE,
	isOnOwnGround: false,
	hasShadow: false,
	isStruck: false,
	shift: undefined,
	isReversed: false,
	isRightToLeft: false,
	keepsSpace: false,
	isHiddenForWord: false,
	variables: new Map(),
};

/** Text below this height is not read by anyone: Word's smallest is 1 pt; footnotes have 8 px and more. */
const SMALLEST_PX = 2.7;
/** Moved by so much, text is off the screen. */
const OFF_PX = -900;

/** Whether a person sees text of this look. */
export function isSeen({ isVisible, sizePx, indentPx, colour, ground, hasShadow, isHiddenForWord }: Appearance): boolean {
	if (!isVisible || sizePx < SMALLEST_PX || indentPx <= OFF_PX || isHiddenForWord) return false;
	if (!colour || hasShadow) return true;
	return colour[3] > 0.05 && (ground === undefined || isDistinct(colour, ground));
}

/** The look of an element's own text, from that of the element around it. */
export function appearanceOf(element: Element, declared: Declared, around: Appearance): Appearance {
	if (declared.size === 0) return around;
	const variables = variablesOf(declared, around.variables);
	const get = (property: string) => resolved(declared.get(property), variables);
	const sizePx = fontSizeOf(get("font-size"), around.sizePx);
	const colour = textColour(get, around);
	const ground = groundOf(get, around);
	return {
		isVisible: visibilityOf(get("visibility"), around.isVisible),
		sizePx,
		indentPx: pixelsOf(get("text-indent"), { em: sizePx, whole: SCREEN.width }) ?? around.indentPx,
		colour,
		ground: ground === "unknown" ? undefined : ground,
		isOnOwnGround: around.isOnOwnGround || (get("background-color") !== undefined && !/^(?:html|body)$/.test(element.name)),
		hasShadow: hasShadow(get("text-shadow"), around.hasShadow),
		isStruck: around.isStruck || /line-through/i.test(get("text-decoration-line") ?? ""),
		shift: shiftOf(get, sizePx, around) ?? around.shift,
		...writing(get, around),
		isHiddenForWord: around.isHiddenForWord || get("mso-hide") === "all",
		variables,
	};
}

function hasShadow(value: string | undefined, around: boolean): boolean {
	return value === undefined ? around : !/^(?:none|initial|unset)$/.test(value);
}

/** In which direction characters are written, and whether the source's white space is kept. */
function writing(get: Get, around: Appearance): Pick<Appearance, "isReversed" | "isRightToLeft" | "keepsSpace"> {
	const [direction, override, space] = [get("direction"), get("unicode-bidi"), get("white-space")];
	const isRightToLeft = direction === undefined ? around.isRightToLeft : direction === "rtl";
	const isForced = override === undefined ? around.isReversed : override.includes("override");
	const keepsSpace = space === undefined || space === "inherit" ? around.keepsSpace : /^(?:pre|break-spaces)/.test(space);
	return { isReversed: isRightToLeft && isForced, isRightToLeft, keepsSpace };
}

function visibilityOf(value: string | undefined, around: boolean): boolean {
	if (value === undefined || value === "inherit" || value === "unset") return around;
	return value !== "hidden" && value !== "collapse";
}

function variablesOf(declared: Declared, around: Declared): Declared {
	const own = [...declared].filter(([property]) => property.startsWith("--"));
	return own.length === 0 ? around : new Map([...[...around].slice(-200), ...own]);
}

/** A value with its variables put in, in lower case; what stays unknown is left out. */
export function resolved(value: string | undefined, variables: Declared, depth = 0): string | undefined {
	if (value === undefined || depth > 8) return undefined;
	if (!value.includes("var(")) return value.toLowerCase().trim();
	const [whole = "", name = "", otherwise] = /var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/.exec(value) ?? [];
	if (whole === "") return undefined;
	const put = variables.get(name) ?? otherwise;
	if (put === undefined || put.length > 2000) return undefined;
	return resolved(
		value.replace(whole, () => put),
		variables,
		depth + 1,
	);
}

type Get = (property: string) => string | undefined;

function textColour(get: Get, around: Appearance): Colour | undefined {
	const value = get("-webkit-text-fill-color") ?? get("color");
	if (value === undefined || /^(?:inherit|unset|currentcolor)$/.test(value)) return around.colour;
	return value === "initial" ? BLACK : parseColour(value);
}

function groundOf(get: Get, around: Appearance): Colour | "unknown" | undefined {
	const image = get("background-image");
	if (image !== undefined && !/^(?:none|initial|unset)$/.test(image)) return "unknown";
	const value = get("background-color");
	if (value === undefined || /^(?:initial|unset|inherit|revert)$/.test(value)) return around.ground;
	const colour = parseColour(value);
	if (!colour) return "unknown";
	if (colour[3] >= 1) return colour;
	if (colour[3] === 0) return around.ground;
	return around.ground ? laidOn(colour, around.ground) : "unknown";
}

/** Whether text stands above or below its line, as marks of notes do. */
function shiftOf(get: Get, sizePx: number, around: Appearance): Appearance["shift"] {
	const align = get("vertical-align");
	if (align === "super" || align === "sub") return align === "super" ? "sup" : "sub";
	const isSmaller = sizePx < around.sizePx * 0.9;
	if (isSmaller && (align === "text-top" || align === "top")) return "sup";
	const base = { em: sizePx, whole: sizePx * 1.2 };
	const raised = pixelsOf(align, base) ?? (get("position") === "relative" ? -(pixelsOf(get("top"), base) ?? 0) : 0);
	if (raised === 0 || Math.abs(raised) < sizePx * 0.2) return undefined;
	return raised > 0 ? "sup" : "sub";
}
