import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import { folderSource } from "../../../src/output/dataset/report-source.ts";
import { entry, gouji } from "../../support/command.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

/** How many exports are killed; `npm run chaos` kills 50. */
const KILLS = Number(process.env.GOUJI_EXPORT_KILLS ?? 2);
const LIMITS = { rows: 100_000, timeoutMs: 20_000 };

let set: SampleSet;
beforeAll(async () => {
	set = await sampleSet();
});
afterAll(() => set.remove());

/** Every file of a folder with its bytes, and the inode that tells whether it was written anew. */
function files(folder: string): Map<string, { readonly inode: number; readonly bytes: string }> {
	const names = readdirSync(folder, { recursive: true, withFileTypes: true });
	return new Map(
		names
			.filter((one) => one.isFile())
			.map(({ parentPath, name }) => {
				const path = join(parentPath, name);
				return [path.slice(folder.length + 1), { inode: statSync(path).ino, bytes: readFileSync(path).toString("base64") }];
			}),
	);
}

const bytesOf = (folder: string) => new Map([...files(folder)].map(([name, { bytes }]) => [name, bytes]));

/** A copy of the samples' reports that a test may change. */
async function copyOfReports(name: string): Promise<string> {
	const from = join(set.folder, name);
	await cp(set.from, from, { recursive: true });
	return from;
}

describe("the same reports", () => {
	test.each([
		["whole", {}],
		["by year", { partitionAbove: 0 }],
		["as a workbook", { formats: ["xlsx"] as const }],
	])("give the same bytes elsewhere and at another time, %s", async (name, changes) => {
		const first = await set.export(`same-${name}`, { ...changes, now: () => new Date(1e12) });
		const second = await set.export(`again-${name}`, changes);
		expect(bytesOf(second)).toEqual(bytesOf(first));
	});

	test("write nothing the next night, and read no report again", async () => {
		const to = join(set.folder, "still");
		const first = await exportSet(set.request(), to);
		const before = files(first.current);
		const second = await exportSet(set.request(), to);
		expect([first.isNew, first.read, second.isNew, second.read]).toEqual([true, set.reports.length, false, 0]);
		expect(files(second.current)).toEqual(before);
		expect(readFileSync(join(to, "history.ndjson"), "utf8").trim().split("\n")).toHaveLength(1);
	});

	test("are read again by another version of the program", async () => {
		const to = join(set.folder, "versions");
		await exportSet(set.request(), to);
		expect(await exportSet(set.request({ software: "gouji/next" }), to)).toMatchObject({ isNew: true, read: set.reports.length });
	});
});

describe("a night with one changed report", () => {
	const changed = "bureau-2023-inconsistent.json";

	test("rewrites its year and what describes the set, and shares all else with the set before", async () => {
		const from = await copyOfReports("changing");
		const to = join(set.folder, "nightly");
		const first = await exportSet(set.request({ partitionAbove: 0 }, from), to);
		const before = files(first.current);
		const report = await readFile(join(from, changed), "utf8");
		await writeFile(
			join(from, changed),
			report.replace('"other": null', '"other": null').replace(/"title": "[^"]+"/, '"title": "改正"'),
		);
		const second = await exportSet(set.request({ partitionAbove: 0 }, from), to);
		const after = files(second.current);
		expect([second.isNew, second.read]).toEqual([true, 1]);
		const rewritten = [...after].filter(([name, { inode }]) => before.get(name)?.inode !== inode).map(([name]) => name);
		const years = rewritten.filter((name) => /\/\d{4}[./]/.test(name));
		expect(years.filter((name) => !name.includes("2023"))).toEqual([]);
		expect(rewritten).toContain("reports.parquet/2023.parquet");
		expect(rewritten).toContain(`reports/2023/${changed}`);
		expect(rewritten).not.toContain("reports/2023/bureau-2023-scanned.json");
		expect([...after.keys()].filter((name) => /^(?:reports|cells)\.\w+\/2022/.test(name)).length).toBeGreaterThanOrEqual(5);
		// What was shared and what was built anew are the same as a set built in one go.
		const afresh = await exportSet(set.request({ partitionAbove: 0 }, from), join(set.folder, "afresh"));
		expect(bytesOf(afresh.current)).toEqual(bytesOf(second.current));
	});

	test("is noticed even where size and modification time stay the same", async () => {
		const from = await copyOfReports("forged");
		const to = join(set.folder, "forged-set");
		await exportSet(set.request({}, from), to);
		const path = join(from, changed);
		const { utimesSync } = await import("node:fs");
		const { atime, mtime } = statSync(path);
		await writeFile(path, (await readFile(path, "utf8")).replace("青石市教育局2023", "青石市教育局2032"));
		utimesSync(path, atime, mtime);
		expect(await exportSet(set.request({}, from), to)).toMatchObject({ isNew: true, read: 1 });
	});

	test("and one that went leaves no trace of it; whoever still reads the set before finds it whole", async () => {
		const from = await copyOfReports("going");
		const to = join(set.folder, "going-set");
		const first = await exportSet(set.request({}, from), to);
		await rm(join(from, changed));
		const second = await exportSet(set.request({}, from), to);
		expect([first.reports, second.reports]).toEqual([set.reports.length, set.reports.length - 1]);
		expect(readdirSync(join(to, "sets")).sort()).toEqual([first.set, second.set].sort());
		const { rows } = await querySet(join(to, "sets", first.set), "SELECT count(*) FROM reports", LIMITS);
		expect(rows).toEqual([[set.reports.length]]);
		await writeFile(join(from, "third.json"), await readFile(join(set.from, changed), "utf8"));
		const third = await exportSet(set.request({}, from), to);
		expect(readdirSync(join(to, "sets")).sort()).toEqual([second.set, third.set].sort());
	});
});

test("files that are no reports, and a report twice, are told and left out", async () => {
	const from = await copyOfReports("mixed");
	await writeFile(join(from, "broken.json"), "{");
	await writeFile(join(from, "other.json"), '{"schema":"else"}');
	await writeFile(join(from, "z-copy.json"), await readFile(join(from, "bureau-2021-ruled.json"), "utf8"));
	const { code, stdout, stderr } = await gouji([
		"export",
		"--from",
		from,
		"--to",
		join(set.folder, "mixed-set"),
		"--format",
		"csv",
	]);
	expect([code, stdout.includes(`${set.reports.length} reports`)]).toEqual([1, true]);
	for (const name of ["broken.json", "other.json", "z-copy.json"]) expect(stderr).toContain(`${name} is left out`);
});

test("a report that changes while it is exported makes the export begin again", async () => {
	const from = await copyOfReports("moving");
	const source = folderSource(from, () => Date.now() + 60_000);
	const reads = new Map<string, number>();
	const name = "bureau-2023-inconsistent.json";
	const moving = {
		...source,
		read: async (file: string) => {
			reads.set(file, (reads.get(file) ?? 0) + 1);
			// Read once to know it, and once to write it: another program writes it between the two.
			if (file === name && reads.get(file) === 2)
				await writeFile(join(from, name), (await source.read(name)).replace(/"title": "[^"]+"/, '"title": "新"'));
			return source.read(file);
		},
	};
	const { current } = await exportSet(set.request({ source: moving }), join(set.folder, "moving-set"));
	const { rows } = await querySet(current, "SELECT title FROM reports WHERE issuer = '青石市教育局'", LIMITS);
	expect(rows).toEqual([["新"]]);
});

test("a second export at the same time is refused, and a damaged index is made anew", async () => {
	const to = join(set.folder, "locked");
	await exportSet(set.request(), to);
	const holder = new DatabaseSync(join(to, "index.sqlite"));
	holder.exec("begin exclusive");
	await expect(exportSet(set.request(), to)).rejects.toMatchObject({ code: "locked" });
	holder.close();
	await writeFile(join(to, "index.sqlite"), "no database at all, but long enough to look like one".repeat(100));
	expect(await exportSet(set.request(), to)).toMatchObject({ isNew: false, read: set.reports.length });
});

test(`${KILLS} exports killed at any moment leave a whole set, and the next one finishes`, { timeout: 600_000 }, async () => {
	const from = await copyOfReports("killed");
	const to = join(set.folder, "killed-set");
	const args = ["export", "--from", from, "--to", to, "--partition-above", "0"];
	const began = performance.now();
	expect((await gouji(args)).code).toBe(0);
	const lifeMs = performance.now() - began;
	const path = join(from, "bureau-2023-inconsistent.json");
	const original = await readFile(path, "utf8");
	let left = KILLS;
	let unfinished = 0;
	for (let round = 1; left > 0; round++) {
		await writeFile(path, original.replace(/"title": "[^"]+"/, `"title": "第${round}夜"`));
		const child = spawn(process.execPath, [entry, ...args], { stdio: "ignore" });
		const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
		// From the moment the program could have begun to shortly after it should have ended, in even steps with a jump.
		setTimeout(() => child.kill("SIGKILL"), lifeMs * (0.3 + 0.8 * ((round * 0.618) % 1)));
		if ((await ended) === null) left--;
		const current = join(to, "current");
		const sums = (await readFile(join(current, "SHA256SUMS"), "utf8")).trim().split("\n");
		expect(files(current).size).toBe(sums.length + 2);
		const { rows } = await querySet(
			current,
			"SELECT title, (SELECT count(DISTINCT report_id) FROM cells) FROM reports WHERE issuer = '青石市教育局'",
			LIMITS,
		);
		expect(rows[0]?.[1]).toBe(set.reports.length);
		const { createHash } = await import("node:crypto");
		for (const line of sums)
			expect(
				createHash("sha256")
					.update(readFileSync(join(current, line.slice(66))))
					.digest("hex"),
			).toBe(line.slice(0, 64));
		if (rows[0]?.[0] !== `第${round}夜`) unfinished++;
	}
	expect((await gouji(args)).code).toBe(0);
	expect(readdirSync(join(to, "sets")).filter((name) => name.startsWith("."))).toEqual([]);
	// The same program: its version is part of what a file of the set says of itself.
	const calmly = join(set.folder, "calm-set");
	expect((await gouji(["export", "--from", from, "--to", calmly, "--partition-above", "0"])).code).toBe(0);
	const tables = (folder: string) => new Map([...bytesOf(folder)].filter(([name]) => /\.(?:parquet|csv)\//.test(name)));
	const [killed, calm] = [tables(join(to, "current")), tables(join(calmly, "current"))];
	expect([...killed.keys()].sort()).toEqual([...calm.keys()].sort());
	expect([...killed].filter(([name, bytes]) => bytes !== calm.get(name)).map(([name]) => name)).toEqual([]);
	console.log(`${KILLS} exports were killed; ${unfinished} nights the set before was still the published one`);
});
