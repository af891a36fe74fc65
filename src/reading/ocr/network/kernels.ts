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
	VECTOR_GREATER,
	VECTOR_MULTIPLY,
	when,
} from "./assembler.ts";

/** Rows that are multiplied at once; tensors have so many rows of room, less one, behind them. */
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
	/** One row of a convolution of each channel by itself: out, from, weights, bias, places, bytes of a place, kernel height and width, bytes of a row, bytes of a step, floor. */
	readonly convolve: (...of: readonly number[]) => void;
	/** Sets what a kernel covers into rows: out, from, places, bytes of a row out, bytes of a piece, pieces, bytes of a row, bytes of a step. */
	readonly gather: (...of: readonly number[]) => void;
}

/** The kernels on a memory. The same on every processor: nothing is fused, and the order of terms is fixed. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
	const module = new WebAssembly.Module(assemble([multiply(), convolve(), gather()]));
	return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
}

const four = (local: number): Code => [...get(local), ...constant(4), ...MULTIPLY];

function multiply(): KernelFunction {
	const [a, b, bias, added, out, rows, inner, columns, floor] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
	const [row, column, term, panel, rowBytes, outBytes, to] = [9, 10, 11, 12, 13, 14, 15] as const;
	const [starts, sums] = [range(16, ROWS), range(20, ROWS * 2)] as const;
	const [left, right, many, lowest, from] = [28, 29, 30, 31, 32] as const;
	const terms = range(0, TERMS).flatMap((k) => [
		...[...get(panel), ...load(k * 32), ...set(left), ...get(panel), ...load(k * 32 + 16), ...set(right)],
		...starts.flatMap((start, r) => [
			...[...get(start), ...loadSplat(k * 4), ...set(many)],
			...[left, right].flatMap((side, i) => {
				const sum = sums[r * 2 + i] ?? 0;
				return [...get(sum), ...get(many), ...get(side), ...VECTOR_MULTIPLY, ...VECTOR_ADD, ...set(sum)];
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
		...eachRow((sum, side) => [...get(to), ...get(sum), ...get(lowest), ...VECTOR_GREATER, ...store(side * 16)], to),
	];
	return {
		name: "multiply",
		parameters: [...fill("number", 8), "float"],
		locals: [...fill("number", 7 + ROWS), ...fill("vector", ROWS * 2 + 4), "number"],
		body: [
			...[...four(inner), ...set(rowBytes), ...four(columns), ...set(outBytes), ...get(floor), ...SPLAT, ...set(lowest)],
			...repeat(row, [rows, ROWS], [...get(b), ...set(panel), ...repeat(column, [columns, COLUMNS], block)]),
		],
	};
}

function convolve(): KernelFunction {
	const [out, from, weights, bias, places, bytes, height, width, rowBytes, step, floor] = range(0, 11) as Eleven;
	const [place, channel, y, x, weight, row, at, sum, lowest] = range(11, 9) as Nine;
	const term: Code = [
		...[...get(sum), ...get(at), ...load(), ...get(weight), ...load(), ...VECTOR_MULTIPLY, ...VECTOR_ADD, ...set(sum)],
		...advance(at, get(bytes)),
		...advance(weight, get(bytes)),
	];
	const kernelRow: Code = [...get(row), ...set(at), ...repeat(x, [width, 1], term), ...advance(row, get(rowBytes))];
	const channels: Code = [
		...[...get(bias), ...get(channel), ...ADD, ...load(), ...set(sum)],
		...[...get(weights), ...get(channel), ...ADD, ...set(weight), ...get(from), ...get(channel), ...ADD, ...set(row)],
		...repeat(y, [height, 1], kernelRow),
		...[...get(out), ...get(channel), ...ADD, ...get(sum), ...get(lowest), ...VECTOR_GREATER, ...store()],
	];
	return {
		name: "convolve",
		parameters: [...fill("number", 10), "float"],
		locals: [...fill("number", 7), "vector", "vector"],
		body: [
			...[...get(floor), ...SPLAT, ...set(lowest)],
			...repeat(
				place,
				[places, 1],
				[...repeat(channel, [bytes, 16], channels), ...advance(from, get(step)), ...advance(out, get(bytes))],
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
type Nine = [number, number, number, number, number, number, number, number, number];

function range(from: number, count: number): number[] {
	return Array.from({ length: count }, (_, i) => from + i);
}

function fill(value: Type, count: number): Type[] {
	return Array.from({ length: count }, () => value);
}
