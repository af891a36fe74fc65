/** Controls that are no white space, format characters such as marks of direction and soft hyphens, and code points that are no characters. */
const NOT_SHOWN = /\p{Cf}|[\ufdd0-\ufdef]|\p{Noncharacter_Code_Point}|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu;

/**
 * A text from outside as every output can carry it: no lone surrogate, no noncharacter, no control but white space, and
 * nothing that is not shown, such as marks of direction, which would turn the text around them. Called where text enters.
 */
export function wellFormed(text: string): string {
	return isPlain(text) ? text : text.toWellFormed().replaceAll(NOT_SHOWN, "");
}

/** The name of a file or document on one line. */
export function wellFormedName(name: string): string {
	return wellFormed(name).replaceAll(/[\t\n\r\u2028\u2029]+/g, " ");
}

/** A title or the text of a link: one line of at most 300 characters. */
export function titleLine(text: string): string {
	return wellFormed(text).replaceAll(/\s+/g, " ").trim().slice(0, 300).toWellFormed();
}

function isPlain(text: string): boolean {
	return /^[\t\n\r\u0020-\u007e\u3000-\u9fff\uff01-\uff5e]*$/.test(text);
}
