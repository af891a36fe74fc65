import { setTimeout } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { withinTime } from "../../../src/reading/within-time.ts";

const MS = 20;

/** Processor time, in milliseconds, as it stands each time that it is asked for; the last one from then on. */
function usedIs(...times: readonly number[]): void {
	const left = [...times];
	vi.spyOn(process, "cpuUsage").mockImplementation(() => ({
		user: 1000 * ((left.length > 1 ? left.shift() : left[0]) ?? 0),
		system: 0,
	}));
}

afterEach(() => vi.restoreAllMocks());

test("who answers in time is heard", async () => {
	expect(await withinTime(Promise.resolve("read"), MS)).toBe("read");
});

test("who waits for nothing is late by the clock", async () => {
	usedIs(0, 0.1);
	await expect(withinTime(setTimeout(60_000, "never", { ref: false }), MS)).rejects.toMatchObject({ code: "timeout" });
});

test("who is at work on a busy machine has that much processor time", async () => {
	usedIs(0, 5, 10, 15);
	expect(await withinTime(setTimeout(2.5 * MS, "read"), MS)).toBe("read");
	usedIs(0, 5, 5, 21);
	await expect(withinTime(setTimeout(60_000, "never", { ref: false }), MS)).rejects.toMatchObject({ code: "timeout" });
});
