/** The largest of numbers; -Infinity of none. `Math.max(...numbers)` throws where there are more than a call can take. */
export function largest(numbers: Iterable<number>): number {
	let found = Number.NEGATIVE_INFINITY;
	for (const number of numbers) found = Math.max(found, number);
	return found;
}

/** The smallest of numbers; Infinity of none. */
export function smallest(numbers: Iterable<number>): number {
	let found = Number.POSITIVE_INFINITY;
	for (const number of numbers) found = Math.min(found, number);
	return found;
}

/** Puts items at the end of a list that is being built. `list.push(...items)` throws where they are more than a call can take. */
export function append<T>(list: T[], items: Iterable<T>): void {
	for (const item of items) list.push(item);
}

/** Bytes put one after another. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
