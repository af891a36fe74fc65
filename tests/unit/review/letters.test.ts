import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stageOf } from "../../../src/review/desk/stage.ts";
import { findingsOf, listReports } from "../../../src/review/search-index/lists.ts";
import type { SampleReport, TestDesk } from "../../support/desk.ts";
import { misread, testDesk } from "../../support/desk.ts";
import type { Answer, DeskServer } from "../../support/desk-server.ts";
import { csrfOf, fieldsOf, serveTestDesk } from "../../support/desk-server.ts";

const CLEAN = "bureau-2021-ruled";
const SAMPLE = "bureau-2023-inconsistent";
const ORGAN = "青石市教育局";
const TOTAL = "remedies.review.total";
let given: TestDesk;
let server: DeskServer;
beforeEach(async () => {
	given = await testDesk([{ name: ORGAN, aliases: ["青石教育局"] }], 2023);
	await given.publish(SAMPLE);
	await given.desk.refresh();
	server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
});
afterEach(async () => {
	server.close();
	await given.remove();
});

const text = (bytes: Uint8Array) => strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());

async function confirm(): Promise<string> {
	const found = findingsOf(given.desk.index, `${SAMPLE}.json`).find(({ rule }) => rule.startsWith("A04"));
	const page = await server.ask(`/report/${SAMPLE}.json?finding=${found?.fingerprint}`);
	await server.ask("/decide", { form: { ...fieldsOf(page, "/decide"), action: "confirm", text: "" } });
	return found?.fingerprint ?? "";
}

/** Confirms the wrong total and registers the letter. */
async function send(): Promise<Answer> {
	await confirm();
	const draft = await server.ask(`/letters/new?issuer=${encodeURIComponent(ORGAN)}`);
	const form = { ...fieldsOf(draft, "/letters"), prefix: "青政公开", sent_on: "2026-01-10", deadline: "2026-02-10" };
	const made = await server.ask("/letters", { form });
	expect([made.status, made.location]).toEqual([303, "/letters/1"]);
	return made;
}

/** Publishes other bytes in place of those that the letter is about, with another total. */
async function republish(total: number, change: (report: SampleReport) => void = () => {}): Promise<void> {
	await given.publish(
		SAMPLE,
		(report) => {
			Object.assign(report.source, { sha256: "b".repeat(64) });
			const cell = report.cells.find(({ path }) => path === TOTAL);
			Object.assign(cell ?? {}, { value: total, raw: String(total) });
			const review = report.tables.remedies?.review;
			if (review) review.total = total;
			change(report);
		},
		"republished.json",
	);
	await rm(join(given.folder, "output", "data", "reports", `${SAMPLE}.json`));
	await given.desk.refresh();
}

const stateOfLetter = async () => {
	const page = await server.ask("/letters/1");
	return /<h2>1．[^<]*<span[^>]*>([^<]+)<\/span>/.exec(page.text)?.[1];
};

describe("from a finding to its correction", () => {
	test("a confirmed finding becomes a registered letter with number, dates and what it asks", async () => {
		await send();
		const letter = await server.ask("/letters/1/letter.docx");
		expect(text(letter.bytes)).toContain("青政公开〔2026〕1号");
		expect(text(letter.bytes)).toContain("1＋1＝2，表中为3");
		expect(text(letter.bytes)).toContain("请于2026年2月10日前");
		expect(text((await server.ask("/letters/1/feedback.docx")).bytes)).toContain("整改情况反馈表");
		// What was sent is not sent twice.
		const again = await server.ask(`/letters/new?issuer=${encodeURIComponent(ORGAN)}`);
		expect(again.text).toContain("没有待发的问题");
		const [row] = listReports(given.desk.index, {});
		expect(row && stageOf(given.desk, row)).toBe("letter-out");
	});

	test("a report that was published anew and adds up is told as mended, with old and new figures and both documents", async () => {
		await send();
		expect(await stateOfLetter()).toBe("待整改");
		await republish(2);
		const page = await server.ask("/letters/1");
		expect(await stateOfLetter()).toBe("已复核消除");
		const row = page.text.split("</tr>").find((part) => part.includes("行政复议") && part.includes('class="actual"')) ?? "";
		expect([...row.matchAll(/>(\d+)</g)].map(([, n]) => n)).toEqual(["3", "2"]);
		expect(page.text).toContain("发函时的文件");
		expect((await server.ask("/letters")).text).toContain("已复核消除1个");
		expect(text((await server.ask("/outputs/bulletin.docx?year=2023")).bytes)).toContain("已复核消除1个");
		const [report] = listReports(given.desk.index, {});
		expect(report && stageOf(given.desk, report)).toBe("corrected");
		// A further night tells it once.
		await given.desk.refresh();
		expect(given.desk.letters.find(1)?.events).toHaveLength(1);
	});

	test("one that is still wrong is not mended, under another printed name too", async () => {
		await send();
		await republish(4, (report) => {
			report.issuer.name = "青石教育局";
		});
		expect(await stateOfLetter()).toBe("仍未改正");
	});

	test("nothing is mended by a poor reading, by a copy beside the faulty document, or by our reading otherwise", async () => {
		await send();
		await given.publish(SAMPLE, (report) => Object.assign(report.source, { sha256: "c".repeat(64) }), "copy.json");
		await given.desk.refresh();
		expect(await stateOfLetter()).toBe("仍未改正");
		await republish(2, (report) => {
			Object.assign(report.source, { sha256: "d".repeat(64), text: "scanned" });
			misread(report, TOTAL, 2);
		});
		expect(await stateOfLetter()).toBe("仍未改正");
		expect((await server.ask("/letters/1")).text).toContain("读取存疑");
	});

	test("the same bytes read otherwise are no correction", async () => {
		await send();
		await given.publish(SAMPLE, (report) => {
			const cell = report.cells.find(({ path }) => path === TOTAL);
			Object.assign(cell ?? {}, { value: 2, raw: "2" });
			const review = report.tables.remedies?.review;
			if (review) review.total = 2;
		});
		await given.desk.refresh();
		expect(await stateOfLetter()).toBe("待整改");
		expect((await server.ask("/letters/1")).text).toContain("文件没有变，程序现在的读法不再报告这个问题");
	});

	test("replies, accepted reasons and passed deadlines are told", async () => {
		await send();
		const page = await server.ask("/letters/1");
		const post = (form: Record<string, string>) => server.ask("/letters/1/event", { form: { csrf: csrfOf(page), ...form } });
		expect((await post({ kind: "reply", text: "" })).status).toBe(400);
		expect((await post({ kind: "reply", text: "已收到，正在核实" })).status).toBe(303);
		expect((await server.ask("/letters")).text).toContain("已回复1份");
		expect((await server.ask("/letters?state=overdue")).text).toContain("没有符合条件的发文");
		expect((await post({ kind: "accepted", item: "7", text: "x" })).status).toBe(404);
		expect((await post({ kind: "accepted", item: "1", text: "含跨年案件" })).status).toBe(303);
		expect(await stateOfLetter()).toBe("说明成立");
		expect((await post({ kind: "withdrawn", text: "误发" })).status).toBe(303);
		expect((await server.ask("/letters")).text).toContain("发出整改通知0份");
	});

	test("the register and its events cannot be changed afterwards, and the seals tell who tried", async () => {
		await send();
		const { record } = given.desk;
		const { sealed, broken } = await record.check("2026-01-01T00:00:00Z");
		expect(broken).toEqual([]);
		expect(sealed).toBeGreaterThan(1);
	});
});

describe("missing reports and reports without findings", () => {
	test("only what was looked for everywhere may be urged", async () => {
		const page = await server.ask(`/letters/new?kind=urge&issuer=${encodeURIComponent(ORGAN)}`);
		expect(page.text).toContain("没有可以催报的年报");
		const form = { csrf: csrfOf(page), organ: ORGAN, kind: "urge", sent_on: "2026-01-10", deadline: "2026-02-10" };
		expect((await server.ask("/letters", { form })).status).toBe(400);
	});

	test("one that is missing for sure is urged, and told as published when it is read", async () => {
		const owed = [2024, 2025].map((year) => ({ issuer: ORGAN, year, seenWhole: year === 2024 }));
		await writeFile(join(given.folder, "output", "data", "owed.json"), JSON.stringify({ owed, unread: [] }));
		await given.desk.refresh();
		const page = await server.ask(`/letters/new?kind=urge&issuer=${encodeURIComponent(ORGAN)}`);
		const form = { ...fieldsOf(page, "/letters"), sent_on: "2026-02-10", deadline: "2026-03-10" };
		expect((await server.ask("/letters", { form })).status).toBe(303);
		const told = text((await server.ask("/letters/1/letter.docx")).bytes);
		expect([told.includes("未发现2024年度报告"), told.includes("2025年度")]).toEqual([true, false]);
		await given.publish(SAMPLE, (report) => Object.assign(report, { year: 2024 }), "late.json");
		await given.desk.refresh();
		expect(await stateOfLetter()).toBe("已复核消除");
		expect((await server.ask("/letters")).text).toContain("催报1份，其后已公布1份");
	});

	test("a report is signed off for its bytes, and what is published anew is looked at anew", async () => {
		await given.publish(CLEAN);
		await given.desk.refresh();
		const page = await server.ask(`/report/${CLEAN}.json`);
		expect((await server.ask("/sign-off", { form: fieldsOf(page, "/sign-off") })).status).toBe(303);
		expect((await server.ask(`/report/${CLEAN}.json`)).text).toContain("王芳于");
		const row = listReports(given.desk.index, {}).find(({ name }) => name === `${CLEAN}.json`);
		expect(row && stageOf(given.desk, row)).toBe("closed");
		await given.publish(CLEAN, ({ source }) => Object.assign(source, { sha256: "a".repeat(64) }));
		await given.desk.refresh();
		expect((await server.ask(`/report/${CLEAN}.json`)).text).toContain("本报告已核查，无其他问题");
	});

	test("a report whose errors nobody decided on is not signed off", async () => {
		const page = await server.ask(`/report/${SAMPLE}.json`);
		expect(page.text).toContain("个错误没有处理，处理后可签");
		const refused = await server.ask("/sign-off", { form: { csrf: csrfOf(page), name: `${SAMPLE}.json` } });
		expect([refused.status, refused.text.includes("不能签“已核查”")]).toEqual([400, true]);
	});
});
