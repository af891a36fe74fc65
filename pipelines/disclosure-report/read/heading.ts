import type { SectionKey } from "../fields/sections.ts";

/** Most characters of a heading. */
export const MAX_HEADING_LENGTH = 45;
/** A line of a table of contents: leaders, or nothing but a page number, after the words. */
export const CONTENTS_LINE = /(?:[….·・_-]\s*){4,}|^[^\d。，]{4,40}\s*\d{1,2}\s*$/;

/** A section heading found in the text. */
export interface SectionHeading {
	readonly key: SectionKey;
	/** Index of its block in the document. */
	readonly block: number;
	/** Text that follows the heading in the same paragraph. */
	readonly rest: string;
	readonly page: number;
	/** As printed, without what follows. */
	readonly text: string;
	/** Its words are none of the form's: only its number and place tell that it is a section's. */
	readonly isOdd?: boolean;
}

/** How a paragraph agrees with a heading. */
export interface HeadingFit {
	/** 0 to 1. */
	readonly score: number;
	/** How many characters of the paragraph the heading takes. */
	readonly length: number;
}
