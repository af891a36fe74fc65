import { concatenated } from "../../../model/many.ts";

/** One field of a protobuf message: a number, or bytes. */
export interface Field {
	readonly field: number;
	readonly value: number;
	readonly bytes: Uint8Array;
	/** The field as it stands in its message. */
	readonly raw: Uint8Array;
}

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];

/** The fields of a protobuf message, in order; numbers of four bytes are floats. */
export function fieldsOf(message: Uint8Array): Field[] {
	const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
	const fields: Field[] = [];
	for (let at = 0; at < message.length; ) {
		const from = at;
		const [tag, start] = varint(message, at);
		const kind = tag % 8;
		let [value, begin] = [0, start];
		if (kind === VARINT || kind === BYTES) {
			const [number, end] = varint(message, start);
			[value, begin, at] = [number, end, kind === BYTES ? end + number : end];
		} else {
			if (kind === FIXED32) value = view.getFloat32(start, true);
			at = start + (kind === FIXED64 ? 8 : 4);
			begin = at;
		}
		fields.push({ field: Math.floor(tag / 8), value, bytes: message.subarray(begin, at), raw: message.subarray(from, at) });
	}
	return fields;
}

/** An unsigned number of a message, and where it ends. */
export function varint(bytes: Uint8Array, start: number): [value: number, end: number] {
	let [value, at] = [0, start];
	for (let scale = 1; ; scale *= 128) {
		const byte = bytes[at++] ?? 0;
		value += (byte & 127) * scale;
		if (byte < 128) return [value, at];
	}
}

export function textOf(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}

export function bytesField(field: number, bytes: Uint8Array): Uint8Array {
	return concatenated([Uint8Array.from([...unsigned(field * 8 + BYTES), ...unsigned(bytes.length)]), bytes]);
}

export function textField(field: number, text: string): Uint8Array {
	return bytesField(field, new TextEncoder().encode(text));
}

export function numberField(field: number, value: number): Uint8Array {
	return Uint8Array.from([...unsigned(field * 8 + VARINT), ...unsigned(value)]);
}

function floatField(field: number, value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setFloat32(0, value, true);
	return concatenated([Uint8Array.from(unsigned(field * 8 + FIXED32)), bytes]);
}

/** Fields of AttributeProto, and the types of attributes. */
const ATTRIBUTE = { name: 1, float: 2, int: 3, type: 20 } as const;
const TYPES = { float: 1, int: 2 } as const;

/** An attribute of a step of a network. */
export function floatAttribute(name: string, value: number): Uint8Array {
	return concatenated([
		textField(ATTRIBUTE.name, name),
		floatField(ATTRIBUTE.float, value),
		numberField(ATTRIBUTE.type, TYPES.float),
	]);
}

/** An attribute of a step of a network: a whole number, at least 0. */
export function intAttribute(name: string, value: number): Uint8Array {
	return concatenated([
		textField(ATTRIBUTE.name, name),
		numberField(ATTRIBUTE.int, value),
		numberField(ATTRIBUTE.type, TYPES.int),
	]);
}

/** TypeProto of a tensor of floats. */
const [TENSOR_TYPE, ELEMENT, FLOAT] = [1, 1, 1];
export const FLOAT_TENSOR = bytesField(TENSOR_TYPE, numberField(ELEMENT, FLOAT));

/** ValueInfoProto: an input or output of a network. */
export function valueMessage(name: string, type: Uint8Array): Uint8Array {
	return concatenated([textField(1, name), bytesField(2, type)]);
}

/** LEB128. */
function unsigned(value: number): number[] {
	return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];
}
