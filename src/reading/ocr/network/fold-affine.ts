import { append, concatenated } from "../../../model/many.ts";
import type { GraphTensor } from "./onnx-graph.ts";
import { ATTRIBUTE, FLOAT, GRAPH, MODEL, NODE, numbersOf, TENSOR, tensorOf } from "./onnx-graph.ts";
import type { Field } from "./onnx-message.ts";
import { bytesField, fieldsOf, floatAttribute, numberField, textField, textOf } from "./onnx-message.ts";

/** A step of a network as its file has it, and what of it matters here. */
interface Step {
	readonly op: string;
	readonly inputs: readonly string[];
	readonly output: string;
	readonly fields: readonly Field[];
}

/** A step as it is written, and what it takes. */
interface Written {
	readonly message: Uint8Array;
	readonly inputs: readonly string[];
	/** The name of a constant. */
	readonly constant?: string;
}

/** A number that a tensor is multiplied by, and one that is added to it. */
interface Affine {
	readonly scale: number;
	readonly shift: number;
}

const NONE: Affine = { scale: 1, shift: 0 };

/**
 * The file of a network with its steps that only scale and shift folded into the convolutions beside them, and `x clip(x + 3, 0, 6) / 6` written
 * as `x HardSigmoid(x)`, which runtimes compute with the convolution before it. The same numbers but for rounding: PP-OCR's convolutions
 * are followed by eight such steps each, which take longer than they do (Liu et al. 2023: learnable affine blocks).
 */
export function foldAffine(file: Uint8Array): Uint8Array {
	const model = fieldsOf(file);
	const graph = fieldsOf(model.find(({ field }) => field === MODEL.graph)?.bytes ?? new Uint8Array());
	const folding = new Folding(graph.filter(({ field }) => field === GRAPH.node).map(({ bytes }) => stepOf(bytes)));
	const { steps, tensors } = folding.folded();
	const others = graph.filter(({ field }) => field !== GRAPH.node).map(copied);
	const nodes = steps.map(({ message }) => bytesField(GRAPH.node, message));
	const weights = tensors.map((tensor) => bytesField(GRAPH.initializer, tensor));
	const rewritten = concatenated([...nodes, ...weights, ...others]);
	return concatenated(model.map((field) => (field.field === MODEL.graph ? bytesField(MODEL.graph, rewritten) : copied(field))));
}

function stepOf(bytes: Uint8Array): Step {
	const fields = fieldsOf(bytes);
	const texts = (wanted: number) => fields.filter(({ field }) => field === wanted).map((one) => textOf(one.bytes));
	return { op: texts(NODE.op)[0] ?? "", inputs: texts(NODE.input), output: texts(NODE.output)[0] ?? "", fields };
}

function copied({ raw }: Field): Uint8Array {
	return raw;
}

/** Goes through the steps of one network. */
class Folding {
	readonly #steps: readonly Step[];
	readonly #users = new Map<string, Step[]>();
	readonly #constants = new Map<string, GraphTensor>();
	readonly #done = new Set<Step>();
	/** What is still to be done to a tensor, by who uses it. */
	readonly #pending = new Map<string, Affine>();
	readonly #tensors: Uint8Array[] = [];

	constructor(steps: readonly Step[]) {
		this.#steps = steps;
		for (const step of steps) {
			for (const input of step.inputs) this.#users.set(input, [...(this.#users.get(input) ?? []), step]);
			const tensor = step.op === "Constant" ? constantOf(step) : undefined;
			if (tensor) this.#constants.set(step.output, tensor);
		}
	}

	folded(): { readonly steps: readonly Written[]; readonly tensors: readonly Uint8Array[] } {
		const steps: Written[] = [];
		for (const step of this.#steps) {
			if (this.#done.has(step)) continue;
			append(steps, step.op === "Conv" ? this.#convolution(step) : [unchanged(step)]);
		}
		const used = new Set(steps.flatMap(({ inputs }) => inputs));
		return { steps: steps.filter(({ constant }) => constant === undefined || used.has(constant)), tensors: this.#tensors };
	}

	/** A convolution with what follows it, and what is pending before it. */
	#convolution(step: Step): readonly Written[] {
		const [input = "", weightsName = "", biasName] = step.inputs;
		const weights = this.#constants.get(weightsName);
		const after = this.#affineAfter(step.output);
		const gate = this.#gateAfter(after.output);
		const before = this.#pending.get(input) ?? NONE;
		if (!weights || (after.steps.length === 0 && !gate && before === NONE)) return [unchanged(step)];
		for (const one of [...after.steps, ...(gate?.steps ?? [])]) this.#done.add(one);
		const bias = (biasName && this.#constants.get(biasName)?.data) || new Float32Array(weights.shape[0] ?? 0);
		const named = `${after.output}/folded`;
		this.#addWeights(named, { weights, bias: Float32Array.from(bias) }, [before, after]);
		const kept = step.fields.filter(({ field }) => field !== NODE.input && field !== NODE.output);
		const inputs = [input, `${named}/weights`, `${named}/bias`];
		const names = [...inputs.map((name) => textField(NODE.input, name)), textField(NODE.output, after.output)];
		const convolution = { inputs, message: concatenated([...names, ...kept.map(copied)]) };
		return gate ? [convolution, ...this.#gated(after.output, gate, weights.shape[0] ?? 0)] : [convolution];
	}

	/** The one step that uses a tensor. */
	#only(name: string): Step | undefined {
		const users = this.#users.get(name) ?? [];
		return users.length === 1 ? users[0] : undefined;
	}

	/** The number that a step takes beside a tensor. */
	#number({ inputs }: Step, beside: string): number | undefined {
		const tensor = this.#constants.get(inputs.find((name) => name !== beside) ?? "");
		return inputs.length === 2 && tensor?.data.length === 1 ? tensor.data[0] : undefined;
	}

	/** A product and a sum with one number each that follow a tensor. */
	#affineAfter(output: string): Affine & { readonly steps: readonly Step[]; readonly output: string } {
		const product = this.#only(output);
		const scale = product?.op === "Mul" ? this.#number(product, output) : undefined;
		const sum = product && this.#only(product.output);
		const shift = sum?.op === "Add" ? this.#number(sum, product?.output ?? "") : undefined;
		if (!product || !sum || scale === undefined || shift === undefined) return { ...NONE, steps: [], output };
		return { scale, shift, steps: [product, sum], output: sum.output };
	}

	/** `x clip(x + 3, 0, 6) / 6` of a tensor, then a product and a sum. */
	#gateAfter(output: string): (Affine & { readonly steps: readonly Step[]; readonly output: string }) | undefined {
		const users = this.#users.get(output) ?? [];
		const plus = users.find((step) => step.op === "Add" && this.#number(step, output) === 3);
		const clip = plus && this.#only(plus.output);
		const product = clip && this.#only(clip.output);
		const quotient = product && this.#only(product.output);
		if (!plus || users.length !== 2 || clip?.op !== "Clip" || product?.op !== "Mul") return undefined;
		if (
			!product.inputs.includes(output) ||
			quotient?.op !== "Div" ||
			this.#number(quotient, product.output) !== 6 ||
			!isUpTo6(clip)
		)
			return undefined;
		const { steps, ...affine } = this.#affineAfter(quotient.output);
		return { ...affine, steps: [plus, clip, product, quotient, ...steps] };
	}

	/** `x HardSigmoid(x)`; what scales and shifts it is left to convolutions of single places, and done as a normalization otherwise. */
	#gated(input: string, { scale, shift, output }: Affine & { readonly output: string }, channels: number): readonly Written[] {
		const users = this.#users.get(output) ?? [];
		const isLeft = users.every((user) => user.op === "Conv" && user.inputs[0] === output && this.#isPointwise(user));
		if (isLeft) this.#pending.set(output, { scale, shift });
		const isWhole = isLeft || (scale === 1 && shift === 0);
		const product = isWhole ? output : `${output}/product`;
		const share = `${output}/share`;
		const slopes = [floatAttribute("alpha", 1 / 6), floatAttribute("beta", 0.5)];
		const gate = [written("HardSigmoid", [input], share, slopes), written("Mul", [input, share], product)];
		if (isWhole) return gate;
		const names = (["scale", "shift", "mean", "variance"] as const).map((name) => `${output}/${name}`);
		for (const [k, value] of [scale, shift, 0, 1].entries())
			this.#tensors.push(tensorMessage(names[k] ?? "", [channels], new Float32Array(channels).fill(value)));
		return [...gate, written("BatchNormalization", [product, ...names], output, [floatAttribute("epsilon", 0)])];
	}

	/** Whether a convolution sees one place at a time, and all channels of it, so that what is added to all of them comes to its bias. */
	#isPointwise({ inputs, fields }: Step): boolean {
		const weights = this.#constants.get(inputs[1] ?? "");
		if (!weights || weights.shape.slice(2).some((size) => size !== 1)) return false;
		const group = attribute(fields, "group").find(({ field }) => field === ATTRIBUTE.int);
		const pads = attribute(fields, "pads").filter(({ field }) => field === ATTRIBUTE.ints);
		return (group?.value ?? 1) === 1 && pads.flatMap(numbersOf).every((pad) => pad === 0);
	}

	/** Weights and bias with what is done to the input before, and to the output after. */
	#addWeights(
		name: string,
		{ weights, bias }: { readonly weights: GraphTensor; readonly bias: Float32Array },
		[before, after]: readonly [Affine, Affine],
	): void {
		const data = Float32Array.from(weights.data);
		const each = data.length / Math.max(1, bias.length);
		for (let output = 0; output < bias.length; output++) {
			let all = 0;
			for (let i = output * each; i < (output + 1) * each; i++) {
				all += data[i] ?? 0;
				data[i] = (data[i] ?? 0) * before.scale * after.scale;
			}
			bias[output] = ((bias[output] ?? 0) + before.shift * all) * after.scale + after.shift;
		}
		this.#tensors.push(tensorMessage(`${name}/weights`, weights.shape, data), tensorMessage(`${name}/bias`, [bias.length], bias));
	}
}

function attribute(fields: readonly Field[], name: string): readonly Field[] {
	const attributes = fields.filter(({ field }) => field === NODE.attribute).map(({ bytes }) => fieldsOf(bytes));
	return attributes.find((inner) => inner.some(({ field, bytes }) => field === ATTRIBUTE.name && textOf(bytes) === name)) ?? [];
}

/** The numbers of a constant, where they are floats. */
function constantOf({ fields }: Step): GraphTensor | undefined {
	const [value] = attribute(fields, "value").filter(({ field }) => field === ATTRIBUTE.tensor);
	const isFloat = value && fieldsOf(value.bytes).some((part) => part.field === TENSOR.type && part.value === FLOAT);
	return isFloat ? tensorOf(value.bytes).tensor : undefined;
}

function isUpTo6({ fields }: Step): boolean {
	const number = (name: string) => attribute(fields, name).find(({ field }) => field === ATTRIBUTE.float)?.value;
	return number("min") === 0 && number("max") === 6;
}

function unchanged({ op, inputs, output, fields }: Step): Written {
	return { inputs, message: concatenated(fields.map(copied)), ...(op === "Constant" ? { constant: output } : {}) };
}

function written(op: string, inputs: readonly string[], output: string, attributes: readonly Uint8Array[] = []): Written {
	const names = [...inputs.map((name) => textField(NODE.input, name)), textField(NODE.output, output), textField(NODE.op, op)];
	return { inputs, message: concatenated([...names, ...attributes.map((one) => bytesField(NODE.attribute, one))]) };
}

function tensorMessage(name: string, shape: readonly number[], data: Float32Array): Uint8Array {
	return concatenated([
		...shape.map((size) => numberField(TENSOR.dims, size)),
		numberField(TENSOR.type, FLOAT),
		textField(TENSOR.name, name),
		bytesField(TENSOR.raw, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
	]);
}
