import { smallest } from "../../model/many.ts";
import type { GrayImage } from "./gray.ts";

/** One recognised character and where it stands in its picture. */
export interface ReadCharacter {
	readonly text: string;
	/** Middle of the character, 0 at the picture's left edge, 1 at its right. */
	readonly at: number;
	/** 0 to 1. */
	readonly confidence: number;
	/** The next likely character and its confidence; absent where none is near. */
	readonly second?: { readonly text: string; readonly confidence: number };
}

/** What an engine read in one picture of a line; empty where it saw no characters. */
export interface ReadLine {
	readonly text: string;
	readonly characters: readonly ReadCharacter[];
	/** Lowest confidence of its characters; 0 for an empty line. */
	readonly confidence: number;
}

/**
 * Recognition of printed lines. Pictures are cut close around one line with a little white; results
 * come in the order of the pictures. An engine must read the same picture the same way every time.
 */
export interface OcrEngine {
	/** Name and version; part of every record. */
	readonly id: string;
	/** `figures`: every picture holds one number; `text`: Chinese text. */
	readonly recognize: (lines: readonly GrayImage[], kind: "figures" | "text") => Promise<ReadLine[]>;
	readonly close: () => Promise<void>;
}

/** The engines in use, by what they are asked for; published with what they read. */
export const ENGINE_IDS = {
	text: "PP-OCRv4",
	figures: "tesseract.js 7 eng",
	cells: "gouji-figures",
	pages: "gouji-pages",
} as const;

/** A line of what characters an engine read. */
export function readLine(characters: readonly ReadCharacter[]): ReadLine {
	return {
		text: characters.map((character) => character.text).join(""),
		characters,
		confidence: characters.length === 0 ? 0 : smallest(characters.map((character) => character.confidence)),
	};
}
