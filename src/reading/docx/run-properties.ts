import type { Element } from "domhandler";
import { childNamed, elementChildren, valOf } from "./xml.ts";

/** What a run's properties, or a style's, say of how text is seen; what they do not say is absent. */
export interface RunProperties {
	readonly vanish?: boolean;
	readonly strike?: boolean;
	readonly dstrike?: boolean;
	readonly webHidden?: boolean;
	readonly vertAlign?: string;
	/** Half-points above the line. */
	readonly position?: number;
	/** Half-points. */
	readonly size?: number;
	/** `auto`, six hexadecimal digits, `none` for letters that are not painted, or `unknown`. */
	readonly colour?: string;
	/** Behind the letters, in the same way. */
	readonly ground?: string;
	readonly font?: string;
}

const OFF = /^(?:0|false|off|none)$/;
const HIGHLIGHTS: Readonly<Record<string, string>> = {
	yellow: "FFFF00",
	green: "00FF00",
	cyan: "00FFFF",
	magenta: "FF00FF",
	blue: "0000FF",
	red: "FF0000",
	darkBlue: "000080",
	darkCyan: "008080",
	darkGreen: "008000",
	darkMagenta: "800080",
	darkRed: "800000",
	darkYellow: "808000",
	darkGray: "808080",
	lightGray: "C0C0C0",
	black: "000000",
	white: "FFFFFF",
};

/** Reads `w:rPr`; what stood there before a change that is tracked does not count. */
export function runProperties(element: Element | undefined): RunProperties {
	const read: { -readonly [K in keyof RunProperties]: RunProperties[K] } = {};
	let highlight: string | undefined;
	for (const child of elementChildren(element)) {
		switch (child.name) {
			case "w:vanish":
			case "w:strike":
			case "w:dstrike":
			case "w:webHidden":
				read[child.name.slice(2) as "vanish"] = !OFF.test(valOf(child) ?? "");
				break;
			case "w:vertAlign":
				read.vertAlign = valOf(child) ?? "baseline";
				break;
			case "w:position":
				read.position = Number(valOf(child)) || 0;
				break;
			case "w:sz":
				read.size = Number(valOf(child)) || 24;
				break;
			case "w:rFonts":
				read.font = child.attribs["w:ascii"] ?? child.attribs["w:hAnsi"] ?? "";
				break;
			case "w:color":
				read.colour ??= colourOf(child);
				break;
			case "w14:textFill":
				if (isUnpainted(child)) read.colour = "none";
				break;
			case "w:shd":
				read.ground = shadeOf(child) ?? "auto";
				break;
			case "w:highlight":
				highlight = HIGHLIGHTS[valOf(child) ?? ""];
		}
	}
	return highlight === undefined ? read : { ...read, ground: highlight };
}

function colourOf({ attribs }: Element): string {
	const value = attribs["w:val"] ?? "";
	if (/^[0-9a-f]{6}$/i.test(value)) return value;
	if (/^(?:background1|light1)$/.test(attribs["w:themeColor"] ?? "")) return "FFFFFF";
	return value === "auto" ? "auto" : "unknown";
}

/** Letters filled with nothing, or with a colour that covers nothing. */
function isUnpainted(fill: Element): boolean {
	if (childNamed(fill, "w14:noFill")) return true;
	const [colour] = elementChildren(childNamed(fill, "w14:solidFill"));
	return Number(childNamed(colour, "w14:alpha")?.attribs["w14:val"] ?? 0) >= 95_000;
}

/** The colour of a shading: `auto` where there is none, `unknown` for patterns. */
export function shadeOf(shading: Element | undefined): string | undefined {
	if (!shading) return undefined;
	const { "w:val": pattern = "clear", "w:fill": fill = "auto", "w:color": colour = "auto" } = shading.attribs;
	if (pattern === "nil") return "auto";
	const shade = pattern === "clear" ? fill : pattern === "solid" ? colour : "unknown";
	return /^(?:auto|[0-9a-f]{6})$/i.test(shade) ? shade : "unknown";
}
