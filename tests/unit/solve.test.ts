import { describe, expect, test } from "vitest";
import type { EngineReading, FigureReadings } from "../../src/mapping/solve/figure-readings.ts";
import { isAgreed, weigh } from "../../src/mapping/solve/figure-readings.ts";
import { solve } from "../../src/mapping/solve/solve.ts";

const reading = (engine: string, value: number | null | undefined, probability = 0.97): EngineReading => ({
	engine,
	text: value === undefined ? "?" : String(value ?? ""),
	value,
	probability,
});
const both = (path: string, value: number | null): FigureReadings => ({
	path,
	readings: [reading("a", value), reading("b", value)],
});
const split = (path: string, a: number, b: number): FigureReadings => ({
	path,
	readings: [reading("a", a), reading("b", b, 0.9)],
});
const sum = [{ left: ["x", "y"], right: ["total"] }];

describe("solve", () => {
	test("figures that two engines agree on and that add up are proven", () => {
		const decisions = solve([both("x", 2), both("y", 3), both("total", 5)], sum);
		expect(decisions.map(({ value, proof }) => [value, proof])).toEqual([
			[2, "proven"],
			[3, "proven"],
			[5, "proven"],
		]);
	});

	test("where the engines differ, the sum decides", () => {
		const [x] = solve([split("x", 10, 1), both("y", 3), both("total", 4)], sum);
		expect(x).toMatchObject({ value: 1, proof: "proven", method: "solved" });
	});

	test("a plainly printed wrong total is left as it is, and proven", () => {
		const decisions = solve([both("x", 2), both("y", 3), both("total", 0)], sum);
		expect(decisions.map(({ value, proof }) => [value, proof])).toEqual([
			[2, "proven"],
			[3, "proven"],
			[0, "proven"],
		]);
	});

	test("an open sum with a doubtful figure in it proves nothing", () => {
		const decisions = solve([split("x", 8, 6), both("y", 3), both("total", 5)], sum);
		expect(decisions.every(({ proof }) => proof === "unsure")).toBe(true);
	});

	test("a blank counts as 0 in a sum and stays blank", () => {
		const [x] = solve([both("x", null), both("y", 3), both("total", 3)], sum);
		expect(x).toMatchObject({ value: null, proof: "proven" });
	});

	test("only values that some engine read are ever decided on", () => {
		const [x] = solve([both("x", 9), both("y", 3), both("total", 5)], sum);
		expect(x?.value).toBe(9);
	});

	test("a figure outside every sum is proven by two engines only", () => {
		const [a, b] = solve([both("a", 7), split("b", 7, 1)], []);
		expect([a?.proof, b?.proof]).toEqual(["proven", "unsure"]);
	});

	test("figures read alike, by one engine unsurely, are proven by one sum that closes", () => {
		const faint = (path: string, value: number): FigureReadings => ({
			path,
			readings: [reading("a", value, 0.95), reading("b", value, 0.2)],
		});
		const closed = solve([faint("x", 2), faint("y", 3), faint("total", 5)], sum);
		const open = solve([faint("x", 2), faint("y", 3), faint("total", 6)], sum);
		const alone = solve([faint("x", 2)], []);
		expect(closed.every(({ proof }) => proof === "proven")).toBe(true);
		expect(open.every(({ proof }) => proof === "unsure")).toBe(true);
		expect(alone.map(({ proof }) => proof)).toEqual(["unsure"]);
	});

	test("a figure that no engine could read is unsure and has no value", () => {
		const [x] = solve([{ path: "x", readings: [reading("a", undefined), reading("b", undefined)] }], []);
		expect(x).toMatchObject({ value: undefined, proof: "unsure" });
	});
});

describe("blank and 0", () => {
	const speck = (path: string): FigureReadings => ({
		path,
		readings: [
			{ engine: "a", text: ".", value: null, probability: 0.9 },
			{ engine: "b", text: "", value: null, probability: 0.98 },
		],
	});

	test("sums never prove a blank: a speck read as a point is no dash", () => {
		const [x] = solve([speck("x"), both("y", 3), both("total", 3)], sum);
		expect(x?.proof).not.toBe("proven");
		const dash: FigureReadings = { path: "x", readings: [reading("a", null, 0.9), { ...reading("b", 8), text: "8" }] };
		const [changed] = solve([dash, both("y", 3), both("total", 3)], sum);
		expect(changed?.proof).not.toBe("proven");
	});

	test("a blank and a dash are two readings, though both are no number", () => {
		const mixed: FigureReadings = { path: "x", readings: [reading("a", null), { ...reading("b", null), text: "-" }] };
		expect(solve([mixed], [])[0]?.proof).toBe("unsure");
	});

	test("a 0 is proven by sums where its ink is as high as a digit", () => {
		const zero = (isHigh: boolean): FigureReadings => ({
			path: "x",
			readings: [reading("a", 0, 0.9), reading("b", undefined, 0.1)],
			isHigh,
		});
		const proofs = [true, false].map((isHigh) => solve([zero(isHigh), both("y", 3), both("total", 3)], sum)[0]?.proof);
		expect(proofs).toEqual(["proven", "unsure"]);
	});
});

describe("a part of a figure", () => {
	const part = (engine: string, value: number): EngineReading => ({ ...reading(engine, value), isPart: true });

	test("read alike by two engines proves nothing: they read the same wrong picture", () => {
		expect(solve([{ path: "x", readings: [part("a", 1), part("b", 1)] }], [])[0]?.proof).toBe("unsure");
	});

	test("does not speak against the whole that holds it, but against a blank and against other digits", () => {
		const whole = [reading("a", 13), reading("b", 13)];
		expect(isAgreed({ path: "x", readings: [...whole, part("c", 1)] }, 13)).toBe(true);
		expect(isAgreed({ path: "x", readings: [...whole, part("c", 48)] }, 13)).toBe(false);
		const blank = [reading("a", null), reading("b", null)];
		expect(isAgreed({ path: "x", readings: [...blank, part("c", 48)] }, null)).toBe(false);
	});

	test("ink of the row that nobody read leaves a figure unsure, whatever agrees and adds up", () => {
		const decided = solve([{ ...both("x", 2), isUnsure: true }, both("y", 3), both("total", 5)], sum);
		expect(decided.map(({ proof }) => proof)).toEqual(["unsure", "proven", "proven"]);
	});
});

describe("signs and decimals that no sum covers", () => {
	const cells = (value: number) => reading("gouji-figures", value);

	test.each([
		["a minus that a third reading lacks", [cells(-11), reading("b", -11), { ...reading("c", 11), isPart: true }], "unsure"],
		[
			"a point that three engines read, and a reading without it",
			[cells(4660.3), reading("a", 4660.3), reading("b", 4660.3), { ...reading("c", 46603), isPart: true }],
			"proven",
		],
		[
			"a point that two engines read surely, and a reading without it",
			[cells(5.5), reading("b", 5.5), { ...reading("c", 55), isPart: true }],
			"proven",
		],
		[
			"a point that only one engine reads surely",
			[cells(5.5), { ...reading("b", 5.5), probability: 0.7 }, { ...reading("c", 55), isPart: true }],
			"unsure",
		],
		[
			"a number that three engines read, and a part of it that has a minus more",
			[cells(17), reading("a", 17), reading("b", 17), { ...reading("c", -17), isPart: true }],
			"unsure",
		],
		["a minus that the figure reader and another engine show", [cells(-11), reading("b", -11)], "proven"],
		["a point that only engines of scans show", [reading("a", 5.5), reading("b", 5.5)], "unsure"],
		["a number without either", [cells(11), reading("b", 11)], "proven"],
	] as const)("%s: %#", (_, readings, proof) => {
		expect(solve([{ path: "x", readings }], [])[0]?.proof).toBe(proof);
	});

	test.each([
		["stands as beside a sign", 0.18, undefined, "unsure"],
		["stands as beside a sign, and is a difference", 0.18, true, "unsure"],
		["stands a little off the middle, and is a count", 0.18, false, "proven"],
		["stands off the middle as with a digit lost, and is a count", 0.36, false, "unsure"],
	] as const)("a number %s: %#", (_, offCentre, isDifference, proof) => {
		const lone = {
			path: "x",
			readings: [cells(11), reading("b", 11)],
			offCentre,
			...(isDifference === undefined ? {} : { isDifference }),
		};
		const centred = Array.from({ length: 4 }, (_, i) => ({ ...lone, path: `y${i}`, offCentre: 0 }));
		expect(solve([lone, ...centred], [])[0]?.proof).toBe(proof);
	});
});

test.each([
	["may have lost its minus", {}, "unsure"],
	["stands where none was", { offCentre: 0 }, "proven"],
	["is never below 0", { isDifference: false }, "proven"],
] as const)("a figure of a scan in black and white that %s", (_, known, proof) => {
	const lone = { path: "x", readings: [reading("gouji-figures", 3), reading("b", 3)], mayLackMinus: true, ...known };
	const centred = Array.from({ length: 4 }, (_, i) => ({ ...lone, path: `y${i}` }));
	expect(solve([lone, ...centred], [])[0]?.proof).toBe(proof);
	const zero = { path: "x", readings: [reading("gouji-figures", 0), reading("b", 0)], mayLackMinus: true, isHigh: true };
	expect(solve([zero], [])[0]?.proof).toBe("proven");
});

describe("a figure whose ink is wider than what was read", () => {
	const signed = { ...reading("b", -4), probability: 0.79 };

	test.each([
		["is not proven, whatever its place tells", [reading("gouji-figures", 4), reading("c", 4)], 1.6, "unsure"],
		[
			"is not proven though one reading has the minus that it lacks",
			[reading("gouji-figures", 4), signed, reading("c", 4)],
			1.6,
			"unsure",
		],
		["is proven where it is as wide as its digits", [reading("gouji-figures", 4), reading("c", 4)], 1.1, "proven"],
		["is proven with the mark that was read", [{ ...reading("gouji-figures", 4), text: "4*" }, reading("c", 4)], 1.6, "proven"],
		["is proven with a point in full width", [reading("gouji-figures", 5.5), reading("c", 5.5)], 3.1, "proven"],
		["is proven where nothing is known of it", [reading("gouji-figures", 4), reading("c", 4)], undefined, "proven"],
	] as const)("%s: %#", (_, readings, inkPlaces, proof) => {
		const centred = Array.from({ length: 4 }, (_, i) => ({ ...both(`y${i}`, 3), offCentre: 0 }));
		expect(solve([{ path: "x", readings, inkPlaces, offCentre: 0.07 }, ...centred], [])[0]?.proof).toBe(proof);
	});
});

test("a figure beside an open sum is proven by a closed one whose other figures are proven, though engines differ on one", () => {
	const differing = { path: "b", readings: [reading("a", 3), { ...reading("b", 3), probability: 0.45 }] };
	const doubtful = { path: "c", readings: [{ ...reading("a", 1), probability: 0.4 }] };
	const sums = [
		{ left: ["a", "b"], right: ["row"] },
		{ left: ["b", "d"], right: ["e"] },
		{ left: ["row", "c"], right: ["column"] },
	];
	const figures = [both("a", 2), differing, both("row", 5), doubtful, both("column", 9), both("d", 4), both("e", 7)];
	const proofs = new Map(solve(figures, sums).map(({ path, proof }) => [path, proof]));
	expect([proofs.get("b"), proofs.get("row")]).toEqual(["proven", "proven"]);
});

describe("an open sum with a figure in doubt", () => {
	const rows = [
		{ left: ["a", "b"], right: ["row"] },
		{ left: ["row", "c"], right: ["column"] },
	];

	test("leaves the others proven where they close another sum, and the doubtful one unsure", () => {
		const doubtful = { path: "c", readings: [{ ...reading("a", 8), probability: 0.4 }] };
		const decided = solve([both("a", 2), both("b", 3), both("row", 5), doubtful, both("column", 9)], rows);
		expect(decided.map(({ proof }) => proof)).toEqual(["proven", "proven", "proven", "unsure", "unsure"]);
	});
});

describe("a sign told by the place of the digits", () => {
	const part = (engine: string, value: number) => ({ ...reading(engine, value), isPart: true });
	const plus = (engine: string, value: number) => ({ ...reading(engine, value), text: `+${value}` });
	const [middle, right, left] = [0.02, 0.24, -0.3];

	test.each([
		["digits in the middle are no more", [reading("a", 2), reading("b", 2)], middle, [2, "proven"]],
		["digits off the middle have lost what stood before them", [reading("a", 2), reading("b", 2)], right, [2, "unsure"]],
		["digits off the middle have lost what stood behind them", [reading("a", 2), reading("b", 2)], left, [2, "unsure"]],
		["a sign that one reading has", [reading("a", 5), part("b", -5), reading("c", 5)], right, [-5, "proven"]],
		["a sign that one reading has, with digits in the middle", [reading("a", -5), reading("b", 5)], middle, [5, "unsure"]],
		["a sign that all read, with digits in the middle", [reading("gouji-figures", -5), reading("b", -5)], middle, [-5, "unsure"]],
		[
			"a sign, and digits that another reads otherwise",
			[reading("a", -5), reading("b", -5), reading("c", 6)],
			right,
			[-5, "unsure"],
		],
		["a sign that one reading is unsure of", [reading("a", 5), reading("b", -5, 0.6), reading("c", 5)], right, [-5, "unsure"]],
		["a plus that one reading takes for a minus", [plus("a", 5), reading("b", -5), reading("c", 5)], right, [5, "unsure"]],
		["nothing known of its place", [reading("a", 2), reading("b", 2)], undefined, [2, "proven"]],
	] as const)("%s", (_, readings, offCentre, expected) => {
		const others = [both("y", 1), both("z", 1)].map((figure) => ({ ...figure, offCentre: middle }));
		const [decided] = solve([{ path: "x", readings, offCentre }, ...others], []);
		expect([decided?.value, decided?.proof]).toEqual(expected);
	});

	test("where a figure has a plus, the place of no other tells of a minus", () => {
		const other = { path: "x", readings: [reading("a", 5), reading("b", -5), reading("c", 5)], offCentre: right };
		const decided = solve(
			[other, { path: "y", readings: [plus("a", 3), plus("b", 3)], offCentre: right }, both("z", 1), both("w", 2)].map(
				(figure) => ({ offCentre: middle, ...figure }),
			),
			[],
		);
		expect(decided.map(({ value, proof }) => [value, proof])).toEqual([
			[5, "unsure"],
			[3, "proven"],
			[1, "proven"],
			[2, "proven"],
		]);
	});

	test("where most figures stand off the middle, none is told by its place", () => {
		const decided = solve(
			[
				{ ...both("x", 2), offCentre: right },
				{ ...both("y", 1), offCentre: right },
				{ ...both("z", 1), offCentre: middle },
			],
			[],
		);
		expect(decided.map(({ proof }) => proof)).toEqual(["proven", "proven", "proven"]);
	});
});

describe("witnesses", () => {
	test.each([
		["two engines, one value", both("x", 4), true],
		["two engines, two values", split("x", 4, 9), false],
		["one engine twice", { path: "x", readings: [reading("a", 4), reading("a", 4)] }, false],
		[
			"three of four readings",
			{ path: "x", readings: [reading("a", 4), reading("b", 4), reading("a", 4), reading("b", 9)] },
			true,
		],
		["an unsure second engine", { path: "x", readings: [reading("a", 4), reading("b", 4, 0.3)] }, false],
		[
			"two unsure engines beside a sure one",
			{ path: "x", readings: [reading("a", 4, 0.98), reading("b", 4, 0.3), reading("c", 4, 0)] },
			true,
		],
		[
			"three engines, none of them sure",
			{ path: "x", readings: [reading("a", 4, 0.9), reading("b", 4, 0.3), reading("c", 4, 0)] },
			false,
		],
		[
			"two unsure engines and one that reads another value",
			{ path: "x", readings: [reading("a", 4, 0.98), reading("b", 4, 0.3), reading("c", 9, 0)] },
			false,
		],
	])("%s: agreed is %s", (_, witnessed, agreed) => {
		expect(isAgreed(witnessed, 4)).toBe(agreed);
	});

	test("the value that more engines read more surely weighs more", () => {
		const weighed = weigh({ path: "x", readings: [reading("a", 8, 0.6), reading("b", 3, 0.99)] });
		expect(weighed.map(({ value }) => value)).toEqual([3, 8]);
	});
});
