/** One reading of a figure by one engine. */
export interface Reading {
	readonly engine: string;
	/** As read. */
	readonly text: string;
	/** null: nothing printed; undefined: read, but no number. */
	readonly value: number | null | undefined;
	/** 0 to 1. */
	readonly probability: number;
}

/** All readings of one figure. */
export interface Witnessed {
	readonly path: string;
	readonly readings: readonly Reading[];
}

/** Figures whose sums should be equal, by path. */
export interface LinearEquation {
	readonly left: readonly string[];
	readonly right: readonly string[];
}

/** What was decided about a figure. */
export interface Decision {
	readonly path: string;
	readonly value: number | null | undefined;
	/** As read by the engine that was believed; what the equations gave where none was. */
	readonly text: string;
	/**
	 * proven: equations or two engines confirm it; likely: nothing contradicts it; unsure: the
	 * engines disagree, or its equations stay open and a reading may be at fault.
	 */
	readonly proof: "proven" | "likely" | "unsure";
	/** "solved" where the equations chose between readings; "text" for what two readers of the same file gave. */
	readonly method: "text" | "ocr" | "solved";
}

/** Paths of the figures in equations that do not close; a figure that is not there counts 0. */
export function openPaths(
	figures: readonly { readonly path: string; readonly value: number | null | undefined }[],
	equations: readonly LinearEquation[],
): string[] {
	const values = new Map(figures.map(({ path, value }) => [path, value ?? 0]));
	const sum = (paths: readonly string[]) => paths.reduce((total, path) => total + (values.get(path) ?? 0), 0);
	return equations
		.filter(({ left, right }) => Math.abs(sum(left) - sum(right)) > 1e-6)
		.flatMap(({ left, right }) => [...left, ...right]);
}

/** A value with its joint weight over all witnesses; weights compare within one figure only. */
export interface Weighed {
	readonly value: number | null;
	readonly text: string;
	readonly weight: number;
}

/** Chance that an engine reads something it gave no sign of. */
const MISS = 0.004;

/** Every value that some engine read, likeliest first; empty where none read a number. */
export function weigh({ readings }: Witnessed): Weighed[] {
	const values = new Map<number | null, string>();
	for (const reading of readings)
		if (reading.value !== undefined && !values.has(reading.value)) values.set(reading.value, reading.text);
	return [...values]
		.map(([value, text]) => {
			let weight = 1;
			for (const reading of readings)
				weight *= reading.value === value ? Math.max(0.05, reading.probability) : Math.max(MISS, (1 - reading.probability) * 0.3);
			return { value, text, weight };
		})
		.sort((a, b) => b.weight - a.weight || (a.value ?? -1) - (b.value ?? -1));
}

/**
 * Whether at least two different engines read this value and hardly any reading says otherwise:
 * independent witnesses seldom make the same mistake.
 */
export function isAgreed({ readings }: Witnessed, value: number | null | undefined): boolean {
	const same = readings.filter((reading) => reading.value === value);
	const engines = new Set(same.filter((reading) => reading.probability >= 0.5).map((reading) => reading.engine));
	return engines.size >= 2 && same.length >= readings.length * 0.75;
}

/** An engine that reads this surely reads what is printed, for all it can tell. */
const SURE = 0.8;

/**
 * Whether every reading gives this value, of at least two engines and one of them sure. Less than
 * agreement, since an engine may be unsure of every lone digit; with a sum that closes, enough.
 */
export function isCorroborated({ readings }: Witnessed, value: number | null | undefined): boolean {
	const engines = new Set(readings.map(({ engine }) => engine));
	const isSame = readings.every((reading) => reading.value === value);
	return value !== undefined && isSame && engines.size >= 2 && readings.some(({ probability }) => probability >= SURE);
}
