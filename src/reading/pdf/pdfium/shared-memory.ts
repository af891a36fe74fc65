import { concatenated } from "../../../model/many.ts";
/** WebAssembly that takes its memory from whoever starts it, and how much memory it declares. */
export interface MemoryImport {
	readonly code: Uint8Array<ArrayBuffer>;
	readonly memory: WebAssembly.MemoryDescriptor;
}

const HEADER_BYTES = 8;
const [IMPORTS, MEMORIES] = [2, 5];
/** Kinds of imports, after the core specification, 5.5.5. */
const MEMORY_KIND = 2;

/** So many bytes are free before a module that is to be rewritten in its place. */
export const ROOM_BYTES = 64;

/**
 * A module that declares one memory, rewritten to import it as `env.memory`; all else stays as it is, the export too.
 * It stands behind `ROOM_BYTES` of the bytes given, which are used up: megabytes of code are not copied.
 * Sections after the WebAssembly core specification, 5.5. Throws where there is not one memory with a bound.
 */
export function withImportedMemory(bytes: Uint8Array<ArrayBuffer>): MemoryImport {
	const code = bytes.subarray(ROOM_BYTES);
	const sections = sectionsTo(MEMORIES, code);
	const memory = sections.at(-1);
	const declared = memory?.payload;
	if (memory?.id !== MEMORIES || declared?.[0] !== 1 || declared[1] !== 1) throw new Error("PDFium has not one bounded memory");
	const before = sections.slice(0, -1).map(({ id, payload, whole }) => {
		return id === IMPORTS ? section(IMPORTS, withMemory(payload, declared.subarray(1))) : whole;
	});
	const front = concatenated([code.subarray(0, HEADER_BYTES), ...before]);
	const start = ROOM_BYTES + memory.end - front.length;
	if (start < 0) throw new Error("PDFium's imports do not fit into the room before it");
	bytes.set(front, start);
	const [initial, at] = numberAt(declared, 2);
	const [maximum] = numberAt(declared, at);
	return { code: bytes.subarray(start), memory: { initial, maximum } };
}

interface Section {
	readonly id: number;
	readonly payload: Uint8Array;
	/** With its id and length. */
	readonly whole: Uint8Array;
	/** The place after it. */
	readonly end: number;
}

/** The sections up to the first of an id, or all where there is none. */
function sectionsTo(last: number, code: Uint8Array): Section[] {
	const sections: Section[] = [];
	for (let start = HEADER_BYTES; start < code.length; ) {
		const [length, from] = numberAt(code, start + 1);
		const [id, end] = [code[start] ?? 0, from + length];
		// Copies: what stands before the memory is written over.
		sections.push({ id, payload: code.slice(from, end), whole: code.slice(start, end), end });
		if (id === last) break;
		start = end;
	}
	return sections;
}

function withMemory(imports: Uint8Array, memoryType: Uint8Array): Uint8Array {
	const [count, from] = numberAt(imports, 0);
	const entry = [...name("env"), ...name("memory"), MEMORY_KIND, ...memoryType];
	return concatenated([Uint8Array.from(encoded(count + 1)), imports.subarray(from), Uint8Array.from(entry)]);
}

function section(id: number, payload: Uint8Array): Uint8Array {
	return concatenated([Uint8Array.from([id, ...encoded(payload.length)]), payload]);
}

function name(text: string): number[] {
	return [text.length, ...new TextEncoder().encode(text)];
}

/** An unsigned number (LEB128), and the place after it. */
function numberAt(bytes: Uint8Array, start: number): [value: number, end: number] {
	let [value, at] = [0, start];
	for (let shift = 0; ; shift += 7) {
		const byte = bytes[at++] ?? 0;
		value += (byte & 127) * 2 ** shift;
		if (byte < 128) return [value, at];
	}
}

function encoded(value: number): number[] {
	return value < 128 ? [value] : [(value & 127) | 128, ...encoded(value >>> 7)];
}
