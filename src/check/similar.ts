const BANDS = 16;
const ROWS = 8;
const HASHES = BANDS * ROWS;
/** In a crowd of equal texts each is compared with this many; naming more of them would tell nobody more. */
const COMPARED_IN_CROWD = 8;

/** A text's place in a list of texts, and that of an earlier one that it may be like. */
export interface CandidatePair {
	readonly first: number;
	readonly second: number;
}

/**
 * Pairs of signatures that are likely alike, without comparing every pair: 16 bands of 8 values each. Pairs of
 * likeness 0.9 are missed once in ten thousand. `first` < `second`; in order. A missing signature is like none.
 * After Broder 1997 and Leskovec et al., ch. 3.
 */
export function candidatePairs(signatures: readonly (Uint32Array | undefined)[]): CandidatePair[] {
	const paired = signatures.map(() => new Set<number>());
	for (let band = 0; band < BANDS; band++) {
		const buckets = new Map<string, number[]>();
		signatures.forEach((signature, index) => {
			if (!signature) return;
			const key = signature.subarray(band * ROWS, (band + 1) * ROWS).join();
			const bucket = buckets.get(key) ?? [];
			for (const other of bucket.slice(-COMPARED_IN_CROWD)) paired[other]?.add(index);
			bucket.push(index);
			buckets.set(key, bucket);
		});
	}
	return paired.flatMap((seconds, first) => [...seconds].sort((a, b) => a - b).map((second) => ({ first, second })));
}

/** The least value of each of 128 hash functions over a set; equal places estimate the similarity. Undefined for an empty set. */
export function minHash(set: ReadonlySet<number>): Uint32Array | undefined {
	if (set.size === 0) return undefined;
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

const PLACES = 1 << 22;

/**
 * Counts in how many of the texts added shingles stand, in fixed memory (8 MB; counts stop at 65,535).
 * Shingles that share a place are counted together, which makes one of a thousand texts' worth look common
 * once in many thousands.
 */
export class ShingleCounts {
	readonly #counts = new Uint16Array(PLACES);
	#texts = 0;

	/** Adds one text's shingles. */
	add(shingles: ReadonlySet<number>): void {
		this.#texts++;
		for (const shingle of shingles) {
			const place = placeOf(shingle);
			const count = this.#counts[place] ?? 0;
			if (count < 0xffff) this.#counts[place] = count + 1;
		}
	}

	/** Whether more than this share of the texts, and more than two, have it: the template that a county hands out. */
	isCommon(shingle: number, share: number): boolean {
		const count = this.#counts[placeOf(shingle)] ?? 0;
		return count > Math.min(share * this.#texts, 0xfffe) && count > 2;
	}
}

function placeOf(shingle: number): number {
	return (shingle ^ (shingle >>> 22)) & (PLACES - 1);
}
