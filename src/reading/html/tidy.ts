import { wellFormed } from "../../text/well-formed.ts";

/** Text as it shows: white space of the source is none between Chinese characters. */
export function tidy(text: string): string {
	return wellFormed(text)
		.replaceAll(/[\s\u00a0\u3000]+/g, " ")
		.replaceAll(/(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])/g, "")
		.trim();
}
