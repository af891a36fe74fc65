import { inflateSync } from "node:zlib";
import { randomFrom } from "../../samples/make/figures.ts";

/** Numbers from 0 to below 1, the same for the same seed. */
export function chances(seed: number): () => number {
	const below = randomFrom(seed);
	return () => below(1_000_000) / 1_000_000;
}

type Mutation = (bytes: Buffer, chance: () => number) => Buffer;

const at = (bytes: Buffer, chance: () => number) => Math.floor(chance() * bytes.length);

const MUTATIONS: readonly Mutation[] = [
	flipBytes,
	cutOut,
	doubleUp,
	cutShort,
	growNumbers,
	swapNames,
	openStreams,
	openStreams,
	openStreams,
];

/** A PDF with one to three faults; the same for the same seed. */
export function mutatePdf(pdf: Uint8Array, seed: number): Uint8Array {
	const chance = chances(seed);
	let bytes: Buffer = Buffer.from(pdf);
	const faults = 1 + Math.floor(chance() * 3);
	for (let i = 0; i < faults && bytes.length > 100; i++) {
		const mutation = MUTATIONS[Math.floor(chance() * MUTATIONS.length)] ?? flipBytes;
		bytes = mutation(bytes, chance);
	}
	return new Uint8Array(bytes);
}

function flipBytes(bytes: Buffer, chance: () => number): Buffer {
	const copy = Buffer.from(bytes);
	const count = 1 + Math.floor(chance() * 200);
	for (let i = 0; i < count; i++) copy[at(copy, chance)] = Math.floor(chance() * 256);
	return copy;
}

function cutOut(bytes: Buffer, chance: () => number): Buffer {
	const start = at(bytes, chance);
	return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + Math.floor(chance() * 4000))]);
}

function doubleUp(bytes: Buffer, chance: () => number): Buffer {
	const start = at(bytes, chance);
	const piece = bytes.subarray(start, start + Math.floor(chance() * 4000));
	return Buffer.concat([
		bytes.subarray(0, start),
		...Array.from({ length: 1 + Math.floor(chance() * 8) }, () => piece),
		bytes.subarray(start),
	]);
}

function cutShort(bytes: Buffer, chance: () => number): Buffer {
	return bytes.subarray(0, Math.max(20, at(bytes, chance)));
}

const NUMBERS = ["0", "-1", "1", "65536", "2147483648", "-2147483649", "1e308", "99999999999999999999", "0.0000001", "NaN"];

/** Lengths, counts, sizes, offsets and places that are no longer true. */
function growNumbers(bytes: Buffer, chance: () => number): Buffer {
	const share = chance() * 0.05;
	return inText(bytes, (text) =>
		text.replaceAll(/(?<=[\s[(/])-?\d+(?:\.\d+)?(?=[\s\]>])/g, (number) =>
			chance() < share ? (NUMBERS[Math.floor(chance() * NUMBERS.length)] ?? number) : number,
		),
	);
}

/** Objects that point to others than they did, also to themselves, and keys that mean something else. */
function swapNames(bytes: Buffer, chance: () => number): Buffer {
	const share = chance() * 0.1;
	const names = ["/Page", "/Pages", "/Font", "/Type0", "/XObject", "/Kids", "/Parent", "/Length", "/FlateDecode", "/Contents"];
	return inText(bytes, (text) =>
		text
			.replaceAll(/\b\d{1,4} 0 R\b/g, (reference) => (chance() < share ? `${Math.floor(chance() * 60)} 0 R` : reference))
			.replaceAll(/\/[A-Z]\w+/g, (name) => (chance() < share ? (names[Math.floor(chance() * names.length)] ?? name) : name)),
	);
}

/** Unpacks a stream and puts faults into what is in it: page contents, fonts, character maps. */
function openStreams(bytes: Buffer, chance: () => number): Buffer {
	const text = bytes.toString("latin1");
	const streams = [...text.matchAll(/<<[\s\S]{0,2000}?\/FlateDecode[\s\S]{0,500}?>>\s*stream\r?\n/g)];
	const chosen = streams[Math.floor(chance() * streams.length)];
	if (!chosen) return flipBytes(bytes, chance);
	const start = chosen.index + chosen[0].length;
	const end = text.indexOf("endstream", start);
	const inside = inflated(bytes.subarray(start, end));
	if (!inside || end < 0) return flipBytes(bytes, chance);
	const worse = (chance() < 0.7 ? growContents : flipBytes)(inside, chance);
	const head = chosen[0]
		.replace(/\/Filter\s*\/FlateDecode|\/Filter\s*\[\s*\/FlateDecode\s*\]/, "")
		.replace(/\/Length \d+(?: 0 R)?/, `/Length ${worse.length}`);
	return Buffer.concat([
		bytes.subarray(0, chosen.index),
		Buffer.from(head, "latin1"),
		worse,
		Buffer.from("\n"),
		bytes.subarray(end),
	]);
}

const OPERATORS = [
	"q",
	"Q",
	"BT",
	"ET",
	"re",
	"f",
	"W n",
	"cm",
	"Do",
	"Tf",
	"Tj",
	"Td",
	"l",
	"m",
	"S",
	"BI",
	"ID",
	"EI",
	"sh",
	"gs",
];

function growContents(bytes: Buffer, chance: () => number): Buffer {
	const share = chance() * 0.02;
	return Buffer.from(
		bytes
			.toString("latin1")
			.replaceAll(/[^\s]+/g, (token) =>
				chance() >= share
					? token
					: chance() < 0.5
						? (NUMBERS[Math.floor(chance() * NUMBERS.length)] ?? token)
						: (OPERATORS[Math.floor(chance() * OPERATORS.length)] ?? token),
			),
		"latin1",
	);
}

function inflated(bytes: Buffer): Buffer | undefined {
	try {
		return inflateSync(bytes, { maxOutputLength: 20_000_000 });
	} catch {
		// Already broken by another fault.
		return undefined;
	}
}

/** Changes the text between streams and leaves what is in them. */
function inText(bytes: Buffer, change: (text: string) => string): Buffer {
	const parts = bytes.toString("latin1").split(/(stream\r?\n[\s\S]*?endstream)/);
	return Buffer.from(parts.map((part, i) => (i % 2 === 0 ? change(part) : part)).join(""), "latin1");
}
