import type { CheerioAPI } from "cheerio";
import type { Element } from "domhandler";
import type { RunProperties } from "./run-properties.ts";
import { runProperties, shadeOf } from "./run-properties.ts";
import { childNamed, elementChildren, elementsIn, valOf } from "./xml.ts";

/** What a style says, with all that it is based on. */
export interface WordStyle {
	readonly run: RunProperties;
	/** Shading of paragraphs, or of cells in a style of tables. */
	readonly shade?: string | undefined;
	/** Parts of a table that look otherwise, such as `firstRow`. */
	readonly parts?: ReadonlyMap<string, WordStyle>;
}

/** The styles of a document, by their ids. */
export interface WordStyles {
	readonly find: (id: string | undefined, kind: "paragraph" | "character" | "table") => WordStyle;
	/** What holds for all text. */
	readonly defaults: RunProperties;
}

const NONE: WordStyle = { run: {} };
/** Styles are based on one another, some five deep. */
const MAX_BASES = 20;

/** Reads `word/styles.xml`. */
export function wordStyles(part: CheerioAPI | undefined): WordStyles {
	if (!part) return { find: () => NONE, defaults: {} };
	const byId = new Map<string, Element>();
	const defaults = new Map<string, string>();
	for (const style of elementsIn(part, "w:style")) {
		const id = style.attribs["w:styleId"] ?? "";
		byId.set(id, style);
		if (/^(?:1|true|on)$/.test(style.attribs["w:default"] ?? "")) defaults.set(style.attribs["w:type"] ?? "", id);
	}
	const kept = new Map<string, WordStyle>();
	const [rDefault] = elementsIn(part, "w:rPrDefault");
	return {
		find: (id, kind) => {
			const name = id ?? (kind === "character" ? undefined : defaults.get(kind));
			if (name === undefined) return NONE;
			const known = kept.get(name) ?? styleOf(name, byId);
			kept.set(name, known);
			return known;
		},
		defaults: runProperties(childNamed(rDefault, "w:rPr")),
	};
}

function styleOf(id: string, byId: ReadonlyMap<string, Element>): WordStyle {
	const chain: Element[] = [];
	for (let next: string | undefined = id; next !== undefined && chain.length < MAX_BASES; ) {
		const style = byId.get(next);
		if (!style || chain.includes(style)) break;
		chain.unshift(style);
		next = valOf(childNamed(style, "w:basedOn"));
	}
	return chain.map(ownStyle).reduce(joined, NONE);
}

function ownStyle(style: Element): WordStyle {
	const parts = elementChildren(style).filter(({ name }) => name === "w:tblStylePr");
	return {
		...partStyle(style),
		...(parts.length > 0 ? { parts: new Map(parts.map((part) => [part.attribs["w:type"] ?? "", partStyle(part)])) } : {}),
	};
}

function partStyle(element: Element): WordStyle {
	const shaded = ["w:tcPr", "w:pPr", "w:tblPr"].map((name) => childNamed(childNamed(element, name), "w:shd"));
	return { run: runProperties(childNamed(element, "w:rPr")), shade: shadeOf(shaded.find((shading) => shading !== undefined)) };
}

function joined(base: WordStyle, own: WordStyle): WordStyle {
	const parts = new Map(base.parts);
	for (const [name, part] of own.parts ?? []) parts.set(name, joined(parts.get(name) ?? NONE, part));
	return { run: { ...base.run, ...own.run }, shade: own.shade ?? base.shade, ...(parts.size > 0 ? { parts } : {}) };
}

/** Properties that styles of several kinds switch on and off: on by two of them, they are off. */
const SWITCHES = ["vanish", "strike"] as const;

/** What holds for a run: what it says itself, then its style, its paragraph's, its table's. */
export function runLook(
	own: RunProperties,
	levels: { readonly character: RunProperties; readonly paragraph: RunProperties; readonly table: RunProperties },
	defaults: RunProperties,
): RunProperties {
	const { character, paragraph, table } = levels;
	const look = { ...defaults, ...table, ...paragraph, ...character, ...own };
	const switched = SWITCHES.filter((name) => own[name] === undefined).map((name) => {
		const isOn = [table, paragraph, character].filter((level) => level[name]).length % 2 === 1;
		return [name, isOn || (defaults[name] ?? false)] as const;
	});
	return { ...look, ...Object.fromEntries(switched) };
}
