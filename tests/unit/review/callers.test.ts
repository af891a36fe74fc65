import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf, parseCallers } from "../../../src/review/api/callers.ts";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

const TOKEN = "7c9e".repeat(8);
const SITE = "https://site.example";

describe("a program with a token", () => {
	let own: TestDesk;
	let server: DeskServer;
	beforeAll(async () => {
		own = await testDesk();
		await own.publish("bureau-2021-ruled");
		await own.desk.refresh();
		server = await serveTestDesk(own, undefined, { callers: parseCallers(`# who\nmap ${TOKEN}\n`, "tokens"), readers: [SITE] });
	});
	afterAll(async () => {
		server.close();
		await own.remove();
	});
	const authorization = `Bearer ${TOKEN}`;

	test("reads the API, and opens no page, changes nothing and is nobody without its token", async () => {
		const status = async (path: string, asked = {}) => (await server.ask(path, { headers: { authorization }, ...asked })).status;
		expect(await status("/api/reports")).toBe(200);
		expect(await status("/reports")).toBe(303);
		expect(await status("/api/reports", { form: { csrf: "" } })).toBe(401);
		expect(await status("/decide", { form: { csrf: "" } })).toBe(401);
		for (const wrong of ["Bearer x", `Bearer ${TOKEN}0`, `Basic ${TOKEN}`, ""])
			expect((await server.ask("/api/reports", { headers: { authorization: wrong } })).status).toBe(401);
	});

	test("asks from pages of the origins that were named, and of no others", async () => {
		const asked = (origin: string) => server.ask("/api/reports", { headers: { authorization, origin } });
		const ours = await asked(SITE);
		expect(ours.headers).toMatchObject({
			"access-control-allow-origin": SITE,
			"cross-origin-resource-policy": "cross-origin",
			vary: expect.stringContaining("Origin"),
		});
		expect(ours.headers["access-control-allow-credentials"]).toBeUndefined();
		const others = await asked("https://evil.example");
		expect(others.headers["access-control-allow-origin"]).toBeUndefined();
		expect(others.headers["cross-origin-resource-policy"]).toBe("same-origin");
		const page = await server.ask("/login", { headers: { origin: SITE } });
		expect(page.headers["access-control-allow-origin"]).toBeUndefined();
	});

	test("is let through a browser's preflight", async () => {
		const preflight = async (origin: string, path = "/api/reports") =>
			server.ask(path, { method: "OPTIONS", headers: { origin, "access-control-request-headers": "authorization" } });
		const { status, headers } = await preflight(SITE);
		expect([status, headers["access-control-allow-headers"]]).toEqual([204, "Authorization, If-None-Match"]);
		expect((await preflight("https://evil.example")).headers["access-control-allow-origin"]).toBeUndefined();
		expect((await preflight(SITE, "/decide")).headers["access-control-allow-origin"]).toBeUndefined();
	});
});

describe("a file of tokens", () => {
	test("names who asks", () => {
		const callers = parseCallers(`\n# remark\nmap ${TOKEN}\r\nuniversity ${"u".repeat(40)}`, "tokens");
		expect(callerOf(callers, `Bearer ${"u".repeat(40)}`)).toEqual({ name: "university", role: "viewer" });
		expect(JSON.stringify(callers)).not.toContain(TOKEN);
	});

	test.each([
		["a short token", "map short", /tokens:1/],
		["no token", "map", /tokens:1/],
		["more words", `x ${TOKEN} y`, /tokens:1/],
		["nothing", "# nobody", /no token/],
	])("with %s is refused", (_, text, message) => {
		expect(() => parseCallers(text, "tokens")).toThrow(message);
	});
});
