import { expect, test } from "vitest";
import { issuedForms } from "../../../pipelines/disclosure-report/fields/forms.ts";
import { withWholeCounts } from "../../../pipelines/disclosure-report/read/counts.ts";
import type { Evidence } from "../../../src/rules.ts";

const figure = (path: string, value: number, method: Evidence["method"]): Evidence => ({
	path,
	raw: String(value),
	value,
	state: "number",
	page: 1,
	box: [0, 0, 1, 1],
	method,
	readBy: ["gouji-figures", "PP-OCRv4"],
	confidence: 0.99,
});

test("a count that was recognised with decimals is in doubt: a speck stands where a point would", () => {
	const evidence = [
		figure("proactive.penalties.decisions", 8.39, "ocr"),
		figure("proactive.penalties.decisions", 839, "ocr"),
		figure("proactive.penalties.decisions", 8.39, "text"),
		figure("proactive.fees.amount", 8.39, "ocr"),
	];
	expect(withWholeCounts({ evidence, forms: issuedForms }).evidence.map(({ confidence }) => confidence)).toEqual([
		0.5, 0.99, 0.99, 0.99,
	]);
});
