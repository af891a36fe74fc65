import { withoutEnumerator } from "./enumerators.ts";
import { narrow } from "./figures.ts";

/** A label without what varies from report to report: spaces, numbering, quotes, punctuation, width. */
export function plainLabel(text: string): string {
	const narrowed = withoutEnumerator(narrow(text).replaceAll(/\s+/g, ""));
	return narrowed.replaceAll(/["'“”‘’「」『』《》〈〉,、。.;:!?·|()[\]【】*_-]/g, "");
}

/**
 * How well a printed label agrees with one of the accepted ones, 0 to 1. Misprints, lost and added
 * characters lower it a little; a hint in brackets after the label does not count.
 */
export function labelScore(printed: string, accepted: readonly string[]): number {
	const { whole, bare } = plainForms(printed);
	let best = 0;
	for (const label of accepted) {
		const plain = plainForms(label).whole;
		best = Math.max(best, similarity(whole, plain), bare === whole ? 0 : similarity(bare, plain) * 0.99);
	}
	return best;
}

/**
 * A heading without the heading over it: without rulings the heading of a group may run into that of
 * its middle column, as 行政复议 into 其他结果.
 */
export function withoutHead(printed: string, heads: readonly string[]): string {
	const text = printed.replaceAll(/\s/g, "");
	const head = heads.find((name) => text.startsWith(name) && text.length > name.length);
	return head === undefined ? printed : withoutHead(text.slice(head.length), heads);
}

/** A label made plain, whole and without its hints in brackets. */
interface PlainForms {
	readonly whole: string;
	readonly bare: string;
}

/** Every row of a table is compared with every row of its form: plain forms are worth keeping. */
const kept = new Map<string, PlainForms>();
const MOST_KEPT = 2000;

function plainForms(label: string): PlainForms {
	const known = kept.get(label);
	if (known) return known;
	const forms = { whole: plainLabel(label), bare: plainLabel(withoutHints(label)) };
	if (kept.size >= MOST_KEPT) kept.clear();
	kept.set(label, forms);
	return forms;
}

function withoutHints(text: string): string {
	return narrow(text).replaceAll(/(?<=.)\((?![一二三四五六七八九十]+\))[^()]*\)?/g, "");
}

/** One minus the edit distance over the longer length. */
export function similarity(a: string, b: string): number {
	if (a === b) return a === "" ? 0 : 1;
	const longer = Math.max(a.length, b.length);
	if (longer === 0) return 0;
	return 1 - editDistance(a, b) / longer;
}

/** Levenshtein distance: how many characters must be put in, taken out or replaced. */
export function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

/** Whether a text has all characters of the labels, each as often as they do: lines of wrapped labels may be mixed. */
export function holdsCharacters(text: string, labels: readonly string[]): boolean {
	const left = new Map<string, number>();
	for (const character of text) left.set(character, (left.get(character) ?? 0) + 1);
	return [...labels.map(plainLabel).join("")].every((character) => {
		const count = left.get(character) ?? 0;
		left.set(character, count - 1);
		return count > 0;
	});
}
