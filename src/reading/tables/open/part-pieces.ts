import type { Extent } from "../../../model/geometry.ts";
import { midOf } from "../../../model/geometry.ts";
import type { TableSettings } from "../settings.ts";
import type { Word } from "../words.ts";
import { toWord } from "../words.ts";
import type { Piece } from "./pieces.ts";
import { overlaps, toPiece } from "./pieces.ts";

/** Words of two columns stand at least this far from one another; words of a text stand closer. */
const APART_EM = 0.5;

/** A piece whose words stand in different columns, as one for each. */
export function partAt(piece: Piece, columns: readonly Extent[], settings: TableSettings): Piece[] {
	const over = columns.filter((column) => overlaps(column, piece));
	if (over.length < 2) return [piece];
	const hasFigure = piece.words.length > 1 && piece.words.some(({ isFigure }) => isFigure);
	return (hasFigure ? byColumn(piece, columns, settings) : undefined) ?? atGaps(piece, columns, settings) ?? [piece];
}

/** The words of each column, where no word stands in two. */
function byColumn({ words }: Piece, columns: readonly Extent[], settings: TableSettings): Piece[] | undefined {
	if (words.some((word) => columns.filter((column) => overlaps(column, word)).length > 1)) return undefined;
	const homes = words.map((word) => columns.findIndex((column) => overlaps(column, word, 0)));
	return [...new Set(homes)].map((home) =>
		toPiece(
			words.filter((_, i) => homes[i] === home),
			settings,
		),
	);
}

/** Words apart where a column ends between them and each stands in its own column as what is below does: narrow headings side by side. */
function atGaps(piece: Piece, columns: readonly Extent[], settings: TableSettings): Piece[] | undefined {
	const parts: Word[][] = [];
	let end = -1;
	for (const word of piece.words.flatMap((one) => characters(one, settings))) {
		const over = columns.flatMap((column, i) => (overlaps(column, word) ? [i] : []));
		const before = parts.at(-1)?.at(-1);
		const isCut = before && word.x0 - before.x1 > APART_EM * word.sizePt && over.length > 0 && (over[0] ?? 0) > end;
		if (before && !isCut) parts.at(-1)?.push(word);
		else parts.push([word]);
		end = Math.max(end, over.at(-1) ?? end);
	}
	const pieces = parts.map((words) => toPiece(words, settings));
	const isPlaced = (part: Piece) => {
		const over = columns.filter((column) => overlaps(column, part));
		return over.length > 1 ? undefined : over.some((column) => standsIn(part, column, settings));
	};
	const placed = pieces.map(isPlaced);
	return placed.includes(false) || !placed.includes(true) || pieces.length < 2 ? undefined : pieces;
}

/** Whether a piece stands in the middle or at a side of a column. */
function standsIn(piece: Piece, column: Extent, { open }: TableSettings): boolean {
	const isCentred = Math.abs(midOf(piece) - midOf(column)) < open.offCentreEm * piece.sizePt;
	return isCentred || Math.abs(piece.x0 - column.x0) < open.marginPt || Math.abs(piece.x1 - column.x1) < open.marginPt;
}

/** A word of characters that stand far apart, as one word each: they may be of as many columns. */
function characters(word: Word, settings: TableSettings): Word[] {
	const isWide = word.glyphs.every(({ box }, i) => {
		const before = word.glyphs[i - 1];
		return !before || box[0] - before.box[2] > APART_EM * word.sizePt;
	});
	return isWide ? word.glyphs.map((glyph) => toWord({ glyphs: [glyph] }, settings)) : [word];
}
