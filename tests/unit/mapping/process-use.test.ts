import { expect, test } from "vitest";
import { Patience, useOf } from "../../../src/mapping/isolated/process-use.ts";

/** After how many seconds the time of a document (10 s) is over, where its process gets so much of a processor. */
function secondsOf(share: number | undefined): number | undefined {
	const patience = new Patience(10_000);
	let processorMs = 5000;
	for (let second = 0; second <= 1000; second++) {
		if (patience.isOver(1000, { processorMs: share === undefined ? undefined : processorMs })) return second + 1;
		processorMs += 1000 * (share ?? 0);
	}
	return undefined;
}

test("the time of a document is what its process computes, not what the clock says", () => {
	expect(secondsOf(1)).toBe(11);
	expect(secondsOf(0.25)).toBe(41);
	expect(secondsOf(2)).toBe(6);
});

test("a process that does not compute, or hardly, ends all the same", () => {
	expect(secondsOf(0)).toBe(10);
	expect(secondsOf(0.001)).toBe(10);
	expect(secondsOf(0.02)).toBe(100);
});

test("where processor time is not known the clock counts", () => {
	expect(secondsOf(undefined)).toBe(10);
});

test("every recognised page gives more time, up to a bound", () => {
	const over = (pages: number, processorMs: number) => {
		const patience = new Patience(12_000);
		for (let page = 0; page < pages; page++) patience.addPage();
		patience.isOver(100, { processorMs: 0 });
		return patience.isOver(100, { processorMs });
	};
	expect([over(0, 12_000), over(40, 51_000), over(40, 52_000)]).toEqual([true, false, true]);
	expect([over(299, 71_000), over(299, 72_000)]).toEqual([false, true]);
});

test.runIf(process.platform === "linux")("what a process uses is that of all its threads", async () => {
	const before = await useOf(process.pid);
	for (const end = process.cpuUsage().user + 200_000; process.cpuUsage().user < end; );
	const after = await useOf(process.pid);
	const own = process.cpuUsage();
	expect((after?.processorMs ?? 0) - (before?.processorMs ?? 0)).toBeGreaterThan(150);
	expect(Math.abs((after?.processorMs ?? 0) - (own.user + own.system) / 1000)).toBeLessThan(200);
	expect(after?.memoryBytes).toBeGreaterThan(20_000_000);
	expect(await useOf(2 ** 30)).toBeUndefined();
});
