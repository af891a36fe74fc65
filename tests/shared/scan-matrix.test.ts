import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONDITIONS } from "../../samples/make/scans/conditions.ts";
import type { Plan } from "../../samples/make/scans/make-scan.ts";
import { makeScan, nameOf } from "../../samples/make/scans/make-scan.ts";
import { plansOf } from "../../samples/make/scans/plans.ts";
import { scanReader } from "../../samples/make/scans/reader.ts";
import type { ScanScore } from "../../samples/make/scans/score.ts";
import { figuresOf, scanTable, scoreScan } from "../../samples/make/scans/score.ts";

/**
 * `npm run scans`: every style under every basic condition, every harsh condition with two styles; an hour. Chromium and
 * LibreOffice set the reports, so that nothing of it runs by default. GOUJI_SCANS=few takes each condition once,
 * GOUJI_SCANS_SEED other reports.
 */
const wanted = process.env.GOUJI_SCANS;
const seed = Number(process.env.GOUJI_SCANS_SEED ?? 1);

function plansIn(group: "basic" | "harsh"): Plan[] {
	const once = CONDITIONS.filter((condition) => condition.group === group).length;
	const count = { few: once, all: group === "basic" ? undefined : 2 * once }[wanted === "few" ? "few" : "all"];
	return plansOf({ seed, conditions: [group], count });
}

let folder = "";
const reader = scanReader(300_000);
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-scans-"));
});
afterAll(async () => {
	reader.close();
	await rm(folder, { recursive: true, force: true });
});

describe.skipIf(wanted === undefined)("scans of the matrix", () => {
	test("under basic conditions are read nearly whole, and most of them proven", { timeout: 7_200_000 }, async () => {
		const { cellsRight, verified, faultsFound, silent, provenWrong, accused } = figuresOf(await scoresOf(plansIn("basic")));
		expect.soft(cellsRight).toBeGreaterThanOrEqual(0.995);
		expect.soft(verified).toBeGreaterThanOrEqual(0.8);
		expect.soft(faultsFound).toBeGreaterThanOrEqual(0.95);
		expect({ silent, provenWrong, accused }).toEqual({ silent: 0, provenWrong: 0, accused: 0 });
	});

	test("under harsh conditions are read for the most part, and honestly", { timeout: 7_200_000 }, async () => {
		const { cellsRight, silent, provenWrong, accused } = figuresOf(await scoresOf(plansIn("harsh")));
		expect.soft(cellsRight).toBeGreaterThanOrEqual(0.95);
		expect({ silent, provenWrong, accused }).toEqual({ silent: 0, provenWrong: 0, accused: 0 });
	});
});

async function scoresOf(plans: readonly Plan[]): Promise<ScanScore[]> {
	const scored: (readonly [plan: Plan, score: ScanScore])[] = [];
	for (const plan of plans) {
		const { pdf, truth, pages } = await makeScan(plan, join(folder, "base"));
		const path = join(folder, `${nameOf(plan)}.pdf`);
		await writeFile(path, pdf);
		const { json, error, cpuSeconds } = await reader.read(path);
		await rm(path);
		scored.push([plan, scoreScan(truth, json, { pages, cpuSeconds, error })]);
	}
	for (const group of [(plan: Plan) => plan.condition.name, (plan: Plan) => plan.base.style.name])
		console.log(scanTable(scored.map(([plan, score]) => [group(plan), score] as const)).join("\n"));
	return scored.map(([, score]) => score);
}
