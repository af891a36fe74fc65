import { expect, test } from "vitest";
import { fuzz } from "../fuzz/fuzz.ts";
import { fuzzSites } from "../fuzz/fuzz-sites.ts";

test("100 mutated documents each come to an outcome, and none crashes its reader", { timeout: 300_000 }, async () => {
	const { outcomes, crashes } = await fuzz(100, 20_260_131);
	expect(crashes.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
	expect(Object.values(outcomes).reduce((total, count) => total + count, 0)).toBe(100);
	// Enough of them can still be read, and enough cannot.
	expect(outcomes.report ?? 0).toBeGreaterThan(20);
	expect(Object.keys(outcomes).length).toBeGreaterThan(2);
});

/** Of seed 1; each stopped a reader once, as their comments tell. */
const CRASHED = [
	131, // a page larger than a canvas can be
	549,
	2025,
	3532, // promises that pdf.js left to themselves
	987,
	2164,
	4113, // table 二 with columns of neither edition
	4221, // a page that the second reader does not find
	4256,
	4292, // a picture's data where none may be
];

test("documents that crashed a reader once come to an outcome", { timeout: 300_000 }, async () => {
	const { outcomes, crashes } = await fuzz(CRASHED.length, 1, { only: CRASHED });
	expect(crashes.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
	expect(Object.values(outcomes).reduce((total, count) => total + count, 0)).toBe(CRASHED.length);
});

test("cells whose characters a lost font paints without ink are unread, not blank", { timeout: 300_000 }, async () => {
	const { outcomes, accusations } = await fuzz(200, 71, { only: [165] });
	expect(accusations.map(({ name, rules }) => `${name}: ${rules.join(", ")}`)).toEqual([]);
	expect(outcomes).toEqual({ report: 1 });
});

/** 1,000 with `GOUJI_FUZZ=1000`. */
const EACH = Number(process.env.GOUJI_FUZZ ?? 12);

test(`${EACH} mutated lists, articles and Word documents come to an outcome, and harmless faults accuse nobody`, {
	timeout: 3_600_000,
}, async () => {
	const { outcomes, crashes, accusations } = await fuzzSites(EACH, 20_261_127);
	expect([...crashes, ...accusations]).toEqual([]);
	for (const kind of ["list", "article", "docx", "html"])
		expect(Object.values(outcomes[kind] ?? {}).reduce((total, count) => total + count, 0)).toBe(EACH);
});
