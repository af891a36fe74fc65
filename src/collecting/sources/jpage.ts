/** Pieces of HTML that jpage (大汉) delivers as records, in an answer of their own or inside a page. */
export function piecesOf(text: string): string[] {
	return between(text, "record");
}

/** The markup that holds the address of the following records; undefined where jpage names none. */
export function nextGroupOf(text: string): string | undefined {
	return between(text, "nextgroup").find((piece) => piece !== "");
}

/** What stands in each element of a name that ends; an expression over several blanks would take time that grows with their cube. */
function between(text: string, name: string): string[] {
	return text
		.split(`<${name}>`)
		.slice(1)
		.flatMap((part) => {
			const end = part.indexOf(`</${name}>`);
			if (end < 0) return [];
			const piece = part.slice(0, end).trim();
			const [from, to] = [piece.startsWith("<![CDATA[") ? 9 : 0, piece.endsWith("]]>") ? -3 : piece.length];
			return [piece.slice(from, to)];
		});
}
