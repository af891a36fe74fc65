import type { Element } from "domhandler";
import { UNREAD } from "../../text/unread.ts";
import type { Appearance } from "./appearance.ts";
import { appearanceOf, isSeen, resolved } from "./appearance.ts";
import type { Declared } from "./css/cascade.ts";
import { isGone } from "./hiding.ts";

const PIECE = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([a-z-]+)\(([^()]*)\)|[^\s"']+/gi;
const MAX_CONTENT = 400;

/** What a style sheet prints before or after an element; counters and pictures count as unread ink, icons as nothing. */
export function generatedText(element: Element, style: Declared, around: Appearance): string {
	const look = appearanceOf(element, style, around);
	// Letters keep their case: the value is asked for as written.
	const content = withVariables(style.get("content"), look) ?? "";
	if (/^(?:none|normal|initial|unset|)$/i.test(content) || isGone(style, look)) return "";
	// What stands after a slash is for those who do not see. Letters of a font's own are icons.
	const [printed = ""] = content.slice(0, MAX_CONTENT).split(/\s\/\s/);
	const text = [...printed.matchAll(PIECE)].map((piece) => pieceText(piece, element)).join("");
	const plain = text.replaceAll(/[\ue000-\uf8ff]/g, "");
	return plain === UNREAD || isSeen(look) ? plain : "";
}

function pieceText([whole, double, single, name, inside = ""]: RegExpExecArray, { attribs }: Element): string {
	const string = double ?? single;
	if (string !== undefined) return unescaped(string);
	if (name?.toLowerCase() === "attr") return attribs[inside.trim().split(/[\s,]/)[0]?.toLowerCase() ?? ""] ?? "";
	return /^(?:no-)?(?:open|close)-quote$/i.test(whole) ? "" : UNREAD;
}

function withVariables(value: string | undefined, { variables }: Appearance): string | undefined {
	const [whole = "", name = "", otherwise] = /var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/.exec(value ?? "") ?? [];
	if (value === undefined || whole === "") return value?.trim();
	const put = variables.get(name) ?? otherwise ?? "";
	return put.includes("var(") ? resolved(value, variables) : value.replace(whole, () => put).trim();
}

function unescaped(text: string): string {
	return text.replaceAll(/\\(?:([0-9a-f]{1,6})\s?|(.))/gi, (_, hex: string | undefined, other: string | undefined) =>
		hex === undefined ? (other ?? "") : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
	);
}
