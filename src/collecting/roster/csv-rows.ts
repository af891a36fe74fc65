import type { SheetRow } from "./sheet-row.ts";
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS, RowsError } from "./sheet-row.ts";

/**
 * The rows of a table in text (RFC 4180), parted by commas, semicolons or tabs, whichever the first line has most of.
 * UTF-8 and UTF-16 are known by their marks, UTF-8 without one by its bytes; everything else must be GB18030. Throws
 * RowsError.
 */
export function csvRows(bytes: Uint8Array): SheetRow[] {
	const text = decoded(bytes);
	const head = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)));
	const separator = [",", ";", "\t"].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ",";
	return new Reader(text, separator).rows();
}

function decoded(bytes: Uint8Array): string {
	const mark =
		bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
	for (const label of mark ? [mark] : ["utf-8", "gb18030"]) {
		try {
			return new TextDecoder(label, { fatal: true }).decode(bytes);
		} catch {
			// TextDecoder has no other way to say that bytes are of another encoding.
		}
	}
	throw new RowsError(1, "the file is neither UTF-8 nor GB18030 (GBK); save it as CSV UTF-8");
}

/** Reads character by character: time grows with the text and with nothing else. */
class Reader {
	readonly #text: string;
	readonly #separator: string;
	#at = 0;
	#line = 1;

	constructor(text: string, separator: string) {
		this.#text = text;
		this.#separator = separator;
	}

	rows(): SheetRow[] {
		const rows: SheetRow[] = [];
		while (this.#at < this.#text.length) {
			const line = this.#line;
			const cells = this.#row();
			if (cells.some((cell) => cell !== "")) rows.push({ line, cells });
			if (rows.length > MAX_ROWS) throw new RowsError(line, `more than ${MAX_ROWS} rows; part the roster`);
		}
		return rows;
	}

	#row(): string[] {
		const cells: string[] = [];
		for (;;) {
			cells.push(this.#cell().trim());
			if (cells.length > MAX_COLUMNS) throw new RowsError(this.#line, `more than ${MAX_COLUMNS} columns`);
			const next = this.#text[this.#at];
			this.#at++;
			if (next === this.#separator) continue;
			if (next === "\r" && this.#text[this.#at] === "\n") this.#at++;
			this.#line++;
			return cells;
		}
	}

	#cell(): string {
		if (this.#text[this.#at] === '"') return this.#quoted();
		const start = this.#at;
		while (this.#at < this.#text.length && !this.#isEnd(this.#text[this.#at])) this.#at++;
		return this.#bounded(this.#text.slice(start, this.#at), this.#line);
	}

	#quoted(): string {
		const line = this.#line;
		const parts: string[] = [];
		for (;;) {
			const end = this.#text.indexOf('"', this.#at + 1);
			if (end < 0) throw new RowsError(line, "a quotation mark is opened here and not closed");
			const part = this.#text.slice(this.#at + 1, end);
			parts.push(part);
			this.#line += part.split("\n").length - 1;
			this.#at = end + 1;
			if (this.#text[this.#at] !== '"') break;
			parts.push('"');
		}
		if (this.#at < this.#text.length && !this.#isEnd(this.#text[this.#at]))
			throw new RowsError(this.#line, "something follows a closing quotation mark; double the marks inside a cell");
		return this.#bounded(parts.join(""), line);
	}

	#isEnd(character: string | undefined): boolean {
		return character === this.#separator || character === "\n" || character === "\r";
	}

	#bounded(cell: string, line: number): string {
		if (cell.length > MAX_CELL) throw new RowsError(line, `a cell has more than ${MAX_CELL} characters`);
		return cell;
	}
}
