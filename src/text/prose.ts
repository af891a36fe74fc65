/** The end of a sentence, a date, an annex's name, or the unit that Chinese statistics print over a table. */
const PROSE = /[。；：]$|\d\s*月\s*\d{1,2}\s*日$|^附(?:件|表)|^[（(]?单位\s*[：:]/;

/** Whether a line reads as running text of a Chinese document, or as a note beside a table, and not as a row of one. */
export function isProseLike(line: string): boolean {
	return PROSE.test(line);
}
