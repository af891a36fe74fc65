import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { parseCorrections, readHumanWork } from "../../../src/output/dataset/human-work.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import { figureAt } from "../../support/figures-at.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { SAMPLE_CORRECTION, sampleSet } from "../../support/sample-set.ts";

const LIMITS = { rows: 1000, timeoutMs: 20_000 };
const correction = SAMPLE_CORRECTION;
const DOCUMENT = correction.report_id;
const ID = "青石市教育局-2023-v1";

let set: SampleSet;
let folder = "";
beforeAll(async () => {
	set = await sampleSet();
	const corrections = parseCorrections([
		{ ...correction, value: 8, at: "2024-06-01", reason: "再核" },
		correction,
		{ ...correction, path: "remedies.review.total", value: null, reason: "该格未印数字" },
	]);
	folder = await set.export("corrected", { humanWork: { corrections, decisions: [] } });
});
afterAll(() => set.remove());

const rowsOf = async (sql: string) => (await querySet(folder, sql, LIMITS)).rows;

describe("a correction", () => {
	test("stands beside what was read, the last one with its reason, and never in its place", async () => {
		const report = set.reports.find(({ id }) => id === DOCUMENT);
		const read = figureAt(report?.tables, "requests.received.total");
		expect(await rowsOf(`SELECT requests_received_total, n_corrected FROM reports WHERE id = '${ID}'`)).toEqual([[read, 2]]);
		expect(
			await rowsOf(`SELECT requests_received_total, remedies_review_total, n_corrected FROM reports_imputed WHERE id = '${ID}'`),
		).toEqual([[8, null, 2]]);
		expect(
			await rowsOf(
				'SELECT value, value_corrected, is_corrected, value_reason FROM cells WHERE is_corrected ORDER BY "table" DESC',
			),
		).toEqual([
			[read, 8, true, "再核"],
			[figureAt(report?.tables, "remedies.review.total"), null, true, "该格未印数字"],
		]);
		expect(await rowsOf("SELECT value_reported, value_corrected, reason, corrected_at FROM corrections ORDER BY reason")).toEqual(
			[
				[read, 8, "再核", "2024-06-01"],
				[figureAt(report?.tables, "remedies.review.total"), null, "该格未印数字", "2024-05-01"],
			],
		);
	});

	test("goes into derived variables of the imputed table only", async () => {
		const [reported] = await rowsOf(`SELECT carry_rate FROM reports WHERE id = '${ID}'`);
		const [used] = await rowsOf(
			`SELECT carry_rate, requests_carried_out_total / (8 + requests_carried_in_total) FROM reports_imputed WHERE id = '${ID}'`,
		);
		expect(used?.[0]).toBe(used?.[1]);
		expect(used?.[0]).not.toBe(reported?.[0]);
	});

	test("is taken from the review desk's state file, by the document's hash, and not where it was taken back", async () => {
		const path = join(set.folder, "desk.sqlite");
		const database = new DatabaseSync(path);
		database.exec(`create table correction (id integer primary key, at text not null, who text not null, sha256 text not null, path text not null,
			version integer not null, value real, before real, reason text not null, is_withdrawn integer not null) strict`);
		const document = set.reports.find(({ id }) => id === DOCUMENT)?.source.sha256 ?? "";
		const put = database.prepare(
			"insert into correction (at, who, sha256, path, version, value, before, reason, is_withdrawn) values (?, '王五', ?, ?, ?, ?, 1, ?, ?)",
		);
		put.run("2024-05-01T08:00:00Z", document, "requests.received.total", 1, 7, "页面为7", 0);
		put.run("2024-05-02T08:00:00Z", document, "requests.total.total", 1, 9, "误改", 0);
		put.run("2024-05-03T08:00:00Z", document, "requests.total.total", 2, null, "", 1);
		database.close();
		const own = await set.export("desk", { humanWork: await readHumanWork(path) });
		const { rows } = await querySet(own, 'SELECT report_id, "row", value_corrected, reason FROM corrections', LIMITS);
		expect(rows).toEqual([[ID, "received", 7, "页面为7"]]);
	});

	test("makes a new set where it is all that changed", async () => {
		const to = join(set.folder, "later");
		const first = await exportSet(set.request(), to);
		const second = await exportSet(
			set.request({ humanWork: { corrections: parseCorrections([correction]), decisions: [] } }),
			to,
		);
		expect([second.isNew, second.read, second.set === first.set]).toEqual([true, 0, false]);
	});

	test("does not tell who made it", async () => {
		const everything = JSON.stringify([
			await rowsOf("SELECT * FROM corrections"),
			await rowsOf("SELECT * FROM cells WHERE is_corrected"),
		]);
		expect(everything).not.toContain("王五");
	});
});

describe("a blank", () => {
	test("counts as 0 in the imputed table where the sums over it hold, and stays nothing in the others", async () => {
		const [totals] =
			await rowsOf(`SELECT count(*), count(*) FILTER (value_imputed = 0), count(*) FILTER (value IS NOT NULL), count(DISTINCT value_reason)
			FROM cells WHERE state IN ('blank', 'dash')`);
		const [blanks, imputed, notNull, reasons] = (totals ?? []).map(Number);
		expect(blanks).toBeGreaterThan(0);
		expect(imputed).toBeGreaterThan(0);
		expect([notNull, reasons]).toEqual([0, 1]);
		expect(
			await rowsOf(
				"SELECT count(*) FROM cells WHERE value_imputed IS NOT NULL AND (value IS NOT NULL OR state NOT IN ('blank', 'dash') OR \"table\" = 'proactive')",
			),
		).toEqual([[0]]);
		const flags = await rowsOf("SELECT n_blanks, n_imputed, q_blank_as_zero, q_no_blanks FROM reports");
		for (const [n, zeros, flag, none] of flags) {
			expect(none).toBe(n === 0);
			if (n === 0) expect([zeros, flag]).toEqual([0, null]);
			else expect(Number(zeros)).toBeLessThanOrEqual(Number(n));
		}
	});

	test("is left alone where a sum over it fails or is open", async () => {
		const [report] = set.reports;
		const cells = report?.cells.map((cell) =>
			cell.path === "remedies.review.upheld"
				? { ...cell, value: null, state: "blank" as const }
				: cell.path === "remedies.review.total"
					? { ...cell, value: 3, state: "number" as const }
					: /^remedies\.review\./.test(cell.path)
						? { ...cell, value: 0, state: "number" as const }
						: cell,
		);
		const text = JSON.stringify({ ...report, cells });
		const other = await set.export("open", {
			source: {
				list: async function* () {
					yield { name: "x.json", mark: "" };
				},
				read: async () => text,
			},
		});
		const { rows } = await querySet(
			other,
			"SELECT value_imputed FROM cells WHERE \"table\" = 'remedies' AND \"row\" = 'review' AND \"column\" = 'upheld'",
			LIMITS,
		);
		expect(rows).toEqual([[null]]);
	});
});

describe("flags", () => {
	test("tell which sums do not hold, of which reports, and of no others", async () => {
		const plain = await set.export("plain", { formats: ["parquet"] });
		const rowsIn = async (sql: string) => (await querySet(plain, sql, LIMITS)).rows;
		const broken = (codes: RegExp, severities = ["error", "warn"]) =>
			set.reports
				.filter(({ findings }) =>
					findings.some(
						({ rule, verdict, severity }) => codes.test(rule) && verdict === "broken" && severities.includes(severity),
					),
				)
				.map(({ id }) => id)
				.sort();
		expect(
			(
				await rowsIn(
					"SELECT document_id FROM reports WHERE NOT q_row_sums OR NOT q_result_sums OR NOT q_balance OR NOT q_remedy_sums",
				)
			)
				.flat()
				.sort(),
		).toEqual(broken(/^A0[1234]/));
		expect((await rowsIn("SELECT document_id FROM reports WHERE q_text_agrees = false")).flat().sort()).toEqual(broken(/^T\d/));
		expect((await rowsIn("SELECT document_id FROM reports WHERE q_complete = false")).flat().sort()).toEqual(
			broken(/^S\d/, ["error"]),
		);
		expect(await rowsIn("SELECT sum(n_errors) FROM reports")).toEqual(
			await rowsIn("SELECT count(*) FROM findings WHERE severity = 'error' AND verdict = 'broken'"),
		);
	});

	test("are null where nothing could be assessed, and go by the corrected figures where there are any", async () => {
		expect(await rowsOf("SELECT count(*) FROM reports WHERE q_series IS NOT NULL OR q_on_time IS NOT NULL")).toEqual([[0]]);
		expect(await rowsOf(`SELECT q_text_agrees FROM reports WHERE id = '${ID}'`)).toEqual([[false]]);
		expect(
			await rowsOf(
				`SELECT count(*) FROM findings WHERE report_id = '${ID}' AND cells LIKE '%requests.received.total%' AND rule LIKE 'T%'`,
			),
		).not.toEqual([[0]]);
	});
});
