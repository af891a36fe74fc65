/** A partition of the numbers from 0 to `count` - 1 that grows coarser: union-find with path halving. */
export interface Partition {
	readonly join: (one: number, other: number) => void;
	/** The parts, each with its members in order, by their first members. */
	readonly parts: () => number[][];
}

/** Every number a part of its own. */
export function partitionOf(count: number): Partition {
	const parent = Array.from({ length: count }, (_, i) => i);
	const rootOf = (member: number): number => {
		let at = member;
		while (parent[at] !== at) {
			parent[at] = parent[parent[at] ?? at] ?? at;
			at = parent[at] ?? at;
		}
		return at;
	};
	const parts = () => {
		const byRoot = new Map<number, number[]>();
		for (let i = 0; i < count; i++) {
			const root = rootOf(i);
			const part = byRoot.get(root);
			if (part) part.push(i);
			else byRoot.set(root, [i]);
		}
		return [...byRoot.values()];
	};
	const join = (one: number, other: number) => {
		parent[rootOf(one)] = rootOf(other);
	};
	return { join, parts };
}

/** Places in order: all of `kept`, and those of `more` that lie further than `tolerance` from every one before them. */
export function mergePlaces(kept: readonly number[], more: readonly number[], tolerance: number): number[] {
	const sorted = [...kept].sort((a, b) => a - b);
	const added: number[] = [];
	for (const place of [...more].sort((a, b) => a - b)) {
		const next = countBelow(sorted, place);
		const nearest = Math.min(
			place - (sorted[next - 1] ?? -Infinity),
			(sorted[next] ?? Infinity) - place,
			place - (added.at(-1) ?? -Infinity),
		);
		if (nearest > tolerance) added.push(place);
	}
	return [...sorted, ...added].sort((a, b) => a - b);
}

/** Index of the place nearest to a value, the first of equals; 0 where there are none. */
export function nearestIndex(places: readonly number[], value: number): number {
	return places.reduce((best, place, i) => (Math.abs(place - value) < Math.abs((places[best] ?? 0) - value) ? i : best), 0);
}

/** How many of the sorted values are below a limit. */
export function countBelow(sorted: ArrayLike<number>, limit: number): number {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const half = (from + to) >> 1;
		if ((sorted[half] ?? Infinity) < limit) from = half + 1;
		else to = half;
	}
	return from;
}
