/**
 * How many characters have to be put in, taken out or exchanged to make one text of the other, if at most `most`; else
 * undefined. After Levenshtein; texts of more than 100 characters are compared whole only.
 */
export function editsBetween(a: string, b: string, most: number): number | undefined {
	if (a === b) return 0;
	const [from, to] = [[...a], [...b]];
	if (Math.abs(from.length - to.length) > most || from.length > 100 || to.length > 100) return undefined;
	let before = to.map((_, i) => i + 1);
	for (const [row, character] of from.entries()) before = nextRow(before, { row, character, to });
	const edits = before.at(-1) ?? from.length;
	return edits <= most ? edits : undefined;
}

/** Edits from the first `row` + 1 characters to each beginning of `to`, from those with one character fewer. */
function nextRow(
	before: readonly number[],
	{ row, character, to }: { readonly row: number; readonly character: string; readonly to: readonly string[] },
): number[] {
	const now: number[] = [];
	for (const [i, other] of to.entries()) {
		const left = now[i - 1] ?? row + 1;
		const diagonal = i === 0 ? row : (before[i - 1] ?? 0);
		now.push(Math.min(left + 1, (before[i] ?? 0) + 1, diagonal + (character === other ? 0 : 1)));
	}
	return now;
}

/**
 * Of some names the one that another may be a slip for; undefined where none is. One character may be another, two may be missing or
 * too many, or have changed places: two that are others make another organ (教育局, 水务局).
 */
export function likest(name: string, names: Iterable<string>): string | undefined {
	let best: { readonly name: string; readonly edits: number } | undefined;
	for (const other of names) {
		const edits = editsBetween(name, other, best ? best.edits - 1 : 2);
		if (edits !== undefined && edits > 0 && isSlip(name, other, edits)) best = { name: other, edits };
	}
	return best?.name;
}

function isSlip(a: string, b: string, edits: number): boolean {
	const [one, other] = [[...a], [...b]];
	if (Math.min(one.length, other.length) < 3) return false;
	return edits === 1 || Math.abs(one.length - other.length) === 2 || one.toSorted().join("") === other.toSorted().join("");
}
