/** Instructions of WebAssembly as bytes, after the core specification, chapter 5.4. */
export type Code = readonly number[];

const encoder = new TextEncoder();

/** An unsigned number, LEB128. */
function u(value: number): number[] {
	return value < 128 ? [value] : [(value & 127) | 128, ...u(value >>> 7)];
}

/** A signed number from -64 to 8191, LEB128. */
function s(value: number): number[] {
	return value < 64 ? [value & 127] : [(value & 127) | 128, value >> 7];
}

/** Puts a local on the stack. */
export const get = (local: number): Code => [0x20, ...u(local)];
/** Takes a number off the stack into a local. */
export const set = (local: number): Code => [0x21, ...u(local)];
/** Puts a number on the stack. */
export const constant = (value: number): Code => [0x41, ...s(value)];
/** Adds whole numbers. */
export const ADD: Code = [0x6a];
/** Multiplies whole numbers. */
export const MULTIPLY: Code = [0x6c];
/** Copies bytes of memory: to, from, how many. */
export const COPY: Code = [0xfc, 10, 0, 0];
/** Adds each of four lanes. */
export const VECTOR_ADD: Code = [0xfd, 0xe4, 1];
/** Multiplies each of four lanes. */
export const VECTOR_MULTIPLY: Code = [0xfd, 0xe6, 1];
/** The greater of each lane: one instruction of the processor. */
export const VECTOR_GREATER: Code = [0xfd, 0xeb, 1];
/** The lesser of each lane: one instruction of the processor. */
export const VECTOR_LESS: Code = [0xfd, 0xea, 1];
/** Multiplies the first two of three and adds the third, in one step where the processor can (relaxed SIMD). */
export const VECTOR_FUSED: Code = [0xfd, 0x85, 2];
/** The same number in four lanes. */
export const vectorOf = (value: number): Code => {
	const bytes = [...new Uint8Array(Float32Array.of(value, value, value, value).buffer)];
	return [0xfd, 12, ...bytes];
};
/** A number into all four lanes. */
export const SPLAT: Code = [0xfd, 0x13];
/** Four numbers of memory. */
export const load = (offset = 0): Code => [0xfd, 0, 2, ...u(offset)];
/** A number of memory into all four lanes. */
export const loadSplat = (offset: number): Code => [0xfd, 9, 2, ...u(offset)];
/** Puts four numbers into memory. */
export const store = (offset = 0): Code => [0xfd, 11, 2, ...u(offset)];
/** Adds a local, or a number, to a local. */
export const advance = (local: number, by: Code): Code => [...get(local), ...by, ...ADD, ...set(local)];

/** Repeats while a counter, which goes up by a step, is below a local; at least once. */
export function repeat(counter: number, [below, step]: readonly [below: number, step: number], body: Code): Code {
	const isBelow = [...get(counter), ...get(below), 0x48, 0x0d, 0];
	return [...constant(0), ...set(counter), 0x03, 0x40, ...body, ...advance(counter, constant(step)), ...isBelow, 0x0b];
}

/** What is done where a local is not zero. */
export function when(local: number, body: Code): Code {
	return [...get(local), 0x04, 0x40, ...body, 0x0b];
}

const TYPES = { number: 0x7f, float: 0x7d, vector: 0x7b } as const;

/** The type of a parameter or local. */
export type Type = keyof typeof TYPES;

/** A function that gives nothing. */
export interface KernelFunction {
	readonly name: string;
	readonly parameters: readonly Type[];
	/** Further locals, numbered after the parameters. */
	readonly locals: readonly Type[];
	readonly body: Code;
}

/** A module of functions on a memory that is imported as `env.memory`. */
export function assemble(functions: readonly KernelFunction[]): Uint8Array<ArrayBuffer> {
	const section = (id: number, items: readonly Code[]) => {
		const payload = [...u(items.length), ...items.flat()];
		return [id, ...u(payload.length), ...payload];
	};
	const name = (of: string) => [of.length, ...encoder.encode(of)];
	const types = functions.map(({ parameters }) => [0x60, parameters.length, ...parameters.map((type) => TYPES[type]), 0]);
	const bodies = functions.map(({ locals, body }) => {
		const code = [...u(locals.length), ...locals.flatMap((type) => [1, TYPES[type]]), ...body, 0x0b];
		return [...u(code.length), ...code];
	});
	return Uint8Array.from([
		...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
		...section(1, types),
		...section(2, [[...name("env"), ...name("memory"), 2, 0, 1]]),
		...section(
			3,
			functions.map((_, i) => u(i)),
		),
		...section(
			7,
			functions.map((one, i) => [...name(one.name), 0, ...u(i)]),
		),
		...section(10, bodies),
	]);
}
