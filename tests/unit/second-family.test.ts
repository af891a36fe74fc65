import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { disclosureReport } from "../../pipelines/index.ts";
import { checkReport, extractReport, findTables, readPdf } from "../../src/index.ts";
import { agencyKey, agencyPath } from "../../src/output/documents/site/agency.ts";
import { publishRun } from "../../src/output/publish-run.ts";
import { proposals } from "../second-family/index.ts";
import { documentOf } from "../support/documents.ts";
import { sampleReport } from "../support/flagged.ts";
import { tableOf } from "../support/tables.ts";
import { writePdf } from "../support/write-pdf.ts";

const WHOLE = [
	["12", "8", "3", "1"],
	["9", "6", "2", "1"],
	["21", "14", "5", "2"],
];

/** A PDF of such a report; its text claims 21 proposals in all. */
function pdf(figures: readonly (readonly string[])[], year = 2023): Uint8Array {
	const [deputies = [], members = [], total = []] = figures;
	const table = tableOf([
		["类别", "承办总数", "已经解决", "列入计划", "留作参考"],
		["人大代表建议", ...deputies],
		["政协委员提案", ...members],
		["合计", ...total],
	]);
	return writePdf(
		documentOf([`#青石市水务局${year}年建议提案办理情况报告`, "全年共承办建议提案21件，全部按期答复代表和委员。", table]),
	);
}

/** Bytes are handed on as readFile gives them: in a Buffer, somewhere in its memory. */
const extract = (figures: readonly (readonly string[])[], year?: number) =>
	extractReport(Buffer.from(pdf(figures, year)), proposals, { file: "proposals.pdf" });

test("a report of another family is extracted from its PDF, with evidence for every figure", async () => {
	const report = await extract(WHOLE);
	expect(report).toMatchObject({
		title: "青石市水务局2023年建议提案办理情况报告",
		issuer: { name: "青石市水务局" },
		year: 2023,
		tables: {
			proposals: {
				deputies: { received: 12, settled: 8, planned: 3, noted: 1 },
				members: { received: 9, settled: 6, planned: 2, noted: 1 },
				total: { received: 21, settled: 14, planned: 5, noted: 2 },
			},
		},
		findings: [],
		quality: { status: "verified", cells_read: 12, cells_expected: 12, rules: { holds: 3, broken: 0 } },
	});
	for (const { page, box, readBy } of report.cells) expect([page, box?.length, readBy[0]]).toEqual([1, 4, "pdfium"]);
});

test("its own sums and its own rule find what does not agree, and both readers read it", async () => {
	const report = await extract([["12", "8", "3", "2"], WHOLE[1] ?? [], ["22", "14", "5", "3"]]);
	expect(report.findings.map(({ rule, verdict, message }) => [rule, verdict, message])).toEqual([
		["B01-row-sum", "broken", "人大代表建议：8＋3＋2＝13，表中为12，两者不等。"],
		["B02-column-sum", "broken", "承办总数：12＋9＝21，表中为22，两者不等。"],
		["B03-text-total", "broken", "正文称“共承办建议提案21件”，表中合计为22。"],
	]);
	// A report that accuses is read by the second reader too.
	for (const { readBy } of report.cells) expect(readBy).toEqual(["pdfium", "pdf.js", "pixels"]);
	expect(report.quality).toMatchObject({ status: "verified", reasons: [] });
});

test("its table is found by whoever wants tables only, by its rulings", async () => {
	const pages = await readPdf(Buffer.from(pdf(WHOLE)));
	expect(findTables(pages).map(({ rows, columns, method }) => [rows, columns, method])).toEqual([[4, 5, "ruled"]]);
	expect(findTables(pages, { methods: ["aligned"] })).toEqual([]);
});

test("another document is refused", async () => {
	const other = writePdf(documentOf(["#关于召开会议的通知", "请准时参加。"]));
	await expect(extractReport(other, proposals)).rejects.toMatchObject({ code: "not-a-report" });
});

test("a report is checked beside that of the year before, and as a person changed it", async () => {
	const [before, now] = [
		await extract(
			[
				["2", "2", "0", "0"],
				["1", "1", "0", "0"],
				["3", "3", "0", "0"],
			],
			2022,
		),
		await extract(WHOLE),
	];
	const { findings } = checkReport(now, proposals, { previous: before });
	expect(findings.map(({ rule, message }) => [rule, message])).toEqual([["B04-doubled", "上年3，本年21。"]]);
	const changed = proposals.parse(JSON.parse(JSON.stringify(now))).report;
	if (changed.tables.proposals) changed.tables.proposals.deputies.noted = 5;
	expect(checkReport(changed, proposals).findings.map(({ rule }) => rule)).toEqual(["B01-row-sum", "B02-column-sum"]);
	expect(() => proposals.parse({ ...now, year: "2023" })).toThrow(expect.objectContaining({ code: "bad-report" }));
});

test("reports of two families are never checked beside one another", async () => {
	const now = proposals.parse(await extract(WHOLE));
	const stranger = disclosureReport.parse(sampleReport("bureau-2023-inconsistent"));
	expect(() => now.check({ previous: stranger })).toThrow("which is of another family than proposals");
	expect(now.check({ previous: now }).report.findings).toEqual([]);
});

test("the machine publishes its pages", async () => {
	const output = await mkdtemp(join(tmpdir(), "gouji-family-"));
	try {
		const report = await extract([["12", "8", "3", "2"], WHOLE[1] ?? [], WHOLE[2] ?? []]);
		const json = JSON.stringify(report);
		await mkdir(join(output, "data", "reports"), { recursive: true });
		await writeFile(join(output, "data", "reports", "a.json"), json);
		const { name } = report.issuer;
		const file = { issuer: name, name, file: "a.json", digest: createHash("sha256").update(json).digest("hex") };
		await publishRun([{ path: "a.pdf", report }], [file], { output, pipeline: proposals });
		const agency = await readFile(join(output, "site", `${agencyPath(agencyKey(report.issuer.name))}.html`), "utf8");
		expect(agency).toContain("8＋3＋2＝13，表中为12");
		expect(agency).toContain("承办总数");
		const findings = await readFile(join(output, "site", "findings.html"), "utf8");
		expect(findings).toContain("B01");
		expect(await readFile(join(output, "data", "report.schema.json"), "utf8")).toContain("tests/proposals@1");
	} finally {
		await rm(output, { recursive: true, force: true });
	}
});
