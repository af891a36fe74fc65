import { largest } from "../../../model/many.ts";
import type { Agency } from "./agency.ts";

/** Files that the index is spread over: a search reads one or two of them. */
const BUCKETS = 256;
/** A pair of characters in more names than this has files of its own, with so many names each. */
const PAGE = 1000;

/** An agency as the search lists it: name, key, last year, number of reports, errors in them. */
export type SearchRow = readonly [name: string, key: string, year: number, reports: number, errors: number];

/** What the search must know before it reads anything: pairs that have files of their own, with how many. */
export interface SearchMeta {
	readonly buckets: number;
	/** Buckets without a file, because no name falls into them. */
	readonly empty: readonly number[];
	readonly agencies: number;
	readonly common: Readonly<Record<string, number>>;
}

/** The bucket of a pair of characters, by FNV-1a over its UTF-16 units; the search script computes the same. */
export function bucketOf(pair: string, buckets: number): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < pair.length; i++) hash = Math.imul(hash ^ pair.charCodeAt(i), 0x01000193) >>> 0;
	return hash % buckets;
}

/** Neighbouring characters of a name, spaces aside, each pair once. */
export function pairsOf(name: string): string[] {
	const characters = [...name.normalize("NFKC").replace(/\s+/g, "")];
	return [...new Set(characters.slice(0, -1).map((character, i) => character + characters[i + 1]))];
}

/**
 * The search index as files by name: names by pairs of neighbouring characters, so that any part of a name finds
 * it. A name that is added changes the few files of its pairs. Agencies are in order of name.
 */
export function searchFiles(agencies: readonly Agency[]): Map<string, string> {
	const byPair = new Map<string, number[]>();
	agencies.forEach(({ name }, i) => {
		for (const pair of pairsOf(name)) {
			const known = byPair.get(pair);
			if (known) known.push(i);
			else byPair.set(pair, [i]);
		}
	});
	const rows = agencies.map(rowOf);
	const rowsOf = (indexes: readonly number[]) => indexes.flatMap((i) => rows[i] ?? []) as unknown as SearchRow[];
	const files = new Map<string, string>();
	const buckets = new Map<number, [string, number[]][]>();
	const common: Record<string, number> = {};
	for (const [pair, indexes] of [...byPair].sort(([a], [b]) => (a < b ? -1 : 1))) {
		if (indexes.length > PAGE) {
			const pages = Math.ceil(indexes.length / PAGE);
			common[pair] = pages;
			for (let page = 0; page < pages; page++)
				files.set(`common/${hex(pair)}-${page}.json`, json(rowsOf(indexes.slice(page * PAGE, (page + 1) * PAGE))));
			continue;
		}
		const bucket = bucketOf(pair, BUCKETS);
		buckets.set(bucket, [...(buckets.get(bucket) ?? []), [pair, indexes]]);
	}
	for (const [bucket, pairs] of buckets)
		files.set(`${bucket}.json`, json(Object.fromEntries(pairs.map(([pair, indexes]) => [pair, rowsOf(indexes)]))));
	const empty = Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter((bucket) => !buckets.has(bucket));
	files.set("meta.json", json({ buckets: BUCKETS, empty, agencies: agencies.length, common } satisfies SearchMeta));
	return files;
}

function rowOf({ name, key, years }: Agency): [SearchRow] {
	const errors = years.reduce((sum, [, , broken]) => sum + broken, 0);
	return [[name, key, largest(years.map(([year]) => year)), years.length, errors]];
}

/** A pair as part of a file's name. */
function hex(pair: string): string {
	return [...pair].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join("-");
}

function json(value: unknown): string {
	return `${JSON.stringify(value)}\n`;
}
