import { describe, expect, test } from "vitest";
import { readLine } from "../../../../src/reading/ocr/engine.ts";
import type { GrayImage } from "../../../../src/reading/ocr/gray.ts";
import type { LabelReader } from "../../../../src/reading/ocr/label-reader.ts";
import { labelsFirst } from "../../../../src/reading/ocr/labels-first.ts";

/** Pictures that are told apart by their widths. */
const picture = (width: number): GrayImage => ({ width, height: 1, data: new Uint8Array(width) });
const line = (text: string) => readLine([...text].map((character, i) => ({ text: character, at: i / 10, confidence: 0.95 })));

/** A reader of labels that is sure of some widths, before an engine that reads every picture as its width, or what it is told. */
function composed(sure: Readonly<Record<number, string>>, answer: (width: number) => string | undefined = String) {
	const asked: number[][] = [];
	const closed: string[] = [];
	const labels: LabelReader = {
		read: async (lines) => lines.map(({ width }) => (sure[width] === undefined ? undefined : line(sure[width]))),
		close: async () => void closed.push("labels"),
	};
	const engine = labelsFirst(
		{
			id: "engine 1",
			recognize: async (lines) => {
				asked.push(lines.map(({ width }) => width));
				return lines.flatMap(({ width }) => {
					const text = answer(width);
					return text === undefined ? [] : [line(text)];
				});
			},
			close: async () => void closed.push("engine"),
		},
		labels,
	);
	const read = async (kind: "text" | "figures") => (await engine.recognize([1, 2, 3].map(picture), kind)).map(({ text }) => text);
	return { engine, read, asked, closed };
}

describe("an engine behind a reader of labels", () => {
	test("is asked for what that is not sure of, and answers come in the order of the pictures", async () => {
		const { read, asked, engine } = composed({ 2: "总计" });
		expect(await read("text")).toEqual(["1", "总计", "3"]);
		expect(asked).toEqual([[1, 3]]);
		expect(engine.id).toBe("engine 1");
	});

	test("is asked for every figure", async () => {
		const { read, asked } = composed({ 2: "总计" });
		expect(await read("figures")).toEqual(["1", "2", "3"]);
		expect(asked).toEqual([[1, 2, 3]]);
	});

	test("that reads nothing of the rest reads nothing: labels do not hide it", async () => {
		const { read, asked } = composed({ 2: "总计" }, () => "");
		expect(await read("text")).toEqual(["", "", ""]);
		expect(asked).toEqual([
			[1, 3],
			[1, 2, 3],
		]);
	});

	test("fails where it does not answer for every picture", async () => {
		const { read } = composed({ 2: "总计" }, (width) => (width === 3 ? undefined : "1"));
		await expect(read("text")).rejects.toThrow("1 of 2 lines were answered");
	});

	test("is closed with it", async () => {
		const { engine, closed } = composed({});
		await engine.close();
		expect(closed.sort()).toEqual(["engine", "labels"]);
	});
});
