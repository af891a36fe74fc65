import type { Box } from "../../model/geometry.ts";

/** The steps of table reading that can be looked at, in their order; cells come from ruled and unruled tables alike. */
export const STAGES = ["rulings", "lines", "columns", "rows", "cells"] as const;
/** One of them. */
export type Stage = (typeof STAGES)[number];

/** What a mark on a page stands for. */
export type MarkKind =
	| "ruling"
	| "merged ruling"
	| "inferred ruling"
	| "zone"
	| "figure line"
	| "prose line"
	| "other line"
	| "word"
	| "column"
	| "label end"
	| "heading"
	| "spanning heading"
	| "row"
	| "row label"
	| "group label"
	| "figure"
	| "cell";

/** Something that a step saw, and where on the displayed page. */
export interface Mark {
	readonly kind: MarkKind;
	/** Without width or height where it is a line. */
	readonly box: Box;
	/** What is printed there; absent for rulings, zones and columns. */
	readonly text?: string;
}
