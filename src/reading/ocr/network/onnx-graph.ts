import type { Field } from "./onnx-message.ts";
import { fieldsOf, textOf, varint } from "./onnx-message.ts";

/** Numbers of a network: weights, or where it pads and cuts. */
export interface GraphTensor {
	readonly shape: readonly number[];
	readonly data: Float32Array | readonly number[];
}

/** One step of a network; attributes are lists of numbers. */
export interface GraphNode {
	readonly op: string;
	readonly inputs: readonly string[];
	readonly output: string;
	readonly attributes: Readonly<Record<string, readonly number[]>>;
	/** The edge of a picture goes on, where a step pads by mode. */
	readonly mode: string;
}

/** What a network computes, step by step, and its numbers by name. */
export interface Graph {
	readonly nodes: readonly GraphNode[];
	readonly tensors: ReadonlyMap<string, GraphTensor>;
}

/** Field numbers of onnx.proto3: ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto. */
export const MODEL = { graph: 7 } as const;
export const GRAPH = { node: 1, initializer: 5 } as const;
export const NODE = { input: 1, output: 2, op: 4, attribute: 5 } as const;
export const ATTRIBUTE = { name: 1, float: 2, int: 3, text: 4, tensor: 5, ints: 8 } as const;
export const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
/** Data types of tensors. */
export const [FLOAT, INT64] = [1, 7];

/** The graph of an ONNX file whose digest was checked: it is taken as it is, but for tensors of other numbers. */
export function parseGraph(file: Uint8Array): Graph {
	const graph = fieldsOf(file).find(({ field }) => field === MODEL.graph)?.bytes ?? new Uint8Array();
	const tensors = new Map<string, GraphTensor>();
	const nodes: GraphNode[] = [];
	for (const { field, bytes } of fieldsOf(graph)) {
		if (field === GRAPH.initializer) {
			const { name, tensor } = tensorOf(bytes);
			if (tensor) tensors.set(name, tensor);
		}
		if (field !== GRAPH.node) continue;
		const { constant, ...node } = nodeOf(bytes);
		if (constant) tensors.set(node.output, constant);
		else if (node.op !== "Constant") nodes.push(node);
	}
	return { nodes, tensors };
}

function nodeOf(bytes: Uint8Array): GraphNode & { readonly constant: GraphTensor | undefined } {
	const fields = fieldsOf(bytes);
	const texts = (wanted: number) => fields.filter(({ field }) => field === wanted).map((one) => textOf(one.bytes));
	const attributes: Record<string, number[]> = {};
	let mode = "";
	let constant: GraphTensor | undefined;
	for (const attribute of fields.filter(({ field }) => field === NODE.attribute)) {
		const inner = fieldsOf(attribute.bytes);
		const name = textOf(inner.find(({ field }) => field === ATTRIBUTE.name)?.bytes ?? new Uint8Array());
		attributes[name] = inner.flatMap((one) => {
			if (one.field === ATTRIBUTE.int || one.field === ATTRIBUTE.float) return [one.value];
			return one.field === ATTRIBUTE.ints ? numbersOf(one) : [];
		});
		for (const { field, bytes: value } of inner) {
			if (field === ATTRIBUTE.text) mode = textOf(value);
			if (field === ATTRIBUTE.tensor) constant = tensorOf(value).tensor;
		}
	}
	const [op = ""] = texts(NODE.op);
	const [output = ""] = texts(NODE.output);
	return { op, inputs: texts(NODE.input), output, attributes, mode, constant };
}

/** A tensor of a file, and its name; no tensor where it is neither of floats nor of whole numbers. */
export function tensorOf(bytes: Uint8Array): { readonly name: string; readonly tensor: GraphTensor | undefined } {
	const fields = fieldsOf(bytes);
	const shape = fields.filter(({ field }) => field === TENSOR.dims).flatMap(numbersOf);
	const name = textOf(fields.find(({ field }) => field === TENSOR.name)?.bytes ?? new Uint8Array());
	const type = fields.find(({ field }) => field === TENSOR.type)?.value;
	// A copy: numbers stand at any place of the file.
	const raw = new Uint8Array(fields.find(({ field }) => field === TENSOR.raw)?.bytes ?? []);
	if (type === FLOAT) return { name, tensor: { shape, data: new Float32Array(raw.buffer) } };
	if (type !== INT64) return { name, tensor: undefined };
	return { name, tensor: { shape, data: [...new BigInt64Array(raw.buffer)].map(Number) } };
}

/** Repeated numbers stand packed or one by one. */
export function numbersOf({ value, bytes }: Field): number[] {
	if (bytes.length === 0) return [value];
	const numbers: number[] = [];
	for (let at = 0; at < bytes.length; ) {
		const [number, end] = varint(bytes, at);
		numbers.push(number);
		at = end;
	}
	return numbers;
}
