import { expect, test } from "vitest";
import type { Shown } from "../../src/mapping/judge-figure.ts";
import { arbitrate } from "../../src/mapping/weigh-pixels.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { parseFigure } from "../../src/text/figures.ts";

function figure(path: string, raw: string): Evidence {
	const { value, state } = parseFigure(raw);
	return { path, raw, value, state, page: 1, box: [0, 0, 10, 10], method: "text", readBy: ["pdfium"], confidence: 1 };
}

function shown(path: string, raw: string, read: string, more: Partial<Shown> = {}): Shown {
	const looks =
		read === "" ? [] : [{ text: read, parsed: parseFigure(read), confidence: 0.99, support: raw === read ? 0.99 : 0 }];
	const kind = read === "" ? "blank" : "ink";
	return { figure: figure(path, raw), kind, marks: [], highShapes: 0, pictures: [], looks, ...more };
}

const SUM = [{ left: ["a", "b"], right: ["c"] }];
const weigh = (all: readonly Shown[], settled = new Map()) => arbitrate({ shown: all, settled, equations: SUM });

test("figures that the page shows are confirmed, blanks too", () => {
	const { confirmed, issues, decisions } = weigh([shown("a", "3", "3"), shown("b", "", "")]);
	expect([...confirmed]).toEqual([
		["a", ["pixels"]],
		["b", ["pixels"]],
	]);
	expect([issues, decisions.size]).toEqual([[], 0]);
});

test("another figure takes the value shown where its sums close", () => {
	const { decisions, issues } = weigh([shown("a", "31", "3"), shown("b", "4", "4"), shown("c", "7", "7")]);
	expect(decisions.get("a")).toMatchObject({ value: 3, proof: "proven", readBy: ["pixels"] });
	expect(issues).toMatchObject([{ code: "pixels-differ", count: 1 }]);
});

test("another figure is unsure where its sums stay open and no engine reads it", () => {
	const { decisions } = weigh([shown("a", "31", "3"), shown("b", "4", "4"), shown("c", "9", "9")]);
	expect(decisions.get("a")).toMatchObject({ proof: "unsure" });
});

test("a figure in a cell that shows nothing, and ink in a blank one, are never confirmed", () => {
	const { confirmed, decisions } = weigh([shown("x", "5", ""), shown("y", "", "5")]);
	expect(confirmed.size).toBe(0);
	expect([...decisions.values()].every(({ proof }) => proof === "unsure")).toBe(true);
});

test("two engines overrule the pixels, and the witness says that it differs; marks are never overruled", () => {
	const words = [
		{ engine: "one", text: "7", confidence: 0.9 },
		{ engine: "two", text: "7", confidence: 0.9 },
	];
	const overruled = weigh([shown("x", "7", "1")], new Map([["x", words]]));
	expect(overruled.issues).toEqual([]);
	expect(overruled.witnesses).toEqual([{ reader: "pixels", result: "differs", differing: 1 }]);
	const marked = weigh([shown("x", "7", "7", { marks: ["struck"] })], new Map([["x", words]]));
	expect(marked.issues).toMatchObject([{ code: "pixels-differ" }]);
});
