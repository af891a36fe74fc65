import { Arena, type Placed } from "./arena.ts";
import { type Convolution, convolutionOf, type Machine } from "./convolution.ts";
import { kernelsOn } from "./kernels.ts";
import type { Graph, GraphNode } from "./onnx-graph.ts";
import { parseGraph } from "./onnx-graph.ts";

/** What a small network gives: a picture of `shape` numbers after another. */
export interface SmallOutput {
	readonly data: Float32Array;
	readonly shape: readonly number[];
}

/** A network that is computed here: pictures of shape `[n, 1, height, width]` to probabilities of shape `[n, steps, classes]`. */
export interface SmallNetwork {
	readonly run: (pictures: Float32Array, shape: readonly number[]) => SmallOutput;
}

/** Values by their names while one picture is computed. */
type Values = Map<string, Placed>;
type Step = (values: Values) => void;

/**
 * Makes a network ready that consists of convolutions, sums and what is around them, as the figure reader's does: a
 * runtime for all networks takes longer to start than this one to read a report. The same numbers on every machine.
 * Throws where the file has a step that is not known here.
 */
export function smallNetwork(file: Uint8Array): SmallNetwork {
	const graph = parseGraph(file);
	const arena = new Arena();
	const machine = { arena, kernels: kernelsOn(arena.memory) };
	const [first] = graph.nodes;
	const input = first?.inputs[0] ?? "";
	const last = graph.nodes.at(-1);
	if (last?.op !== "Softmax") throw new Error("The network does not end in probabilities");
	const steps = stepsOf({ ...graph, nodes: graph.nodes.slice(0, -1) }, machine);
	const logits = last.inputs[0] ?? "";
	const classes = classesOf(graph);
	return {
		run: (pictures, [count = 0, , height = 0, width = 0]) => {
			const outputs = Array.from({ length: count }, (_, i) => {
				arena.reset();
				const picture = arena.place(height, width, 1);
				arena.heap.set(pictures.subarray(i * height * width, (i + 1) * height * width), picture.at / 4);
				const values: Values = new Map([[input, picture]]);
				for (const step of steps) step(values);
				return softmax(placedAs(values, logits), classes, arena.heap);
			});
			const [length = 0] = outputs.map((output) => output.length);
			const data = new Float32Array(count * length);
			outputs.forEach((output, i) => {
				data.set(output, i * length);
			});
			return { data, shape: [count, length / Math.max(1, classes), classes] };
		},
	};
}

/** Outputs of the last convolution: its columns are more where they are no multiple of what is computed at once. */
function classesOf({ nodes, tensors }: Graph): number {
	const last = nodes.findLast(({ op }) => op === "Conv");
	return tensors.get(last?.inputs[1] ?? "")?.shape[0] ?? 0;
}

function stepsOf({ nodes, tensors }: Graph, machine: Machine): Step[] {
	const uses = new Map<string, number>();
	for (const name of nodes.flatMap(({ inputs }) => inputs)) uses.set(name, (uses.get(name) ?? 0) + 1);
	const steps: Step[] = [];
	for (let i = 0; i < nodes.length; i++) {
		const node = nodes[i];
		if (!node) continue;
		if (node.op !== "Conv") {
			steps.push(stepOf(node, tensors, machine.arena));
			continue;
		}
		const weights = node.inputs.slice(1).flatMap((name) => tensors.get(name) ?? []);
		const { taken, ...fused } = fusedWith(nodes.slice(i, i + 3), uses);
		steps.push(convolutionStep(convolutionOf(node, weights, machine), { ...fused, input: node.inputs[0] ?? "" }));
		i += taken;
	}
	return steps;
}

interface Fused {
	readonly input: string;
	/** What is added to the sums of the convolution. */
	readonly added: string | undefined;
	readonly floor: number;
	readonly output: string;
}

/** A sum and a rectifier right after a convolution, which nothing else uses, are computed with it. */
function fusedWith(
	[convolution, ...next]: readonly GraphNode[],
	uses: ReadonlyMap<string, number>,
): Omit<Fused, "input"> & { taken: number } {
	let fused = {
		added: undefined as string | undefined,
		floor: Number.NEGATIVE_INFINITY,
		output: convolution?.output ?? "",
		taken: 0,
	};
	for (const { op, inputs, output } of next) {
		if (!inputs.includes(fused.output) || uses.get(fused.output) !== 1 || fused.floor === 0) break;
		if (op === "Add" && fused.added === undefined) {
			const [added] = inputs.filter((name) => name !== fused.output);
			fused = { ...fused, added, output, taken: fused.taken + 1 };
		} else if (op === "Relu") fused = { ...fused, floor: 0, output, taken: fused.taken + 1 };
		else break;
	}
	return fused;
}

function convolutionStep(convolution: Convolution, { input, added, floor, output }: Fused): Step {
	return (values) => {
		const sum = added === undefined ? undefined : placedAs(values, added);
		values.set(output, convolution(placedAs(values, input), { added: sum, floor }));
	};
}

function stepOf({ op, inputs, output, mode, attributes }: GraphNode, tensors: Graph["tensors"], arena: Arena): Step {
	const [input = "", ...others] = inputs;
	const numbers = others.map((name) => [...(tensors.get(name)?.data ?? [])]);
	const [[number = 0] = []] = numbers;
	const change =
		(to: (from: Placed) => Placed): Step =>
		(values) =>
			values.set(output, to(placedAs(values, input)));
	if (op === "Mul") return change((from) => mapped(from, arena, (v) => v * number));
	if (op === "Sub") return change((from) => mapped(from, arena, (v) => v - number));
	if (op === "Pad" && mode === "edge" && numbers[0]?.slice(0, -1).every((pad) => pad === 0))
		return change((from) => goneOn(from, numbers[0]?.at(-1) ?? 0, arena));
	const [[start] = [], [end = 0] = [], [axis] = []] = numbers;
	if (op === "Slice" && start === 0 && axis === 2) return change((from) => cutOff(from, end));
	// One row of places: channels stand at every place already.
	if (op === "Squeeze" && numbers[0]?.length === 1 && number === 2) return change(oneRow);
	if (op === "Transpose" && String(attributes.perm) === "0,2,1") return change(oneRow);
	throw new Error(`The step ${op} of a network is not known`);
}

function placedAs(values: Values, name: string): Placed {
	const value = values.get(name);
	if (!value) throw new Error(`A network uses ${name} before it is there`);
	return value;
}

function mapped(from: Placed, arena: Arena, change: (value: number) => number): Placed {
	const out = arena.place(from.height, from.width, from.channels);
	const { heap } = arena;
	const [start, to, length] = [from.at / 4, out.at / 4, from.height * from.width * from.channels];
	for (let i = 0; i < length; i++) heap[to + i] = change(heap[start + i] ?? 0);
	return out;
}

/** With its last place so many times more, in every row. */
function goneOn(from: Placed, more: number, arena: Arena): Placed {
	const { height, width, channels } = from;
	const out = arena.place(height, width + more, channels);
	const { heap } = arena;
	for (let y = 0; y < height; y++) {
		const [start, to] = [from.at / 4 + y * width * channels, out.at / 4 + y * out.width * channels];
		heap.copyWithin(to, start, start + width * channels);
		const last = start + (width - 1) * channels;
		for (let x = width; x < out.width; x++) heap.copyWithin(to + x * channels, last, last + channels);
	}
	return out;
}

/** A single row up to a place, counted from its end where below 0. */
function cutOff(from: Placed, end: number): Placed {
	return { ...oneRow(from), width: end < 0 ? from.width + end : Math.min(from.width, end) };
}

function oneRow(from: Placed): Placed {
	if (from.height !== 1) throw new Error(`A network leaves ${from.height} rows where one was expected`);
	return from;
}

function softmax({ at, width, channels }: Placed, classes: number, heap: Float32Array): Float32Array {
	const out = new Float32Array(width * classes);
	for (let x = 0; x < width; x++) {
		const row = heap.subarray(at / 4 + x * channels, at / 4 + x * channels + classes);
		const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
		const powers = row.map((value) => Math.exp(value - most));
		const sum = powers.reduce((a, b) => a + b, 0);
		powers.forEach((power, i) => {
			out[x * classes + i] = power / sum;
		});
	}
	return out;
}
