import { countOf, flatten, NUMBER, UNITS } from "./counts.ts";

/** A share that the text states as a percentage. */
export interface PercentClaim {
	/** The part, such as 42 in 42件，占51.85%. */
	readonly part: number;
	readonly unit: string;
	readonly percent: number;
	readonly decimals: number;
	readonly isRounded: boolean;
	/** Totals that the sentence itself names before the part in the same unit, nearest first. */
	readonly bases: readonly number[];
	/** The sentence says that it is a share of the nearest one: 占总数, 其中. */
	readonly isExplicit: boolean;
	readonly quote: string;
}

const SHARE = new RegExp(
	`(${NUMBER})(${UNITS})[^,，;；%\\d]{0,10}[,，(（]?(?:约?占(?:比|到|了)?|占比为?|比例为?)([^,，;；%\\d]{0,16}?)(约|近|超过?)?(\\d+(?:\\.(\\d+))?)%`,
	"g",
);

/** Finds counts that state their share, with the totals they may be shares of. */
export function findPercentClaims(text: string): PercentClaim[] {
	const claims: PercentClaim[] = [];
	for (const sentence of flatten(text).split(/[。\n]/)) {
		for (const match of sentence.matchAll(SHARE)) {
			const [quote, number = "", unit = "", of = "", rounded, percent = "", decimals = ""] = match;
			const part = countOf(number);
			if (part === undefined) continue;
			const lead = sentence.slice(0, match.index);
			const bases = totalsBefore(lead, unit).filter((total) => total >= part);
			claims.push({
				part,
				unit,
				percent: Number(percent),
				decimals: decimals.length,
				isRounded: rounded !== undefined,
				bases,
				isExplicit: bases.length > 0 && (/总数|总量|全部|总/.test(of) || /其中|[(]$/.test(lead)),
				quote,
			});
		}
	}
	return claims;
}

function totalsBefore(lead: string, unit: string): number[] {
	const counts = [...lead.matchAll(new RegExp(`(${NUMBER})(${UNITS})`, "g"))];
	return counts.flatMap((match) => (match[2] === unit ? (countOf(match[1] ?? "") ?? []) : [])).reverse();
}

/** How a printed percentage agrees with part and base. */
export function agreement({ part, percent, decimals }: PercentClaim, base: number): "exact" | "truncated" | "no" {
	if (base === 0) return part === 0 && percent === 0 ? "exact" : "no";
	const value = (100 * part) / base;
	if (Math.abs(percent - value) <= 0.5 * 10 ** -decimals + 1e-9) return "exact";
	const cut = Math.floor(value * 10 ** decimals + 1e-9) / 10 ** decimals;
	return Math.abs(percent - cut) < 1e-9 ? "truncated" : "no";
}

/** A rate above 100% that is no growth, as printed. */
export function findImpossibleRates(text: string): string[] {
	const found: string[] = [];
	for (const sentence of flatten(text).split(/[。;；\n]/)) {
		for (const match of sentence.matchAll(/([^,，]{0,14}(?:率|占比?|比例|比重)[^,，]{0,6}?)(\d+(?:\.\d+)?)%/g)) {
			const clause = `${sentence.slice(0, match.index).split(/[,，]/).at(-1)}${match[0]}`;
			if (Number(match[2]) > 100 && !/增|升|涨|同比|环比|完成|提高|较/.test(clause)) found.push(clause);
		}
	}
	return found;
}
