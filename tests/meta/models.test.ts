import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { z } from "zod";
import { CHARACTERS } from "../../src/reading/ocr/figure-reader.ts";
import { LABEL_CHARACTERS } from "../../src/reading/ocr/label-reader.ts";

const folder = new URL("../../assets/models/", import.meta.url);
const Model = z.object({ sha256: z.string(), characters: z.string().optional(), maps: z.array(z.string()).optional() });
const models = z.record(z.string(), Model).parse(JSON.parse(readFileSync(new URL("models.json", folder), "utf8")));
const HEIGHT = 32;

test("the networks are those that models.json names", () => {
	const files = readdirSync(folder).filter((name) => name.endsWith(".onnx"));
	expect(Object.keys(models).sort()).toEqual(files.sort());
	for (const name of files) {
		const digest = createHash("sha256").update(readFileSync(new URL(name, folder)));
		expect(digest.digest("hex"), name).toBe(models[name]?.sha256);
	}
});

test("training and models.json name the same characters in the same order", () => {
	const source = readFileSync(new URL("../../training/characters.py", import.meta.url), "utf8");
	const [, printed, struck, mark, other] = /PRINTED = "(.+)"\nSTRUCK = "(.)".*\nMARK = "(.)".*\nOTHER = "(.)"/.exec(source) ?? [];
	expect(`${printed}${struck}${mark}${other}`).toBe(models["figure.onnx"]?.characters);
	const labels = readFileSync(new URL("../../training/label_characters.py", import.meta.url), "utf8");
	expect(/^CHARACTERS = "(.+)"$/m.exec(labels)?.[1]).toBe(models["label.onnx"]?.characters);
});

test("the readers say the characters that their networks were trained for", () => {
	expect(CHARACTERS).toBe(models["figure.onnx"]?.characters);
	expect(LABEL_CHARACTERS).toBe(models["label.onnx"]?.characters);
	expect(new Set(LABEL_CHARACTERS).size).toBe(LABEL_CHARACTERS.length);
});

test.each([
	["nothing", () => 1, ""],
	["a ring", ring, "0"],
	["a bar", (x: number, y: number) => (x >= 8 && x < 12 && y >= 5 && y < 27 ? 0 : 1), "1"],
	[
		"a bar and a ring",
		(x: number, y: number) => (x < 16 ? (x >= 8 && x < 11 && y >= 5 && y < 27 ? 0 : 1) : ring(x - 16, y)),
		"10",
	],
])("the figure reader reads %s as it is", async (_, inkAt, text) => {
	expect(await read(inkAt)).toBe(text);
});

function ring(x: number, y: number): number {
	const far = Math.hypot((x - 10.5) / 6, (y - 15.5) / 11);
	return far > 0.68 && far < 1 ? 0 : 1;
}

async function read(inkAt: (x: number, y: number) => number): Promise<string> {
	const width = 40;
	const image = Float32Array.from({ length: HEIGHT * width }, (_, i) => inkAt(i % width, Math.floor(i / width)));
	const session = await InferenceSession.create(readFileSync(new URL("figure.onnx", folder)));
	const { probabilities } = await session.run({ image: new Tensor("float32", image, [1, 1, HEIGHT, width]) });
	if (!probabilities) throw new Error("The network gave no probabilities");
	const [, steps = 0, classes = 0] = probabilities.dims;
	expect(classes).toBe((models["figure.onnx"]?.characters?.length ?? 0) + 1);
	const values = Array.from(probabilities.data as Float32Array);
	let [text, previous] = ["", 0];
	for (let step = 0; step < steps; step++) {
		const row = values.slice(step * classes, (step + 1) * classes);
		const best = row.indexOf(Math.max(...row));
		if (best !== 0 && best !== previous) text += models["figure.onnx"]?.characters?.[best - 1] ?? "";
		previous = best;
	}
	return text;
}
