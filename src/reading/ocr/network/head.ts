import { concatenated } from "../../../model/many.ts";
import { GRAPH, MODEL, NODE, TENSOR } from "./onnx-graph.ts";
import type { Field } from "./onnx-message.ts";
import { bytesField, FLOAT_TENSOR, fieldsOf, textOf, valueMessage } from "./onnx-message.ts";

/** GraphProto.input. */
const INPUT = 11;

/** The file of what a network computes after its average pool, which is its input then. Throws where it has none. */
export function headOf(file: Uint8Array): Uint8Array {
	const model = fieldsOf(file);
	const graph = fieldsOf(model.find(({ field }) => field === MODEL.graph)?.bytes ?? new Uint8Array());
	const nodes = graph.filter(({ field }) => field === GRAPH.node).map((node) => ({ node, parts: fieldsOf(node.bytes) }));
	const at = nodes.findIndex(({ parts }) => namesOf(parts, NODE.op)[0] === "AveragePool");
	const [pooled] = namesOf(nodes[at]?.parts ?? [], NODE.output);
	if (pooled === undefined) throw new Error("The network has no average pool");
	const kept = nodes.slice(at + 1).filter(({ parts }) => namesOf(parts, NODE.op)[0] !== "Constant");
	const used = new Set(kept.flatMap(({ parts }) => namesOf(parts, NODE.input)));
	const constants = nodes.filter(
		({ parts }) => namesOf(parts, NODE.op)[0] === "Constant" && used.has(namesOf(parts, NODE.output)[0] ?? ""),
	);
	const others = graph.filter(
		({ field, bytes }) =>
			field !== GRAPH.node &&
			field !== INPUT &&
			(field !== GRAPH.initializer || used.has(namesOf(fieldsOf(bytes), TENSOR.name)[0] ?? "")),
	);
	const head = concatenated([
		...[...constants, ...kept].map(({ node }) => node.raw),
		...others.map(({ raw }) => raw),
		bytesField(INPUT, valueMessage(pooled, FLOAT_TENSOR)),
	]);
	return concatenated(model.map(({ field, raw }) => (field === MODEL.graph ? bytesField(MODEL.graph, head) : raw)));
}

function namesOf(parts: readonly Field[], wanted: number): string[] {
	return parts.filter(({ field }) => field === wanted).map(({ bytes }) => textOf(bytes));
}
