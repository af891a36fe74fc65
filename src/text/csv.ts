/** Rows as CSV (RFC 4180) in UTF-8 with a byte-order mark, as spreadsheets want it. */
export function csv(rows: readonly (readonly string[])[]): string {
	const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
