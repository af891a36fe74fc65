import type { Arena, Placed } from "./arena.ts";
import type { Kernels } from "./kernels.ts";
import { COLUMNS, TERMS } from "./kernels.ts";
import type { GraphNode, GraphTensor } from "./onnx-graph.ts";

/** A convolution as it is carried out: what is added to its sums, and the least that comes out. */
export interface ConvolutionCall {
	readonly added: Placed | undefined;
	readonly floor: number;
	/** Instead of the floor: `scale x clip(x / 6 + 1/2, 0, 1) + shift` of each sum comes out. */
	readonly gate?: Gate | undefined;
}

/** What is done to a gated sum. */
export interface Gate {
	readonly scale: number;
	readonly shift: number;
}

/** Carries out one convolution. */
export type Convolution = (input: Placed, call: ConvolutionCall) => Placed;

interface Kernel {
	readonly height: number;
	readonly width: number;
	/** Places from one application to the next, downwards and to the right. */
	readonly steps: readonly [down: number, right: number];
	/** Places of zeros around the input. */
	readonly pads: readonly [top: number, left: number, bottom: number, right: number];
}

/** What a convolution is carried out with. */
export interface Machine {
	readonly arena: Arena;
	readonly kernels: Kernels;
}

/** A convolution of a graph with its weights in place. Throws where it is of a kind that no network of the project has. */
export function convolutionOf(node: GraphNode, [weights, bias]: readonly GraphTensor[], machine: Machine): Convolution {
	if (!weights || !bias) throw new Error(`The convolution ${node.output} has no weights`);
	const [outputs = 0, inputs = 0] = weights.shape;
	const kernel = kernelOf(node, weights.shape);
	const [group = 1] = node.attributes.group ?? [];
	if (group === 1) return together({ kernel, inputs, outputs, weights, bias }, machine);
	if (group !== outputs || inputs !== 1 || outputs % TERMS !== 0) throw new Error(`${node.output} convolves in ${group} groups`);
	return eachAlone({ kernel, inputs: outputs, outputs, weights, bias }, machine);
}

/** A picture of one row has kernels of one row. */
function kernelOf({ attributes }: GraphNode, shape: readonly number[]): Kernel {
	const [, , ...sizes] = shape;
	const { strides = [], pads = [] } = attributes;
	const [first = 1, second = 1] = strides;
	if (sizes.length === 1) {
		const [width = 1] = sizes;
		return { height: 1, width, steps: [1, first], pads: [0, pads[0] ?? 0, 0, pads[1] ?? 0] };
	}
	const [height = 1, width = 1] = sizes;
	return { height, width, steps: [first, second], pads: [pads[0] ?? 0, pads[1] ?? 0, pads[2] ?? 0, pads[3] ?? 0] };
}

interface Weighted {
	readonly kernel: Kernel;
	readonly inputs: number;
	readonly outputs: number;
	readonly weights: GraphTensor;
	readonly bias: GraphTensor;
}

/** Every output is made of all channels: what the kernel covers is set into rows, and the rows are multiplied. */
function together({ kernel, inputs, outputs, weights, bias }: Weighted, { arena, kernels }: Machine): Convolution {
	const { height, width, steps } = kernel;
	const terms = height * width * inputs;
	const inner = Math.ceil(terms / TERMS) * TERMS;
	const columns = Math.ceil(outputs / COLUMNS) * COLUMNS;
	const b = arena.keep(inPanels({ inputs, outputs, weights, kernel }, [inner, columns]));
	const biasAt = arena.keep(widened(bias, columns));
	const isPointwise = terms === inner && height * width * (steps[0] ?? 1) * (steps[1] ?? 1) === 1;
	return (input, { added, floor, gate }) => {
		const [rows, places] = outputSize(input, kernel);
		const out = arena.place(rows, places, columns);
		const a = isPointwise ? input : inRows(padded(input, kernel, arena), [rows, places, inner]);
		const sizes = [rows * places, inner, columns] as const;
		if (gate) kernels.multiplyGated(a.at, b, biasAt, added?.at ?? 0, out.at, ...sizes, gate.scale, gate.shift);
		else kernels.multiply(a.at, b, biasAt, added?.at ?? 0, out.at, ...sizes, floor);
		return out;
	};

	function inRows(from: Placed, [rows, places, length]: readonly [number, number, number]): Placed {
		const a = arena.place(rows, places, length);
		const [rowBytes, placeBytes] = [from.width * from.channels * 4, from.channels * 4];
		for (let y = 0; y < rows; y++) {
			const start = from.at + y * steps[0] * rowBytes;
			const to = a.at + y * places * length * 4;
			kernels.gather(to, start, places, length * 4, width * placeBytes, height, rowBytes, steps[1] * placeBytes);
		}
		return a;
	}
}

/** Every channel by itself. */
function eachAlone({ kernel, outputs, weights, bias }: Weighted, { arena, kernels }: Machine): Convolution {
	const { height, width, steps } = kernel;
	const area = height * width;
	const turned = new Float32Array(area * outputs);
	for (let channel = 0; channel < outputs; channel++)
		for (let i = 0; i < area; i++) turned[i * outputs + channel] = weights.data[channel * area + i] ?? 0;
	const [weightsAt, biasAt] = [arena.keep(turned), arena.keep(widened(bias, outputs))];
	return (input, { added, floor, gate }) => {
		if (added) throw new Error("Nothing is added to a convolution of single channels");
		const [rows, places] = outputSize(input, kernel);
		const from = padded(input, kernel, arena);
		const out = arena.place(rows, places, outputs);
		const [placeBytes, rowBytes] = [outputs * 4, from.width * outputs * 4];
		for (let y = 0; y < rows; y++) {
			const [to, start] = [out.at + y * places * placeBytes, from.at + y * steps[0] * rowBytes];
			const sizes = [places, placeBytes, height, width, rowBytes, steps[1] * placeBytes] as const;
			if (gate) kernels.convolveGated(to, start, weightsAt, biasAt, ...sizes, gate.scale, gate.shift);
			else kernels.convolve(to, start, weightsAt, biasAt, ...sizes, floor);
		}
		return out;
	};
}

function outputSize(input: Placed, { height, width, steps, pads }: Kernel): readonly [rows: number, places: number] {
	return [
		Math.floor((input.height + pads[0] + pads[2] - height) / steps[0]) + 1,
		Math.floor((input.width + pads[1] + pads[3] - width) / steps[1]) + 1,
	];
}

/** With zeros around it. */
function padded(input: Placed, { pads: [top, left, bottom, right] }: Kernel, arena: Arena): Placed {
	if (top + left + bottom + right === 0) return input;
	const { height, width, channels } = input;
	const out = arena.place(height + top + bottom, width + left + right, channels);
	const { heap } = arena;
	const [from, to, row] = [input.at / 4, out.at / 4, out.width * channels];
	heap.fill(0, to, to + out.height * row);
	for (let y = 0; y < height; y++) {
		const start = from + y * width * channels;
		heap.copyWithin(to + (y + top) * row + left * channels, start, start + width * channels);
	}
	return out;
}

/** Weights by panels of eight outputs, in each by rows of the kernel, places and inputs. */
function inPanels(
	{ inputs, outputs, weights, kernel }: Omit<Weighted, "bias">,
	[inner, columns]: readonly [number, number],
): Float32Array {
	const area = kernel.height * kernel.width;
	const panels = new Float32Array(inner * columns);
	for (let output = 0; output < outputs; output++) {
		const panel = Math.floor(output / COLUMNS) * COLUMNS * inner + (output % COLUMNS);
		for (let input = 0; input < inputs; input++)
			for (let i = 0; i < area; i++)
				panels[panel + (i * inputs + input) * COLUMNS] = weights.data[(output * inputs + input) * area + i] ?? 0;
	}
	return panels;
}

function widened({ data }: GraphTensor, length: number): Float32Array {
	const wide = new Float32Array(length);
	wide.set(data);
	return wide;
}
