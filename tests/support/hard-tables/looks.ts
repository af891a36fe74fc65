import * as merged from "./looks-merged.ts";
import * as odd from "./looks-odd.ts";
import * as open from "./looks-open.ts";
import * as paged from "./looks-paged.ts";
import type { LookMaker } from "./looks-ruled.ts";
import * as ruled from "./looks-ruled.ts";
import type { HardDocument, HardTable, Producer } from "./model.ts";
import { isTable } from "./model.ts";

const MAKERS: Readonly<Record<string, LookMaker>> = {
	"codes over pages, head repeated": ruled.budgetCodes(true),
	"codes over pages": ruled.budgetCodes(false),
	"two sides": ruled.balance,
	"filled head": ruled.filledHead,
	"white rules": ruled.whiteRules,
	"labels without lines": ruled.openLabels,
	"wrapped heads, ruled": ruled.wrappedHeads(true),
	"wrapped heads, unruled": ruled.wrappedHeads(false),
	"caption in the frame": ruled.framed,
	"groups of rows": merged.rowGroups,
	timetable: merged.timetable,
	"dashed and double lines": merged.dashed,
	"long cells": merged.longCells,
	"spanning heads, lines across": open.spanningHeads(true),
	"spanning heads, unruled": open.spanningHeads(false),
	"three lines": open.threeLines,
	zebra: open.zebra,
	"long, unruled": open.longUnruled,
	"ruled beside prose": open.besideProse(true),
	"unruled beside prose": open.besideProse(false),
	"two tables, ruled": open.twoTables(true),
	"two tables, unruled": open.twoTables(false),
	"tight words": open.tightWords,
	"spaced figures, ruled": open.spacedFigures(true),
	"spaced figures, unruled": open.spacedFigures(false),
	statement: open.statement,
	"transposed, ruled": odd.transposed(true),
	"transposed, unruled": odd.transposed(false),
	"facing pages": odd.facingPages,
	condensed: odd.condensed,
	sideways: odd.sideways,
	"blanks, ruled": odd.ragged(true),
	"blanks, unruled": odd.ragged(false),
	"words, lines across": odd.wordsAcross,
	"box drawing": odd.boxDrawn,
	indented: odd.indented,
	"unruled over pages": paged.unruledOverPages(false),
	"unruled over pages, head repeated": paged.unruledOverPages(true),
	"sections, unruled": paged.sections(false),
	"sections, lines across": paged.sections(true),
	"wrapped labels, unruled": paged.wrappedLabels,
	"codes, unruled": paged.openCodes(false),
	"codes, lines across": paged.openCodes(true),
	"side by side": paged.sideBySide,
};

/** The looks of the hard suite. */
export const HARD_LOOKS: readonly string[] = Object.keys(MAKERS);

/** One document of a look; the seed decides all of it, and which of the producers at hand typesets it. */
export function hardDocument(look: string, seed: number): HardDocument {
	const make = MAKERS[look];
	if (!make) throw new Error(`no such look: ${look}`);
	const made = make(seed);
	return { ...made, look, truth: made.truth ?? made.parts.flatMap((part) => (isTable(part) ? [wanted(part)] : [])) };
}

/** Who typesets a document: its producers in turn, by its number. */
export function producerOf({ producers }: HardDocument, number: number, available: ReadonlySet<Producer>): Producer | undefined {
	const able = producers.filter((producer) => available.has(producer));
	return able[number % Math.max(1, able.length)];
}

function wanted({ grid, outside = [] }: HardTable): string[][] {
	return grid.flatMap((row, i) =>
		outside.includes(i) ? [] : [row.map((text) => (text === "<" || text === "^" ? text : text.replaceAll("\n", " ")))],
	);
}
