import type { CorrectedBeside } from "../../model/dataset.ts";

/** A report's file, and whose it is. */
export interface PlacedFile {
	readonly name: string;
	readonly issuer_id: string;
	readonly year: number;
}

/**
 * Tells which of the reports around one are among `changed`: reports whose figures stand otherwise than they were read. Versions that are
 * not in force count too, as a run may have looked at them. `parentOf` gives the organ above, by `issuer_id`.
 */
export function besideAmong(
	changed: Iterable<PlacedFile>,
	parentOf: (issuerId: string) => string | undefined,
): (report: PlacedFile) => readonly CorrectedBeside[] {
	const above = new Set<string>();
	const ofYear = new Map<string, Set<string>>();
	for (const { name, issuer_id, year } of changed) {
		const parent = parentOf(issuer_id);
		if (parent !== undefined) above.add(`${parent} ${year}`);
		const key = `${issuer_id} ${year}`;
		ofYear.set(key, (ofYear.get(key) ?? new Set()).add(name));
	}
	return ({ name, issuer_id, year }) => {
		const key = `${issuer_id} ${year}`;
		const own = ofYear.get(key);
		const hasCopies = own !== undefined && (own.size > 1 || !own.has(name));
		return [...(above.has(key) ? (["children"] as const) : []), ...(hasCopies ? (["copies"] as const) : [])];
	};
}
