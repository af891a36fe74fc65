import type { LinearEquation } from "../../model/decision.ts";

/** One reading of a figure by one engine. */
export interface EngineReading {
	readonly engine: string;
	/** As read. */
	readonly text: string;
	/** null: nothing printed; undefined: read, but no number. */
	readonly value: number | null | undefined;
	/** 0 to 1. */
	readonly probability: number;
}

/** All readings of one figure. */
export interface FigureReadings {
	readonly path: string;
	readonly readings: readonly EngineReading[];
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

/** Paths of figures in sums that hold, have every figure printed, and are more than 0 = 0. */
export function provenPaths(
	figures: readonly { readonly path: string; readonly value: number | null | undefined }[],
	equations: readonly LinearEquation[],
): Set<string> {
	const values = new Map(figures.map(({ path, value }) => [path, value]));
	const proven = new Set<string>();
	for (const { left, right } of equations) {
		const [one, other] = [left, right].map((paths) => paths.map((path) => values.get(path)));
		if (![...(one ?? []), ...(other ?? [])].every((value): value is number => typeof value === "number")) continue;
		const sum = (parts: readonly (number | null | undefined)[] = []) =>
			parts.reduce<number>((total, value) => total + (value ?? 0), 0);
		if (sum(one) > 0 && Math.abs(sum(one) - sum(other)) < 1e-6) for (const path of [...left, ...right]) proven.add(path);
	}
	return proven;
}

/** A value with its joint weight over all witnesses; weights compare within one figure only. */
export interface WeighedReading {
	readonly value: number | null;
	readonly text: string;
	readonly weight: number;
}

/** Chance that an engine reads something it gave no sign of. */
const MISS = 0.004;

/** Every value that some engine read, likeliest first; empty where none read a number. */
export function weigh({ readings }: FigureReadings): WeighedReading[] {
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
export function isAgreed({ readings }: FigureReadings, value: number | null | undefined): boolean {
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
export function isCorroborated({ readings }: FigureReadings, value: number | null | undefined): boolean {
	const engines = new Set(readings.map(({ engine }) => engine));
	const isSame = readings.every((reading) => reading.value === value);
	return value !== undefined && isSame && engines.size >= 2 && readings.some(({ probability }) => probability >= SURE);
}

/** Whether some engine is sure that a figure is another number: every look of it says so. */
export function isDenied({ readings }: FigureReadings, value: number | null | undefined): boolean {
	const engines = new Set(readings.map(({ engine }) => engine));
	return [...engines].some((engine) => {
		const own = readings.filter((reading) => reading.engine === engine);
		const others = own.filter((reading) => typeof reading.value === "number" && reading.value !== value);
		return others.length === own.length && own.some(({ probability }) => probability >= SURE);
	});
}
