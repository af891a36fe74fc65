import type { CssNode } from "css-tree/parser";
import parse from "css-tree/parser";
import { parseColour } from "./colours.ts";

/** One property that says something of what is seen; names of custom ones begin with `--`. */
export interface Declaration {
	readonly property: string;
	readonly value: string;
	readonly isImportant: boolean;
}

/** Properties by which text is seen or not, and stands apart or not. */
const KEPT: ReadonlySet<string> = new Set([
	"display",
	"visibility",
	"opacity",
	"color",
	"-webkit-text-fill-color",
	"background-color",
	"background-image",
	"text-shadow",
	"font-size",
	"text-decoration-line",
	"vertical-align",
	"position",
	"left",
	"right",
	"top",
	"bottom",
	"margin-left",
	"margin-right",
	"margin-top",
	"padding-left",
	"padding-right",
	"padding-top",
	"padding-bottom",
	"text-indent",
	"overflow",
	"width",
	"height",
	"max-width",
	"max-height",
	"min-width",
	"clip",
	"clip-path",
	"transform",
	"scale",
	"translate",
	"filter",
	"content-visibility",
	"content",
	"float",
	"order",
	"flex-direction",
	"white-space",
	"direction",
	"unicode-bidi",
	"z-index",
	"mso-hide",
]);

/** Longer values show nothing that is asked for here. */
const MAX_VALUE = 2000;

/** What a block of a style sheet declares, shorthands taken apart, in order. */
export function declarationsOf(block: CssNode | null | undefined): Declaration[] {
	return [...(block?.children ?? [])].flatMap((node): Declaration[] => {
		if (node.type !== "Declaration" || typeof node.property !== "string") return [];
		const value = typeof node.value === "object" ? node.value?.value : node.value;
		if (typeof value !== "string" || value.length > MAX_VALUE) return [];
		const isImportant = node.important === true || node.important === "important";
		const property = node.property.startsWith("--") ? node.property : node.property.toLowerCase();
		return longhands(property, value.replaceAll(/\/\*.*?\*\//gs, "").trim()).map(([name, text]) => ({
			property: name,
			value: text,
			isImportant,
		}));
	});
}

const inlineKept = new Map<string, readonly Declaration[]>();
const MOST_INLINE = 5000;

/** What a `style` attribute declares. */
export function inlineDeclarations(style: string): readonly Declaration[] {
	const known = inlineKept.get(style);
	if (known) return known;
	if (style.length > 20_000) return [];
	const declared = declarationsOf(parse(style, { context: "declarationList", parseValue: false }));
	if (inlineKept.size >= MOST_INLINE) inlineKept.clear();
	inlineKept.set(style, declared);
	return declared;
}

type Longhand = readonly [property: string, value: string];

function longhands(property: string, value: string): Longhand[] {
	if (property.startsWith("--")) return [[property, value]];
	switch (property) {
		case "background":
			return [
				["background-color", backgroundColour(value)],
				["background-image", /url\(|gradient\(/i.test(value) ? "image" : "none"],
			];
		case "font":
			return [["font-size", /(?:^|\s)([^\s/]+)(?:\s*\/\s*\S+)?\s+\S/.test(value) ? fontShorthandSize(value) : "inherit"]];
		case "text-decoration":
			return [["text-decoration-line", value]];
		case "overflow-x":
		case "overflow-y":
			return [["overflow", value]];
		case "all":
			return [];
		case "margin":
		case "padding":
			return sides(value)
				.map((side, i) => [`${property}-${SIDES[i]}`, side] as const)
				.filter(([name]) => KEPT.has(name));
		case "inset":
			return sides(value).map((side, i) => [SIDES[i] ?? "", side]);
		default:
			return KEPT.has(property) ? [[property, value]] : [];
	}
}

const SIDES = ["top", "right", "bottom", "left"] as const;

/** One to four lengths as those of the four sides, in CSS's order. */
function sides(value: string): string[] {
	const [top = "", right = top, bottom = top, left = right] = value.split(/\s+/);
	return [top, right, bottom, left];
}

/** The size in `font`: the part before a slash, or the first that is a length or a word for one. */
function fontShorthandSize(value: string): string {
	const parts = value.split(/\s*\/\s*|\s+/);
	const isSize = (part: string) =>
		/^[\d.]+(?:px|pt|em|rem|%|pc|in|cm|mm|vw|vh|ex|ch)$|^0$|^(?:xx?-small|small|medium|large|xx?x?-large|smaller|larger)$/i.test(
			part,
		);
	return parts.find(isSize) ?? "inherit";
}

/** The colour in `background`, wherever it stands; none covers nothing. */
function backgroundColour(value: string): string {
	if (/var\(|^(?:inherit|initial|unset)$/i.test(value)) return value;
	const parts = value.match(/[a-z-]+\([^()]*\)|[^\s(),]+/gi) ?? [];
	const known = parts.find((part) => parseColour(part) !== undefined);
	if (known !== undefined) return known;
	// A colour that is not known covers all the same.
	return parts.some((part) => /^[a-z]{3,}$/i.test(part) && !WORDS.has(part.toLowerCase())) ? "unknown" : "transparent";
}

const WORDS: ReadonlySet<string> = new Set(
	"none repeat repeat-x repeat-y no-repeat scroll fixed local center left right top bottom cover contain border-box padding-box content-box auto space round".split(
		" ",
	),
);
