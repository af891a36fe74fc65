/**
 * Stands in a text for what is printed there and is no text: a picture, a formula, a struck figure. After Unicode's
 * object replacement character; no figure is read from a cell that holds one, and none is blank.
 */
export const UNREAD = "\ufffc";

/** Whether a text holds something that is printed and was not read. */
export function holdsUnread(text: string): boolean {
	return text.includes(UNREAD);
}
