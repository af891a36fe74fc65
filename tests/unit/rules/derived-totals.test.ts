import { expect, test } from "vitest";
import { makeFacts, outcomesOf, resultOf } from "../../support/report-facts.ts";

const COLUMNS = ["natural_person", "business", "research", "welfare", "legal_service", "other"];
const row = (key: string, parts: readonly (number | null)[], total: number | null) =>
	Object.fromEntries([...parts.map((part, i) => [`requests.${key}.${COLUMNS[i]}`, part]), [`requests.${key}.total`, total]]);
const EMPTY = [0, 0, 0, 0, 0, 0];
/** 35 requests: 12 granted and 23 not held, of which the totals are left blank. */
const figures = {
	...Object.fromEntries(makeFacts().evidence.map(({ path }) => [path, 0])),
	...row("received", [30, 5, 0, 0, 0, 0], 35),
	...row("granted", [10, 2, 0, 0, 0, 0], null),
	...row("unavailable.not_held", [20, 3, 0, 0, 0, 0], null),
	...row("total", [30, 5, 0, 0, 0, 0], 35),
};
const facts = (overview: string, more: Readonly<Record<string, number | null>> = {}) =>
	makeFacts({ all: { ...figures, ...more }, sections: { overview } });

test("a row's blank total is one finding, and no sum is open for it", () => {
	const said = facts("新收政府信息公开申请35件。");
	const [blank] = outcomesOf("S09", said);
	expect(blank).toMatchObject({ verdict: "broken", cells: ["requests.granted.total", "requests.unavailable.not_held.total"] });
	expect(blank?.severity).toBeUndefined();
	expect(blank?.message).toContain("“（一）予以公开·总计”为12");
	for (const code of ["A01", "A02", "A03"]) expect(resultOf(code, said)).toBe("holds");
});

test.each([
	["予以公开7件", "broken error"],
	["予以公开12件", "holds"],
	["无法提供23件", "holds"],
	["无法提供22件", "broken error"],
])("%s is compared with the sum of the row: %s", (claim, result) => {
	const said = facts(`2023年新收政府信息公开申请35件，${claim}。`);
	expect(resultOf("T07", said)).toBe(result);
	expect(
		outcomesOf("T07", said)
			.map(({ message }) => message)
			.join(""),
	).not.toContain("总计为0");
});

test("a total that is blank beside a blank part is not derived", () => {
	const said = facts("予以公开7件。", row("granted", [10, null, 0, 0, 0, 0], null));
	expect(said.derived?.has("requests.granted.total")).toBe(false);
	expect(resultOf("A01", said)).toBe("undetermined");
});

test("a row that was read a column askew gives no total", () => {
	const said = facts("", row("granted", [10, 2, 0, 0, 0, 12], null));
	expect(said.derived?.has("requests.granted.total")).toBe(false);
	expect(outcomesOf("A01", said).find(({ verdict }) => verdict !== "holds")?.cause).toBe("reading");
});

test("no printed figure of a row is changed by what its blank total would be", () => {
	const said = facts("", row("carried_out", EMPTY, null));
	expect(said.figure("requests.carried_out.total")?.value).toBeNull();
	expect(said.derived?.get("requests.carried_out.total")).toBe(0);
	expect(outcomesOf("S09", said)[0]?.message).not.toContain("结转下年度继续办理·总计”为");
});

const remedies = (parts: readonly number[]) =>
	Object.fromEntries(
		["upheld", "corrected", "other", "pending", "total"].map((column, i) => [`remedies.review.${column}`, parts[i] ?? 0]),
	);

test.each([
	["政府信息公开行政复议3件，均获维持。", [3, 0, 0, 0, 3], "holds"],
	["政府信息公开行政复议3件，均获维持。", [1, 0, 0, 2, 3], "broken error"],
	["政府信息公开行政复议3件，全部纠正。", [3, 0, 0, 0, 3], "broken error"],
	["政府信息公开行政复议3件，均尚未审结。", [0, 0, 0, 3, 3], "holds"],
	["政府信息公开行政复议3件，其中2件维持。", [2, 0, 0, 1, 3], "holds"],
] as const)("%s against %j is %s", (overview, parts, result) => {
	expect(resultOf("T09", facts(overview, remedies(parts)))).toBe(result);
});
