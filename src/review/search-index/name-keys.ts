import { pinyin } from "pinyin-pro";

/** What an organ's name is found by. */
export interface NameKeys {
	/** Its names and their pinyin without tones, as read in words and character by character; parted by bars. */
	readonly keys: string;
	/** First letters of the syllables of each name, parted by bars. */
	readonly initials: string;
}

/** Longer names there are not; a longer text is no name. */
const MAX_NAME = 80;

/** Keys of an organ with these names, aliases too. Polyphones are read both ways: 长寿 is found by changshou. */
export function nameKeys(names: readonly string[]): NameKeys {
	const plain = [...new Set(names.map(plainQuery))].map((name) => name.slice(0, MAX_NAME));
	const readings = plain.flatMap((name) => [syllables(name), [...name].flatMap(syllables)]);
	return {
		keys: [...new Set([...plain, ...readings.map((read) => read.join(""))])].join("|"),
		initials: [...new Set(readings.map((read) => read.map((syllable) => syllable.slice(0, 1)).join("")))].join("|"),
	};
}

/** A name or what is looked for, in one width and case. */
export function plainQuery(text: string): string {
	return text.normalize("NFKC").toLowerCase().trim();
}

function syllables(text: string): string[] {
	return pinyin(text, { toneType: "none", type: "array", v: true }).map((syllable) => syllable.toLowerCase());
}
