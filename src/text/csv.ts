/** Rows as CSV (RFC 4180), without a byte-order mark. */
export function csv(rows: readonly (readonly string[])[]): string {
	const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
