import type { Element } from "domhandler";
import type { RunProperties } from "./run-properties.ts";
import { shadeOf } from "./run-properties.ts";
import type { WordStyle, WordStyles } from "./styles.ts";
import { childNamed, valOf } from "./xml.ts";

/** What a cell has of its table: how text looks in it, and its ground. */
export interface CellLook {
	readonly run: RunProperties;
	/** Six hexadecimal digits, `auto` for the page's own, or `unknown`. */
	readonly ground: string;
}

/** Text outside of tables. */
export const PAGE_LOOK: CellLook = { run: {}, ground: "auto" };

/** Where a cell stands in its table. */
export interface CellPlace {
	readonly row: number;
	readonly rows: number;
	readonly column: number;
	readonly columnSpan: number;
	readonly columns: number;
}

/** Gives the look of a table's cells by their places. */
export function cellLooks(table: Element, styles: WordStyles, around: CellLook) {
	const properties = childNamed(table, "w:tblPr");
	const style = styles.find(valOf(childNamed(properties, "w:tblStyle")), "table");
	const flags = flagsOf(childNamed(properties, "w:tblLook"));
	const ownShade = shadeOf(childNamed(properties, "w:shd"));
	return (cell: Element, place: CellPlace): CellLook => {
		const parts = partsAt(place, flags).flatMap((name) => style.parts?.get(name) ?? []);
		const shades = [style.shade, ownShade, ...parts.map(({ shade }) => shade)].filter((shade) => shade !== undefined);
		// Without a word on which parts apply, any of them may.
		const styled = flags === undefined && hasShadedParts(style) ? "unknown" : shades.at(-1);
		const own = shadeOf(childNamed(childNamed(cell, "w:tcPr"), "w:shd"));
		const ground = [own, styled, around.ground].find((shade) => shade !== undefined && shade !== "auto") ?? "auto";
		return { run: Object.assign({}, style.run, ...parts.map(({ run }) => run)) as RunProperties, ground };
	};
}

function hasShadedParts({ parts }: WordStyle): boolean {
	return [...(parts?.values() ?? [])].some(({ shade }) => shade !== undefined && shade !== "auto");
}

interface Flags {
	readonly firstRow: boolean;
	readonly lastRow: boolean;
	readonly firstColumn: boolean;
	readonly lastColumn: boolean;
	readonly noHBand: boolean;
	readonly noVBand: boolean;
}

/** Which parts of the style apply; undefined where the table does not say. */
function flagsOf(look: Element | undefined): Flags | undefined {
	if (!look) return undefined;
	const bits = Number.parseInt(valOf(look) ?? "0", 16) || 0;
	const flag = (name: string, bit: number) => {
		const said = look.attribs[`w:${name}`];
		return said === undefined ? (bits & bit) !== 0 : !/^(?:0|false|off)$/.test(said);
	};
	return {
		firstRow: flag("firstRow", 0x20),
		lastRow: flag("lastRow", 0x40),
		firstColumn: flag("firstColumn", 0x80),
		lastColumn: flag("lastColumn", 0x100),
		noHBand: flag("noHBand", 0x200),
		noVBand: flag("noVBand", 0x400),
	};
}

/** Names of the parts of a style that a cell belongs to, what decides last. */
function partsAt({ row, rows, column, columnSpan, columns }: CellPlace, flags: Flags | undefined): string[] {
	if (!flags) return ["wholeTable"];
	const isFirstRow = flags.firstRow && row === 0;
	const isLastRow = flags.lastRow && row === rows - 1;
	const isFirstColumn = flags.firstColumn && column === 0;
	const isLastColumn = flags.lastColumn && column + columnSpan >= columns;
	const band = (place: number, hasHead: boolean) => ((place - (hasHead ? 1 : 0)) % 2 === 0 ? 1 : 2);
	return [
		"wholeTable",
		...(flags.noVBand ? [] : [`band${band(column, flags.firstColumn)}Vert`]),
		...(flags.noHBand ? [] : [`band${band(row, flags.firstRow)}Horz`]),
		...(isFirstColumn ? ["firstCol"] : []),
		...(isLastColumn ? ["lastCol"] : []),
		...(isFirstRow ? ["firstRow"] : []),
		...(isLastRow ? ["lastRow"] : []),
		...(isFirstRow && isFirstColumn ? ["nwCell"] : []),
		...(isFirstRow && isLastColumn ? ["neCell"] : []),
	];
}
