import { wellFormedName } from "./well-formed.ts";

/** How many columns a text takes on a terminal: two for each wide character. */
export function displayWidth(text: string): number {
	let width = 0;
	for (const c of text)
		width += /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c)
			? 2
			: 1;
	return width;
}

/** Rows as a table for a terminal; the first row is the heading. Control characters are taken out. */
export function textTable(rows: readonly (readonly string[])[]): string {
	const clean = rows.map((row) => row.map((cell) => wellFormedName(cell.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, " "))));
	const widths = (clean[0] ?? []).map((_, i) => clean.reduce((most, row) => Math.max(most, displayWidth(row[i] ?? "")), 0));
	return clean
		.map((row) =>
			row
				.map((cell, i) => (i === row.length - 1 ? cell : cell + " ".repeat((widths[i] ?? 0) - displayWidth(cell))))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}
