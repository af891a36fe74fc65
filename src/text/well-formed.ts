/**
 * Control characters but tab and line feed, marks that turn the direction of text, and code points that are no
 * characters. Nothing of it is printed, and no XML or URI takes it.
 */
const UNPRINTED =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]|[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{10fffe}\u{10ffff}]/gu;

/** Text as it may leave: lone surrogates become U+FFFD, and what no page prints is taken out. */
export function wellFormed(text: string): string {
	return text.toWellFormed().replaceAll(UNPRINTED, "");
}
