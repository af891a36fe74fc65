/** Text as it shows: white space of the source is none between Chinese characters. */
export function tidy(text: string): string {
	return text
		.replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, "")
		.replaceAll(/[\s\u00a0\u3000]+/g, " ")
		.replaceAll(/(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])/g, "")
		.trim();
}
