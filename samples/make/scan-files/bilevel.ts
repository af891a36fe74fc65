import type { GrayImage } from "../../../src/reading/ocr/gray.ts";

/** Rows of one bit a pixel, each from a new byte; 1 is black. */
export interface BitRows {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** A picture in black and white. */
export function bitsOf({ width, height, data }: GrayImage, threshold = 150): BitRows {
	const stride = (width + 7) >> 3;
	const bits = new Uint8Array(stride * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			if ((data[y * width + x] ?? 255) >= threshold) continue;
			const at = y * stride + (x >> 3);
			bits[at] = (bits[at] ?? 0) | (128 >> (x & 7));
		}
	}
	return { width, height, data: bits };
}

/** The picture that black and white make of another. */
export function bilevelOf(image: GrayImage, threshold = 150): GrayImage {
	return { ...image, data: image.data.map((shade) => (shade < threshold ? 0 : 255)) };
}

/** The same with black and white exchanged. */
export function inverted({ width, height, data }: BitRows): BitRows {
	return { width, height, data: data.map((byte) => ~byte & 255) };
}

/** Codes of ITU-T T.4 tables 2 and 3: what ends a run, and what makes it longer by 64 each; white, then black. */
const ENDING = [
	"00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100",
	"0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 00000011000 000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 000001101101 000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 000001010011 000000100100 000000110111 000000111000 000000100111 000000101000 000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111",
].map((codes) => codes.split(" "));
const LONGER = [
	"11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001 010011010 011000 010011011",
	"0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 0000001011011 0000001100100 0000001100101",
].map((codes) => codes.split(" "));
const LONGEST = ["00000001000", "00000001100", "00000001101", "000000010010", "000000010011", "000000010100"];
/** Where the change lies from -3 to 3 pixels beside that of the row above: T.6 table 1. */
const BESIDE = ["0000010", "000010", "010", "1", "011", "000011", "0000011"];
const [PASS, ACROSS] = ["0001", "001"];

/** A picture as ITU-T T.6 (fax group 4) codes it. */
export function group4Of({ width, height, data }: BitRows): Uint8Array {
	const stride = (width + 7) >> 3;
	const codes: string[] = [];
	let above = new Uint8Array(width);
	for (let y = 0; y < height; y++) {
		const row = new Uint8Array(width);
		for (let x = 0; x < width; x++) row[x] = ((data[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
		codes.push(rowOf(row, above));
		above = row;
	}
	codes.push("000000000001000000000001");
	return bytesOf(codes);
}

function rowOf(row: Uint8Array, above: Uint8Array): string {
	const width = row.length;
	let [code, at, shade] = ["", -1, 0];
	while (at < width) {
		const from = Math.max(0, at);
		const change = nextOf(row, from, shade);
		const [b1, b2] = changesAbove(above, at, shade);
		if (b2 < change) {
			code += PASS;
			at = b2;
		} else if (Math.abs(change - b1) <= 3) {
			code += BESIDE[change - b1 + 3] ?? "";
			at = change;
			shade = 1 - shade;
		} else {
			const second = change < width ? nextOf(row, change, 1 - shade) : width;
			code += ACROSS + runOf(change - from, shade) + runOf(second - change, 1 - shade);
			at = second;
		}
	}
	return code;
}

/** Where a row of one shade ends, from a place on. */
function nextOf(row: Uint8Array, from: number, shade: number): number {
	let x = from;
	while (x < row.length && row[x] === shade) x++;
	return x;
}

/** The first change of the row above to the other shade behind a place, and the next one. */
function changesAbove(above: Uint8Array, at: number, shade: number): [number, number] {
	const width = above.length;
	let b1 = at + 1;
	while (b1 < width && !(above[b1] !== shade && (b1 === 0 ? 0 : above[b1 - 1]) === shade)) b1++;
	return [b1, b1 < width ? nextOf(above, b1, 1 - shade) : width];
}

function runOf(length: number, shade: number): string {
	let [code, left] = ["", length];
	while (left >= 2560) {
		code += "000000011111";
		left -= 2560;
	}
	const longer = left >> 6;
	if (longer > 27) code += longestOf(longer);
	else if (longer > 0) code += LONGER[shade]?.[longer - 1] ?? "";
	return code + (ENDING[shade]?.[left & 63] ?? "");
}

function longestOf(longer: number): string {
	return (
		[...LONGEST, "000000010101", "000000010110", "000000010111", "000000011100", "000000011101", "000000011110"][longer - 28] ??
		""
	);
}

function bytesOf(codes: readonly string[]): Uint8Array {
	const bits = codes.join("");
	const bytes = new Uint8Array(Math.ceil(bits.length / 8));
	for (let i = 0; i < bits.length; i++) if (bits[i] === "1") bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (128 >> (i & 7));
	return bytes;
}

/** A picture as JBIG2 for a PDF: one generic region, coded as group 4 (ITU-T T.88 §6.2.6). */
export function jbig2Of(bits: BitRows): Uint8Array {
	const coded = group4Of(bits);
	const { width, height } = bits;
	const page = [...u32(width), ...u32(height), ...u32(0), ...u32(0), 0, 0, 0];
	const region = [...u32(width), ...u32(height), ...u32(0), ...u32(0), 0, 1];
	return Buffer.concat([
		Buffer.from([...u32(0), 48, 0, 1, ...u32(page.length), ...page]),
		Buffer.from([...u32(1), 38, 0, 1, ...u32(region.length + coded.length), ...region]),
		coded,
	]);
}

function u32(value: number): number[] {
	return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}
