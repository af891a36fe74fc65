/** Readings less sure than this are to be looked at by a person (as in rule Q01). */
export const SURE = 0.95;

/** Whether a figure's reading is not sure, and nobody has looked at it. */
export function isUnproven({ state, confidence }: { readonly state: string; readonly confidence: number }): boolean {
	return state !== "absent" && (confidence < SURE || state === "unreadable");
}
