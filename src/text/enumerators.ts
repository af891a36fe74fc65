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
