import { narrow } from "../../../src/rules.ts";

/**
 * The passage of a text that a quotation was made of, as printed, with its own spaces and widths; the quotation itself
 * where the text does not have it, as where one was cut short.
 */
export function verbatim(text: string, quote: string): string {
	const kept = quote.endsWith("…") ? quote.slice(0, -1) : quote;
	const printed = plain(text);
	const wanted = plain(kept).keys;
	const at = wanted === "" ? -1 : printed.keys.indexOf(wanted);
	const from = printed.places[at];
	const last = printed.places[at + wanted.length - 1];
	if (at < 0 || from === undefined || last === undefined) return quote;
	return `${text.slice(from, last + 1)}${quote.endsWith("…") ? "…" : ""}`;
}

/** A text without white space, made narrow, with the place of each character in it. */
function plain(text: string): { readonly keys: string; readonly places: readonly number[] } {
	let keys = "";
	const places: number[] = [];
	for (let i = 0; i < text.length; i++) {
		const key = narrow(text[i] ?? "").replaceAll(/\s/g, "");
		keys += key;
		for (let k = 0; k < key.length; k++) places.push(i);
	}
	return { keys, places };
}
