/**
 * The fields of an earlier edition with what a later one prints in place of some, by key; a key with the
 * field itself and others adds to it. Throws where a key is not there: an amendment of nothing is a mistake.
 */
export function amended<T extends { readonly key: string }>(
	fields: readonly T[],
	changes: Readonly<Record<string, readonly T[]>>,
): T[] {
	const unknown = Object.keys(changes).filter((key) => !fields.some((field) => field.key === key));
	if (unknown.length > 0) throw new Error(`no field to amend: ${unknown.join()}`);
	return fields.flatMap((field) => changes[field.key] ?? [field]);
}
