import { randomFrom } from "../figures.ts";

/** Draws one of several ways and remembers which, so that results can be told apart by kind. */
export interface Chooser {
	readonly seed: number;
	readonly below: (count: number) => number;
	/** One of the ways, each as likely; a way given twice is twice as likely. */
	readonly pick: <T extends string>(kind: string, ways: readonly T[]) => T;
	readonly chosen: Readonly<Record<string, string>>;
}

/** A chooser for one seed; `forced` fixes some kinds. */
export function chooserFor(seed: number, forced: Readonly<Record<string, string>>): Chooser {
	const below = randomFrom(seed * 7919 + 13);
	for (let i = 0; i < 8; i++) below(10);
	const chosen: Record<string, string> = {};
	const pick = <T extends string>(kind: string, ways: readonly T[]): T => {
		const drawn = ways[below(ways.length)] ?? (ways[0] as T);
		const fixed = ways.find((way) => way === forced[kind]);
		chosen[kind] = fixed ?? drawn;
		return fixed ?? drawn;
	};
	return { seed, below, pick, chosen };
}
