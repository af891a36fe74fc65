import { centreOf } from "../../../model/geometry.ts";
import { largest } from "../../../model/many.ts";
import type { Glyph } from "../../../model/page.ts";
import type { TableSettings } from "../settings.ts";
import type { Piece, PieceLine } from "./pieces.ts";
import { extentOf, heightOf } from "./pieces.ts";

/** A row's figures are off the lines of its label, or the middle between two, by less than this, in the label's size. */
const LABEL_OFF_EM = 0.15;
/** Labels have at most so many lines. */
const LABEL_LINES = 4;

/**
 * The characters of running text: blocks of lines that begin at one margin and all but the last reach about as far, and
 * single lines that run over most of the text's width. What stands beside a table in a column of its own is found so.
 */
export function proseOf(lines: readonly PieceLine[], settings: TableSettings): ReadonlySet<Glyph> {
	const prose = new Set<Glyph>();
	const all = lines.flatMap(({ pieces }) => pieces);
	for (const block of blocksOf(all, settings))
		if (isProse(block, lines, settings)) for (const glyph of block.flatMap((piece) => piece.glyphs)) prose.add(glyph);
	return prose;
}

/** Pieces that follow one another down a margin. */
function blocksOf(pieces: readonly Piece[], { open }: TableSettings): Piece[][] {
	const blocks: Piece[][] = [];
	for (const piece of [...pieces].sort((a, b) => a.y0 - b.y0)) {
		const block = blocks.findLast((other) => {
			const last = other.at(-1);
			if (!last) return false;
			const step = piece.y0 - last.y0;
			const isBelow = step > open.minStepEm * piece.sizePt && step < open.maxStepEm * piece.sizePt;
			return isBelow && Math.abs(last.x0 - piece.x0) < open.marginPt && Math.abs(last.sizePt - piece.sizePt) < 0.5;
		});
		if (block) block.push(piece);
		else blocks.push([piece]);
	}
	return blocks;
}

/** Whether the lines of a block are those of a text: wide, of one width but for the last of each paragraph, and not labels of figures. */
function isProse(block: readonly Piece[], lines: readonly PieceLine[], { open }: TableSettings): boolean {
	const width = largest(block.map(({ x0, x1 }) => x1 - x0));
	const size = block[0]?.sizePt ?? 1;
	if (block.length < open.proseLines || width < open.proseWidthEm * size) return false;
	const full = block.filter(({ x0, x1 }) => x1 - x0 > open.proseShare * width).length;
	if (full < open.proseFull * block.length) return false;
	const labelled = block.filter((piece) => hasFigureBeside(piece, lines)).length;
	return labelled < block.length / 2 && !isLabel(block, lines);
}

/**
 * Whether figures stand beside a block as they do beside wrapped labels: on one of its lines, or halfway between two, a line of figures for
 * at most so many lines of words. Beside a text the rows of a table stand anywhere.
 */
function isLabel(block: readonly Piece[], lines: readonly PieceLine[]): boolean {
	const [{ y0, y1 }, { x1 }] = [heightOf(block), extentOf(block)];
	const middles = block.map(centreOf);
	const places = [...middles, ...middles.slice(1).map((y, i) => (y + (middles[i] ?? y)) / 2)];
	const figures = lines.flatMap(({ pieces }) => {
		const figure = pieces.find(({ isFigure, x0 }) => isFigure && x0 > x1);
		const y = figure === undefined ? y0 : centreOf(figure);
		return figure !== undefined && y > y0 && y < y1 ? [y] : [];
	});
	const reach = LABEL_OFF_EM * (block[0]?.sizePt ?? 0);
	const areInPlace = figures.every((y) => places.some((place) => Math.abs(place - y) < reach));
	return figures.length > 0 && LABEL_LINES * figures.length >= block.length && areInPlace;
}

/** Whether a figure stands on the very line of a piece, to its right: the piece is its label. */
function hasFigureBeside(piece: Piece, lines: readonly PieceLine[]): boolean {
	const line = lines.find(({ pieces }) => pieces.includes(piece));
	return !!line?.pieces.some(
		(other) => other.isFigure && other.x0 > piece.x1 && Math.abs(other.y1 - piece.y1) < 0.2 * piece.sizePt,
	);
}
