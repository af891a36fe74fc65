import { expect, test } from "vitest";
import { fuzz } from "../fuzz/fuzz.ts";

test("100 mutated documents each come to an outcome, and none crashes its reader", { timeout: 300_000 }, async () => {
	const { outcomes, crashes } = await fuzz(100, 20_260_131);
	expect(crashes.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
	expect(Object.values(outcomes).reduce((total, count) => total + count, 0)).toBe(100);
	// Enough of them can still be read, and enough cannot.
	expect(outcomes.report ?? 0).toBeGreaterThan(20);
	expect(Object.keys(outcomes).length).toBeGreaterThan(2);
});
