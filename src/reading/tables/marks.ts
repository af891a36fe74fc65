import type { Box } from "../../model/geometry.ts";
import { imageOfBox, unionOf } from "../../model/geometry.ts";
import type { Glyph, Page, Ruling } from "../../model/page.ts";
import { buildDocument } from "./build-document.ts";
import { bands, ruledContentOf } from "./page-content.ts";
import { findHeadersFooters } from "./pages/headers-footers.ts";
import { tableRulings } from "./ruled/ruled-tables.ts";
import { mergeRulings } from "./ruled/rulings.ts";
import { preparedPage } from "./seen/prepare.ts";
import type { TableSettings } from "./settings.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";
import type { Mark, MarkKind, Stage } from "./stage.ts";
import { findColumns } from "./unruled/columns.ts";
import type { Line } from "./unruled/line.ts";
import { findRows } from "./unruled/rows.ts";
import { unruledLines } from "./unruled/unruled-tables.ts";
import type { TablePart } from "./unruled/zones.ts";
import { findZones } from "./unruled/zones.ts";
import type { Word } from "./words.ts";

/**
 * What a step of table reading saw on one page (counted from 1) of a document, in displayed points and in the order it was
 * found; empty where there is no such page. It runs the very steps of `buildDocument`.
 */
export function marksOf(
	pages: readonly Page[],
	{ number, stage }: { readonly number: number; readonly stage: Stage },
	settings = DEFAULT_SETTINGS,
): Mark[] {
	if (stage === "cells") return cellMarks(pages, number, settings);
	const upright = pages.map((page) => preparedPage(page, settings));
	const found = upright.find(({ page }) => page.number === number);
	if (!found) return [];
	const headersFooters = findHeadersFooters(
		upright.map(({ page }) => page),
		settings,
	);
	const marks = MARKS[stage](found.page, headersFooters, settings);
	const { back } = found;
	return back ? marks.map((mark) => ({ ...mark, box: imageOfBox(back, mark.box) })) : marks;
}

type MarksOfPage = (page: Page, headersFooters: ReadonlySet<Glyph>, settings: TableSettings) => Mark[];

const MARKS: Readonly<Record<Exclude<Stage, "cells">, MarksOfPage>> = {
	rulings: rulingMarks,
	lines: lineMarks,
	columns: columnMarks,
	rows: rowMarks,
};

function cellMarks(pages: readonly Page[], number: number, settings: TableSettings): Mark[] {
	return buildDocument(pages, settings).blocks.flatMap((block) => {
		const cells = block.kind === "table" ? block.table.cells.filter(({ page }) => page === number) : [];
		return cells.map(({ box, text }): Mark => ({ kind: "cell", box, text }));
	});
}

function rulingMarks(page: Page, headersFooters: ReadonlySet<Glyph>, settings: TableSettings): Mark[] {
	const { glyphs } = ruledContentOf(page, headersFooters, settings);
	const merged = (["horizontal", "vertical"] as const).flatMap((axis) => mergeRulings(page.rulings, axis, settings));
	const keyOf = ({ axis, at, from, to }: Ruling) => [axis, at, from, to].join(" ");
	const known = new Set(merged.map(keyOf));
	const ofTables = tableRulings(page, glyphs, settings).flatMap(({ horizontal, vertical }) => [...horizontal, ...vertical]);
	const marks = (kind: MarkKind, rulings: readonly Ruling[]) =>
		rulings.map(({ axis, at, from, to }): Mark => {
			return { kind, box: axis === "horizontal" ? [from, at, to, at] : [at, from, at, to] };
		});
	const inferred = ofTables.filter((ruling) => !known.has(keyOf(ruling)));
	return [...marks("ruling", page.rulings), ...marks("merged ruling", merged), ...marks("inferred ruling", inferred)];
}

function lineMarks(page: Page, headersFooters: ReadonlySet<Glyph>, settings: TableSettings): Mark[] {
	const lines = linesByBand(page, headersFooters, settings);
	const kindOf = ({ hasFigures, isProse }: Line) => (hasFigures ? "figure line" : isProse ? "prose line" : "other line");
	return [
		...lines
			.flatMap((band) => findZones(band, settings))
			.map((zone) => ({ kind: "zone" as const, box: boxOf(zone.flatMap(wordsIn)) })),
		...lines.flat().map((line) => textMark(kindOf(line), line.words)),
		...lines.flat().flatMap(({ words }) => words.map((word) => textMark("word", [word]))),
	];
}

function columnMarks(page: Page, headersFooters: ReadonlySet<Glyph>, settings: TableSettings): Mark[] {
	return partsOf(page, headersFooters, settings).flatMap((part) => {
		const { columns, spanning, labelEnd } = findColumns(part, settings);
		const [left, top, , bottom] = boxOf(wordsIn(part));
		const end: Mark = { kind: "label end", box: [labelEnd, top, labelEnd, bottom] };
		return [
			...columns.map(({ x0, x1 }): Mark => ({ kind: "column", box: [x0, top, x1, bottom] })),
			...(labelEnd > left ? [end] : []),
			...columns.flatMap(({ heading }) => (heading.length > 0 ? [textMark("heading", heading)] : [])),
			...spanning.map(({ word }) => textMark("spanning heading", [word])),
		];
	});
}

function rowMarks(page: Page, headersFooters: ReadonlySet<Glyph>, settings: TableSettings): Mark[] {
	return partsOf(page, headersFooters, settings).flatMap((part) => {
		const [left, , right] = boxOf(wordsIn(part));
		const some = (kind: MarkKind, words: readonly Word[]) => (words.length > 0 ? [textMark(kind, words)] : []);
		return findRows(part, findColumns(part, settings), settings).flatMap(({ y0, y1, label, group, values }): Mark[] => [
			{ kind: "row", box: [left, y0, right, y1] },
			...some("group label", group),
			...some("row label", label),
			...values.flatMap((figure) => some("figure", figure)),
		]);
	});
}

/** The lines outside the ruled tables of a page, those between two tables together. */
function linesByBand(page: Page, headersFooters: ReadonlySet<Glyph>, settings: TableSettings): Line[][] {
	const { free, ruled } = ruledContentOf(page, headersFooters, settings);
	return bands(free, ruled).map((band) => unruledLines(band, settings));
}

function partsOf(page: Page, headersFooters: ReadonlySet<Glyph>, settings: TableSettings): TablePart[] {
	return linesByBand(page, headersFooters, settings).flatMap((band) => findZones(band, settings).flat());
}

function wordsIn({ titles, header, body }: TablePart): Word[] {
	return [...titles, ...header, ...body].flatMap(({ words }) => words);
}

function boxOf(words: readonly Word[]): Box {
	return unionOf(words.map(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1]));
}

function textMark(kind: MarkKind, words: readonly Word[]): Mark {
	return { kind, box: boxOf(words), text: words.map(({ text }) => text).join("") };
}
