const NUMERALS = "甲乙丙丁戊己庚辛壬癸";

/** The organ of a night's reference: names of thousands that differ, and bear no figure that is a year or longer than names have. */
export function nightOrgan(name: string, site: number, number: number): string {
	const letters = [...String(number)].map((digit) => NUMERALS[Number(digit)]).join("");
	return `${name}第${site + 1}分局${letters}科`;
}
