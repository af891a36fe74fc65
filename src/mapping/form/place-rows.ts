import { largest } from "../../model/many.ts";
import { plainLabel } from "../../text/labels.ts";

/** Shorter labels, such as 其他, are parts of many. */
const LEAST_LABEL = 3;

/** A misread label has so much of its row's characters, in order, where its place names it; with less than the other share its place alone does. */
export const [MISREAD_SHARE, READ_SHARE] = [0.25, 0.4];

/** Printed rows and which of a form's rows each is, where its label tells. */
export interface PartlyNamed {
	/** For each printed row the key of its row in the form; undefined where its label names none. */
	readonly keys: readonly (string | undefined)[];
	/** The keys of each edition's rows, in printed order. */
	readonly orders: readonly (readonly string[])[];
	/** Whether a printed row that its label does not name may be this one. */
	readonly mayBe: (row: number, key: string) => boolean;
	/** Rows that stand for nothing, such as headings printed again. */
	readonly isEmpty: (row: number) => boolean;
}

/**
 * Names rows by their place: between two rows that are known, as many printed rows as the form has there are these, in its order, if each
 * may be so. A recognised label is misread more often than a row of a ruled table is missed.
 */
export function namedByPlace(named: PartlyNamed): (string | undefined)[] {
	const known = named.keys.filter((key) => key !== undefined);
	const orders = named.orders.filter((order) => known.every((key) => order.includes(key)));
	const keys = [...named.keys];
	for (const { from, to } of gapsOf(named)) {
		const rows = Array.from({ length: to - from }, (_, i) => from + i).filter((row) => !named.isEmpty(row));
		const [before, after] = [keys.slice(0, from).findLast((key) => key !== undefined), named.keys[to]];
		const wanted = orders.flatMap((order) => {
			const between = order.slice(
				before === undefined ? 0 : order.indexOf(before) + 1,
				after === undefined ? order.length : order.indexOf(after),
			);
			return between.length === rows.length && rows.every((row, i) => named.mayBe(row, between[i] ?? "")) ? [between] : [];
		});
		const [first] = wanted;
		if (!first || wanted.some((other) => other.join() !== first.join())) continue;
		rows.forEach((row, i) => {
			keys[row] = first[i];
		});
	}
	return keys;
}

/** Stretches of rows without a name, with the rows around them. */
function gapsOf({ keys }: PartlyNamed): { readonly from: number; readonly to: number }[] {
	const gaps: { from: number; to: number }[] = [];
	let from = 0;
	for (let row = 0; row <= keys.length; row++) {
		if (row < keys.length && keys[row] === undefined) continue;
		if (row > from) gaps.push({ from, to: row });
		from = row + 1;
	}
	return gaps;
}

/**
 * The share of a printed label's characters that an accepted label has in the same order, the best of all: 0 to 1. All of them where it holds
 * an accepted label whole: what shows through from the back of a sheet is read beside it.
 */
export function sharedInOrder(printed: string, accepted: readonly string[]): number {
	const text = plainLabel(printed);
	if (text === "") return 0;
	if (accepted.map(plainLabel).some((label) => label.length >= LEAST_LABEL && text.includes(label))) return 1;
	return Math.max(0, largest(accepted.map((label) => commonLength(text, plainLabel(label)) / text.length)));
}

/** The length of the longest common subsequence. */
function commonLength(a: string, b: string): number {
	let row = new Array<number>(b.length + 1).fill(0);
	for (const character of a) {
		const next = [0];
		for (let j = 0; j < b.length; j++)
			next.push(character === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
		row = next;
	}
	return row[b.length] ?? 0;
}
