import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import type { Environment } from "../../../src/cli/environment.ts";
import { exportNight } from "../../../src/cli/export-night.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

let folder = "";
let set: SampleSet;
const told: string[] = [];
const environment = {
	pipeline: disclosureReport,
	out: () => undefined,
	log: { progress: () => undefined, warn: (message: string) => void told.push(message) },
} as unknown as Environment;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "gouji-export-night-"));
	set = await sampleSet();
});
afterAll(async () => {
	await set.remove();
	await rm(folder, { recursive: true, force: true });
});

test("a night exports what it published and tells what changed since the night before; one without reports exports nothing", async () => {
	const output = join(folder, "output");
	const sources = [{ id: "a", kind: "list", url: "https://a.example/" }];
	const config = nightlyConfig(JSON.stringify({ sources, output, state: join(folder, "state") }), "nightly.yaml");
	expect([await exportNight(config, environment), existsSync(join(output, "dataset"))]).toEqual([0, false]);
	const reports = join(output, "data", "reports");
	await mkdir(reports, { recursive: true });
	for (const name of (await readdir(set.from)).slice(0, 3)) await cp(join(set.from, name), join(reports, name));
	const current = join(output, "dataset", "current");
	const changes = async () =>
		(
			await querySet(current, "SELECT change, count(*) FROM release_changes GROUP BY ALL ORDER BY ALL", {
				rows: 9,
				timeoutMs: 9000,
			})
		).rows;
	expect([await exportNight(config, environment), await changes()]).toEqual([0, []]);
	const [name = ""] = await readdir(reports);
	const report = JSON.parse(await readFile(join(reports, name), "utf8"));
	const cell = report.cells.find(({ path }: { path: string }) => path === "requests.received.total");
	Object.assign(cell, { value: cell.value + 1, raw: String(cell.value + 1) });
	await writeFile(join(reports, name), JSON.stringify(report));
	expect([await exportNight(config, environment), await changes()]).toEqual([0, [["reread", 1]]]);
	const second = await realpath(current);
	expect([await exportNight(config, environment), await realpath(current)]).toEqual([0, second]);
	expect(told).toEqual([]);
});
