/** Where a test holds for one place after the other. */
export function runs(length: number, holds: (k: number) => boolean): (readonly [from: number, to: number])[] {
	const found: (readonly [number, number])[] = [];
	let from = -1;
	for (let k = 0; k <= length; k++) {
		const isIn = k < length && holds(k);
		if (isIn && from < 0) from = k;
		if (isIn || from < 0) continue;
		found.push([from, k]);
		from = -1;
	}
	return found;
}
