import type { Glyph } from "../../../src/model/page.ts";
import type { Random } from "../shown/model.ts";
import type { Picture } from "./picture.ts";
import type { Encoding } from "./scan-pdf.ts";

/** What a way of treating a page is given. */
export interface At {
	readonly random: Random;
	readonly dpi: number;
	/** The page, counted from 0. */
	readonly page: number;
	/** Pictures of all pages before they were treated. */
	readonly pages: readonly Picture[];
	/** The page's text as it was set, in points of its displayed page, and that page's height. */
	readonly glyphs: readonly Glyph[];
	readonly heightPt: number;
	/** Number of the document: conditions of several ways take them in turn. */
	readonly way: number;
	/** How hard the page is treated; 1 is as offices' scans commonly are. */
	readonly strength: number;
}

/** One way in which a scanner, a copier, a telephone or a person treats a report. */
export interface Condition {
	readonly name: string;
	/** Basic ones must be read nearly whole, harsh ones for the most part. */
	readonly group: "basic" | "harsh";
	readonly dpi?: number | ((random: Random) => number);
	/** Pixels per inch that the file tells, where they are not those it is drawn at. */
	readonly fileDpi?: number;
	readonly treat?: (picture: Picture, at: At) => Picture;
	/** What becomes of the treated pages as a whole: their order, two on one sheet. */
	readonly arrange?: (pictures: readonly Picture[], at: At) => readonly Picture[];
	/** How the pages stand in the file; JPEG at a quality of 75 unless told. */
	readonly encoding?: (at: At) => Encoding;
	/** PDF operators before and after a page's picture. */
	readonly layer?: (picture: Picture, at: At) => { readonly under?: string; readonly over?: string };
}
