const ENUMERATOR =
	/^(?:第\s*[一二三四五六七八九十]+\s*部分\s*[、：:.．]?|[\d０-９]{1,2}\s*[.、．)）](?![\d０-９])|[（(]\s*[一二三四五六七八九十]+\s*[）)]|[一二三四五六七八九十]+\s*[、.．])/;

/** Whether a text begins with an item's number: `1.`, `１．`, `（二）`, `三、`, `第四部分`. */
export function isEnumerated(text: string): boolean {
	return ENUMERATOR.test(text.trimStart());
}

/** The text without the number it begins with. */
export function withoutEnumerator(text: string): string {
	return text.trimStart().replace(ENUMERATOR, "").trimStart();
}

/** Whether a character may begin an item's number: a digit or a bracket. */
export function beginsEnumerator(character: string): boolean {
	return /^[1-9（(]$/.test(character);
}

/** Whether a text begins with a section's number: `三、`. */
export function isSectionNumber(text: string): boolean {
	return /^[一二三四五六七八九十]、/.test(text);
}

/** Whether a text begins with the number of an article or chapter, as of a law: `第二十条`; one character may be misread. */
export function isArticleNumber(text: string): boolean {
	return /^第.{1,4}[条章]/.test(text);
}
