import { jaccard } from "../text/shingles.ts";

/** Two of the given texts that are alike, by their places in the list; `first` < `second`. */
export interface SimilarPair {
	readonly first: number;
	readonly second: number;
	/** Jaccard similarity of their shingles, exact. */
	readonly similarity: number;
}

const BANDS = 16;
const ROWS = 8;
const HASHES = BANDS * ROWS;

/**
 * Finds all pairs of shingle sets that are at least this similar, without comparing every pair:
 * MinHash signatures of 128 values in 16 bands of 8, then the exact similarity of the candidates.
 * Pairs of 0.9 are missed once in ten thousand. After Broder 1997 and Leskovec et al., ch. 3.
 */
export function similarPairs(sets: readonly ReadonlySet<number>[], least: number): SimilarPair[] {
	const buckets = new Map<string, number[]>();
	sets.forEach((set, index) => {
		if (set.size === 0) return;
		const signature = minHash(set);
		for (let band = 0; band < BANDS; band++) {
			const key = `${band}:${signature.subarray(band * ROWS, (band + 1) * ROWS).join()}`;
			const bucket = buckets.get(key);
			if (bucket) bucket.push(index);
			else buckets.set(key, [index]);
		}
	});
	const seen = new Set<string>();
	const pairs: SimilarPair[] = [];
	for (const bucket of buckets.values()) {
		for (let i = 0; i < bucket.length; i++) {
			for (let j = i + 1; j < bucket.length; j++)
				addPair(sets, { first: bucket[i] ?? 0, second: bucket[j] ?? 0, least }, { seen, pairs });
		}
	}
	return pairs.sort((a, b) => a.first - b.first || a.second - b.second);
}

function addPair(
	sets: readonly ReadonlySet<number>[],
	{ first, second, least }: { first: number; second: number; least: number },
	{ seen, pairs }: { seen: Set<string>; pairs: SimilarPair[] },
): void {
	const key = `${first} ${second}`;
	const [a, b] = [sets[first], sets[second]];
	if (!a || !b || seen.has(key)) return;
	seen.add(key);
	const similarity = jaccard(a, b);
	if (similarity >= least) pairs.push({ first, second, similarity });
}

/** The least value of each of 128 hash functions over a set; equal places estimate the similarity. */
export function minHash(set: ReadonlySet<number>): Uint32Array {
	const signature = new Uint32Array(HASHES).fill(0xffffffff);
	for (const value of set) {
		let state = value;
		for (let i = 0; i < HASHES; i++) {
			// One step of a multiplicative generator seeded by the shingle stands for the next hash function.
			state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
			const hash = (state ^ (state >>> 13)) >>> 0;
			if (hash < (signature[i] ?? 0)) signature[i] = hash;
		}
	}
	return signature;
}

/** Shingles that more than this share of the sets have: the template that a county hands out. */
export function commonShingles(sets: readonly ReadonlySet<number>[], share: number): Set<number> {
	const counts = new Map<number, number>();
	for (const set of sets) for (const shingle of set) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
	const common = new Set<number>();
	for (const [shingle, count] of counts) if (count > share * sets.length && count > 2) common.add(shingle);
	return common;
}
