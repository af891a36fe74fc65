let bytesOf: ReadonlyMap<string, string> | undefined;

/** Characters of GBK, each with its two bytes percent-encoded; made once, from the decoder. */
function gbkBytes(): ReadonlyMap<string, string> {
	if (bytesOf !== undefined) return bytesOf;
	const decoder = new TextDecoder("gb18030");
	const map = new Map<string, string>();
	for (let lead = 0x81; lead <= 0xfe; lead++)
		for (let trail = 0x40; trail <= 0xfe; trail++) {
			const character = decoder.decode(new Uint8Array([lead, trail]));
			if (trail !== 0x7f && [...character].length === 1 && !map.has(character))
				map.set(character, `%${lead.toString(16).toUpperCase()}%${trail.toString(16).toUpperCase()}`);
		}
	bytesOf = map;
	return map;
}

/**
 * A page of GBK with the Chinese of its links' queries percent-encoded as browsers send it: in the page's own charset. Paths
 * go as UTF-8 whatever the page is.
 */
export function withGbkQueries(page: string): string {
	return page.replaceAll(
		/((?:href|src)\s*=\s*["']?[^"'\s<>?]{0,500}\?)([^"'\s<>]{1,1000})/gi,
		(whole, before: string, query: string) => {
			if (!/[^\u0000-\u007f]/.test(query)) return whole;
			const bytes = gbkBytes();
			return (
				before + query.replaceAll(/[^\u0000-\u007f]/gu, (character) => bytes.get(character) ?? encodeURIComponent(character))
			);
		},
	);
}
