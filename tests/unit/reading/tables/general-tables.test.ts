import { expect, test } from "vitest";
import { tableSuite } from "../../../bench/table-suite.ts";

test("general tables come out cell by cell, ruled, shaded or without rulings", async () => {
	const { looks, scores } = await tableSuite([], 3);
	const byLook = Object.fromEntries(looks.map((look, i) => [look, scores[0]?.byLook[i] ?? 0]));
	const { "unruled ragged": hardest, ...others } = byLook;
	expect(others).toEqual(Object.fromEntries(Object.keys(others).map((look) => [look, 1])));
	// Without rulings and with blanks a column may be told by one figure only.
	expect(hardest).toBeGreaterThan(0.85);
});
