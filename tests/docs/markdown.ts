/** What every generated page begins with. */
export const NOTE = "<!-- Written by `npm run docs` from the code; do not edit. -->";

const inCell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A table; the first row is its heading. */
export function table(rows: readonly (readonly string[])[]): string {
	const [head = [], ...body] = rows;
	return [head, head.map(() => "---"), ...body].map((row) => `| ${row.map(inCell).join(" | ")} |`).join("\n");
}
