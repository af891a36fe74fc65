import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { csrfOf, fieldsOf, serveTestDesk } from "../../support/desk-server.ts";

const REPORT = "/report/bureau-2023-inconsistent.json?finding=b0163afd8703b00b";
let given: TestDesk;
let local: DeskServer;
let server: DeskServer;

beforeAll(async () => {
	given = await testDesk();
	await given.publish("bureau-2023-inconsistent");
	await given.publish(
		"bureau-2021-ruled",
		(report) => {
			report.title = '<script>alert("title")</script>';
			report.issuer.name = "<img src=x onerror=alert(1)>局";
			report.sections.overview = "<script>alert(2)</script>&amp;主动公开";
			const [cell] = report.cells;
			if (cell) cell.raw = '"><svg onload=alert(3)>';
		},
		"hostile.json",
	);
	await given.desk.refresh();
	await given.desk.users.put({ name: "viewer", role: "viewer" }, "a long password", "2026-01-01T00:00:00.000Z");
	await given.desk.users.put({ name: "reviewer", role: "reviewer" }, "a long password", "2026-01-01T00:00:00.000Z");
	local = await serveTestDesk(given, { name: "张敏", role: "admin" });
	server = await serveTestDesk(given, undefined);
});
afterAll(async () => {
	local.close();
	server.close();
	await given.remove();
});

async function signIn(name: string, password = "a long password") {
	const page = await server.ask("/login");
	return server.ask("/login", { form: { csrf: csrfOf(page), name, password, to: "/reports" } });
}

describe("on loopback", () => {
	test("answers to its own name only: a foreign name that leads here is DNS rebinding", async () => {
		for (const host of ["evil.test", `evil.test:${local.port}`, "127.0.0.1:1"])
			expect((await local.ask("/", { headers: { host } })).status).not.toBe(200);
		expect((await local.ask("/")).status).toBe(200);
	});

	test("refuses forms that another site sends, and those without the token", async () => {
		const page = await local.ask(REPORT);
		const form: Record<string, string> = { ...fieldsOf(page, "/decide"), action: "confirm", text: "" };
		const origin = `http://127.0.0.1:${local.port}`;
		const refused = [
			await local.ask("/decide", { form, headers: { origin: "https://evil.test" } }),
			await local.ask("/decide", { form, headers: { origin: "null" } }),
			await local.ask("/decide", { form, headers: { "sec-fetch-site": "cross-site" } }),
			await local.ask("/decide", { form: { ...form, csrf: "" }, headers: { origin } }),
			await local.ask("/decide", { form: { ...form, csrf: "x".repeat(43) } }),
		];
		expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
		expect(given.desk.decisions.standing(form.fingerprint ?? "").version).toBe(0);
	});

	test("shows hostile titles, names, texts and figures as text", async () => {
		const pages = await Promise.all(
			["/", "/findings", "/reports", "/issuers?q=img", "/report/hostile.json?cell=proactive.regulations.issued"].map((path) =>
				local.ask(path),
			),
		);
		for (const { status, text, headers } of pages) {
			expect(status).toBe(200);
			expect(text).not.toMatch(/<script>|<img src=x|<svg onload/);
			expect(headers["content-security-policy"]).toMatch(/default-src 'none'; script-src 'self'/);
			expect(text).not.toMatch(/ (style|on[a-z]+)="/);
		}
		expect(pages.at(-1)?.text).toContain("&lt;script&gt;alert(2)&lt;/script&gt;&amp;amp;主动公开");
		const searched = await local.ask(`/issuers?q=${encodeURIComponent('"><script>alert(4)</script>')}`);
		expect(searched.text).not.toContain("<script>alert(4)");
	});

	test.each([
		"/report/..%2F..%2Fstate%2Freview.sqlite",
		"/report/%2Fetc%2Fpasswd",
		"/report/nothing.json",
		"/assets/..%2Fpackage.json",
		"/assets/__proto__",
		`/page/${"0".repeat(64)}/1/110.png`,
		"/page/..%2F..%2F/1/110.png",
	])("gives no file by a path: %s", async (path) => {
		expect((await local.ask(path)).status).toBe(404);
	});

	test("understands any query string, or leaves it out", async () => {
		for (const query of ["year=x&state=nothing&rule=%27;drop+table+report", "order=name;--&offset=-5", "after=1.2.3", "q=%00%ff"])
			for (const path of ["/", "/findings", "/reports", "/issuers", "/reading", "/log"])
				expect([path, query, (await local.ask(`${path}?${query}`)).status]).toEqual([path, query, 200]);
		expect(local.told).toEqual([]);
	});

	test("tells the second of two reviewers what the first decided, with 409, and keeps the first decision", async () => {
		const page = await local.ask(REPORT);
		const form = { ...fieldsOf(page, "/decide"), text: "附表说明了差异" };
		const first = await local.ask("/decide", { form: { ...form, action: "confirm" } });
		const second = await local.ask("/decide", { form: { ...form, action: "dismiss" } });
		expect([first.status, second.status]).toEqual([303, 409]);
		expect(second.text).toContain("张敏：确认问题");
		expect(given.desk.decisions.standing("b0163afd8703b00b")).toMatchObject({ state: "confirmed", version: 1 });
		const again = await local.ask("/decide", {
			form: { ...fieldsOf(second, "/decide"), text: "附表说明了差异", action: "dismiss" },
		});
		expect(again.status).toBe(303);
		expect(given.desk.decisions.standing("b0163afd8703b00b")).toMatchObject({ state: "dismissed", reason: "附表说明了差异" });
	});

	test("wants a reason for a dismissal, and corrects no figure that the document itself encodes", async () => {
		const page = await local.ask(REPORT);
		const bare = await local.ask("/decide", { form: { ...fieldsOf(page, "/decide"), action: "dismiss", text: " " } });
		expect([bare.status, bare.text.includes("须写明理由")]).toEqual([400, true]);
		const form = {
			csrf: csrfOf(page),
			name: "bureau-2023-inconsistent.json",
			path: "remedies.review.total",
			version: "0",
			value: "2",
			reason: "",
		};
		expect((await local.ask("/correct", { form })).status).toBe(400);
	});

	test("previews a bulk decision, carries it out as a whole, and takes it back as a whole", async () => {
		const list = await local.ask("/findings?state=todo");
		const preview = await local.ask("/bulk", {
			form: { csrf: csrfOf(list), list: "state=todo&severity=info", scope: "all", action: "confirm", text: "" },
		});
		const count = Number(/<h1>预览：确认问题 (\d+)个问题/.exec(preview.text)?.[1]);
		expect(count).toBeGreaterThan(0);
		const before = given.desk.decisions.log(undefined, 100).length;
		expect((await local.ask("/bulk/apply", { form: fieldsOf(preview, "/bulk/apply") })).status).toBe(303);
		expect(given.desk.decisions.log(undefined, 100)).toHaveLength(before + count);
		// The preview was made on versions that are past now.
		expect((await local.ask("/bulk/apply", { form: fieldsOf(preview, "/bulk/apply") })).status).toBe(409);
		const log = await local.ask("/log");
		expect((await local.ask("/bulk/undo", { form: fieldsOf(log, "/bulk/undo") })).status).toBe(303);
		expect(given.desk.decisions.log(undefined, 100)).toHaveLength(before + 2 * count);
	});
});

describe("on a server", () => {
	test("shows nothing to who is not signed in, and leads back after the login to a path of its own only", async () => {
		for (const path of ["/", "/findings", "/log", REPORT, `/page/${"0".repeat(64)}/1/110.png`]) {
			const { status, location } = await server.ask(path);
			expect([status, location]).toEqual([303, `/login?to=${encodeURIComponent(path)}`]);
		}
		const signedIn = await signIn("reviewer");
		expect([signedIn.status, signedIn.location]).toEqual([303, "/reports"]);
		expect(String(signedIn.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Lax/);
		const page = await server.ask("/login");
		for (const to of ["//evil.test", "https://evil.test", "/\\evil.test"]) {
			const answer = await server.ask("/login", {
				form: { csrf: csrfOf(page), name: "reviewer", password: "a long password", to },
			});
			expect(answer.location).toBe("/");
		}
	});

	test("lets viewers look and change nothing, and reviewers manage no users", async () => {
		const { cookie } = await signIn("viewer");
		const page = await server.ask(REPORT, { headers: { cookie } });
		expect([page.status, page.text.includes("/decide")]).toEqual([200, false]);
		const csrf = csrfOf(page);
		const form = {
			csrf,
			name: "bureau-2023-inconsistent.json",
			fingerprint: "b0163afd8703b00b",
			version: "0",
			figures: "0".repeat(16),
			action: "confirm",
		};
		expect((await server.ask("/decide", { form, headers: { cookie } })).status).toBe(403);
		const reviewer = (await signIn("reviewer")).cookie;
		const users = await server.ask("/users", { headers: { cookie: reviewer } });
		expect(users.status).toBe(403);
		const added = { csrf: csrfOf(users), name: "mallory", role: "admin", password: "a long password" };
		expect((await server.ask("/users", { form: added, headers: { cookie: reviewer } })).status).toBe(403);
		expect(given.desk.users.find("mallory")).toBeUndefined();
	});

	test("takes a token for its own session only, and none after the logout", async () => {
		const [one, other] = [await signIn("reviewer"), await signIn("reviewer")];
		const page = await server.ask(REPORT, { headers: { cookie: one.cookie } });
		const form = { ...fieldsOf(page, "/decide"), action: "note", text: "x" };
		expect((await server.ask("/decide", { form, headers: { cookie: other.cookie } })).status).toBe(403);
		await server.ask("/logout", { form: { csrf: csrfOf(page) }, headers: { cookie: one.cookie } });
		expect((await server.ask("/", { headers: { cookie: one.cookie } })).status).toBe(303);
	});

	test("ends the sessions of a user who is disabled", async () => {
		await given.desk.users.put({ name: "leaver", role: "reviewer" }, "a long password", "2026-01-01T00:00:00.000Z");
		const { cookie } = await signIn("leaver");
		expect((await server.ask("/", { headers: { cookie } })).status).toBe(200);
		given.desk.users.disable("leaver");
		expect((await server.ask("/", { headers: { cookie } })).status).toBe(303);
	});

	test("makes who tries passwords wait, with the right one too", async () => {
		for (let tries = 0; tries < 5; tries++) expect((await signIn("reviewer", "wrong")).location).toContain("refused=wrong");
		expect((await signIn("reviewer")).location).toContain("refused=wait");
	});
});
