import { parseJson } from "./list-page.ts";

/** A record with a title and an address, as scripts and services carry them. */
export interface ScriptedRecord {
	readonly title: string;
	readonly href: string;
}

const TITLE =
	/["']?\b(?:title|doctitle|newstitle|articletitle|infotitle|subject|name|bt|xxbt)["']?\s{0,9}:\s{0,9}(?:"((?:[^"\\\n]|\\.){1,300})"|'((?:[^'\\\n]|\\.){1,300})')/i;
const ADDRESS =
	/["']?\b(?:url|link|href|linkurl|pageurl|docpuburl|infourl|path|src)["']?\s{0,9}:\s{0,9}(?:"((?:[^"\\\s]|\\.){1,500})"|'((?:[^'\\\s]|\\.){1,500})')/i;
/** A record is no longer than this, and so many are looked at. */
const RECORD = /\{([^{}]{10,2000})\}/g;
const MAX_RECORDS = 5000;
const MAX_TEXT = 1_000_000;

/** Records that a page's script holds as values: objects with a title and an address. */
export function recordsIn(script: string): ScriptedRecord[] {
	const records: ScriptedRecord[] = [];
	for (const [, body = ""] of script.slice(0, MAX_TEXT).matchAll(RECORD)) {
		if (records.length >= MAX_RECORDS) break;
		const [title, href] = [TITLE.exec(body), ADDRESS.exec(body)].map((found) => plain(found?.[1] ?? found?.[2] ?? ""));
		if (title && href) records.push({ title, href });
	}
	return records;
}

/** A text of a script without its escapes. */
function plain(text: string): string {
	if (!text.includes("\\")) return text;
	const value = parseJson(`"${text.replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"')}"`);
	return typeof value === "string" ? value : text.replaceAll("\\/", "/");
}

/** More of a service's answer is not searched, nor deeper. */
const [MAX_VALUES, MAX_DEPTH] = [20_000, 8];

/** The longest piece of HTML with links in an answer of JSON; undefined where none has any. */
export function htmlIn(value: unknown): string | undefined {
	let best: string | undefined;
	let waiting: readonly unknown[] = [value];
	for (let depth = 0; depth < MAX_DEPTH && waiting.length > 0; depth++) {
		for (const here of waiting) if (isPiece(here) && here.length > (best?.length ?? 0)) best = here;
		waiting = waiting
			.flatMap((here) => (typeof here === "object" && here !== null ? Object.values(here) : []))
			.slice(0, MAX_VALUES);
	}
	return best;
}

function isPiece(value: unknown): value is string {
	return typeof value === "string" && /<a\s|<li[\s>]/i.test(value);
}
