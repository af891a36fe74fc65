import type { Outcome } from "../../../src/rules.ts";

/** What is said of something that is not as it should be. */
type More = Omit<Outcome, "verdict" | "cells" | "message">;

/** One check that holds. */
export function holds(cells: readonly string[]): Outcome[] {
	return [{ verdict: "holds", cells, message: "" }];
}

/** One check that does not hold. */
export function broken(cells: readonly string[], message: string, more: More = {}): Outcome[] {
	return [{ verdict: "broken", cells, message, ...more }];
}

/** One check that cannot be decided. */
export function undetermined(cells: readonly string[], message: string, more: More = {}): Outcome[] {
	return [{ verdict: "undetermined", cells, message, cause: "unclear", ...more }];
}

/** A quotation as a key that does not depend on its figures. */
export function keyOf(quote: string): string {
	return quote.replaceAll(/[\d,.%]+/g, "#");
}

/** A text cut to a length that still tells what it is. */
export function shorten(text: string, length = 80): string {
	return text.length > length ? `${text.slice(0, length)}…` : text;
}
