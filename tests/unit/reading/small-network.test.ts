import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { randomFrom } from "../../../samples/make/figures.ts";
import { kernelsOn } from "../../../src/reading/ocr/network/kernels.ts";
import { smallNetwork } from "../../../src/reading/ocr/network/small-network.ts";
import { readModel } from "../../../src/reading/ocr/onnx-runtime.ts";

test.each(["figure.onnx", "label.onnx"])("%s gives what the native runtime gives, at every width", async (name) => {
	const model = await readModel(name);
	const own = smallNetwork(model);
	const native = await InferenceSession.create(model, { intraOpNumThreads: 1 });
	const random = randomFrom(5);
	for (const [count, width] of [
		[3, 16],
		[2, 41],
		[1, 130],
		[1, 512],
		[1, 560],
	] as const) {
		const pictures = Float32Array.from({ length: count * 32 * width }, () => random(1000) / 1000);
		const shape = [count, 1, 32, width];
		const { data, shape: shown } = own.run(pictures, shape);
		const { probabilities } = await native.run({ image: new Tensor("float32", pictures, shape) });
		expect(shown).toEqual(probabilities?.dims);
		const expected = probabilities?.data as Float32Array;
		expect(data.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? 2))), 0)).toBeLessThan(1e-4);
	}
	await native.release();
});

test("a picture reads the same whatever is read beside it", async () => {
	const own = smallNetwork(await readModel("figure.onnx"));
	const random = randomFrom(6);
	const pictures = Float32Array.from({ length: 2 * 32 * 40 }, () => random(1000) / 1000);
	const together = own.run(pictures, [2, 1, 32, 40]).data;
	own.run(new Float32Array(32 * 400).fill(0.3), [1, 1, 32, 400]);
	const alone = own.run(pictures.subarray(32 * 40), [1, 1, 32, 40]).data;
	expect(together.subarray(together.length / 2)).toEqual(alone);
});

test("rows are multiplied, added to what is there, and kept above the floor", () => {
	const memory = new WebAssembly.Memory({ initial: 1 });
	const heap = new Float32Array(memory.buffer);
	const [a, b, bias, added, out] = [0, 100, 200, 300, 400];
	// Four rows of four terms, each row 1 2 3 4 times its number; columns: ones, all others zero.
	for (let i = 0; i < 16; i++) heap[a + i] = ((i % 4) + 1) * Math.floor(i / 4 + 1);
	for (let k = 0; k < 4; k++) heap[b + k * 8] = 1;
	heap[bias] = -25;
	for (let r = 0; r < 4; r++) heap[added + r * 8] = 0.5;
	kernelsOn(memory).multiply(a * 4, b * 4, bias * 4, added * 4, out * 4, 4, 4, 8, 0);
	expect([0, 1, 2, 3].map((r) => heap[out + r * 8])).toEqual([0, 0, 5.5, 15.5]);
	expect(heap[out + 1]).toBe(0);
	kernelsOn(memory).multiply(a * 4, b * 4, bias * 4, 0, out * 4, 4, 4, 8, Number.NEGATIVE_INFINITY);
	expect([0, 1, 2, 3].map((r) => heap[out + r * 8])).toEqual([-15, -5, 5, 15]);
});

test("a network with other steps is refused when it is loaded", async () => {
	expect(() => smallNetwork(new Uint8Array())).toThrow("The network does not end in probabilities");
	const other = Buffer.from(await readModel("figure.onnx"))
		.toString("latin1")
		.replace("\x07Squeeze", "\x07Flatten");
	expect(() => smallNetwork(Buffer.from(other, "latin1"))).toThrow("The step Flatten of a network is not known");
});
