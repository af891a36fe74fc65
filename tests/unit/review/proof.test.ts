import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inClosingOrder } from "../../../src/review/desk/closing.ts";
import { proofOf, refusalOf } from "../../../src/review/desk/proof.ts";
import type { DeskCell } from "../../../src/review/desk/report.ts";
import { findingsOf } from "../../../src/review/search-index/lists.ts";
import type { TestDesk } from "../../support/desk.ts";
import { misread, testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { csrfOf, fieldsOf, serveTestDesk } from "../../support/desk-server.ts";

const SAMPLE = "bureau-2023-inconsistent";
const cell = (path: string, value: number | null, confidence = 1, state = "number"): [string, DeskCell] => [
	path,
	{ path, raw: "", value, state, page: 1, box: null, method: "ocr", confidence },
];
const finding = (cells: string[], more: object = {}) =>
	({ cells, cause: "report", verdict: "broken", fingerprint: cells.join(), ...more }) as never;

describe("what may be done about a finding", () => {
	test.each([
		["a broken sum of sure figures", "report", "broken", 1, ["confirm", "dismiss", "ask", "resolve", "note"]],
		["a doubt of recognition", "reading", "undetermined", 0.5, ["note"]],
		["a doubt of recognition in words", "reading", "undetermined", 1, ["dismiss", "ask", "note"]],
		["what cannot be told", "unclear", "undetermined", 1, ["ask", "dismiss", "note"]],
		["what rests on unproven figures", "unclear", "broken", 0.7, ["ask", "dismiss", "note"]],
	])("%s", (_, cause, verdict, confidence, actions) => {
		const proof = proofOf(finding(["a"], { cause, verdict }), new Map([cell("a", 1, confidence)]));
		expect(proof.actions).toEqual(actions);
		expect([refusalOf("confirm", proof) === undefined, refusalOf("undo", proof)]).toEqual([
			actions.includes("confirm"),
			undefined,
		]);
	});
});

describe("the order of doubtful figures", () => {
	test("the figure that closes most sums with one value comes first", () => {
		const cells = new Map([cell("a", 73, 0.5), cell("b", 3, 0.5), cell("total", 78, 1), cell("c", 1, 0.5), cell("other", 6, 1)]);
		const findings = [
			finding(["a", "b", "total"], { expected: 76, actual: 78 }),
			finding(["b", "c", "other"], { expected: 4, actual: 6 }),
		] as const;
		const order = inClosingOrder(
			["a", "b", "c"].flatMap((path) => cells.get(path) ?? []),
			{ findings, cells, finding: findings[0] },
		);
		expect(order.map(({ cell: { path }, value, closes }) => [path, value, closes])).toEqual([
			["b", 5, 2],
			["a", 75, 1],
			["c", 3, 1],
		]);
	});
});

describe("an equation with a sum on both sides, one of each nought", () => {
	const balance = { received: 1, carried_in: 0, total: 2, carried_out: 0 };
	const show = async (confidence: number) => {
		const given = await testDesk();
		await given.publish("bureau-2021-ruled", (report) => {
			for (const [row, value] of Object.entries(balance)) misread(report, `requests.${row}.welfare`, value);
			for (const cell of report.cells) if (/^requests\..*welfare$/.test(cell.path)) Object.assign(cell, { confidence });
		});
		await given.desk.refresh();
		const server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
		const found = findingsOf(given.desk.index, "bureau-2021-ruled.json").find(({ message }) => message.includes("列勾稽关系"));
		const { text } = await server.ask(`/report/bureau-2021-ruled.json?finding=${found?.fingerprint}`);
		server.close();
		await given.remove();
		return text;
	};

	test("has no figure that is told as the wrong one", async () => {
		const text = await show(1);
		expect(text).toContain("一＋二＝1，三（七）＋四＝2");
		expect(text).not.toContain('class="sum"');
		expect(text).not.toMatch(/class="[^"]*\bactual\b/);
	});

	test("has no value hinted at with which it would close, where that would not close it", async () => {
		const text = await show(0.5);
		expect(text).toContain("待核对识别结果（4）");
		// 1＋0＝2＋1 is none.
		expect(text).not.toContain('class="doubt first"');
	});
});

describe("a cell of a scan that was taken for blank", () => {
	const path = "requests.granted.business";
	let given: TestDesk;
	let server: DeskServer;
	beforeEach(async () => {
		given = await testDesk();
		await given.publish("bureau-2021-ruled", (report) => {
			Object.assign(report.source, { text: "scanned" });
			misread(report, path, 0);
			Object.assign(report.cells.find((one) => one.path === path) ?? {}, {
				raw: "",
				value: null,
				state: "blank",
				confidence: 0.7,
			});
			Object.assign(report.tables.requests?.granted ?? {}, { business: null });
		});
		await given.desk.refresh();
		server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
	});
	afterEach(async () => {
		server.close();
		await given.remove();
	});
	const blank = () => findingsOf(given.desk.index, "bureau-2021-ruled.json").find(({ rule }) => rule.startsWith("S09"));

	test("is a doubt of our reading: nobody is asked to fill it in before a person has looked", async () => {
		expect(blank()).toMatchObject({ verdict: "undetermined", cause: "reading" });
		const told = async (list: string) => (await server.ask(list)).text.includes("数字格空白");
		expect([await told("/reading"), await told("/findings")]).toEqual([true, false]);
		const page = await server.ask(`/report/bureau-2021-ruled.json?finding=${blank()?.fingerprint}`);
		expect(page.text).toContain("待核对识别结果（1）");
		expect(page.text).not.toContain('value="ask"');
		const form = { ...fieldsOf(page, "/decide"), action: "ask", text: "请补填" };
		expect((await server.ask("/decide", { form })).status).toBe(400);
	});

	test.each([
		["a nought was overlooked", 0, undefined],
		["it is blank", null, { verdict: "broken", cause: "report" }],
	])("is told by who looks at it: %s", async (_, value, found) => {
		const sha256 = (await given.desk.reportOf("bureau-2021-ruled.json"))?.report.source.sha256 ?? "";
		const wish = { at: "2026-01-08T03:00:00Z", who: "王芳", sha256, path, value, before: null, reason: "对照原件" };
		expect(await given.desk.correct({ ...wish, is_withdrawn: 0 }, 0)).toBe(true);
		if (found) expect(blank()).toMatchObject(found);
		else expect(blank()).toBeUndefined();
	});
});

describe("a desk over a misread scan", () => {
	let given: TestDesk;
	let server: DeskServer;
	let fingerprint: string;
	const path = "remedies.review.upheld";
	beforeEach(async () => {
		given = await testDesk();
		await given.publish("bureau-2021-ruled", (report) => {
			Object.assign(report.source, { text: "scanned" });
			misread(report, path, 9);
		});
		await given.publish(SAMPLE);
		await given.desk.refresh();
		const found = findingsOf(given.desk.index, "bureau-2021-ruled.json").find(({ cause }) => cause === "reading");
		if (!found) throw new Error("a misread figure spoils a check");
		fingerprint = found.fingerprint;
		server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
	});
	afterEach(async () => {
		server.close();
		await given.remove();
	});
	const open = () => server.ask(`/report/bureau-2021-ruled.json?finding=${fingerprint}`);

	test("offers no confirmation, and refuses one that is sent all the same, alone, in bulk and in letters", async () => {
		const page = await open();
		expect(page.text).not.toContain('value="confirm"');
		const form = { ...fieldsOf(page, "/decide"), action: "confirm", text: "" };
		const answer = await server.ask("/decide", { form });
		expect([answer.status, answer.text.includes("还没有核对")]).toEqual([400, true]);
		const list = "cause=reading";
		const bulk = { csrf: csrfOf(page), action: "confirm", text: "", list, scope: "all" };
		expect((await server.ask("/bulk", { form: bulk })).status).toBe(400);
		// A decision of an older version, when one key was enough.
		const row = findingsOf(given.desk.index, "bureau-2021-ruled.json").find((found) => found.fingerprint === fingerprint);
		const by = { who: "李强", at: "2025-12-01T00:00:00Z" };
		const wish = { fingerprint, figures: row?.figures ?? "", expected: 0, action: "confirm" as const, text: "", about: "" };
		given.desk.decide(wish, by);
		const notice = await server.ask(`/outputs/notice.docx?issuer=${encodeURIComponent(row?.issuer ?? "")}`);
		expect(notice.status).toBe(404);
	});

	test("keeps all figures that were looked at in one save, and checks again", async () => {
		const page = await open();
		const part = page.text.split('action="/correct/set"')[1]?.split("</form>")[0] ?? "";
		const field = (name: string) =>
			[...part.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, "g"))].map(([, value]) => value ?? "");
		const paths = field("path");
		expect(paths[0]).toBe(path);
		const given2 = { csrf: csrfOf(page), name: "bureau-2021-ruled.json", finding: fingerprint, list: "cause=reading" };
		const first = { path: paths[0] ?? "", seen: field("seen")[0] ?? "", version: field("version")[0] ?? "0" };
		const none = await server.ask("/correct/set", { form: { ...given2, ...first, value: "9" } });
		expect([none.status, none.text.includes("没有核对任何数字")]).toEqual([400, true]);
		const right = /如为(\d+)/.exec(part)?.[1] ?? "";
		const form = { ...given2, ...first, value: right, looked: "0" };
		const saved = await server.ask("/correct/set", { form });
		expect([saved.status, saved.location]).toEqual([303, "/reading?cause=reading"]);
		expect(findingsOf(given.desk.index, "bureau-2021-ruled.json").some((found) => found.fingerprint === fingerprint)).toBe(false);
		// The same form again: the figure has a version that it does not know.
		expect((await server.ask("/correct/set", { form })).status).toBe(409);
	});

	test("a key pressed twice is one decision, and u takes the last one back wherever it was", async () => {
		const found = findingsOf(given.desk.index, `${SAMPLE}.json`).find(({ rule }) => rule.startsWith("A04"));
		const page = await server.ask(`/report/${SAMPLE}.json?finding=${found?.fingerprint}`);
		const form = { ...fieldsOf(page, "/decide"), action: "confirm", text: "" };
		const answers = [await server.ask("/decide", { form }), await server.ask("/decide", { form })];
		expect(answers.map(({ status }) => status)).toEqual([303, 303]);
		expect(given.desk.decisions.historyOf(found?.fingerprint ?? "")).toHaveLength(1);
		const other = await open();
		const undone = await server.ask("/undo", { form: { csrf: csrfOf(other) } });
		expect([undone.status, undone.location]).toEqual([303, `/report/${SAMPLE}.json?finding=${found?.fingerprint}`]);
		expect(given.desk.decisions.standing(found?.fingerprint ?? "").state).toBe("open");
		expect((await server.ask("/undo", { form: { csrf: csrfOf(other) } })).status).toBe(404);
	});

	test("a notice that is made has proven findings only", async () => {
		const found = findingsOf(given.desk.index, `${SAMPLE}.json`).find(({ rule }) => rule.startsWith("A04"));
		const { figures = "", issuer = "" } = found ?? {};
		const wish = { fingerprint: found?.fingerprint ?? "", figures, expected: 0, action: "confirm" as const, text: "", about: "" };
		given.desk.decide(wish, { who: "王芳", at: "2026-01-08T02:00:00Z" });
		const { status, bytes } = await server.ask(`/outputs/notice.docx?issuer=${encodeURIComponent(issuer)}`);
		expect(status).toBe(200);
		expect(strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array())).toContain("1＋1＝2，表中为3");
	});
});
