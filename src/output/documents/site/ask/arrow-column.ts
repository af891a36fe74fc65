import type { Vector } from "apache-arrow";
import { Vector as ArrowVector, Bool, DateDay, Float64, Int32, Int64, makeData, Utf8 } from "apache-arrow";

const DAY_MS = 86_400_000;

/**
 * Values of one column as Arrow has them, by the set's type. Arrow's own builders make functions from texts, which the
 * page's policy forbids.
 */
export function arrowColumn(values: readonly unknown[], type: string): Vector {
	const length = values.length;
	const nullBitmap = bits(values, (value) => value !== null && value !== undefined);
	const nullCount = values.reduce<number>((count, value) => (value === null || value === undefined ? count + 1 : count), 0);
	const common = { length, nullCount, nullBitmap };
	const numbers = { ...common, offset: 0 };
	switch (type) {
		case "DOUBLE":
			return new ArrowVector([makeData({ ...numbers, type: new Float64(), data: Float64Array.from(values, Number) })]);
		case "INTEGER":
			return new ArrowVector([makeData({ ...numbers, type: new Int32(), data: Int32Array.from(values, Number) })]);
		case "BIGINT":
			return new ArrowVector([makeData({ ...numbers, type: new Int64(), data: BigInt64Array.from(values, whole) })]);
		case "DATE":
			return new ArrowVector([makeData({ ...numbers, type: new DateDay(), data: Int32Array.from(values, days) })]);
		case "BOOLEAN":
			return new ArrowVector([makeData({ ...common, type: new Bool(), data: bits(values, (value) => value === true) })]);
		default:
			return new ArrowVector([makeData({ ...common, type: new Utf8(), ...texts(values) })]);
	}
}

const whole = (value: unknown) => (typeof value === "bigint" ? value : BigInt(Math.trunc(Number(value ?? 0))));
const days = (value: unknown) => (value instanceof Date ? Math.round(value.getTime() / DAY_MS) : Number(value ?? 0));

/** One bit a value, the lowest first. */
function bits(values: readonly unknown[], isSet: (value: unknown) => boolean): Uint8Array {
	const packed = new Uint8Array(Math.ceil(values.length / 64) * 8);
	values.forEach((value, i) => {
		if (isSet(value)) packed[i >> 3] = (packed[i >> 3] ?? 0) | (1 << (i & 7));
	});
	return packed;
}

function texts(values: readonly unknown[]): { readonly valueOffsets: Int32Array; readonly data: Uint8Array } {
	const encoder = new TextEncoder();
	const valueOffsets = new Int32Array(values.length + 1);
	const pieces = values.map((value) => encoder.encode(value === null || value === undefined ? "" : String(value)));
	let end = 0;
	pieces.forEach((piece, i) => {
		end += piece.length;
		valueOffsets[i + 1] = end;
	});
	const data = new Uint8Array(end);
	pieces.forEach((piece, i) => {
		data.set(piece, valueOffsets[i]);
	});
	return { valueOffsets, data };
}
