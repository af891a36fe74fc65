import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiRoutes } from "../../src/review/api/routes.ts";
import type { TestDesk } from "../support/desk.ts";
import { testDesk } from "../support/desk.ts";
import { deskPaths } from "../support/desk-paths.ts";
import type { DeskServer } from "../support/desk-server.ts";
import { csrfOf, serveTestDesk } from "../support/desk-server.ts";

let own: TestDesk;
let server: DeskServer;
let csrf = "";
beforeAll(async () => {
	own = await testDesk([{ name: "青石市教育局" }, { name: "松岭镇人民政府" }], 2023);
	await own.publish("bureau-2023-inconsistent", undefined, "a.json");
	await own.publish("bureau-2023-scanned", undefined, "b.json");
	await own.desk.refresh();
	server = await serveTestDesk(own, { name: "王芳", role: "admin" });
	csrf = csrfOf(await server.ask("/"));
});
afterAll(async () => {
	server.close();
	await own.remove();
});

/** As it stands in an address: percent-encoded, or in ways that no browser would send. */
const written = fc.oneof(
	fc.string({ unit: "binary", maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())),
	fc.constantFrom(
		"%",
		"%E0%A4%A",
		"%ff%fe",
		"%00",
		"..%2f..%2fetc%2fpasswd",
		"%252e%252e",
		"a.json",
		"b.json",
		"%ED%A0%80",
		"+",
		";",
		"'--",
	),
	fc.constantFrom(
		"0",
		"-1",
		"1e309",
		"99999999999999999999",
		"9007199254740993",
		"NaN",
		"-0",
		"1.5",
		"0x10",
		"1e3",
		"2023",
		"true",
		"null",
	),
	fc.constantFrom(
		"W10",
		"WzFd",
		"WyJhIiwxXQ",
		"bnVsbA",
		"eyJhIjoxfQ",
		"WzFlMzA5XQ",
		"2024-13-99 0 x".replaceAll(" ", "%20"),
		"[object%20Object]",
	),
	fc.constantFrom(
		"todo",
		"error",
		"reading",
		"flagged",
		"missing",
		"-year",
		"csv",
		"id,issuer",
		"requests.received",
		"__proto__",
		"constructor",
	),
	fc.nat({ max: 3000 }).map((length) => "x".repeat(length)),
);
const NAMES = [
	...[
		"year",
		"region",
		"level",
		"q",
		"text",
		"rule",
		"severity",
		"state",
		"cause",
		"status",
		"flag",
		"reviewer",
		"order",
		"offset",
		"after",
	],
	...[
		"before",
		"from",
		"to",
		"list",
		"finding",
		"cell",
		"page",
		"cursor",
		"limit",
		"fields",
		"format",
		"sort",
		"report",
		"path",
		"share",
	],
	...[
		"who",
		"action",
		"since",
		"until",
		"issuer",
		"kind",
		"url",
		"name",
		"token",
		"__proto__",
		"constructor",
		"toString",
		"hasOwnProperty",
	],
];
const query = fc
	.array(fc.tuple(fc.constantFrom(...NAMES), written), { maxLength: 4 })
	.map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));

/** A path with something in place of its parameters. */
function filled(path: string, values: readonly string[]): string {
	let i = 0;
	return path.replaceAll(/:\w+|\{\w+\}/g, () => values[i++ % values.length] ?? "x");
}

const asked = (paths: readonly string[]) =>
	fc
		.tuple(fc.constantFrom(...paths), fc.array(written, { minLength: 2, maxLength: 2 }), query)
		.map(([path, values, search]) => `${filled(path, values)}${search === "" ? "" : `?${search}`}`);

/** What was told to the operator is a fault of ours: there is none, whatever is asked. */
async function isAnswered(path: string, form?: Readonly<Record<string, string>>): Promise<number> {
	const { status, text } = await server.ask(path.replaceAll(/[^\x21-\x7e]/g, "x"), form ? { form } : {});
	expect([path, server.told]).toEqual([path, []]);
	expect([path, status < 500, text.includes("    at ")]).toEqual([path, true, false]);
	return status;
}

describe("whatever is asked of the desk", () => {
	test("its pages answer, and no fault is noted", async () => {
		const paths = deskPaths("get");
		expect(paths.length).toBeGreaterThan(30);
		await fc.assert(
			fc.asyncProperty(asked(paths), async (path) => void (await isAnswered(path))),
			{ numRuns: 250 },
		);
	});

	test("its API answers with JSON or CSV, or says what is wrong", async () => {
		const paths = [...apiRoutes.map(({ path }) => path), "/api/", "/api/nothing/{x}"];
		const statuses = new Set<number>();
		await fc.assert(
			fc.asyncProperty(asked(paths), async (path) => {
				const { status, text, headers } = await server.ask(path);
				expect([path, server.told]).toEqual([path, []]);
				statuses.add(status);
				const type = String(headers["content-type"]);
				expect([path, [200, 400, 404].includes(status)]).toEqual([path, true]);
				if (type.startsWith("text/csv")) return;
				expect([path, type]).toEqual([path, expect.stringMatching(/^application\/(problem\+)?json/)]);
				const json = JSON.parse(text);
				if (status !== 200) expect(json).toMatchObject({ status, detail: expect.any(String) });
			}),
			{ numRuns: 300 },
		);
		expect(statuses).toEqual(new Set([200, 400, 404]));
	});

	test("its forms refuse what no page of ours sends", async () => {
		const paths = deskPaths("post").filter((path) => path !== "/login" && path !== "/logout");
		expect(paths.length).toBeGreaterThan(15);
		const value = fc.oneof(
			fc.string({ unit: "binary", maxLength: 40 }),
			fc.constantFrom("a.json", "1", "-1", "1e309", "confirm", "undo", "2026-02-30", "__proto__"),
		);
		const names = [
			"name",
			"fingerprint",
			"version",
			"figures",
			"action",
			"text",
			"path",
			"value",
			"seen",
			"looked",
			"all",
			"id",
			"organ",
			"kind",
			"deadline",
			"chosen",
			"wishes",
			"list",
			"back",
			"reviewer",
			"password",
			"role",
			"sent_on",
			"item",
			"batch",
		];
		const form = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 });
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...paths),
				fc.array(written, { minLength: 1, maxLength: 2 }),
				form,
				async (path, values, fields) => {
					await isAnswered(filled(path, values), { ...fields, csrf });
				},
			),
			{ numRuns: 250 },
		);
	});
});
