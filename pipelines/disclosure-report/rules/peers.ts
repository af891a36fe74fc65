import type { PeerMatch, Worded } from "../../../src/index.ts";
import { commonShingles, matchingPassages, shinglesOf, similarPairs } from "../../../src/index.ts";
import { ownWords } from "../narrative/body.ts";

/** Texts shorter than this are alike by chance. */
const LEAST_CHARACTERS = 200;

/**
 * Finds reports of one place and year that are nearly alike. What more than half of them share is
 * the local template and does not count. Returns matches in the order of the reports given.
 */
export function findPeerMatches(reports: readonly Worded[], least = 0.9): PeerMatch[][] {
	const words = reports.map((report) => ownWords(report));
	const shingles = words.map((text) => (text.length < LEAST_CHARACTERS ? new Set<number>() : shinglesOf(text)));
	const template = commonShingles(shingles, 0.5);
	const own = shingles.map((set) => {
		const rest = new Set([...set].filter((shingle) => !template.has(shingle)));
		return rest.size < LEAST_CHARACTERS / 4 ? new Set<number>() : rest;
	});
	const matches: PeerMatch[][] = reports.map(() => []);
	for (const { first, second, similarity } of similarPairs(own, least)) {
		const passages = matchingPassages(words[first] ?? "", words[second] ?? "").slice(0, 5);
		matches[first]?.push({ issuer: reports[second]?.issuer ?? "", similarity, passages });
		matches[second]?.push({ issuer: reports[first]?.issuer ?? "", similarity, passages });
	}
	return matches;
}
