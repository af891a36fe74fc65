import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { readHumanWork } from "../../../src/output/dataset/human-work.ts";
import { folderSource } from "../../../src/output/dataset/report-source.ts";
import { findingsOf, listFindings, reportNamed } from "../../../src/review/search-index/lists.ts";
import { rulesFound } from "../../../src/review/search-index/overview.ts";
import type { SampleReport, TestDesk } from "../../support/desk.ts";
import { misread, testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { fieldsOf, serveTestDesk } from "../../support/desk-server.ts";

const SAMPLE = "bureau-2021-ruled";
const ORGAN = "云浦区水务局";
const OTHER = "bureau-2024-stripes";
/** Six are printed; the page is read as one. */
const PATH = "requests.carried_out.total";
const [FIRST, SECOND] = ["a".repeat(64), "b".repeat(64)];

/** The sample as the report for the year after it: six are carried in, so that the reading of one looks like a break. */
const later = (report: SampleReport) => {
	Object.assign(report, { year: 2022, id: "later", title: report.title.replace("2021", "2022") });
	Object.assign(report.source, { sha256: SECOND });
};

let own: TestDesk;
let server: DeskServer;
beforeEach(async () => {
	own = await testDesk();
	await own.publish(SAMPLE, (report) => void Object.assign(report.source, { sha256: FIRST }), "y2021.json");
	// Its file comes before that of the year before.
	await own.publish(SAMPLE, later, "a2022.json", "y2021.json");
	await own.publish(OTHER);
	await own.desk.refresh();
	server = await serveTestDesk(own, { name: "王芳", role: "reviewer" });
});
afterEach(async () => {
	server.close();
	await own.remove();
});

let version = 0;
beforeEach(() => {
	version = 0;
});
async function correct(value: number | null, { isWithdrawn = 0, sha256 = FIRST, path = PATH, before = 1 } = {}): Promise<void> {
	const at = new Date(Date.parse("2026-01-08T03:00:00Z") + 1000 * version).toISOString();
	const wish = { at, who: "王芳", sha256, path, value, before, reason: "对照原件", is_withdrawn: isWithdrawn as 0 | 1 };
	expect(await own.desk.correct(wish, version++)).toBe(true);
}
const takeBack = () => correct(null, { isWithdrawn: 1 });

const codeOf = ({ rule }: { readonly rule: string }) => rule.slice(0, 3);
const inIndex = () => findingsOf(own.desk.index, "a2022.json").find((row) => codeOf(row) === "Y01");

/** What every view says of what rests on the year before: verdict and cause, and how many errors are counted. */
async function views() {
	const ask = async (path: string) => JSON.parse((await server.ask(path)).text);
	const told = ({ verdict, cause }: { verdict: string; cause: string }) => [verdict, cause];
	const one = (all: readonly { readonly rule: string; readonly verdict: string; readonly cause: string }[]) =>
		all.find((found) => codeOf(found) === "Y01") ?? expect.fail("no Y01");
	const { fingerprint } = inIndex() ?? expect.fail("no Y01");
	const { items } = await ask("/api/reports?year=2022");
	return {
		view: told(one((await own.desk.reportOf("a2022.json"))?.report.findings ?? [])),
		list: told(one(listFindings(own.desk.index, { year: 2022 }, { limit: 50 }))),
		api: told(await ask(`/api/findings/${fingerprint}`)),
		detail: told(one((await ask("/api/reports/a2022.json")).findings)),
		errors: [reportNamed(own.desk.index, "a2022.json")?.errors, items[0].errors],
		listed: (await server.ask("/findings?rule=Y01-carry-link&verdict=broken")).text.includes(fingerprint),
		tally: rulesFound(own.desk.index, {}).flatMap((row) => (codeOf(row) === "Y01" ? [[row.severity, row.n]] : [])),
	};
}
const BROKEN = ["broken", "report"];
const OPEN = ["undetermined", "reading"];

describe("a finding that rests on a misread figure of the year before", () => {
	test("is open in every view while the figure is corrected, and no longer", async () => {
		const before = await views();
		expect(before).toMatchObject({ view: BROKEN, list: BROKEN, api: BROKEN, detail: BROKEN });
		const errors = before.errors[0] ?? 0;
		expect(before.tally).toEqual([["error", 1]]);
		await correct(6);
		const open = { view: OPEN, list: OPEN, api: OPEN, detail: OPEN, errors: [errors - 1, errors - 1] };
		expect(await views()).toMatchObject({ ...open, tally: [["undetermined", 1]] });
		expect((await server.ask(`/report/a2022.json?finding=${inIndex()?.fingerprint}`)).text).toContain("不能作为报告的问题");
		// A night later it is so still.
		await own.desk.refresh();
		expect(await views()).toMatchObject(open);
		await takeBack();
		expect(await views()).toEqual(before);
	});

	test("stays where a person finds the reading right", async () => {
		const before = await views();
		await correct(1);
		expect(await views()).toEqual(before);
	});

	test("is kept as decided, to be decided anew; no letter is written for it", async () => {
		const page = async () => server.ask(`/report/a2022.json?finding=${inIndex()?.fingerprint}`);
		const decide = async (action: string) =>
			server.ask("/decide", { form: { ...fieldsOf(await page(), "/decide"), action, text: "看过" } });
		const letters = async () => (await server.ask(`/letters/new?issuer=${encodeURIComponent(ORGAN)}`)).text;
		await decide("confirm");
		expect(inIndex()?.state).toBe("confirmed");
		expect(await letters()).toContain("上年结转6件");
		await correct(6);
		expect(inIndex()?.state).toBe("reopened");
		expect((await page()).text).toContain("所依据的数字变了，请重新处理");
		expect(own.desk.decisions.standing(inIndex()?.fingerprint ?? "").state).toBe("confirmed");
		expect(await letters()).not.toContain("上年结转6件");
		expect((await decide("confirm")).text).toContain("有数字经人工改正，不能作为报告的问题");
		expect((await decide("note")).status).toBe(303);
		expect(inIndex()?.state).toBe("reopened");
		await takeBack();
		expect(inIndex()?.state).toBe("confirmed");
		expect(await letters()).toContain("上年结转6件");
	});

	test("is open too by a rule that may look at the year before and can do without", async () => {
		const path = "remedies.review.total";
		const reviews = (report: SampleReport) => {
			misread(report, path, 0);
			for (const cell of report.cells) if (cell.path === path) cell.confidence = 0.99;
		};
		const first = (report: SampleReport) => {
			reviews(report);
			Object.assign(report.source, { sha256: FIRST });
		};
		const second = (report: SampleReport) => {
			reviews(report);
			later(report);
		};
		await own.publish(SAMPLE, first, "y2021.json");
		await own.publish(SAMPLE, second, "a2022.json", "y2021.json");
		await own.desk.refresh();
		const reviewed = () => findingsOf(own.desk.index, "a2022.json").find((row) => codeOf(row) === "X02");
		expect(reviewed()).toMatchObject({ verdict: "broken", cause: "report" });
		await correct(13, { path, before: 0 });
		expect(reviewed()).toMatchObject({ verdict: "undetermined", cause: "reading" });
		await correct(null, { path, before: 0, isWithdrawn: 1 });
		expect(reviewed()).toMatchObject({ verdict: "broken", cause: "report" });
	});

	test("of which a letter is out says on the letter that it is open", async () => {
		const form = fieldsOf(await server.ask(`/report/a2022.json?finding=${inIndex()?.fingerprint}`), "/decide");
		await server.ask("/decide", { form: { ...form, action: "confirm", text: "" } });
		const draft = await server.ask(`/letters/new?issuer=${encodeURIComponent(ORGAN)}`);
		const dates = { prefix: "青政公开", sent_on: "2026-01-10", deadline: "2026-02-10" };
		expect((await server.ask("/letters", { form: { ...fieldsOf(draft, "/letters"), ...dates } })).location).toBe("/letters/1");
		const letter = async () => (await server.ask("/letters/1")).text;
		expect(await letter()).not.toContain("现在不作认定");
		await correct(6);
		expect(await letter()).toContain("现在不作认定");
	});

	test("is in the only report that is read anew", async () => {
		const seqOf = (name: string) => reportNamed(own.desk.index, name)?.seq;
		const before = [seqOf(`${OTHER}.json`), seqOf("a2022.json")];
		await rm(join(own.folder, "output", "data", "reports", `${OTHER}.json`));
		await correct(6);
		// It could not have been read.
		expect(reportNamed(own.desk.index, `${OTHER}.json`)?.seq).toBe(before[0]);
		expect(seqOf("a2022.json")).not.toBe(before[1]);
		// A second correction of the same report changes nothing more about it.
		const then = seqOf("a2022.json");
		await correct(5, { before: 1 });
		expect(seqOf("a2022.json")).toBe(then);
	});

	test("is open where a desk starts with the state and the index of a version that knew nothing of it", async () => {
		await correct(6);
		own.desk.index.exec("pragma user_version = 8");
		server.close();
		own.desk.close();
		own = await testDesk([], undefined, own.folder);
		await own.desk.refresh();
		server = await serveTestDesk(own, { name: "王芳", role: "reviewer" });
		expect(await views()).toMatchObject({ view: OPEN, list: OPEN });
	});

	test("stays open where the document of the year before is published anew, and read the same", async () => {
		const renew = (value: number) => (report: SampleReport) => {
			Object.assign(report.source, { sha256: "c".repeat(64) });
			const row = report.tables.requests?.carried_out;
			if (row) row.total = value;
			for (const cell of report.cells) if (cell.path === PATH) Object.assign(cell, { value, raw: String(value) });
		};
		await correct(6);
		await own.publish(SAMPLE, renew(1), "y2021.json");
		await own.desk.refresh();
		expect(await views()).toMatchObject({ view: OPEN, list: OPEN });
		// Read otherwise, the correction is not for it any more.
		await own.publish(SAMPLE, renew(2), "y2021.json");
		await own.desk.refresh();
		expect(await views()).toMatchObject({ view: BROKEN, list: BROKEN });
	});

	test("is broken where the misread version of the year before is in force no more", async () => {
		await correct(6);
		const revised = (report: SampleReport) => {
			Object.assign(report, { id: "revised", published_on: "2022-03-01" });
			Object.assign(report.source, { sha256: "d".repeat(64) });
			for (const cell of report.cells) if (cell.path === "requests.received.total") cell.value = 99;
		};
		await own.publish(SAMPLE, revised, "z2021.json");
		await own.desk.refresh();
		expect([reportNamed(own.desk.index, "y2021.json"), reportNamed(own.desk.index, "z2021.json")]).toMatchObject([
			{ is_current: 0 },
			{ is_current: 1 },
		]);
		expect(await views()).toMatchObject({ view: BROKEN, list: BROKEN });
	});

	test("does not let what a text layer says be corrected", async () => {
		await correct(6);
		const page = (await server.ask("/report/a2022.json?cell=requests.carried_in.total")).text;
		expect(page).not.toContain('action="/correct"');
		expect(page).toContain("相比较的报告中有数字经人工改正");
	});

	test("is broken again where the report of the year before goes", async () => {
		await correct(6);
		await rm(join(own.folder, "output", "data", "reports", "y2021.json"));
		await own.desk.refresh();
		expect(await views()).toMatchObject({ view: BROKEN, list: BROKEN });
	});
});

test("desk and data set say the same of every rule, whatever was corrected", async () => {
	const rules = async () => {
		const source = folderSource(join(own.folder, "output", "data", "reports"), () => Date.now() + 60_000);
		const humanWork = await readHumanWork(join(own.folder, "state", "review.sqlite"));
		const request = { source, dataset: disclosureReport.dataset, software: "gouji/test", now: () => new Date(0), humanWork };
		const { current } = await exportSet({ ...request, formats: ["csv"] }, join(own.folder, "set"));
		const lines = (await readFile(join(current, "findings.csv"), "utf8")).split("\r\n");
		const broken = lines.filter((line) => line.startsWith(`${ORGAN}-2022-`) && line.includes(",broken,"));
		const ofSet = broken.map((line) => /[A-Z]\d{2}-[0-9a-z-]+/.exec(line)?.[0] ?? "?");
		const desk = (await own.desk.reportOf("a2022.json"))?.report.findings ?? [];
		const ofDesk = desk.flatMap(({ rule, verdict }) => (verdict === "broken" ? [rule] : []));
		return [ofDesk.sort(), ofSet.sort()];
	};
	const [desk, set] = await rules();
	expect(desk).toContain("Y01-carry-link");
	expect(desk).toEqual(set);
	await correct(6);
	const [deskOpen, setOpen] = await rules();
	expect(deskOpen).not.toContain("Y01-carry-link");
	expect(deskOpen).toEqual(setOpen);
	// A figure of the report itself, found right and then corrected.
	await takeBack();
	version = 0;
	for (const value of [6, 1]) {
		await correct(value, { sha256: SECOND, path: "requests.carried_in.total", before: 6 });
		const [ofDesk = [], ofSet] = await rules();
		expect(ofDesk).toEqual(ofSet);
		expect(ofDesk.includes("Y01-carry-link")).toBe(value === 6);
	}
});

test("a report of version 1, which tells no outcomes of rules, keeps its findings where a figure of it or before it is corrected", async () => {
	const path = join(own.folder, "output", "data", "reports", "a2022.json");
	const { assessments: _, reading: __, ...report } = JSON.parse(await readFile(path, "utf8"));
	await writeFile(path, JSON.stringify({ ...report, schema: "gouji/report@1" }));
	await own.desk.refresh();
	const rules = async () => {
		const { findings = [] } = (await own.desk.reportOf("a2022.json"))?.report ?? {};
		return Object.fromEntries(findings.map(({ rule, verdict }) => [rule.slice(0, 3), verdict]));
	};
	const before = await rules();
	expect(before).toMatchObject({ S18: "broken", Y01: "broken" });
	await correct(6);
	const open = Object.keys(before).flatMap((code) => (code.startsWith("Y") ? [[code, "undetermined"]] : []));
	expect(await rules()).toEqual({ ...before, ...Object.fromEntries(open) });
	version = 0;
	await correct(7, { sha256: SECOND, path: "requests.received.total", before: 0 });
	expect(await rules()).toMatchObject({ S18: "broken", Y01: "undetermined", A01: "broken" });
});
