// The data set at scale: generates reports (never on the disk, never all in memory), exports them by year,
// exports a second night with one changed report, and asks the cookbook's questions.
// GOUJI_REPORTS sets how many (2,000; `npm run bench:dataset` takes 300,000), GOUJI_FORMATS the formats (parquet).
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disclosureReport } from "../../pipelines/index.ts";
import type { ExportFormat } from "../../src/output/dataset/export-options.ts";
import { exportSet } from "../../src/output/dataset/export-set.ts";
import { openSet } from "../../src/output/dataset/open-set.ts";
import { answer } from "../../src/output/dataset/query.ts";
import type { ReportSource } from "../../src/output/dataset/report-source.ts";
import { workedQuestions } from "../support/cookbook.ts";
import { generatedRoster, reportGenerator } from "../support/generated-reports.ts";
import { POPULATION } from "../support/panel-cases.ts";

const { dataset } = disclosureReport;

const REPORTS = Number(process.env.GOUJI_REPORTS ?? 2_000);
const FORMATS = (process.env.GOUJI_FORMATS ?? "parquet").split(",") as ExportFormat[];
const folder = mkdtempSync(join(tmpdir(), "gouji-dataset-"));
const population = join(folder, "population.csv");
writeFileSync(population, POPULATION);
const LIMITS = { rows: 1000, timeoutMs: 600_000, ownTables: [population] };
const generate = reportGenerator();
let generatedMs = 0;
const changed = new Set<number>();
const surroundings = { roster: generatedRoster(REPORTS), owed: [], unread: [] };
const source: ReportSource = {
	list: async function* () {
		for (let i = 0; i < REPORTS; i++) yield { name: `${i}.json`, mark: changed.has(i) ? "changed" : "first" };
	},
	read: async (name) => {
		const began = performance.now();
		const i = Number.parseInt(name, 10);
		const text = generate(i, changed.has(i));
		generatedMs += performance.now() - began;
		return text;
	},
};

/** Most memory the process has had, in MB (Linux only). */
function peakMb(): number {
	try {
		return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1024);
	} catch {
		return Math.round(process.memoryUsage().rss / 2 ** 20);
	}
}

function bytesIn(at: string): Map<string, number> {
	const sizes = new Map<string, number>();
	for (const entry of readdirSync(at, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const kind = path.slice(at.length + 1).split("/")[0] ?? "";
		sizes.set(kind, (sizes.get(kind) ?? 0) + statSync(path).size);
	}
	return sizes;
}

async function exported(title: string): Promise<string> {
	generatedMs = 0;
	const began = performance.now();
	const before = process.cpuUsage();
	const samples: number[] = [];
	const timer = setInterval(() => samples.push(process.memoryUsage().rss / 2 ** 20), 500);
	const result = await exportSet(
		{ source, dataset, software: "gouji/bench", formats: FORMATS, partitionAbove: 1_000, surroundings, now: () => new Date() },
		join(folder, "set"),
	);
	clearInterval(timer);
	const seconds = (performance.now() - began) / 1000;
	const { user, system } = process.cpuUsage(before);
	const tenth = samples[Math.floor(samples.length / 10)] ?? 0;
	console.log(
		`${title}: ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processors), of which ${(generatedMs / 1000).toFixed(1)} s made the reports; ${result.read} of ${result.reports} read; ` +
			`memory ${tenth.toFixed(0)} MB after a tenth, ${peakMb()} MB at most`,
	);
	return result.current;
}

try {
	const current = await exported("first night");
	const sizes = bytesIn(current);
	const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
	console.log(`${(total / 2 ** 20).toFixed(0)} MB in all, ${(total / REPORTS).toFixed(0)} bytes a report:`);
	for (const [kind, size] of [...sizes].filter(([, bytes]) => bytes / total > 0.001))
		console.log(
			`  ${kind.padEnd(26)} ${(size / 2 ** 20).toFixed(1).padStart(9)} MB ${(size / REPORTS).toFixed(1).padStart(9)} bytes a report`,
		);
	await exported("second night, nothing changed");
	changed.add(Math.floor(REPORTS / 2));
	await exported("third night, one report changed");
	const began = performance.now();
	const set = await openSet(current, LIMITS);
	const cells = (await answer(set, "SELECT count(*) FROM cells")).rows[0]?.[0];
	console.log(`opened in ${(performance.now() - began).toFixed(0)} ms: ${cells} cells in ${set.views.length} tables`);
	const times: number[] = [];
	for (const { title, sql } of await workedQuestions()) {
		const start = performance.now();
		const { rows } = await answer(set, sql);
		times.push(performance.now() - start);
		console.log(`  ${(times.at(-1) ?? 0).toFixed(0).padStart(6)} ms ${String(rows.length).padStart(5)} rows  ${title}`);
	}
	set.close();
	const sorted = times.toSorted((a, b) => a - b);
	console.log(
		`median question ${sorted[Math.floor(sorted.length / 2)]?.toFixed(0)} ms, slowest ${sorted.at(-1)?.toFixed(0)} ms; memory ${peakMb()} MB at most`,
	);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
