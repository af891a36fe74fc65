import type { Resource } from "../storage/rows.ts";

const DAY_MS = 24 * 3600 * 1000;

/** How old something is, in days, and how often it is asked for then. */
const PERIODS: readonly (readonly [oldDays: number, everyDays: number])[] = [
	[365, 28],
	[30, 7],
];

/**
 * Whether an address whose last answer was good is due. Each has nights of its own, so that a week's work is spread over
 * the week; a clock that stood in the future makes everything due.
 */
export function isDue(
	{ url, first_seen, last_attempt }: Pick<Resource, "url" | "first_seen" | "last_attempt">,
	now: Date,
): boolean {
	const sinceLast = (now.getTime() - Date.parse(last_attempt)) / DAY_MS;
	const age = first_seen === null ? 0 : (now.getTime() - Date.parse(first_seen)) / DAY_MS;
	const every = PERIODS.find(([oldDays]) => age >= oldDays)?.[1];
	if (every === undefined || sinceLast < 0 || sinceLast >= every) return true;
	const day = Math.floor(now.getTime() / DAY_MS);
	return sinceLast >= 0.5 && (day + placeOf(url)) % every === 0;
}

/** A number of an address that spreads addresses evenly (FNV-1a). */
function placeOf(url: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < url.length; i++) hash = Math.imul(hash ^ url.charCodeAt(i), 0x01000193) >>> 0;
	return hash;
}
