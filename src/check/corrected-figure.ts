import { PERSON } from "./run-rules.ts";

/** What a person put in place of a reading, as far as the figure depends on it. */
export interface FigureCorrection {
	/** null says that nothing is printed there. */
	readonly value: number | null;
	/** Made on other bytes of the same report, whose figure was read the same. */
	readonly isCarried?: boolean | undefined;
}

/** Of a figure that a person read otherwise in a document that stood here before: nobody has looked at it in this one. */
const CARRIED = 0.9;

/** Whether a correction was carried over that says something else than the reading: it accuses nobody before a person has looked. */
export function isToBeLookedAt(asRead: { readonly value: number | null }, correction: FigureCorrection | undefined): boolean {
	return correction?.isCarried === true && correction.value !== asRead.value;
}

/** What a correction changes about a figure. Data set, site, desk and API ask this: nobody is accused in one that is not in the others. */
export function correctedFigure(asRead: { readonly value: number | null }, correction: FigureCorrection) {
	const { value } = correction;
	const state: "blank" | "number" = value === null ? "blank" : "number";
	return { value, state, confidence: isToBeLookedAt(asRead, correction) ? CARRIED : 1, read_by: [PERSON] };
}
