import { afterAll, describe, expect, test } from "vitest";
import type { OcrEngine } from "../../src/reading/ocr/engine.ts";
import { createPpOcr } from "../../src/reading/ocr/pp-ocr.ts";
import { createTesseract } from "../../src/reading/ocr/tesseract.ts";
import { picture, printedFigure } from "../support/pictures.ts";

const engines: readonly [string, Promise<OcrEngine>][] = [
	["PP-OCR", createPpOcr()],
	["Tesseract", createTesseract()],
];
const figures = ["0", "1", "7", "12", "48", "103", "2690", "15", "33", "901", "64", "8", "5", "27"];

afterAll(async () => {
	for (const [, engine] of engines) await (await engine).close();
});

describe.each(engines)("%s", (_, made) => {
	test("reads printed figures, in the order of the pictures", async () => {
		const lines = await (await made).recognize(
			figures.map((text) => printedFigure(text)),
			"figures",
		);
		const right = lines.filter((line, i) => line.text === figures[i]).length;
		expect(right).toBeGreaterThanOrEqual(figures.length - 1);
	});

	test("reads the same pictures the same way twice", async () => {
		const engine = await made;
		const pictures = figures.map((text) => printedFigure(text, 24));
		expect(await engine.recognize(pictures, "figures")).toEqual(await engine.recognize(pictures, "figures"));
	});

	test("reads nothing where nothing is printed, and nothing from no pictures", async () => {
		const engine = await made;
		const [blank] = await engine.recognize([picture(60, 40, () => {})], "figures");
		expect(blank?.text).toBe("");
		expect(blank?.confidence).toBe(0);
		expect(await engine.recognize([], "figures")).toEqual([]);
	});

	test("gives confidences and places from 0 to 1, left to right", async () => {
		const [line] = await (await made).recognize([printedFigure("2690")], "figures");
		const characters = line?.characters ?? [];
		expect(characters.length).toBe(4);
		expect(characters.every(({ confidence, at }) => confidence >= 0 && confidence <= 1 && at >= 0 && at <= 1)).toBe(true);
		expect(characters.map(({ at }) => at)).toEqual(characters.map(({ at }) => at).sort((a, b) => a - b));
	});

	test("names itself with its version", async () => {
		expect((await made).id).toMatch(/\d/);
	});
});
