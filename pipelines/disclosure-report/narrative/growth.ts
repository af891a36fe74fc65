import { countOf, flatten, NUMBER, UNITS } from "./counts.ts";

/** A claim of growth or decline against the year before. */
export interface GrowthClaim {
	/** The count this year as the clause before states it. */
	readonly now: number;
	/** The words before that count, to tell what it counts. */
	readonly about: string;
	/** Growth in percent, negative for a decline; undefined where a difference is stated. */
	readonly percent?: number;
	readonly decimals: number;
	/** Difference in the count's own unit, negative for a decline. */
	readonly difference?: number;
	/** The year before as the sentence itself states it. */
	readonly before?: number;
	readonly quote: string;
}

const GROWTH = new RegExp(
	`([^,，;；。]{0,30}?)(${NUMBER})(${UNITS})[^;；。]{0,24}?(?:同比|[较比](?:上年|上一年|去年|20\\d\\d年)(?:度|同期)?(?:的?(${NUMBER})(?:${UNITS}))?)[^\\d,，;；。]{0,6}(增长|上升|增加|提高|增|下降|减少|降低|减)了?(?:(\\d+(?:\\.(\\d+))?)%|(${NUMBER})(${UNITS}))`,
	"g",
);

/** Finds counts that state their change against the year before. */
export function findGrowthClaims(text: string): GrowthClaim[] {
	return [...flatten(text).matchAll(GROWTH)].flatMap((match) => claimOf(match) ?? []);
}

function claimOf(match: RegExpExecArray): GrowthClaim | undefined {
	const [quote, about = "", number = "", unit, previous, word = "", percent, decimals = "", difference, differenceUnit] = match;
	const now = countOf(number);
	const sign = /降|减/.test(word) ? -1 : 1;
	const delta = difference === undefined ? undefined : countOf(difference);
	if (now === undefined || (percent === undefined && (delta === undefined || differenceUnit !== unit))) return undefined;
	const before = previous === undefined ? undefined : countOf(previous);
	return {
		now,
		about,
		decimals: decimals.length,
		...(percent === undefined ? {} : { percent: sign * Number(percent) }),
		...(delta === undefined ? {} : { difference: sign * delta }),
		...(before === undefined ? {} : { before }),
		quote,
	};
}

/** Whether a claim agrees with a year before; a truncated percentage agrees too. */
export function agreesWith({ percent, decimals, difference }: GrowthClaim, now: number, before: number): boolean {
	if (difference !== undefined) return now - before === difference;
	if (percent === undefined || before === 0) return false;
	const value = (100 * (now - before)) / before;
	return Math.abs(value - percent) < 10 ** -decimals - 1e-9;
}
