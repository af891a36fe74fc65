/** A percent-encoded text as people read it; as it stands where its signs are no encoding. */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
