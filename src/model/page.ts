import type { Box, Matrix } from "./geometry.ts";
import type { Warp } from "./warp.ts";

/** One printed character (or ligature) in paint order. */
export interface Glyph {
	/** What it says: usually one character; never empty and never only white space. */
	readonly text: string;
	/** Advance width by nominal ascent and descent; not the ink. */
	readonly box: Box;
	readonly sizePt: number;
	/** Clockwise angle of the writing direction on the displayed page. */
	readonly direction: 0 | 90 | 180 | 270;
	/** Degrees, clockwise, by which its line leans from that quarter turn; absent where it does not. */
	readonly leanDeg?: number;
	/** Number of the painting operation it came from: glyphs of one run were shown together. */
	readonly run: number;
	/** Not seen: laid under a scan, painted over, cut off, in the colour of its ground, or on a layer that is switched off. */
	readonly invisible?: boolean;
	/** How much it stands out from its ground, 0 to 1, where that is less than ordinary text does: a watermark, a faint print. */
	readonly contrast?: number;
	/** How sure recognition is, 0 to 1; absent for characters the document itself encodes. */
	readonly confidence?: number;
}

/** A straight line that is drawn, or a filled rectangle too thin to be anything else. */
export interface Ruling {
	readonly axis: "horizontal" | "vertical";
	/** The coordinate across the line: y of a horizontal one, x of a vertical one. */
	readonly at: number;
	readonly from: number;
	readonly to: number;
}

/** A filled rectangle that is not white: shading behind cells or paragraphs. */
export interface Fill {
	readonly box: Box;
	/** `#rrggbb` */
	readonly color: string;
}

/** A painted picture. */
export interface ImageBox {
	readonly box: Box;
	/** Along the picture itself, which lies on its side where it is turned. */
	readonly widthPx: number;
	readonly heightPx: number;
	/** By a quarter turn, either way; else absent. */
	readonly isTurned?: true;
}

/** One page as displayed; every coordinate is in points from its top-left corner. */
export interface Page {
	/** Counts from 1. */
	readonly number: number;
	readonly widthPt: number;
	readonly heightPt: number;
	readonly glyphs: readonly Glyph[];
	readonly rulings: readonly Ruling[];
	readonly fills: readonly Fill[];
	readonly images: readonly ImageBox[];
	/** Painted shapes that are no boxes and no lines, such as outlines of characters; absent where they were not counted. */
	readonly shapes?: number;
	/** "ocr" where the glyphs were recognised from pixels. */
	readonly method: "text" | "ocr";
	/** Who read it: "pdfium", "pdf.js", or the id of an OCR engine. */
	readonly reader: string;
	/** Share of glyphs whose font gives no way back to characters, 0 to 1. */
	readonly unmappedShare: number;
	/** Why the reader gave up on it: the document's fault, for people. The page is then empty, and says nothing of what is printed. */
	readonly failure?: string;
	/** Maps these coordinates to the displayed page, where a scan was straightened; else absent. */
	readonly toDisplayed?: Matrix;
	/** Where the page was bent or leaned: where the points that `toDisplayed` gives lie on the displayed page. */
	readonly warp?: Warp;
}
