import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exportsOf } from "../../../src/review/web/exports.ts";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { csrfOf, fieldsOf, serveTestDesk } from "../../support/desk-server.ts";

const REPORT = "/report/bureau-2023-inconsistent.json?finding=b0163afd8703b00b";
const PASSWORD = "a long password";
let given: TestDesk;
let server: DeskServer;
beforeEach(async () => {
	given = await testDesk();
	await given.publish("bureau-2023-inconsistent");
	await given.desk.refresh();
});
afterEach(async () => {
	server.close();
	await given.remove();
});
const put = (name: string, role: "admin" | "reviewer" | "viewer", password = PASSWORD) =>
	given.desk.users.put({ name, role }, password, "2026-01-01T00:00:00.000Z");

async function signIn(name: string, { password = PASSWORD, to = "/", cookie = "", kept = "" } = {}) {
	const page = await server.ask("/login");
	return server.ask("/login", { form: { csrf: csrfOf(page), name, password, to, kept }, headers: { cookie } });
}
const statusOf = async (cookie: string, path = "/") => (await server.ask(path, { headers: { cookie } })).status;

describe("a desk without login", () => {
	test("lets in only whoever has the address that was printed, and manages no users", async () => {
		server = await serveTestDesk(given, { name: "张敏", role: "admin" }, "t".repeat(32));
		expect([(await server.ask("/")).status, (await server.ask("/healthz")).status]).toEqual([403, 200]);
		expect((await server.ask("/?token=wrong")).status).toBe(403);
		const first = await server.ask(`${REPORT}&token=${"t".repeat(32)}`);
		expect([first.status, first.location]).toEqual([303, REPORT]);
		const { cookie } = first;
		const page = await server.ask(REPORT, { headers: { cookie } });
		expect(page.status).toBe(200);
		const form = { ...fieldsOf(page, "/decide"), action: "confirm", text: "" };
		expect((await server.ask("/decide", { form })).status).toBe(403);
		expect((await server.ask("/decide", { form, headers: { cookie } })).status).toBe(303);
		const api = await server.ask("/api/overview", { headers: { authorization: `Bearer ${"t".repeat(32)}` } });
		expect([api.status, (await server.ask("/api/overview")).status]).toEqual([200, 401]);
		const mallory = { csrf: csrfOf(page), name: "mallory", role: "admin", password: PASSWORD };
		expect((await server.ask("/users", { form: mallory, headers: { cookie } })).status).toBe(403);
		expect((await server.ask("/users", { headers: { cookie } })).status).toBe(403);
		expect(given.desk.users.list()).toEqual([]);
	});
});

describe("a desk with login", () => {
	beforeEach(async () => {
		await put("owner", "admin");
		server = await serveTestDesk(given, undefined);
	});

	test("ends sessions with the password they were begun with, and none comes back", async () => {
		await put("viewer", "viewer");
		const { cookie } = await signIn("viewer");
		expect(await statusOf(cookie)).toBe(200);
		await put("viewer", "viewer", "another password");
		expect(await statusOf(cookie)).toBe(303);
		const again = await signIn("viewer", { password: "another password" });
		expect(await statusOf(again.cookie)).toBe(200);
		given.desk.users.disable("viewer");
		expect(await statusOf(again.cookie)).toBe(303);
		await put("viewer", "viewer", "a third password");
		expect(await statusOf(again.cookie)).toBe(303);
	});

	test.each([
		"/\t/evil.test",
		"//evil.test",
		"/\\evil.test",
		"/\n/evil.test",
		"https://evil.test",
		"/%0d\u0000x",
		"javascript:x",
	])("leads after the login to a path of its own only: %j", async (to) => {
		const { status, location } = await signIn("owner", { to });
		expect([status, location]).toEqual([303, "/"]);
	});

	test("lets the owner in from a browser that is known, while others guess", async () => {
		const cookie = (await signIn("owner")).cookie.split("; ").find((own) => own.includes("-device=")) ?? "";
		for (let tries = 0; tries < 5; tries++) await signIn("owner", { password: "wrong" });
		expect((await signIn("owner")).location).toContain("refused=wait");
		expect((await signIn("owner", { cookie })).location).toBe("/");
		// A known browser has tries of its own, and another password makes it unknown.
		await put("owner", "admin", "another password");
		expect((await signIn("owner", { cookie, password: "another password" })).location).toContain("refused=wait");
	});

	test("right passwords wait their turn beside wrong ones and are not refused", async () => {
		const wrong = Array.from({ length: 6 }, (_, n) => signIn(`nobody${n}`, { password: "wrong" }));
		const right = await signIn("owner");
		expect(right.location).toBe("/");
		expect((await Promise.all(wrong)).every(({ location }) => location.includes("refused=wrong"))).toBe(true);
	});

	test("keeps what was written when the session was over, and saves it after the login", async () => {
		const { cookie } = await signIn("owner");
		const page = await server.ask(REPORT, { headers: { cookie } });
		const form = { ...fieldsOf(page, "/decide"), action: "dismiss", text: "附件“二”说明了<差异>" };
		const foreign = await server.ask("/decide", { form, headers: { origin: "https://evil.test" } });
		expect([foreign.status, foreign.text.includes("附件")]).toEqual([401, false]);
		const over = await server.ask("/decide", { form });
		expect([over.status, over.text.includes("还在")]).toEqual([401, true]);
		const kept = (/name="kept" value="([^"]*)"/.exec(over.text)?.[1] ?? "")
			.replaceAll("&quot;", '"')
			.replaceAll("&lt;", "<")
			.replaceAll("&gt;", ">");
		const back = await signIn("owner", { kept });
		expect(back.text).toContain("附件“二”说明了&lt;差异&gt;");
		// Whoever signs in sees what would be decided, and about what.
		expect(back.text).toContain("要保存的处理是“<strong>不成立</strong>”");
		expect(back.text).toContain('.json?finding=b0163afd8703b00b">先看这个问题');
		const again = { ...fieldsOf(back, "/decide"), text: "附件“二”说明了<差异>" };
		expect((await server.ask("/decide", { form: again, headers: { cookie: back.cookie } })).status).toBe(303);
		expect(given.desk.decisions.standing("b0163afd8703b00b")).toMatchObject({ state: "dismissed", reason: form.text });
	});

	test("keeps one administrator, and a record of who managed whom", async () => {
		const { cookie } = await signIn("owner");
		const page = await server.ask("/users", { headers: { cookie } });
		const ask = (path: string, form: Record<string, string>) =>
			server.ask(path, { form: { csrf: csrfOf(page), ...form }, headers: { cookie } });
		expect((await ask("/users/disable", { name: "owner" })).status).toBe(400);
		expect((await ask("/users", { name: "owner", role: "viewer", password: PASSWORD })).status).toBe(400);
		expect((await ask("/users", { name: "second", role: "reviewer", password: PASSWORD })).status).toBe(303);
		expect((await ask("/users/disable", { name: "second" })).status).toBe(303);
		await signIn("nobody", { password: "wrong" });
		await server.ask("/outputs/workbook.xlsx", { headers: { cookie } });
		const told = given.desk.record.list(10).map(({ who, action, about }) => [who, action, about.slice(0, 6)]);
		expect(told).toEqual(
			expect.arrayContaining([
				["owner", "登录", ""],
				["owner", "添加用户", "second"],
				["owner", "停用用户", "second"],
				["nobody", "登录失败", ""],
				["owner", "导出", "/outpu"],
			]),
		);
		const record = await server.ask("/log/record", { headers: { cookie } });
		expect(record.text).toContain("还没有完成");
		const check = { form: { csrf: csrfOf(page) }, headers: { cookie } };
		expect((await server.ask("/log/record/check", check)).status).toBe(303);
		expect((await server.ask("/log/record", { headers: { cookie } })).text).toContain("全部相符");
	});

	test.skipIf(process.platform === "win32")("keeps hashes of passwords for the owner's eyes", () => {
		for (const ending of ["", "-wal"])
			expect(statSync(join(given.folder, "state", `review.sqlite${ending}`)).mode & 0o077).toBe(0);
	});
});

test("a file is made once for all who take it, each of whom is recorded, and never for another site's page", async () => {
	server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
	const c = (path: string, headers: Record<string, string> = {}) =>
		({
			req: { url: `http://127.0.0.1:1${path}`, header: (name: string) => headers[name] },
			get: () => ({ name: "王芳" }),
		}) as never;
	let made = 0;
	const exports = exportsOf(given.desk, () => "2026-01-10T00:00:00Z");
	const take = (path: string, headers?: Record<string, string>) =>
		exports.take(c(path, headers), async () => {
			made++;
			return new Uint8Array(1);
		});
	for (let n = 0; n < 5; n++) await take("/outputs/workbook.xlsx");
	expect([made, given.desk.record.list(10).length]).toEqual([1, 5]);
	expect(() => take("/outputs/workbook.xlsx", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).toThrow();
	await take("/outputs/workbook.xlsx", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" });
	expect(made).toBe(1);
});

test("bodies that are too long or no forms are refused, and are no faults", async () => {
	server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
	const send = async (body: string, type: string) =>
		(await fetch(`http://127.0.0.1:${server.port}/decide`, { method: "POST", body, headers: { "content-type": type } })).status;
	expect(await send("x".repeat(300_000), "application/x-www-form-urlencoded")).toBe(413);
	expect(await send("--x\r\nbroken", "multipart/form-data; boundary=x")).toBe(415);
	expect(server.told).toEqual([]);
});

test("an export is made, and recorded as it was asked for, where its address is no encoded text", async () => {
	server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
	expect((await server.ask("/outputs/workbook.xlsx?q=%E0%A4%A")).status).toBe(200);
	expect(given.desk.record.list(1)[0]?.about).toBe("/outputs/workbook.xlsx?q=%E0%A4%A");
	expect(server.told).toEqual([]);
});

test("makes a workbook once while nothing changes, and anew after a decision", async () => {
	server = await serveTestDesk(given, { name: "王芳", role: "reviewer" });
	const take = async () => Buffer.from((await server.ask("/outputs/workbook.xlsx")).bytes).toString("base64");
	const [one, other] = await Promise.all([take(), take()]);
	expect(one === other).toBe(true);
	const page = await server.ask(REPORT);
	await server.ask("/decide", { form: { ...fieldsOf(page, "/decide"), action: "confirm", text: "" } });
	expect((await take()) === one).toBe(false);
});
