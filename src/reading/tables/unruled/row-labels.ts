import { isEnumerated, withoutEnumerator } from "../../../text/enumerators.ts";
import type { Extent } from "./assign-labels.ts";
import { blankLabels, labelBlocks } from "./assign-labels.ts";
import type { Piece, TableLine } from "./table-lines.ts";

/** Row labels stand at least this far from the labels of groups beside them, in characters. */
const GROUP_GAP_EM = 0.5;
/** A label follows its number within this distance. */
const NUMBER_GAP_EM = 1;

/** Two lines of a label in the middle of its row stand this close to the figures, in their heights. */
const STRADDLE_LINES = 0.9;

/** The labels of an unruled table's rows. */
export interface RowLabels {
	/** Of each row with figures, top to bottom. */
	readonly leaves: readonly (readonly Piece[])[];
	/** Pieces further left, which name groups of rows. */
	readonly groups: readonly Piece[];
}

/**
 * Gives every label line to a row with figures (`mids`: their heights), all in order; undefined where
 * they cannot be divided so that each row has one label and no row two. Labels over several lines
 * stand in the middle of their row, at its top or at its foot, and only the whole column tells which.
 */
export function rowLabels(lines: readonly TableLine[], labelEnd: number, mids: readonly number[]): RowLabels | undefined {
	const { leaves, groups } = labelsOf(lines, labelEnd);
	const blocks = labelBlocks(leaves.map(toLine), mids);
	if (!blocks) return undefined;
	const rows = blocks.map(({ from, to }) => leaves.slice(from, to));
	const hasTwo = rows.some((row) => row.slice(1).some((segment) => isEnumerated(textOf(segment))));
	if (hasTwo) return undefined;
	return { leaves: rows.map((row) => row.flat()), groups: groups.flat() };
}

/** The rows of an unruled table that are wholly blank: the extents of their labels. */
export function blankRows(lines: readonly TableLine[], labelEnd: number): Extent[] {
	const leaves = labelsOf(lines, labelEnd).leaves.map((segment) => toLine(segment));
	const mids = lines.filter(({ hasValues }) => hasValues).map(({ y0, y1 }) => (y0 + y1) / 2);
	return blankLabels(leaves, mids);
}

/** The label segments of rows, and those further left, top to bottom. */
function labelsOf(lines: readonly TableLine[], labelEnd: number): { readonly leaves: Piece[][]; readonly groups: Piece[][] } {
	const segments = lines.map((line) => labelSegments(line, labelEnd));
	const apart = segments.filter((line) => line.length > 1);
	const groupRight = Math.max(-Infinity, ...apart.flatMap((line) => line.slice(0, -1).map((segment) => segment.at(-1)?.x1 ?? 0)));
	const lefts = apart.map((line) => line.at(-1)?.[0]?.x0 ?? Infinity);
	// A group's own row stands in the column of groups, beside the name of a larger one.
	const beside = lefts.filter((x) => x > groupRight);
	const left = Math.min(...(beside.length > 0 ? beside : lefts));
	const isLeaf = (segment: readonly Piece[]) => (segment.at(-1)?.x1 ?? 0) > left;
	// Beside figures a single text is their label, unless lines of a label stand just above or below it.
	const isStraddled = ({ y0, y1 }: TableLine) =>
		lines.some((other, i) => {
			const [last] = segments[i]?.slice(-1) ?? [];
			const off = Math.abs(other.y0 + other.y1 - y0 - y1) / 2;
			return !other.hasValues && last !== undefined && isLeaf(last) && off < STRADDLE_LINES * (y1 - y0);
		});
	const leaves = segments.flatMap((line, i) =>
		line.slice(-1).filter((last) => {
			if (line.length > 1 || apart.length === 0 || isLeaf(last)) return true;
			return lines[i]?.hasValues && !isStraddled(lines[i]);
		}),
	);
	return { leaves, groups: segments.flat().filter((segment) => !leaves.includes(segment)) };
}

/** The label pieces of a line, those of one label together. */
function labelSegments({ pieces }: TableLine, labelEnd: number): Piece[][] {
	return joinLabels(pieces.filter(({ x0, x1 }) => (x0 + x1) / 2 < labelEnd));
}

/** The pieces of labels on one line, those of one label together: a number begins another one, and what follows it is its own. */
export function joinLabels(pieces: readonly Piece[]): Piece[][] {
	const segments: Piece[][] = [];
	for (const piece of pieces) {
		const before = segments.at(-1)?.at(-1);
		const isOwn = before !== undefined && isEnumerated(before.text) && withoutEnumerator(before.text) === "";
		const gap = piece.x0 - (before?.x1 ?? -Infinity);
		if (!isEnumerated(piece.text) && gap < (isOwn ? NUMBER_GAP_EM : GROUP_GAP_EM) * piece.sizePt) segments.at(-1)?.push(piece);
		else segments.push([piece]);
	}
	return segments;
}

function toLine(segment: readonly Piece[]): { y0: number; y1: number; glyphs: Piece["glyphs"] } {
	return {
		y0: Math.min(...segment.map(({ y0 }) => y0)),
		y1: Math.max(...segment.map(({ y1 }) => y1)),
		glyphs: segment.flatMap(({ glyphs }) => glyphs),
	};
}

function textOf(segment: readonly Piece[]): string {
	return segment.map(({ text }) => text).join("");
}
