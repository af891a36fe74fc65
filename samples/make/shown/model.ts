import type { Figures } from "../figures.ts";
import type { Look } from "../variety/look.ts";
import type { SheetCell } from "../variety/sheet.ts";

/** Ways in which text is there that nobody sees. */
export const HIDDEN_WAYS = [
	"white",
	"near-white",
	"ground",
	"alpha",
	"invisible",
	"clipped",
	"layer-off",
	"sizeless",
	"off-page",
	"display-none",
	"class-hidden",
	"sheet-hidden",
	"attribute-hidden",
	"visibility",
	"opacity",
	"no-size",
	"mso-hide",
	"template",
	"option",
	"script",
	"vanish",
	"style-vanish",
	"deleted",
] as const;

/** Ways in which an old figure is taken back where it stands. */
export const REVOKED_WAYS = [
	"cover-box",
	"cover-picture",
	"cover-note",
	"struck",
	"struck-twice",
	"redacted",
	"del",
	"s",
	"strike",
	"line-through",
	"class-struck",
] as const;

/** Ways in which a mark stands at a figure. */
export const MARK_WAYS = ["raised", "sup", "class-raised", "ruby", "lowered"] as const;

/** Ways in which a figure is seen that are not plain text. */
export const SEEN_WAYS = [
	"plain",
	"condensed",
	"condensed-more",
	"squeezed",
	"tight",
	"scattered",
	"twice",
	"twice-condensed",
	"spread",
	"spread-more",
	"spread-across",
	"overflow",
	"outline",
	"picture",
	"field",
	"note",
	"turned",
	"lie-swap",
	"lie-one",
	"lie-shift",
	"lie-missing",
	"lie-private",
	"type3-shift",
	"lie-soft",
	"img",
	"img-alt",
	"input",
	"textarea",
	"select",
	"svg",
	"generated",
	"nested-table",
	"formula",
	"symbol",
	"shape",
	"split-spans",
] as const;

/** How a piece of text is there. */
export type Way =
	| (typeof HIDDEN_WAYS)[number]
	| (typeof REVOKED_WAYS)[number]
	| (typeof MARK_WAYS)[number]
	| (typeof SEEN_WAYS)[number];

/** A piece of what a cell holds. */
export interface Part {
	readonly text: string;
	readonly way: Way;
	/** It takes no room: what follows is set over it. */
	readonly isUnder?: true;
}

/** A cell of a table; a figure's cell has its path in `tables`. */
export interface ShownCell extends SheetCell {
	readonly path?: string;
	readonly parts: readonly Part[];
}

/** A table to be set. */
export interface ShownTable {
	readonly kind: "table";
	readonly name: "two" | "three" | "four" | "list" | "other";
	readonly rows: number;
	readonly columns: number;
	readonly headRows: number;
	readonly cells: readonly ShownCell[];
	readonly isWide: boolean;
}

/** One piece of a report in printed order. */
export type ShownPiece =
	| ShownTable
	| { readonly kind: "title" | "heading" | "text" | "sign" | "contents" | "small"; readonly text: string }
	| { readonly kind: "page-break" };

/** What a person reads off a document. */
export interface Truth {
	readonly issuer: string;
	readonly year: number;
	readonly form: string;
	readonly published_on: string;
	readonly cells: Figures;
}

/** A report to be set, and what a person is to see in it. */
export interface ShownReport {
	readonly pieces: readonly ShownPiece[];
	readonly truth: Truth;
}

/** What sets documents. */
export const PRODUCERS = ["writer", "chromium", "office", "html", "docx"] as const;

/** The name of what sets a document. */
export type ProducerName = (typeof PRODUCERS)[number];

/** Draws a number from 0 up to a bound. */
export type Random = (below: number) => number;

/** How a document is made. */
export interface Making {
	readonly look: Look;
	readonly random: Random;
}

/** One way of the list, each as likely. */
export function oneOf<T>(random: Random, ways: readonly [T, ...T[]]): T {
	return ways[random(ways.length)] ?? ways[0];
}
