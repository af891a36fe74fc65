import { closeSync, openSync, writeSync } from "node:fs";
import type { Column, Value } from "../../model/dataset.ts";

/** A new text file that grows line by line; memory stays at one block whatever its length. */
export interface LinesFile {
	readonly path: string;
	readonly write: (text: string) => void;
	readonly close: () => void;
}

const BLOCK_CHARACTERS = 1 << 18;

/** Opens a new file for writing. */
export function openLines(path: string): LinesFile {
	const file = openSync(path, "wx");
	let parts: string[] = [];
	let length = 0;
	const flush = () => {
		const bytes = Buffer.from(parts.join(""));
		for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
		parts = [];
		length = 0;
	};
	return {
		path,
		write: (text) => {
			parts.push(text);
			length += text.length;
			if (length >= BLOCK_CHARACTERS) flush();
		},
		close: () => {
			flush();
			closeSync(file);
		},
	};
}

/** One record of CSV (RFC 4180) with its line end; null is nothing, an empty text is `""`. */
export function csvLine(row: readonly Value[]): string {
	let line = "";
	for (let i = 0; i < row.length; i++) {
		const value = row[i];
		if (i > 0) line += ",";
		if (value === null || value === undefined) continue;
		line += typeof value === "string" ? csvText(value) : String(value);
	}
	return `${line}\r\n`;
}

function csvText(printed: string): string {
	const text = wellFormed(printed);
	return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** As `csvLine`, for spreadsheets: text that they would take for a formula gets a space before it. */
export function spreadsheetLine(row: readonly Value[]): string {
	return csvLine(row.map((value) => (typeof value === "string" ? inert(value) : value)));
}

/** A leading sign that starts a formula gets a space before it; printed dashes and numbers are left. */
export function inert(text: string): string {
	return /^[=+\-@\t\r]/.test(text) && !/^-?[\d.,]*$/.test(text) ? ` ${text}` : text;
}

/** What stands for null, and between values, on the way to DuckDB: no text of a document can contain them. */
export const TRANSPORT = { delimiter: "\u0001", none: "\u0002", newline: "\u0003", carriage: "\u0004" } as const;

/**
 * One record on the way to DuckDB. Line ends in texts are replaced, and nothing is quoted, so that a
 * record ends at every line end: text of a hostile document cannot pose as another record.
 */
export function transportLine(row: readonly Value[]): string {
	let line = "";
	for (let i = 0; i < row.length; i++) {
		const value = row[i];
		if (i > 0) line += TRANSPORT.delimiter;
		if (value === null || value === undefined) line += TRANSPORT.none;
		else if (typeof value === "string") line += transportText(value);
		else line += String(value);
	}
	return `${line}\n`;
}

function transportText(printed: string): string {
	const text = wellFormed(printed);
	return /[\r\n]/.test(text) ? text.replaceAll("\n", TRANSPORT.newline).replaceAll("\r", TRANSPORT.carriage) : text;
}

/** Control characters other than line ends, and halves of characters, have no place in a table: blanks stand for them. */
function wellFormed(text: string): string {
	if (!/[\u0000-\u0009\u000b\u000c\u000e-\u001f\ud800-\udfff]/.test(text)) return text;
	return text.toWellFormed().replaceAll(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g, " ");
}

/** Short names, where a column has one. */
export const shortNames = (columns: readonly Column[]): string[] => columns.map((column) => column.shortName ?? column.name);
