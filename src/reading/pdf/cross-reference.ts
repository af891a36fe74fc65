import { constants, inflateSync } from "node:zlib";

/** Sections of one table that are looked at; an edited file has one more for each time that it was saved. */
const MAX_SECTIONS = 64;
const MAX_OBJECTS = 1_000_000;
const MAX_TABLE_BYTES = 24_000_000;
/** Within so many bytes of its start stands everything that a section says about itself. */
const DICTIONARY_BYTES = 4096;
/** Readers look for the header so far into a file, and some producers count from it. */
const HEADER_WINDOW_BYTES = 1024;

/** A part of a cross-reference table: where objects stand, and where the part before it does. */
interface Section {
	/** Number and offset of each object that stands by itself. */
	readonly objects: readonly (readonly [number: number, offset: number])[];
	readonly next: readonly number[];
}

/**
 * Whether a PDF's cross-reference table points to places where its objects do not stand (PDF 32000-1, 7.5.4 and 7.5.8): bytes
 * were lost, added or changed since the file was written. Readers look for the objects then, and say nothing. A table that is
 * coded in a way that is not known here tells nothing, and is taken to fit.
 */
export function hasMovedObjects(bytes: Uint8Array): boolean {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const tail = /startxref\s+(\d{1,10})(?![\s\S]*startxref)/.exec(text(file, Math.max(0, file.lastIndexOf("startxref")), 64));
	if (!tail) return false;
	const header = Math.max(0, file.subarray(0, HEADER_WINDOW_BYTES).indexOf("%PDF-"));
	return [...new Set([0, header])].every((base) => !fits(file, base, Number(tail[1])));
}

function fits(file: Buffer, base: number, start: number): boolean {
	const waiting = [start];
	const seen = new Set<number>();
	for (let offset = waiting.pop(); offset !== undefined; offset = waiting.pop()) {
		if (seen.has(offset)) continue;
		seen.add(offset);
		if (seen.size > MAX_SECTIONS) return false;
		const section = sectionAt(file, base + offset);
		if (section === "unknown") continue;
		if (section === undefined) return false;
		if (!section.objects.every(([number, at]) => isObjectAt(file, base + at, number))) return false;
		for (const next of section.next) waiting.push(next);
	}
	return true;
}

/** The number of the object that begins at an offset; space before it is no fault. */
function isObjectAt(file: Buffer, offset: number, number: number): boolean {
	const found = /^\s*(\d{1,10})\s+\d{1,5}\s+obj/.exec(text(file, offset, 40));
	return found !== null && Number(found[1]) === number;
}

function sectionAt(file: Buffer, offset: number): Section | "unknown" | undefined {
	const start = text(file, offset, 40);
	const table = /^\s*xref/.exec(start);
	if (table) return printedTable(file, offset + table[0].length);
	return /^\s*\d{1,10}\s+\d{1,5}\s+obj/.test(start) ? packedTable(file, offset) : undefined;
}

/** A table of lines, `0000000017 00000 n` each; undefined where it is none. */
function printedTable(file: Buffer, start: number): Section | undefined {
	const end = file.indexOf("trailer", start);
	if (end < 0 || end - start > MAX_TABLE_BYTES) return undefined;
	const words = text(file, start, end - start)
		.trim()
		.split(/\s+/);
	const objects: (readonly [number, number])[] = [];
	for (let i = 0; i + 1 < words.length; ) {
		const part = objectsListed(words, i);
		if (!part) return undefined;
		for (const object of part) objects.push(object);
		i += 2 + 3 * Number(words[i + 1]);
	}
	return { objects, next: nextOf(text(file, end, DICTIONARY_BYTES)) };
}

/** Objects of one part of a table, which begins with its first number and how many there are; undefined where it holds others. */
function objectsListed(words: readonly string[], start: number): (readonly [number: number, offset: number])[] | undefined {
	const [first, count] = [Number(words[start]), Number(words[start + 1])];
	if (!Number.isInteger(first) || !Number.isInteger(count) || count > MAX_OBJECTS) return undefined;
	// Some producers number from 1 and list the head of the free objects, number 0, all the same.
	const shift = first === 1 && words[start + 3] === "65535" && words[start + 4] === "f" ? 1 : 0;
	const objects: (readonly [number, number])[] = [];
	for (let n = 0; n < count; n++) {
		const [at, kind] = [Number(words[start + 2 + 3 * n]), words[start + 4 + 3 * n]];
		if (!Number.isInteger(at) || (kind !== "n" && kind !== "f")) return undefined;
		// What some producers list at 0 is free, whatever they call it.
		if (kind === "n" && at > 0) objects.push([first + n - shift, at]);
	}
	return objects;
}

function nextOf(dictionary: string): number[] {
	const own = dictionary.split("startxref")[0] ?? "";
	return ["Prev", "XRefStm"].flatMap((key) => numbersAt(own, key));
}

/** The whole number that stands behind a key. */
function numbersAt(dictionary: string, key: string): number[] {
	const found = new RegExp(String.raw`/${key}\s+(\d{1,10})(?!\s+\d+\s+R)`).exec(dictionary);
	return found ? [Number(found[1])] : [];
}

/** A table in a stream; unknown where it is packed otherwise than by Flate, or not at all. */
function packedTable(file: Buffer, offset: number): Section | "unknown" | undefined {
	const head = text(file, offset, DICTIONARY_BYTES);
	const begin = /stream\r?\n/.exec(head);
	if (!begin || !/\/XRef\b/.test(head.slice(0, begin.index))) return undefined;
	const dictionary = head.slice(0, begin.index);
	if (!/\/Filter[\s[]*\/FlateDecode/.test(dictionary)) return "unknown";
	const bytes = unpacked(file, offset + begin.index + begin[0].length);
	const rows = bytes && unpredicted(bytes, dictionary);
	const widths = listAt(dictionary, "W");
	if (rows === "unknown") return "unknown";
	if (!rows || widths.length !== 3) return undefined;
	return { objects: objectsOf(rows, widths, listAt(dictionary, "Index")), next: nextOf(dictionary) };
}

function unpacked(file: Buffer, start: number): Buffer | undefined {
	const end = file.indexOf("endstream", start);
	if (end < 0) return undefined;
	try {
		return inflateSync(file.subarray(start, end), { maxOutputLength: MAX_TABLE_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
	} catch {
		return undefined;
	}
}

function listAt(dictionary: string, key: string): number[] {
	const found = new RegExp(String.raw`/${key}\s*\[([\d\s]*)\]`).exec(dictionary);
	return found?.[1]?.trim().split(/\s+/).map(Number) ?? [];
}

/** Takes the PNG predictor "up", which is the one in use, off rows; bytes without a predictor as they are. */
function unpredicted(bytes: Buffer, dictionary: string): Buffer | "unknown" {
	const [predictor = 1] = numbersAt(dictionary, "Predictor");
	if (predictor === 1) return bytes;
	const [columns = 1] = numbersAt(dictionary, "Columns");
	const rows = Math.floor(bytes.length / (columns + 1));
	const plain = Buffer.alloc(rows * columns);
	for (let row = 0; row < rows; row++) {
		const kind = bytes[row * (columns + 1)];
		if (kind !== 0 && kind !== 2) return "unknown";
		for (let i = 0; i < columns; i++) {
			const above = kind === 2 && row > 0 ? (plain[(row - 1) * columns + i] ?? 0) : 0;
			plain[row * columns + i] = (bytes[row * (columns + 1) + 1 + i] ?? 0) + above;
		}
	}
	return plain;
}

function objectsOf(rows: Buffer, widths: readonly number[], index: readonly number[]): Section["objects"] {
	const [kinds = 0, places = 0, rest = 0] = widths;
	const width = kinds + places + rest;
	const count = width === 0 ? 0 : Math.min(MAX_OBJECTS, Math.floor(rows.length / width));
	const numbers = index.length > 0 ? index : [0, count];
	const objects: (readonly [number, number])[] = [];
	let row = 0;
	for (let i = 0; i + 1 < numbers.length; i += 2)
		for (let n = 0; n < (numbers[i + 1] ?? 0) && row < count; n++, row++) {
			const kind = kinds === 0 ? 1 : numberIn(rows, row * width, kinds);
			const at = numberIn(rows, row * width + kinds, places);
			if (kind === 1 && at > 0) objects.push([(numbers[i] ?? 0) + n, at]);
		}
	return objects;
}

function numberIn(bytes: Buffer, start: number, width: number): number {
	let value = 0;
	for (let i = 0; i < width; i++) value = value * 256 + (bytes[start + i] ?? 0);
	return value;
}

function text(file: Buffer, start: number, length: number): string {
	return file.toString("latin1", Math.min(start, file.length), Math.min(start + length, file.length));
}
