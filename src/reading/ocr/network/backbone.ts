import type { Placed } from "./arena.ts";
import { Arena } from "./arena.ts";
import type { Machine } from "./convolution.ts";
import { convolutionOf } from "./convolution.ts";
import { kernelsOn } from "./kernels.ts";
import type { Graph, GraphNode, GraphTensor } from "./onnx-graph.ts";
import { parseGraph } from "./onnx-graph.ts";

/** The first, convolving part of a network, computed here; pictures of `[channels, height, width]` numbers to features of `[channels, 1, width]`. */
export interface Backbone {
	/** Channels of the features. */
	readonly channels: number;
	/** The features of one picture. */
	readonly run: (
		picture: Float32Array,
		height: number,
		width: number,
	) => { readonly features: Float32Array; readonly width: number };
}

/** What comes out of one step lies in the half of the memory that its input is not in. */
type Unit = (input: Placed) => Placed;

/** Bytes that a step needs for each column of the picture, at most, and beside them. */
const [COLUMN_BYTES, OTHER_BYTES] = [8192, 262_144];

/**
 * Makes the convolving part of a folded network ready, up to its average pool: one step after another, which are convolutions, gated or not,
 * and products with what the means of all channels come to (squeeze and excitation). Twice as fast as a runtime's WebAssembly.
 * Throws where the file has a step that is not known here.
 */
export function backboneOf(file: Uint8Array): Backbone {
	const graph = parseGraph(file);
	const end = graph.nodes.findIndex(({ op }) => op === "AveragePool");
	const arena = new Arena();
	const machine = { arena, kernels: kernelsOn(arena.memory, { isFused: true }) };
	const units = unitsOf({ nodes: graph.nodes.slice(0, end), tensors: graph.tensors }, machine);
	const pool = graph.nodes[end];
	const last = graph.nodes.slice(0, end).findLast(({ op }) => op === "Conv");
	const [channels = 0] = graph.tensors.get(last?.inputs[1] ?? "")?.shape ?? [];
	if (!pool) throw new Error("The network has no average pool");
	return {
		channels,
		run: (picture, height, width) => {
			arena.halve(width * COLUMN_BYTES + OTHER_BYTES);
			arena.begin(1);
			let value = placed(picture, { height, width, arena });
			for (const [i, unit] of units.entries()) {
				arena.begin(i % 2 === 0 ? 0 : 1);
				value = unit(value);
			}
			return pooled(value, pool, arena.heap);
		},
	};
}

/** A picture with its channels at every place. */
function placed(
	picture: Float32Array,
	{ height, width, arena }: { readonly height: number; readonly width: number; readonly arena: Arena },
): Placed {
	const area = height * width;
	const channels = picture.length / area;
	const input = arena.place(height, width, channels);
	const { heap } = arena;
	for (let channel = 0; channel < channels; channel++)
		for (let i = 0; i < area; i++) heap[input.at / 4 + i * channels + channel] = picture[channel * area + i] ?? 0;
	return input;
}

function unitsOf({ nodes, tensors }: Graph, machine: Machine): Unit[] {
	const units: Unit[] = [];
	for (let i = 0; i < nodes.length; ) {
		const node = nodes[i];
		if (node?.op === "Conv") {
			const taken = gatedConvolution(nodes.slice(i, i + 4), tensors, machine);
			units.push(taken.unit);
			i += taken.steps;
		} else if (node?.op === "GlobalAveragePool") {
			units.push(excitation(nodes.slice(i, i + SQUEEZE.length), tensors, machine));
			i += SQUEEZE.length;
		} else throw new Error(`The step ${node?.op} of a network is not known`);
	}
	return units;
}

/** A convolution and what follows it of a normalization, a gate and another normalization. */
function gatedConvolution(
	[convolution, ...after]: readonly GraphNode[],
	tensors: Graph["tensors"],
	machine: Machine,
): { readonly unit: Unit; readonly steps: number } {
	if (!convolution) throw new Error("A network ends before it begins");
	const [first, second, third] = after;
	const given = convolution.inputs.slice(1).flatMap((name) => tensors.get(name) ?? []);
	if (first?.op === "BatchNormalization") {
		const run = convolutionOf(convolution, normalized(given, first, tensors), machine);
		return { unit: (input) => run(input, { added: undefined, floor: Number.NEGATIVE_INFINITY }), steps: 2 };
	}
	const isGated = first?.op === "HardSigmoid" && second?.op === "Mul" && second.inputs.includes(convolution.output);
	if (!isGated || !isHardSwish(first)) throw new Error(`What follows ${convolution.output} in a network is not known`);
	const run = convolutionOf(convolution, given, machine);
	const isScaled = third?.op === "BatchNormalization" && third.inputs[0] === second.output;
	const gate = isScaled ? evenly(third, tensors) : { scale: 1, shift: 0 };
	return { unit: (input) => run(input, { added: undefined, floor: Number.NEGATIVE_INFINITY, gate }), steps: isScaled ? 4 : 3 };
}

function isHardSwish({ attributes: { alpha, beta } }: GraphNode): boolean {
	return Math.abs((alpha?.[0] ?? 0.2) - 1 / 6) < 1e-6 && (beta?.[0] ?? 0.5) === 0.5;
}

/** By what a normalization multiplies each channel, and what it adds. */
function affineOf(
	{ inputs, attributes }: GraphNode,
	tensors: Graph["tensors"],
): readonly (readonly [scale: number, shift: number])[] {
	const [scales, shifts, means, variances] = inputs.slice(1).map((name) => tensors.get(name)?.data ?? []);
	const [epsilon = 1e-5] = attributes.epsilon ?? [];
	return [...(scales ?? [])].map((scale, i) => {
		const factor = scale / Math.sqrt((variances?.[i] ?? 1) + epsilon);
		return [factor, (shifts?.[i] ?? 0) - (means?.[i] ?? 0) * factor];
	});
}

/** A normalization that does the same to every channel. */
function evenly(node: GraphNode, tensors: Graph["tensors"]): { readonly scale: number; readonly shift: number } {
	const affine = affineOf(node, tensors);
	const [[scale, shift] = [1, 0]] = affine;
	if (affine.some((one) => one[0] !== scale || one[1] !== shift)) throw new Error(`${node.output} differs between channels`);
	return { scale, shift };
}

/** Weights and bias with a normalization in them. */
function normalized([weights, bias]: readonly GraphTensor[], node: GraphNode, tensors: Graph["tensors"]): GraphTensor[] {
	if (!weights) throw new Error(`${node.output} normalizes nothing`);
	const affine = affineOf(node, tensors);
	const each = weights.data.length / affine.length;
	const data = Float32Array.from(weights.data, (value, i) => value * (affine[Math.floor(i / each)]?.[0] ?? 1));
	const shifts = Float32Array.from(affine, ([scale, shift], i) => (bias?.data[i] ?? 0) * scale + shift);
	return [
		{ shape: weights.shape, data },
		{ shape: [affine.length], data: shifts },
	];
}

/** The steps of an excitation, in their order. */
const SQUEEZE = ["GlobalAveragePool", "Conv", "Relu", "Conv", "HardSigmoid", "Mul"] as const;

/** Every channel multiplied by what two layers make of the means of all, in place. */
function excitation(nodes: readonly GraphNode[], tensors: Graph["tensors"], { arena }: Machine): Unit {
	if (nodes.some(({ op }, i) => op !== SQUEEZE[i]))
		throw new Error(`The steps after ${nodes[0]?.output} of a network are not known`);
	const [, first, , second, gate] = nodes;
	const layers = [first, second].map((node) => node?.inputs.slice(1).map((name) => tensors.get(name)?.data ?? []) ?? []);
	const [alpha = 0.2, beta = 0.5] = [gate?.attributes.alpha?.[0], gate?.attributes.beta?.[0]];
	return (input) => {
		const { height, width, channels } = input;
		const out = arena.place(height, width, channels);
		const size = height * width * channels;
		const values = arena.heap.subarray(input.at / 4, input.at / 4 + size);
		const middle = dense(meansOf(values, channels), layers[0] ?? []).map((value) => Math.max(0, value));
		const shares = dense(middle, layers[1] ?? []).map((value) => Math.min(1, Math.max(0, alpha * value + beta)));
		multiplyEach(values, shares, arena.heap.subarray(out.at / 4, out.at / 4 + size));
		return out;
	};
}

function meansOf(values: Float32Array, channels: number): Float32Array {
	const means = new Float32Array(channels);
	for (let i = 0; i < values.length; ) for (let c = 0; c < channels; c++) means[c] = (means[c] ?? 0) + (values[i++] ?? 0);
	return means.map((sum) => (sum * channels) / values.length);
}

function multiplyEach(values: Float32Array, shares: Float32Array, out: Float32Array): void {
	for (let i = 0; i < out.length; ) for (let c = 0; c < shares.length; c++, i++) out[i] = (values[i] ?? 0) * (shares[c] ?? 0);
}

function dense(input: Float32Array, [weights = [], bias = []]: readonly ArrayLike<number>[]): Float32Array {
	const out = new Float32Array(bias.length);
	for (let o = 0; o < out.length; o++) {
		let sum = bias[o] ?? 0;
		for (let i = 0, at = o * input.length; i < input.length; i++, at++) sum += (input[i] ?? 0) * (weights[at] ?? 0);
		out[o] = sum;
	}
	return out;
}

/** The means of what a pool covers, channel by channel. */
function pooled(
	{ at, height, width, channels }: Placed,
	{ attributes }: GraphNode,
	heap: Float32Array,
): { readonly features: Float32Array; readonly width: number } {
	const [rows = 1, columns = 1] = attributes.kernel_shape ?? [];
	if (rows !== height || String(attributes.strides) !== String([rows, columns])) throw new Error("The pool leaves several rows");
	const wide = Math.floor(width / columns);
	const features = new Float32Array(channels * wide);
	for (let x = 0; x < wide; x++)
		for (let c = 0; c < channels; c++) {
			let sum = 0;
			for (let y = 0; y < rows; y++)
				for (let k = 0; k < columns; k++) sum += heap[at / 4 + (y * width + x * columns + k) * channels + c] ?? 0;
			features[c * wide + x] = sum / (rows * columns);
		}
	return { features, width: wide };
}
