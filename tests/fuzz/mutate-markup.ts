import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { chances } from "./mutate.ts";

type Mutation = (text: string, chance: () => number) => string;

const at = (text: string, chance: () => number) => Math.floor(chance() * text.length);
/** The end of a tag near a place by chance: what is put in there stands between elements. */
const between = (text: string, chance: () => number) => text.indexOf(">", at(text, chance)) + 1;
const into = (text: string, place: number, piece: string) => text.slice(0, place) + piece + text.slice(place);

const ENDLESS = [
	"<b>",
	"<table><tr><td>",
	"<span style='",
	"<!--",
	"<script>",
	"&#x0;",
	"<record>",
	"border:",
	" ",
	"[",
	'{"a":',
];

/** Faults that change what a document says. */
const WILD: readonly Mutation[] = [
	(text, chance) => {
		const start = at(text, chance);
		return text.slice(0, start) + text.slice(start + Math.floor(chance() * 3000));
	},
	(text, chance) => {
		const start = at(text, chance);
		return into(text, start, text.slice(start, start + 3000).repeat(1 + Math.floor(chance() * 20)));
	},
	(text, chance) => into(text, at(text, chance), (ENDLESS[at(ENDLESS.join(""), chance) % ENDLESS.length] ?? "<").repeat(5000)),
	(text, chance) => text.replaceAll(/span="?\d+"?/g, (span) => (chance() < 0.1 ? "span=99999999" : span)),
	(text, chance) =>
		[...text].map((character) => (chance() < 0.002 ? String.fromCharCode(Math.floor(chance() * 65_536)) : character)).join(""),
];

/** Faults through which a browser shows the same, or less: they accuse nobody. */
const HARMLESS: readonly Mutation[] = [
	(text, chance) => text.slice(0, at(text, chance)),
	(text, chance) => into(text, between(text, chance), "<!-- remark -->".repeat(1 + Math.floor(chance() * 200))),
	(text) => text.replaceAll(/<\/(?:td|tr|p)>/g, ""),
	(text, chance) => text.replaceAll(/<(td|p|span)\b/g, (tag) => (chance() < 0.3 ? `${tag} data-x="${"y".repeat(9)}"` : tag)),
	(text, chance) => into(text, between(text, chance), "<span>".repeat(Math.floor(chance() * 400))),
	(text, chance) => into(text, text.indexOf("<div id"), "<p>注</p>".repeat(Math.floor(chance() * 8000))),
];

/** A page or a part of a document with one to three faults, the same for the same seed. */
export function mutateMarkup(text: string, seed: number, { isHarmless = false } = {}): string {
	const chance = chances(seed);
	const mutations = isHarmless ? HARMLESS : WILD;
	let worse = text;
	const faults = isHarmless ? 1 : 1 + Math.floor(chance() * 3);
	for (let i = 0; i < faults && worse.length > 50; i++)
		worse = (mutations[Math.floor(chance() * mutations.length)] ?? String)(worse, chance).slice(0, 3_000_000);
	return worse;
}

/** A Word document with faults in its text, its styles, or its archive. */
export function mutateWord(docx: Uint8Array, seed: number): Uint8Array {
	const chance = chances(seed);
	const parts = unzipSync(docx);
	const names = Object.keys(parts).filter((name) => name.endsWith(".xml"));
	const name = chance() < 0.8 ? "word/document.xml" : (names[Math.floor(chance() * names.length)] ?? "");
	const part = parts[name];
	if (part) parts[name] = strToU8(mutateMarkup(strFromU8(part), seed));
	const bytes = zipSync(parts);
	if (chance() < 0.2) for (let i = 0; i < 30; i++) bytes[Math.floor(chance() * bytes.length)] = Math.floor(chance() * 256);
	return bytes;
}
