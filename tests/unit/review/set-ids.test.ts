import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { exportSet } from "../../../src/output/dataset/export-set.ts";
import { distinctName, issuerBook, issuerOfReport } from "../../../src/output/dataset/issuer-book.ts";
import { querySet } from "../../../src/output/dataset/query.ts";
import { folderSource } from "../../../src/output/dataset/report-source.ts";
import { publishSite } from "../../../src/output/publish-site.ts";
import type { SampleReport, TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

const SAMPLE = "bureau-2023-inconsistent";
const ROSTER = [{ name: "青石市教育局", aliases: ["青石市教育委员会"], complete: false }];
const LIMITS = { rows: 1000, timeoutMs: 20_000 };

/** A report of the sample under another name, at an address of its own. */
const named = (name: string, address: string, more: object = {}) => {
	return (report: SampleReport & { id?: string }) => {
		report.issuer.name = name;
		report.id = address;
		const digest = createHash("sha256").update(address).digest("hex");
		Object.assign(report.source, { url: `https://${address}`, sha256: digest });
		Object.assign(report, more);
	};
};

describe("the ids of set, site and API", () => {
	let own: TestDesk;
	let server: DeskServer;
	let output = "";
	const reports = () => join(output, "data", "reports");
	const ask = async (path: string) => JSON.parse((await server.ask(path, {})).text);
	beforeAll(async () => {
		own = await testDesk(ROSTER);
		output = join(own.folder, "output");
		await own.publish(SAMPLE, named("青石市教育局", "edu.qs.gov.cn/1.html"), "a.json");
		await own.publish(SAMPLE, named("青石市教育委员会", "edu.qs.gov.cn/2.html", { year: 2022 }), "b.json");
		const revised = named("青石市教育局", "edu.qs.gov.cn/3.html", { published_on: "2024-06-01" });
		await own.publish(SAMPLE, revised, "c.json");
		await own.publish(SAMPLE, named("财政局", "www.a.gov.cn/1.html"), "d.json");
		await own.publish(SAMPLE, named("财政局", "www.b.gov.cn/1.html"), "e.json");
		await own.publish(SAMPLE, named("鼓楼区教育局", "www.a.gov.cn/2.html"), "f.json");
		await own.publish(SAMPLE, named("鼓楼区教育局", "www.b.gov.cn/2.html"), "g.json");
		await own.desk.refresh();
		server = await serveTestDesk(own, { name: "王芳", role: "viewer" });
	});
	afterAll(async () => {
		server.close();
		await own.remove();
	});

	/** Of every report by its file: report, issuer, whether it is the one in force. */
	async function idsOfApi(): Promise<Record<string, unknown[]>> {
		const { items } = await ask("/api/reports");
		return Object.fromEntries(
			items.map(({ id, report_id, issuer_id, version, is_current }: Record<string, string>) => [
				id,
				[report_id, issuer_id, version, is_current],
			]),
		);
	}

	async function idsOfSet(): Promise<Record<string, unknown[]>> {
		const source = folderSource(reports(), () => Date.now() + 60_000);
		const roster = ROSTER.map((organ) => ({ ...organ }));
		const request = { source, dataset: disclosureReport.dataset, software: "gouji/test", now: () => new Date(0) };
		const surroundings = { roster, owed: [], unread: [] };
		const { current } = await exportSet({ ...request, surroundings, formats: ["parquet"] }, join(own.folder, "set"));
		const { rows } = await querySet(current, "SELECT document_id, id, issuer_id, version, is_current FROM reports", LIMITS);
		const files = new Map<unknown, string>();
		for (const name of await readdir(reports())) files.set(JSON.parse(await readFile(join(reports(), name), "utf8")).id, name);
		return Object.fromEntries(rows.map(([document, ...ids]) => [files.get(document), ids]));
	}

	async function idsOfSite(): Promise<Record<string, unknown[]>> {
		const book = issuerBook(ROSTER, disclosureReport.dataset.knowledge);
		const files = [];
		for (const file of await readdir(reports())) {
			const json = await readFile(join(reports(), file), "utf8");
			const report = JSON.parse(json);
			const issuer = issuerOfReport(book, report);
			const digest = createHash("sha256").update(json).digest("hex");
			files.push({ issuer: issuer.id, name: distinctName(issuer, report), file, digest });
		}
		await publishSite(files, output, disclosureReport);
		const ids: Record<string, unknown[]> = {};
		const { agencies } = JSON.parse(await readFile(join(output, "site", "data", "agencies.json"), "utf8"));
		for (const { key } of agencies) {
			const path = join(output, "site", "agency", key.slice(0, 2), `${key}.json`);
			const agency = JSON.parse(await readFile(path, "utf8"));
			for (const { id, report, version, is_current } of agency.reports)
				ids[report.split("/").at(-1)] = [id, agency.issuer_id, version, is_current];
		}
		expect(new Set(agencies.map(({ name }: { name: string }) => name)).size).toBe(agencies.length);
		return ids;
	}

	test("are the same, for renamed organs, revised reports and namesakes", async () => {
		const set = await idsOfSet();
		expect(set["b.json"]).toEqual(["青石市教育局-2022-v1", "青石市教育局", 1, true]);
		expect([set["a.json"]?.[0], set["c.json"]?.[0]]).toEqual(["青石市教育局-2023-v1", "青石市教育局-2023-v2"]);
		expect(new Set(Object.values(set).map(([id]) => id)).size).toBe(7);
		expect(new Set(Object.values(set).map(([, issuer]) => issuer)).size).toBe(5);
		expect(await idsOfApi()).toEqual(set);
		expect(await idsOfSite()).toEqual(set);
	});

	test("answer for the report, its figures and findings", async () => {
		const id = encodeURIComponent("青石市教育局-2023-v2");
		expect((await ask(`/api/reports/${id}`)).id).toBe("c.json");
		const { items } = await ask(`/api/cells?report=${id}&path=requests.received`);
		expect(new Set(items.map((item: Record<string, unknown>) => item.report_id))).toEqual(new Set(["青石市教育局-2023-v2"]));
		const findings = await ask("/api/findings?limit=500");
		expect(new Set(findings.items.map((item: Record<string, unknown>) => item.issuer_id)).size).toBe(5);
	});

	test("keep namesakes apart in lists of organs", async () => {
		const { items } = await ask("/api/issuers");
		const names = items.map(({ name }: { name: string }) => name);
		expect(names).toContain("财政局（www.a.gov.cn）");
		expect(names).toContain("鼓楼区教育局（www.b.gov.cn）");
		expect([names.length, new Set(names).size]).toEqual([5, 5]);
	});

	test("are told anew where a version goes", async () => {
		await rm(join(reports(), "c.json"));
		await own.desk.refresh();
		expect((await idsOfApi())["a.json"]).toEqual(["青石市教育局-2023-v1", "青石市教育局", 1, true]);
		expect(await idsOfApi()).toEqual(await idsOfSet());
	});
});
