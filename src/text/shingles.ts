/** How many characters one shingle has. */
const SIZE = 5;

/** The distinct runs of five characters of a text, each as a 32-bit hash (FNV-1a), in order of first appearance. */
export function shinglesOf(text: string): Set<number> {
	const shingles = new Set<number>();
	for (let i = 0; i + SIZE <= text.length; i++) {
		let hash = 0x811c9dc5;
		for (let j = i; j < i + SIZE; j++) hash = Math.imul(hash ^ text.charCodeAt(j), 0x01000193);
		shingles.add(hash >>> 0);
	}
	return shingles;
}

/** Size of the intersection over size of the union, 0 to 1; 0 where either is empty. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
	const [small, large] = a.size <= b.size ? [a, b] : [b, a];
	let shared = 0;
	for (const shingle of small) if (large.has(shingle)) shared++;
	const union = a.size + b.size - shared;
	return union === 0 ? 0 : shared / union;
}

/** Runs of at least `least` characters that both texts have, longest first; they do not overlap in `a`. */
export function matchingPassages(a: string, b: string, least = 24): string[] {
	const places = new Map<string, number>();
	const step = Math.max(1, Math.floor(least / 2));
	for (let i = 0; i + step <= b.length; i++) if (!places.has(b.slice(i, i + step))) places.set(b.slice(i, i + step), i);
	const passages: string[] = [];
	for (let i = 0; i + step <= a.length; ) {
		const at = places.get(a.slice(i, i + step));
		let length = 0;
		if (at !== undefined) while (i + length < a.length && a[i + length] === b[at + length]) length++;
		if (length >= least) passages.push(a.slice(i, i + length));
		i += length >= least ? length : 1;
	}
	return passages.sort((x, y) => y.length - x.length);
}
