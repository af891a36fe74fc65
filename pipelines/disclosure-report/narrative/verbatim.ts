import { narrow } from "../../../src/rules.ts";

/**
 * The passage of a text that a quotation was made of, as printed, with its own spaces and widths; the quotation itself
 * where the text does not have it, as where one was cut short.
 */
export function verbatim(text: string, quote: string): string {
	const kept = quote.endsWith("…") ? quote.slice(0, -1) : quote;
	if (text.includes(kept)) return quote;
	const wanted = plain(kept).keys;
	const printed = known.get(text) ?? plain(text);
	if (known.size >= MOST_KNOWN) known.clear();
	known.set(text, printed);
	const at = wanted === "" ? -1 : printed.keys.indexOf(wanted);
	const from = printed.places[at];
	const last = printed.places[at + wanted.length - 1];
	if (at < 0 || from === undefined || last === undefined) return quote;
	return `${text.slice(from, last + 1)}${quote.endsWith("…") ? "…" : ""}`;
}

interface PlainText {
	readonly keys: string;
	/** The place of each key in the text. */
	readonly places: readonly number[];
}

/** Rules quote the same few sections over and over. */
const known = new Map<string, PlainText>();
const MOST_KNOWN = 8;

/** A text without white space, made narrow. */
function plain(text: string): PlainText {
	const keys: string[] = [];
	const places: number[] = [];
	for (let i = 0; i < text.length; i++) {
		const character = text[i] ?? "";
		if (character.trim() === "") continue;
		const key = character < "\u0080" ? character : narrow(character);
		keys.push(key);
		for (let k = 0; k < key.length; k++) places.push(i);
	}
	return { keys: keys.join(""), places };
}
