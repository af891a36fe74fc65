import type { Code, KernelFunction, Type } from "./assembler.ts";
import {
	ADD,
	advance,
	assemble,
	COPY,
	constant,
	get,
	load,
	loadSplat,
	MULTIPLY,
	repeat,
	SPLAT,
	set,
	store,
	VECTOR_ADD,
	VECTOR_FUSED,
	VECTOR_GREATER,
	VECTOR_LESS,
	VECTOR_MULTIPLY,
	vectorOf,
	when,
} from "./assembler.ts";

/** Rows, or places of a row, that are computed at once; tensors have so many of room, less one, behind them. */
export const ROWS = 4;
/** Columns that are multiplied at once; weights come in panels of so many. */
export const COLUMNS = 8;
/** Terms that are added before the loop turns: inner sizes are multiples of it. */
export const TERMS = 4;

/** What computes a network, four numbers at a time; all places are byte addresses in one memory. */
export interface Kernels {
	/**
	 * `out[r][c] = max(floor, bias[c] + added[r][c] + sum over k of a[r][k] b[k][c])`; nothing is added where `added` is 0.
	 * `b` lies in panels of 8 columns. Sizes in numbers: rows, inner, columns.
	 */
	readonly multiply: (
		...of: readonly [a: number, b: number, bias: number, added: number, out: number, ...sizes: number[], floor: number]
	) => void;
	/** One row of a convolution of each channel by itself, and up to 3 places behind it, which the next row writes over: out, from, weights, bias, places, bytes of a place, kernel height and width, bytes of a row, bytes of a step, floor. */
	readonly convolve: (...of: readonly number[]) => void;
	/** As `multiply` and `convolve`, but `scale x clip(x / 6 + 1/2, 0, 1) + shift` of each sum comes out, with both at the end in place of the floor. */
	readonly multiplyGated: (...of: readonly number[]) => void;
	readonly convolveGated: (...of: readonly number[]) => void;
	/** Sets what a kernel covers into rows: out, from, places, bytes of a row out, bytes of a piece, pieces, bytes of a row, bytes of a step. */
	readonly gather: (...of: readonly number[]) => void;
}

/**
 * The kernels on a memory. The same on every processor: nothing is fused, and the order of terms is fixed; with `isFused`, products and
 * sums are one step where the processor can, which is faster and rounds once.
 */
export function kernelsOn(memory: WebAssembly.Memory, { isFused = false } = {}): Kernels {
	const fused = isFused ? assembled(true) : undefined;
	const module = new WebAssembly.Module(fused && WebAssembly.validate(fused) ? fused : assembled(false));
	return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}

function assembled(isFused: boolean): Uint8Array<ArrayBuffer> {
	const kinds = [false, true].map((isGated) => ({ isGated, isFused }));
	return assemble([...kinds.map(multiply), ...kinds.map(convolve), gather()]);
}

interface Kind {
	readonly isGated: boolean;
	readonly isFused: boolean;
}

/** The product of two vectors, added to a local. */
function addProduct(sum: number, [one, other]: readonly [Code, Code], isFused: boolean): Code {
	return isFused
		? [...one, ...other, ...get(sum), ...VECTOR_FUSED, ...set(sum)]
		: [...get(sum), ...one, ...other, ...VECTOR_MULTIPLY, ...VECTOR_ADD, ...set(sum)];
}

/** What comes out of a sum: no less than a floor, or gated, scaled and shifted; the locals hold a floor, or scale and shift. */
function finished(sum: number, [first, second]: readonly [number, number], isGated: boolean): Code {
	if (!isGated) return [...get(sum), ...get(first), ...VECTOR_GREATER];
	const share = [...get(sum), ...vectorOf(1 / 6), ...VECTOR_MULTIPLY, ...vectorOf(0.5), ...VECTOR_ADD];
	const clipped = [...share, ...vectorOf(0), ...VECTOR_GREATER, ...vectorOf(1), ...VECTOR_LESS];
	return [...get(sum), ...clipped, ...VECTOR_MULTIPLY, ...get(first), ...VECTOR_MULTIPLY, ...get(second), ...VECTOR_ADD];
}

/** Sets what `finished` takes from parameters that begin with the given one. */
function prepared(parameter: number, [first, second]: readonly [number, number], isGated: boolean): Code {
	const one: Code = [...get(parameter), ...SPLAT, ...set(first)];
	return isGated ? [...one, ...get(parameter + 1), ...SPLAT, ...set(second)] : one;
}

const four = (local: number): Code => [...get(local), ...constant(4), ...MULTIPLY];

function multiply({ isGated, isFused }: Kind): KernelFunction {
	const [a, b, bias, added, out, rows, inner, columns, floor] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
	const free = floor + (isGated ? 2 : 1);
	const [row, column, term, panel, rowBytes, outBytes, to] = range(free, 7) as Seven;
	const [starts, sums] = [range(free + 7, ROWS), range(free + 7 + ROWS, ROWS * 2)] as const;
	const [left, right, many, lowest, shift, from] = range(free + 7 + ROWS * 3, 6) as Six;
	const terms = range(0, TERMS).flatMap((k) => [
		...[...get(panel), ...load(k * 32), ...set(left), ...get(panel), ...load(k * 32 + 16), ...set(right)],
		...starts.flatMap((start, r) => [
			...[...get(start), ...loadSplat(k * 4), ...set(many)],
			...[left, right].flatMap((side, i) => {
				const sum = sums[r * 2 + i] ?? 0;
				return addProduct(sum, [get(many), get(side)], isFused);
			}),
		]),
	]);
	const eachRow = (body: (sum: number, side: number) => Code, place: number): Code =>
		range(0, ROWS * 2).flatMap((i) => [...body(sums[i] ?? 0, i % 2), ...(i % 2 ? advance(place, get(outBytes)) : [])]);
	const atPlace = (base: number, place: number): Code => [
		...[...get(base), ...get(row), ...get(outBytes), ...MULTIPLY, ...ADD, ...four(column), ...ADD, ...set(place)],
	];
	const block: Code = [
		...starts.flatMap((start, r) => [
			...[...get(a), ...get(row), ...constant(r), ...ADD, ...get(rowBytes), ...MULTIPLY, ...ADD, ...set(start)],
		]),
		...[...get(bias), ...four(column), ...ADD, ...set(from)],
		...sums.flatMap((sum, i) => [...get(from), ...load((i % 2) * 16), ...set(sum)]),
		...repeat(
			term,
			[inner, TERMS],
			[
				...terms,
				...starts.flatMap((start) => advance(start, constant(TERMS * 4))),
				...advance(panel, constant(TERMS * COLUMNS * 4)),
			],
		),
		...when(added, [
			...atPlace(added, from),
			...eachRow((sum, side) => [...get(sum), ...get(from), ...load(side * 16), ...VECTOR_ADD, ...set(sum)], from),
		]),
		...atPlace(out, to),
		...eachRow((sum, side) => [...get(to), ...finished(sum, [lowest, shift], isGated), ...store(side * 16)], to),
	];
	return {
		name: isGated ? "multiplyGated" : "multiply",
		parameters: [...fill("number", 8), ...fill("float", isGated ? 2 : 1)],
		locals: [...fill("number", 7 + ROWS), ...fill("vector", ROWS * 2 + 5), "number"],
		body: [
			...[...four(inner), ...set(rowBytes), ...four(columns), ...set(outBytes)],
			...prepared(floor, [lowest, shift], isGated),
			...repeat(row, [rows, ROWS], [...get(b), ...set(panel), ...repeat(column, [columns, COLUMNS], block)]),
		],
	};
}

function convolve({ isGated, isFused }: Kind): KernelFunction {
	const [out, from, weights, bias, places, bytes, height, width, rowBytes, step, floor] = range(0, 11) as Eleven;
	const free = floor + (isGated ? 2 : 1);
	const [place, channel, y, x, weight, row, to] = range(free, 7) as Seven;
	const [at, sums] = [range(free + 7, ROWS), range(free + 7 + ROWS, ROWS)] as const;
	const [one, lowest, shift] = range(free + 7 + ROWS * 2, 3) as Three;
	const term: Code = [
		...[...get(weight), ...load(), ...set(one)],
		...sums.flatMap((sum, i) => addProduct(sum, [get(one), [...get(at[i] ?? 0), ...load()]], isFused)),
		...at.flatMap((start) => advance(start, get(bytes))),
		...advance(weight, get(bytes)),
	];
	const starts: Code = at.flatMap((start, i) => [
		...(i === 0 ? get(row) : [...get(at[i - 1] ?? 0), ...get(step), ...ADD]),
		...set(start),
	]);
	const kernelRow: Code = [...starts, ...repeat(x, [width, 1], term), ...advance(row, get(rowBytes))];
	const channels: Code = [
		...[...get(bias), ...get(channel), ...ADD, ...load(), ...set(one)],
		...sums.flatMap((sum) => [...get(one), ...set(sum)]),
		...[...get(weights), ...get(channel), ...ADD, ...set(weight), ...get(from), ...get(channel), ...ADD, ...set(row)],
		...repeat(y, [height, 1], kernelRow),
		...[...get(out), ...get(channel), ...ADD, ...set(to)],
		...sums.flatMap((sum) => [
			...[...get(to), ...finished(sum, [lowest, shift], isGated), ...store()],
			...advance(to, get(bytes)),
		]),
	];
	return {
		name: isGated ? "convolveGated" : "convolve",
		parameters: [...fill("number", 10), ...fill("float", isGated ? 2 : 1)],
		locals: [...fill("number", 7 + ROWS), ...fill("vector", ROWS + 3)],
		body: [
			...prepared(floor, [lowest, shift], isGated),
			...repeat(
				place,
				[places, ROWS],
				[
					...repeat(channel, [bytes, 16], channels),
					...range(0, ROWS).flatMap(() => [...advance(from, get(step)), ...advance(out, get(bytes))]),
				],
			),
		],
	};
}

function gather(): KernelFunction {
	const [out, from, places, outBytes, pieceBytes, pieces, rowBytes, step] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
	const [place, piece, to, at] = [8, 9, 10, 11] as const;
	const copied: Code = [
		...[...get(to), ...get(at), ...get(pieceBytes), ...COPY],
		...advance(to, get(pieceBytes)),
		...advance(at, get(rowBytes)),
	];
	return {
		name: "gather",
		parameters: fill("number", 8),
		locals: fill("number", 4),
		body: repeat(
			place,
			[places, 1],
			[
				...[...get(out), ...set(to), ...get(from), ...set(at), ...repeat(piece, [pieces, 1], copied)],
				...advance(from, get(step)),
				...advance(out, get(outBytes)),
			],
		),
	};
}

type Eleven = [number, number, number, number, number, number, number, number, number, number, number];
type Seven = [number, number, number, number, number, number, number];
type Three = [number, number, number];
type Six = [number, number, number, number, number, number];

function range(from: number, count: number): number[] {
	return Array.from({ length: count }, (_, i) => from + i);
}

function fill(value: Type, count: number): Type[] {
	return Array.from({ length: count }, () => value);
}
