/** So many characters are handed on at once, about. */
const PIECE = 65_536;

/**
 * The text of `JSON.stringify(value, null, "\t")` with a line feed, in pieces: elements of lists at the top are put into words one by one, so that
 * a list of any length takes the memory of a piece.
 */
export function* jsonPieces(value: object): Generator<string> {
	let piece = "";
	for (const part of partsOf(value)) {
		piece += part;
		if (piece.length < PIECE) continue;
		yield piece;
		piece = "";
	}
	yield piece;
}

function* partsOf(value: object): Generator<string> {
	const fields = Object.entries(value).filter(([, field]) => field !== undefined);
	for (const [i, [name, field]] of fields.entries()) {
		yield `${i === 0 ? "{" : ","}\n\t${JSON.stringify(name)}: `;
		if (Array.isArray(field) && field.length > 0) yield* listOf(field);
		else yield indented(field, "\t");
	}
	yield fields.length === 0 ? "{}\n" : "\n}\n";
}

function* listOf(elements: readonly unknown[]): Generator<string> {
	for (const [i, element] of elements.entries()) yield `${i === 0 ? "[" : ","}\n\t\t${indented(element ?? null, "\t\t")}`;
	yield "\n\t]";
}

/** Strings of JSON have no line feeds of their own. */
function indented(value: unknown, indent: string): string {
	return JSON.stringify(value, null, "\t").replaceAll("\n", `\n${indent}`);
}
