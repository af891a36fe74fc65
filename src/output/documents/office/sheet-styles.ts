import type { CellStyle } from "./sheet.ts";
import { element, xmlFile } from "./xml.ts";

/** Built-in number format "text" (ECMA-376 part 1, 18.8.30). */
const TEXT_FORMAT = 49;

/** Values in the order in which they were first asked for, each once. */
class Numbered {
	readonly #numbers = new Map<string, number>();

	constructor(first: readonly string[]) {
		for (const value of first) this.numberOf(value);
	}

	numberOf(value: string): number {
		const number = this.#numbers.get(value) ?? this.#numbers.size;
		this.#numbers.set(value, number);
		return number;
	}

	all(): string[] {
		return [...this.#numbers.keys()];
	}
}

/** The styles of a workbook: cells name theirs by number, each is written once. */
export class StyleTable {
	readonly #fonts = new Numbered([fontOf({})]);
	// Excel takes the first two fills for its own, whatever they say.
	readonly #fills = new Numbered([patternFill("none"), patternFill("gray125")]);
	readonly #borders = new Numbered([borderOf({})]);
	readonly #formats = new Numbered([]);
	/** By style object too: thousands of cells share one. */
	readonly #known = new WeakMap<CellStyle, number>();

	constructor() {
		this.numberOf({});
	}

	/** The number that a cell of this style names. */
	numberOf(style: CellStyle): number {
		const known = this.#known.get(style);
		if (known !== undefined) return known;
		const fill = style.fill === undefined ? patternFill("none") : patternFill("solid", element("fgColor", { rgb: style.fill }));
		const ids = {
			numFmtId: style.isText ? TEXT_FORMAT : 0,
			fontId: this.#fonts.numberOf(fontOf(style)),
			fillId: this.#fills.numberOf(fill),
			borderId: this.#borders.numberOf(borderOf(style)),
		};
		const applied = {
			applyNumberFormat: ids.numFmtId === 0 ? undefined : 1,
			applyFont: ids.fontId === 0 ? undefined : 1,
			applyFill: ids.fillId === 0 ? undefined : 1,
			applyBorder: ids.borderId === 0 ? undefined : 1,
		};
		const { horizontal, vertical, wrap } = style;
		const isAligned = horizontal !== undefined || vertical !== undefined || wrap === true;
		const alignment = isAligned ? element("alignment", { horizontal, vertical, wrapText: wrap ? 1 : undefined }) : "";
		const format = element("xf", { ...ids, xfId: 0, ...applied, applyAlignment: isAligned ? 1 : undefined }, alignment);
		const number = this.#formats.numberOf(format);
		this.#known.set(style, number);
		return number;
	}

	/** The part `xl/styles.xml`. */
	xml(): string {
		const list = (name: string, items: readonly string[]) => element(name, { count: items.length }, ...items);
		return xmlFile(
			element(
				"styleSheet",
				{ xmlns: "http://schemas.openxmlformats.org/spreadsheetml/2006/main" },
				list("fonts", this.#fonts.all()),
				list("fills", this.#fills.all()),
				list("borders", this.#borders.all()),
				list("cellStyleXfs", [element("xf", { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 })]),
				list("cellXfs", this.#formats.all()),
				list("cellStyles", [element("cellStyle", { name: "Normal", xfId: 0, builtinId: 0 })]),
			),
		);
	}
}

function fontOf({ bold, underline, size = 11, color }: CellStyle): string {
	return element(
		"font",
		{},
		...(bold ? ["<b/>"] : []),
		...(underline ? ["<u/>"] : []),
		element("sz", { val: size }),
		...(color === undefined ? [] : [element("color", { rgb: color })]),
		element("name", { val: "Calibri" }),
		element("family", { val: 2 }),
	);
}

function patternFill(patternType: "none" | "gray125" | "solid", color = ""): string {
	return element("fill", {}, element("patternFill", { patternType }, color));
}

function borderOf({ border }: CellStyle): string {
	const sides = ["left", "right", "top", "bottom"].map((side) =>
		border === undefined ? element(side) : element(side, { style: "thin" }, element("color", { rgb: border })),
	);
	return element("border", {}, ...sides, "<diagonal/>");
}
