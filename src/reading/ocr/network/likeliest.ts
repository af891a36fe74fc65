import { concatenated } from "../../../model/many.ts";
import { FLOAT, GRAPH, INT64, MODEL, NODE, TENSOR } from "./onnx-graph.ts";
import {
	bytesField,
	FLOAT_TENSOR,
	fieldsOf,
	intAttribute,
	numberField,
	textField,
	textOf,
	valueMessage,
} from "./onnx-message.ts";

/** What `likeliestOf` makes a network give, by name. */
export const OUTPUTS = { values: "likeliest/values", places: "likeliest/places", chosen: "likeliest/chosen" } as const;

/** Numbers, and their shape. */
interface Output {
	readonly data: Float32Array;
	readonly shape: readonly number[];
}

/** The same of probabilities that were carried out: WebAssembly's TopK takes longer than the network. */
export function likeliestAmong({ data, shape }: Output, chosen: readonly number[]): Readonly<Record<string, Output>> {
	const [count = 0, steps = 0, classes = 0] = shape;
	const all = count * steps;
	const [values, places] = [new Float32Array(2 * all), new Float32Array(2 * all)];
	const some = new Float32Array(chosen.length * all);
	for (let step = 0; step < all; step++) {
		const row = data.subarray(step * classes, (step + 1) * classes);
		const [first, second] = topTwo(row);
		places.set([first, second], 2 * step);
		values.set([row[first] ?? 0, row[second] ?? 0], 2 * step);
		for (let k = 0; k < chosen.length; k++) some[step * chosen.length + k] = row[chosen[k] ?? 0] ?? 0;
	}
	const pairs = [count, steps, 2];
	return {
		[OUTPUTS.values]: { data: values, shape: pairs },
		[OUTPUTS.places]: { data: places, shape: pairs },
		[OUTPUTS.chosen]: { data: some, shape: [count, steps, chosen.length] },
	};
}

function topTwo(row: Float32Array): readonly [first: number, second: number] {
	let [first, second, most, next] = [0, 0, -1, -1];
	for (let i = 0; i < row.length; i++) {
		const value = row[i] ?? 0;
		if (value <= next) continue;
		if (value > most) {
			second = first;
			next = most;
			first = i;
			most = value;
		} else {
			second = i;
			next = value;
		}
	}
	return [first, second];
}

/** GraphProto.output, and ValueInfoProto.name. */
const [OUTPUT, NAME] = [12, 1];

/**
 * The file of a network that gives probabilities of shape `[n, steps, classes]`, made to give the two likeliest classes of each step
 * (`values` and `places`, the first of equals first) and the probabilities of `chosen` classes instead: thousands of classes are not
 * carried out of the runtime to be looked through.
 */
export function likeliestOf(file: Uint8Array, chosen: readonly number[]): Uint8Array {
	const model = fieldsOf(file);
	const graph = fieldsOf(model.find(({ field }) => field === MODEL.graph)?.bytes ?? new Uint8Array());
	const output = graph.find(({ field }) => field === OUTPUT);
	const all = textOf(fieldsOf(output?.bytes ?? new Uint8Array()).find(({ field }) => field === NAME)?.bytes ?? new Uint8Array());
	const places = "likeliest/whole-places";
	const classes = "likeliest/classes";
	const rewritten = concatenated([
		...graph.filter(({ field }) => field !== OUTPUT).map(({ raw }) => raw),
		bytesField(GRAPH.initializer, numbersMessage(classes, chosen)),
		node("TopK", [all], [OUTPUTS.values, places], [intAttribute("k", 2), intAttribute("axis", 2)]),
		node("Cast", [places], [OUTPUTS.places], [intAttribute("to", FLOAT)]),
		node("Gather", [all, classes], [OUTPUTS.chosen], [intAttribute("axis", 2)]),
		...Object.values(OUTPUTS).map((name) => bytesField(OUTPUT, valueMessage(name, FLOAT_TENSOR))),
	]);
	return concatenated(model.map(({ field, raw }) => (field === MODEL.graph ? bytesField(MODEL.graph, rewritten) : raw)));
}

function node(op: string, inputs: readonly string[], outputs: readonly string[], attributes: readonly Uint8Array[]): Uint8Array {
	const parts = [
		...inputs.map((name) => textField(NODE.input, name)),
		...outputs.map((name) => textField(NODE.output, name)),
		textField(NODE.op, op),
		...attributes.map((one) => bytesField(NODE.attribute, one)),
	];
	return bytesField(GRAPH.node, concatenated(parts));
}

function numbersMessage(name: string, numbers: readonly number[]): Uint8Array {
	const raw = new Uint8Array(BigInt64Array.from(numbers, BigInt).buffer);
	return concatenated([
		numberField(TENSOR.dims, numbers.length),
		numberField(TENSOR.type, INT64),
		textField(TENSOR.name, name),
		bytesField(TENSOR.raw, raw),
	]);
}
