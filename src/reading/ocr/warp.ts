import type { Chain } from "./chains.ts";

/** By how much points are moved, at the corners of a grid over a picture; between them linearly. */
export interface Displacement {
	readonly columns: number;
	readonly rows: number;
	/** Distance between corners, in points. */
	readonly stepX: number;
	readonly stepY: number;
	/** Row by row. */
	readonly values: Float64Array;
}

const [COLUMNS, ROWS] = [17, 13];
/** How much a bend of the grid costs against a point of a line that is off by one. */
const STIFFNESS = 6;
/** Keeps what no line says at rest. */
const RIDGE = 1e-3;
/** Lines that are off by more than this are weighed less and less, in points. */
const TOLERANCE = 0.8;
const ROUNDS = 4;
/** Points of a line that are taken, at most. */
const SAMPLES = 60;

/** The displacement at a place. */
export function displacementAt({ columns, rows, stepX, stepY, values }: Displacement, x: number, y: number): number {
	const u = Math.min(columns - 1.001, Math.max(0, x / stepX));
	const v = Math.min(rows - 1.001, Math.max(0, y / stepY));
	const [i, j] = [Math.floor(u), Math.floor(v)];
	const [fx, fy] = [u - i, v - j];
	const at = j * columns + i;
	const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
	const lower = (values[at + columns] ?? 0) * (1 - fx) + (values[at + columns + 1] ?? 0) * fx;
	return upper * (1 - fy) + lower * fy;
}

/**
 * The smoothest displacement across lines that makes each of them straight: least squares over the corners of a grid, every line
 * free to lie anywhere, lines that do not fit the others weighed down (iteratively reweighted).
 */
export function straightening(chains: readonly Chain[], size: { readonly width: number; readonly height: number }): Displacement {
	const grid = {
		columns: COLUMNS,
		rows: ROWS,
		stepX: size.width / (COLUMNS - 1),
		stepY: size.height / (ROWS - 1),
		values: new Float64Array(COLUMNS * ROWS),
	};
	const lines = chains.map((chain) => sampled(chain));
	let weights = lines.map(({ weight }) => weight);
	for (let round = 0; round < ROUNDS; round++) {
		const system = stiffness();
		for (const [i, line] of lines.entries()) addLine(system, line, { grid, weight: weights[i] ?? 0 });
		grid.values.set(solved(system));
		weights = lines.map((line) => {
			const off = bendOf(line, grid);
			return line.weight / (1 + (off / TOLERANCE) ** 2);
		});
	}
	return grid;
}

/** How far a line is from straight after the displacement: the root mean square of what is left. */
export function bendOf(line: Pick<Chain, "along" | "across">, grid: Displacement): number {
	const moved = line.along.map((x, k) => (line.across[k] ?? 0) + displacementAt(grid, x, line.across[k] ?? 0));
	const mean = moved.reduce((sum, y) => sum + y, 0) / moved.length;
	return Math.sqrt(moved.reduce((sum, y) => sum + (y - mean) ** 2, 0) / moved.length);
}

function sampled({ along, across, width, weight }: Chain): Chain {
	const every = Math.max(1, Math.floor(along.length / SAMPLES));
	const some = (values: readonly number[]) => values.filter((_, i) => i % every === 0);
	return { along: some(along), across: some(across), width, weight };
}

interface System {
	readonly size: number;
	readonly matrix: Float64Array;
	readonly right: Float64Array;
}

/** The part of the system that keeps the grid smooth and, where nothing is known, at rest. */
function stiffness(): System {
	const size = COLUMNS * ROWS;
	const system = { size, matrix: new Float64Array(size * size), right: new Float64Array(size) };
	const second = (a: number, b: number, c: number) =>
		addRow(
			system,
			[
				[a, 1],
				[b, -2],
				[c, 1],
			],
			{ target: 0, weight: STIFFNESS },
		);
	for (let j = 0; j < ROWS; j++) {
		for (let i = 0; i < COLUMNS; i++) {
			const at = j * COLUMNS + i;
			addRow(system, [[at, 1]], { target: 0, weight: RIDGE });
			if (i > 0 && i + 1 < COLUMNS) second(at - 1, at, at + 1);
			if (j > 0 && j + 1 < ROWS) second(at - COLUMNS, at, at + COLUMNS);
		}
	}
	return system;
}

type Row = readonly (readonly [index: number, weight: number])[];

function addRow({ size, matrix, right }: System, row: Row, { target, weight }: { target: number; weight: number }): void {
	for (const [i, a] of row) {
		right[i] = (right[i] ?? 0) + weight * a * target;
		for (const [j, b] of row) matrix[i * size + j] = (matrix[i * size + j] ?? 0) + weight * a * b;
	}
}

/** Every point of a line is to end at the height of their mean: the sum of squares about it, as that of the points less that of the mean. */
function addLine(system: System, line: Chain, { grid, weight }: { grid: Displacement; weight: number }): void {
	const { along, across } = line;
	const mean = new Map<number, number>();
	const level = across.reduce((sum, y) => sum + y, 0) / across.length;
	along.forEach((x, k) => {
		const row = cornersOf(grid, x, across[k] ?? 0);
		for (const [i, w] of row) mean.set(i, (mean.get(i) ?? 0) + w / along.length);
		addRow(system, row, { target: level - (across[k] ?? 0), weight });
	});
	addRow(system, [...mean], { target: 0, weight: -weight * along.length });
}

function cornersOf({ columns, rows, stepX, stepY }: Displacement, x: number, y: number): Row {
	const u = Math.min(columns - 1.001, Math.max(0, x / stepX));
	const v = Math.min(rows - 1.001, Math.max(0, y / stepY));
	const [i, j] = [Math.floor(u), Math.floor(v)];
	const [fx, fy] = [u - i, v - j];
	const at = j * columns + i;
	return [
		[at, (1 - fx) * (1 - fy)],
		[at + 1, fx * (1 - fy)],
		[at + columns, (1 - fx) * fy],
		[at + columns + 1, fx * fy],
	];
}

/** Solves a symmetric positive definite system (Cholesky). */
function solved(system: System): Float64Array {
	factorize(system);
	return substituted(system);
}

/** The lower triangle whose product with its transpose the matrix is, in its place. */
function factorize({ size, matrix }: System): void {
	for (let j = 0; j < size; j++) {
		const diagonal = Math.sqrt(
			Math.max(1e-12, (matrix[j * size + j] ?? 0) - dot(matrix, { a: j * size, b: j * size, count: j })),
		);
		matrix[j * size + j] = diagonal;
		for (let i = j + 1; i < size; i++)
			matrix[i * size + j] = ((matrix[i * size + j] ?? 0) - dot(matrix, { a: i * size, b: j * size, count: j })) / diagonal;
	}
}

function dot(values: Float64Array, { a, b, count }: { readonly a: number; readonly b: number; readonly count: number }): number {
	let sum = 0;
	for (let k = 0; k < count; k++) sum += (values[a + k] ?? 0) * (values[b + k] ?? 0);
	return sum;
}

function substituted({ size, matrix, right }: System): Float64Array {
	const x = right.slice();
	for (let i = 0; i < size; i++) {
		let sum = x[i] ?? 0;
		for (let k = 0; k < i; k++) sum -= (matrix[i * size + k] ?? 0) * (x[k] ?? 0);
		x[i] = sum / (matrix[i * size + i] ?? 1);
	}
	for (let i = size - 1; i >= 0; i--) {
		let sum = x[i] ?? 0;
		for (let k = i + 1; k < size; k++) sum -= (matrix[k * size + i] ?? 0) * (x[k] ?? 0);
		x[i] = sum / (matrix[i * size + i] ?? 1);
	}
	return x;
}
