const DIGITS = "〇零一二三四五六七八九";
const YEAR = "(?:20\\d{2}|[二][〇○Ｏ0Oo零][〇○零一二三四五六七八九0-9Oo]{2})";
const DAY_NUMBER = "(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})";
const DATE = new RegExp(`(${YEAR})\\s*[年./-]\\s*(${DAY_NUMBER})\\s*[月./-]\\s*(${DAY_NUMBER})\\s*[日号]?`, "g");

/** A calendar date as printed, with its place in the text. */
export interface PrintedDate {
	/** ISO 8601, such as `2024-01-31`. */
	readonly iso: string;
	readonly index: number;
	readonly length: number;
}

/** Every complete date in a text, in Arabic or Chinese numerals; impossible dates are left out. */
export function findDates(text: string): PrintedDate[] {
	const dates: PrintedDate[] = [];
	for (const match of text.matchAll(DATE)) {
		const [whole, year = "", month = "", day = ""] = match;
		const iso = isoDate(parseYear(year), parseSmall(month), parseSmall(day));
		if (iso) dates.push({ iso, index: match.index, length: whole.length });
	}
	return dates;
}

/** The date, if the calendar has it. */
export function isoDate(year: number | undefined, month: number | undefined, day: number | undefined): string | undefined {
	if (!year || !month || !day) return undefined;
	const date = new Date(Date.UTC(year, month - 1, day));
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
	return date.toISOString().slice(0, 10);
}

/** A year such as 2024, 二〇二四 or 二○二四; undefined for anything else. */
export function parseYear(text: string): number | undefined {
	const digits = [...text].map((c) => {
		const place = DIGITS.indexOf(c);
		if (place >= 0) return String(place <= 1 ? 0 : place - 1);
		return /[○ＯOo]/.test(c) ? "0" : c;
	});
	const year = Number(digits.join(""));
	return Number.isInteger(year) && year >= 1990 && year < 2100 ? year : undefined;
}

/** A number below 100 in Arabic or Chinese numerals; undefined for anything else. */
export function parseSmall(text: string): number | undefined {
	if (/^\d{1,2}$/.test(text)) return Number(text);
	const match = /^(?:([廿卅])|([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text);
	if (!match || text === "") return undefined;
	const [, twenties, tens, ten, ones] = match;
	const value = (c: string | undefined) => (c === undefined ? 0 : DIGITS.indexOf(c) - 1);
	if (twenties) return (twenties === "廿" ? 20 : 30) + value(ones);
	return (ten ? 10 * (tens ? value(tens) : 1) : 0) + value(ones);
}

/** Pattern source of a year in Arabic or Chinese numerals. */
export const YEAR_PATTERN = YEAR;
