import { FLOAT, GRAPH, INT64, MODEL, NODE, TENSOR } from "./onnx-graph.ts";
import {
	bytesField,
	FLOAT_TENSOR,
	fieldsOf,
	intAttribute,
	joined,
	numberField,
	textField,
	textOf,
	valueMessage,
} from "./onnx-message.ts";

/** What `likeliestOf` makes a network give, by name. */
export const OUTPUTS = { values: "likeliest/values", places: "likeliest/places", chosen: "likeliest/chosen" } as const;

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
	const rewritten = joined([
		...graph.filter(({ field }) => field !== OUTPUT).map(({ raw }) => raw),
		bytesField(GRAPH.initializer, numbersMessage(classes, chosen)),
		node("TopK", [all], [OUTPUTS.values, places], [intAttribute("k", 2), intAttribute("axis", 2)]),
		node("Cast", [places], [OUTPUTS.places], [intAttribute("to", FLOAT)]),
		node("Gather", [all, classes], [OUTPUTS.chosen], [intAttribute("axis", 2)]),
		...Object.values(OUTPUTS).map((name) => bytesField(OUTPUT, valueMessage(name, FLOAT_TENSOR))),
	]);
	return joined(model.map(({ field, raw }) => (field === MODEL.graph ? bytesField(MODEL.graph, rewritten) : raw)));
}

function node(op: string, inputs: readonly string[], outputs: readonly string[], attributes: readonly Uint8Array[]): Uint8Array {
	const parts = [
		...inputs.map((name) => textField(NODE.input, name)),
		...outputs.map((name) => textField(NODE.output, name)),
		textField(NODE.op, op),
		...attributes.map((one) => bytesField(NODE.attribute, one)),
	];
	return bytesField(GRAPH.node, joined(parts));
}

function numbersMessage(name: string, numbers: readonly number[]): Uint8Array {
	const raw = new Uint8Array(BigInt64Array.from(numbers, BigInt).buffer);
	return joined([
		numberField(TENSOR.dims, numbers.length),
		numberField(TENSOR.type, INT64),
		textField(TENSOR.name, name),
		bytesField(TENSOR.raw, raw),
	]);
}
