/** WebAssembly that takes its memory from whoever starts it, and how much memory it declares. */
export interface MemoryImport {
	readonly code: Uint8Array<ArrayBuffer>;
	readonly memory: WebAssembly.MemoryDescriptor;
}

const HEADER_BYTES = 8;
const [IMPORTS, MEMORIES] = [2, 5];
/** Kinds of imports, after the core specification, 5.5.5. */
const MEMORY_KIND = 2;

/**
 * A module that declares one memory, rewritten to import it as `env.memory`; all else stays as it is, the export too.
 * Sections after the WebAssembly core specification, 5.5. Throws where there is not one memory with a bound.
 */
export function withImportedMemory(code: Uint8Array): MemoryImport {
	const parts: Uint8Array[] = [code.subarray(0, HEADER_BYTES)];
	const memoryType = sectionsOf(code).find(({ id }) => id === MEMORIES)?.payload;
	if (memoryType === undefined || memoryType[0] !== 1 || memoryType[1] !== 1)
		throw new Error("PDFium has not one bounded memory");
	for (const { id, payload, whole } of sectionsOf(code)) {
		if (id === IMPORTS) parts.push(section(IMPORTS, withMemory(payload, memoryType.subarray(1))));
		else if (id !== MEMORIES) parts.push(whole);
	}
	const [initial, at] = numberAt(memoryType, 2);
	const [maximum] = numberAt(memoryType, at);
	return { code: concatenated(parts), memory: { initial, maximum } };
}

interface Section {
	readonly id: number;
	readonly payload: Uint8Array;
	/** With its id and length. */
	readonly whole: Uint8Array;
}

function sectionsOf(code: Uint8Array): Section[] {
	const sections: Section[] = [];
	for (let start = HEADER_BYTES; start < code.length; ) {
		const [bytes, from] = numberAt(code, start + 1);
		sections.push({
			id: code[start] ?? 0,
			payload: code.subarray(from, from + bytes),
			whole: code.subarray(start, from + bytes),
		});
		start = from + bytes;
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

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
