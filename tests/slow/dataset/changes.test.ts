import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExportRequest, ExportResult } from "../../../src/output/dataset/export-options.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { parseCorrections } from "../../../src/output/dataset/human-work.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

const LIMITS = { rows: 1000, timeoutMs: 20_000 };
const RECEIVED = "requests.received.total";

let set: SampleSet;
beforeAll(async () => {
	set = await sampleSet();
});
afterAll(() => set.remove());

// biome-ignore lint/suspicious/noExplicitAny: reports are changed as JSON, whatever their types.
type Change = (report: any) => void;

async function rewrite(sample: string, change: Change, as = sample): Promise<void> {
	const report = JSON.parse(await readFile(join(set.from, `${sample}.json`), "utf8"));
	change(report);
	await writeFile(join(set.from, `${as}.json`), JSON.stringify(report));
}

/** Puts another figure where a path leads; `more` says what else is different about its cell. */
function putFigure(path: string, value: number, more: object = {}): Change {
	return (report) => {
		const cell = report.cells.find((one: { path: string }) => one.path === path);
		Object.assign(cell, { value, raw: String(value), state: "number", ...more });
	};
}

const both =
	(...changes: readonly Change[]): Change =>
	(report) => {
		for (const change of changes) change(report);
	};
const otherDocument = (digit: string): Change => {
	return (report) => {
		report.source.sha256 = digit.repeat(64);
	};
};

const rowsOf = async (folder: string, sql: string) => (await querySet(folder, sql, LIMITS)).rows;
const FORMATS = { formats: ["parquet"] } as const;
const exported = (to: string, changes: Partial<ExportRequest> = {}): Promise<ExportResult> =>
	exportSet(set.request({ ...FORMATS, ...changes }), join(set.folder, to));

describe("revisions", () => {
	test("are figures that a version gives otherwise; a reading in doubt and a row that was not found are no revision", async () => {
		const day: Change = (report) => {
			report.published_on = "2024-06-01";
			report.id = `${report.id}-later`;
			report.source.url = "https://www.example.cn/later.html";
		};
		const changes = both(
			day,
			otherDocument("e"),
			putFigure(RECEIVED, 77),
			putFigure("requests.granted.total", 5, { confidence: 0.5 }),
			putFigure("remedies.review.total", 0, { state: "absent", value: null, raw: "" }),
		);
		await rewrite("bureau-2023-inconsistent", changes, "later");
		const { current } = await exported("versions");
		const rows = await rowsOf(
			current,
			`SELECT report_id, supersedes, "table" || '.' || "row" || '.' || "column", value_before, value_after, change FROM revisions ORDER BY ALL`,
		);
		const ids = ["青石市教育局-2023-v2", "青石市教育局-2023-v1"];
		expect(rows).toEqual([
			[...ids, "remedies.review.total", 3, null, "undetermined"],
			[...ids, "requests.granted.total", expect.any(Number), 5, "undetermined"],
			[...ids, RECEIVED, expect.any(Number), 77, "revised"],
		]);
		expect(await rowsOf(current, "SELECT DISTINCT basis, compared_with FROM changes")).toEqual([["version", ids[1]]]);
		// What a person read in the version before is what that version printed.
		const corrections = parseCorrections([
			{ report_id: ids[1], path: RECEIVED, value: 77, at: "2026-01-01", reason: "原件为77" },
		]);
		const mended = await exported("versions", { humanWork: { corrections, decisions: [] } });
		expect(await rowsOf(mended.current, "SELECT count(*) FROM revisions WHERE change = 'revised'")).toEqual([[0]]);
		await rewrite("bureau-2023-inconsistent", () => undefined, "later");
	});
});

describe("changes since a release", () => {
	let first: ExportResult;
	let compared: ExportResult;
	const corrections = parseCorrections([
		{ issuer: "临江区卫生健康局", year: 2024, path: RECEIVED, value: 9, at: "2026-01-01", reason: "原件为9" },
	]);
	const humanWork = { corrections, decisions: [] };
	beforeAll(async () => {
		first = await exported("nights", { releaseName: "first" });
		await rewrite("bureau-2023-inconsistent", both(otherDocument("d"), putFigure(RECEIVED, 78)));
		await rewrite("bureau-2021-ruled", putFigure(RECEIVED, 79));
		await rewrite("township-2020-all-zero", (report) => {
			report.year = 2031;
		});
	});
	const since = () => join(set.folder, "nights", "releases", "first");
	const question = `SELECT issuer_id, change, concat_ws('.', "table", "row", "column"), value_after, reason FROM release_changes ORDER BY ALL`;

	test("say of every figure whether the organ, our reading or a person changed it", async () => {
		compared = await exported("nights", { since: since(), humanWork });
		const { current } = compared;
		expect(await rowsOf(current, question)).toEqual([
			["临江区卫生健康局", "corrected", RECEIVED, 9, "原件为9"],
			["云浦区水务局", "reread", RECEIVED, 79, null],
			[expect.stringMatching(/^榕溪镇人民政府@/), "gone", "", null, null],
			[expect.stringMatching(/^榕溪镇人民政府@/), "new", "", null, null],
			["青石市教育局", "revised", RECEIVED, 78, null],
		]);
		const told = JSON.parse(await readFile(join(current, "release.json"), "utf8"));
		expect(told.since.content).toBe(first.set);
		expect(await rowsOf(current, "SELECT DISTINCT since FROM release_changes")).toEqual([[told.since.version]]);
	});

	test("are no revision where another program read the other document", async () => {
		const { current } = await exported("nights", { since: since(), software: "gouji/next" });
		expect(await rowsOf(current, "SELECT DISTINCT change FROM release_changes WHERE value_after = 78")).toEqual([
			["undetermined"],
		]);
	});

	test("have the same key wherever the same release is named, and are the same in layout years", async () => {
		const again = await exported("elsewhere", { since: since(), humanWork });
		expect(again.set).toBe(compared.set);
		const years = await exported("years", { since: since(), humanWork, partitionAbove: 0 });
		expect(await rowsOf(years.current, question)).toEqual(await rowsOf(again.current, question));
	});

	test("since the set that stands are told once, and nothing is written while nothing changes", async () => {
		await exported("follow", { partitionAbove: 0 });
		const current = join(set.folder, "follow", "current");
		const night = () => exported("follow", { partitionAbove: 0, since: current, humanWork });
		const [one, two] = [await night(), await night()];
		expect([one.isNew, two.isNew, one.set === two.set]).toEqual([true, false, true]);
		expect(await rowsOf(one.current, "SELECT change FROM release_changes")).toEqual([["corrected"]]);
	});

	test("are not told since what is no release, and there are none without one", async () => {
		await expect(exported("years", { since: set.from })).rejects.toThrow(/no release/);
		expect(await rowsOf(since(), "SELECT count(*) FROM release_changes")).toEqual([[0]]);
	});
});
