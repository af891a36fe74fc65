import { gunzipSync } from "node:zlib";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { disclosureReport } from "../../../pipelines/index.ts";
import { openApi } from "../../../src/review/api/openapi.ts";
import { apiRoutes } from "../../../src/review/api/routes.ts";
import { findingsOf, reportNamed } from "../../../src/review/search-index/lists.ts";
import type { TestDesk } from "../../support/desk.ts";
import { misread, testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

const SAMPLE = "bureau-2023-inconsistent";
const ID = `${SAMPLE}.json`;
const PATH = "requests.received.total";

/** The same shape, with nothing more in it than it names. */
function strict(schema: z.ZodType): z.ZodType {
	const { def } = schema as unknown as {
		def: { type: string; shape?: Record<string, z.ZodType>; element?: z.ZodType; innerType?: z.ZodType };
	};
	if (def.type === "object" && !("catchall" in def)) {
		const shape = Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, value]) => [key, strict(value)]));
		return (schema as z.ZodObject).extend(shape).strict();
	}
	if (def.type === "array" && def.element) return strict(def.element).array();
	if (def.type === "nullable" && def.innerType) return strict(def.innerType).nullable();
	return schema;
}

describe("the read-only API", () => {
	let own: TestDesk;
	let server: DeskServer;
	let fingerprint = "";
	const ask = async (path: string, headers: Record<string, string> = {}) => {
		const answer = await server.ask(path, { headers });
		return { ...answer, json: answer.text === "" ? undefined : JSON.parse(answer.text) };
	};
	beforeAll(async () => {
		own = await testDesk([{ name: "缺席县财政局" }], 2025);
		await own.publish(SAMPLE);
		await own.publish("bureau-2021-ruled");
		await own.publish("bureau-2023-scanned", (report) => misread(report, PATH, 4711));
		await own.desk.refresh();
		const found = findingsOf(own.desk.index, ID).find(({ rule }) => rule.startsWith("A04"));
		fingerprint = found?.fingerprint ?? "";
		const wish = { fingerprint, figures: found?.figures ?? "", expected: 0, action: "confirm" as const, text: "", about: "" };
		own.desk.decide(wish, { who: "王芳", at: "2026-01-08T02:00:00Z" });
		const sha256 = reportNamed(own.desk.index, "bureau-2023-scanned.json")?.sha256 ?? "";
		const correction = {
			at: "2026-01-08T03:00:00Z",
			who: "王芳",
			sha256,
			path: PATH,
			value: 12,
			before: 4711,
			reason: "对照原件",
		};
		expect(await own.desk.correct({ ...correction, is_withdrawn: 0 }, 0)).toBe(true);
		server = await serveTestDesk(own, { name: "王芳", role: "viewer" });
	});
	afterAll(async () => {
		server.close();
		await own.remove();
	});

	test("its description is OpenAPI 3.1", async () => {
		const { status, json } = await ask("/api/openapi.json");
		const result = await new Validator().validate(json);
		expect([status, result.valid, result.errors]).toEqual([200, true, undefined]);
		expect(json).toEqual(openApi());
		expect(Object.keys(json.paths)).toEqual(apiRoutes.map(({ path }) => path));
	});

	test.each(apiRoutes.map((api) => [api.example, api] as const))("answers %s as described", async (example, { answer }) => {
		const { status, json, headers } = await ask(example.replace("ID", ID).replace("FINGERPRINT", fingerprint));
		expect([status, headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
		const parsed = strict(answer.schema).safeParse(json);
		expect(parsed.error?.issues ?? []).toEqual([]);
		if ("items" in json) expect(json.items.length).toBeGreaterThan(0);
	});

	test.each([
		["/api/reports", (item: { id: string }) => item.id, 3],
		["/api/findings", (item: { report: string; fingerprint: string }) => `${item.report} ${item.fingerprint}`, 8],
		["/api/cells?path=remedies", (item: { report: string; path: string }) => `${item.report} ${item.path}`, 45],
	])("pages of %s have every item once", async (list, keyOf, least) => {
		const keys = async (limit: number) => {
			const found: string[] = [];
			let path: string | undefined = `${list}${list.includes("?") ? "&" : "?"}limit=${limit}`;
			for (let pages = 0; path !== undefined && pages < 100; pages++) {
				const { json, headers } = await ask(path);
				found.push(...json.items.map(keyOf));
				path = /^<([^>]+)>; rel="next"$/.exec(String(headers.link ?? ""))?.[1];
				expect(path === undefined).toBe(json.next === null);
			}
			return found;
		};
		const [one, all] = [await keys(2), await keys(500)];
		expect(one).toEqual(all);
		expect(new Set(all).size).toBe(all.length);
		expect(all.length).toBeGreaterThanOrEqual(least);
	});

	test.each(["year", "-year", "issuer", "-published_on", "-errors"])(
		"pages sorted by %s have every report once",
		async (sort) => {
			const all = (await ask(`/api/reports?sort=${sort}`)).json.items;
			const one: unknown[] = [];
			for (let path: string | null = `/api/reports?sort=${sort}&limit=1`; path !== null; ) {
				const { json } = await ask(path);
				one.push(...json.items);
				path = json.next && `/api/reports?sort=${sort}&limit=1&cursor=${json.next}`;
			}
			expect(one).toEqual(all);
			const key = sort.replace("-", "");
			const values = all.map((item: Record<string, unknown>) => item[key] ?? "");
			const order = values.toSorted((a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0));
			expect(values).toEqual(sort.startsWith("-") ? order.toReversed() : order);
		},
	);

	test("gives the fields that are asked for, as JSON or CSV", async () => {
		const { json } = await ask("/api/reports?sort=year&fields=year,id");
		expect(json.items.map(Object.keys)).toEqual(Array(3).fill(["year", "id"]));
		const { text, headers } = await server.ask("/api/reports?sort=year&fields=year,id&format=csv&limit=2");
		const lines = json.items.slice(0, 2).map(({ year, id }: { year: number; id: string }) => `${year},${id}\r\n`);
		expect(text).toBe(`year,id\r\n${lines.join("")}`);
		expect([headers["content-type"], headers.link]).toEqual(["text/csv; charset=utf-8", expect.stringContaining("format=csv")]);
		const cells = await server.ask(`/api/cells?path=${PATH}&format=csv`);
		expect(cells.text.split("\r\n")[0]).toBe(
			"report,issuer,year,path,label,value,state,raw,page,box,method,confidence,corrected,report_id,issuer_id",
		);
	});

	test("packs what it gives where the client takes it packed", async () => {
		const plain = await server.ask("/api/cells");
		const packed = await server.ask("/api/cells", { headers: { "accept-encoding": "gzip" } });
		expect([packed.headers["content-encoding"], gunzipSync(packed.bytes).toString()]).toEqual(["gzip", plain.text]);
		expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 5);
		const known = { "accept-encoding": "gzip", "if-none-match": String(packed.headers.etag) };
		expect((await server.ask("/api/cells", { headers: known })).status).toBe(304);
	});

	test("a report is given as it was read, corrections beside it", async () => {
		const { json } = await ask("/api/reports/bureau-2023-scanned.json");
		const cell = json.report.cells.find(({ path }: { path: string }) => path === PATH);
		expect([cell.value, json.corrected]).toEqual([4711, [expect.objectContaining({ path: PATH, value: 12, who: "王芳" })]]);
		expect(() => disclosureReport.parse(json.report).check()).not.toThrow();
		const cells = await ask(`/api/cells?report=bureau-2023-scanned.json&path=${PATH}`);
		expect(cells.json.items).toEqual([
			expect.objectContaining({ value: 4711, corrected: expect.objectContaining({ value: 12 }) }),
		]);
	});

	test("decisions are with their findings", async () => {
		const { json } = await ask(`/api/findings/${fingerprint}`);
		expect(json).toMatchObject({ state: "confirmed", decision: { who: "王芳", version: 1 }, history: [{ action: "confirm" }] });
		const confirmed = await ask("/api/findings?state=confirmed");
		expect(confirmed.json.items.map((item: { fingerprint: string }) => item.fingerprint)).toEqual([fingerprint]);
	});

	test("says that nothing changed, until something does", async () => {
		const first = await ask("/api/overview");
		const etag = String(first.headers.etag);
		const again = await ask("/api/overview", { "if-none-match": `"other", W/${etag}` });
		expect([again.status, again.text]).toEqual([304, ""]);
		await own.publish("bureau-2024-stripes");
		await own.desk.refresh();
		expect((await ask("/api/overview", { "if-none-match": etag })).status).toBe(200);
	});

	test.each([
		["/api/reports?yaer=2023", 400, /yaer/],
		["/api/reports?year=x", 400, /^year: /],
		["/api/reports?limit=501", 400, /^limit: /],
		["/api/reports?limit=1&limit=2", 400, /^limit: given twice/],
		["/api/reports?cursor=bm9wZQ", 400, /^cursor: /],
		["/api/cells?path=..%2Fx", 400, /^path: /],
		["/api/cells?path=requests.received.totall", 400, /^path: there is no figure .*requests\.received goes on with .*total/],
		["/api/cells?path=requsts", 400, /a path goes on with proactive, requests/],
		["/api/reports?fields=id,nothing", 400, /^fields: no nothing; there are id, /],
		["/api/reports?sort=title", 400, /^sort: /],
		["/api/reports?sort=year&cursor=WzFd", 400, /^cursor: /],
		["/api/reports/x.json?format=csv", 400, /format/],
		["/api/reports/..%2F..%2Fstate%2Freview.sqlite", 404, /no such/],
		["/api/reports/nobody.json", 404, /no such report/],
		["/api/cells?report=nobody.json", 404, /no such report/],
		["/api/findings/0000000000000000", 404, /no such finding/],
		["/api/nothing", 404, /no such path/],
	])("refuses %s with %i", async (path, status, detail) => {
		const { status: got, json, headers } = await ask(path);
		expect([got, json.status, headers["content-type"]]).toEqual([status, status, "application/problem+json; charset=utf-8"]);
		expect(json.detail).toMatch(detail);
	});

	test("changes nothing, and asks for a session where people must sign in", async () => {
		expect((await server.ask("/api/reports", { form: { a: "1" } })).status).toBe(403);
		const closed = await serveTestDesk(own, undefined);
		const { status, text } = await closed.ask("/api/reports");
		closed.close();
		expect([status, JSON.parse(text).title]).toEqual([401, "Not signed in"]);
	});

	test("pages name their twins", async () => {
		const { text } = await server.ask(`/report/${ID}`);
		expect(text).toContain(`<link rel="alternate" type="application/json" href="/api/reports/${ID}">`);
	});
});
