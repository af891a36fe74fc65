import type { PeerMatch, Worded } from "../../../src/rules.ts";
import { candidatePairs, jaccard, matchingPassages, minHash, ShingleCounts, shinglesOf } from "../../../src/rules.ts";
import { ownWords } from "../narrative/body.ts";

/** Texts shorter than this are alike by chance. */
const LEAST_CHARACTERS = 200;
/** What more than this share of the reports has is the local template. */
const TEMPLATE_SHARE = 0.5;

/**
 * Finds reports of one place and year that are nearly alike; the words of report `i` of `count` are asked
 * for when they are needed, and not kept. What more than half of them share is the local template and does
 * not count. Gives the matches of each report, in order.
 */
export async function findPeerMatches(
	count: number,
	wordsAt: (i: number) => Promise<Worded> | Worded,
	least = 0.9,
): Promise<PeerMatch[][]> {
	const counts = new ShingleCounts();
	for (let i = 0; i < count; i++) counts.add(shinglesIn(ownWords(await wordsAt(i))));
	const own = (words: string) => {
		const rest = new Set([...shinglesIn(words)].filter((shingle) => !counts.isCommon(shingle, TEMPLATE_SHARE)));
		return rest.size < LEAST_CHARACTERS / 4 ? new Set<number>() : rest;
	};
	const signatures: (Uint32Array | undefined)[] = [];
	for (let i = 0; i < count; i++) signatures.push(minHash(own(ownWords(await wordsAt(i)))));
	const matches: PeerMatch[][] = Array.from({ length: count }, () => []);
	const candidates = Map.groupBy(candidatePairs(signatures), ({ first }) => first);
	for (const [first, pairs] of candidates) {
		const a = await wordsAt(first);
		const words = ownWords(a);
		const shingles = own(words);
		for (const { second } of pairs) {
			const b = await wordsAt(second);
			const others = ownWords(b);
			const similarity = jaccard(shingles, own(others));
			if (similarity < least) continue;
			const passages = matchingPassages(words, others).slice(0, 5);
			matches[first]?.push({ issuer: b.issuer, similarity, passages });
			matches[second]?.push({ issuer: a.issuer, similarity, passages });
		}
	}
	return matches;
}

function shinglesIn(words: string): Set<number> {
	return words.length < LEAST_CHARACTERS ? new Set() : shinglesOf(words);
}
