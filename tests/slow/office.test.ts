import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officeAt, officeConverter } from "../../src/mapping/isolated/office-converter.ts";
import { readWord } from "../../src/reading/docx/to-html.ts";
import { articlePage, listPage } from "../site/pages.ts";
import type { Site } from "../site/server.ts";
import { startSite } from "../site/server.ts";
import { sampleAsWord } from "../site/word.ts";
import { gouji } from "../support/command.ts";

const office = officeAt(undefined);
if (office === undefined) process.stderr.write("LibreOffice is not here: conversion of .doc is NOT tested\n");
const TITLE = "榕溪镇人民政府2020年政府信息公开工作年度报告";

describe.skipIf(office === undefined)("older office files", () => {
	const folder = mkdtempSync(join(tmpdir(), "gouji-doc-"));
	let site: Site;
	let old: Uint8Array;

	beforeAll(async () => {
		writeFileSync(join(folder, "report.docx"), await sampleAsWord("township-2020-all-zero"));
		const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
		execFileSync(office ?? "", [
			profile,
			"--headless",
			"--convert-to",
			"doc:MS Word 97",
			"--outdir",
			folder,
			join(folder, "report.docx"),
		]);
		old = new Uint8Array(readFileSync(join(folder, "report.doc")));
		site = await startSite({
			"/nb/": { body: listPage([["1.html", TITLE]]) },
			"/nb/1.html": { body: articlePage(TITLE, "/f/1.wps", `${TITLE}.wps`) },
			"/f/1.wps": { type: "application/octet-stream", body: old },
		});
	}, 180_000);

	afterAll(async () => {
		await site.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const run = (more: object, ...options: string[]) => {
		const config = {
			sources: [{ id: "one", kind: "list", url: `${site.origin}/nb/` }],
			roster: [{ name: "榕溪镇人民政府" }],
			roster_from: 2020,
			politeness: { delay_seconds: 0.02 },
			private_hosts: ["127.0.0.1"],
			...more,
		};
		writeFileSync(join(folder, "nightly.json"), JSON.stringify(config));
		return gouji(["run", "nightly.json", "--json", ...options], { cwd: folder });
	};

	test("is unread and nobody's lateness without LibreOffice, and read as soon as it is there", async () => {
		const without = JSON.parse((await run({ libreoffice: false })).stdout) as {
			published: number;
			unread: { issuer: string; reason: string }[];
		};
		expect(without.published).toBe(0);
		expect(without.unread).toMatchObject([{ issuer: "榕溪镇人民政府", reason: "converter-needed" }]);
		const told = JSON.parse((await run({})).stdout) as { published: number; failed: unknown[] };
		expect(told).toMatchObject({ published: 1, failed: [] });
		const reports = join(folder, "output", "data", "reports");
		const report = JSON.parse(readFileSync(join(reports, readdirSync(reports)[0] ?? ""), "utf8")) as {
			issuer: { name: string };
			reading: { pages: { reader: string }[] };
		};
		expect(report.issuer.name).toBe("榕溪镇人民政府");
		expect(report.reading.pages[0]?.reader).toMatch(/^docx \(made of \.doc by LibreOffice \d/);
	});

	test("a document that asks the network for something gets nothing", async () => {
		const link = `{\\field{\\*\\fldinst{INCLUDEPICTURE "${site.origin}/spy.png" \\\\d}}{\\fldrslt{x}}}`;
		const { docx } = await officeConverter(office ?? "")(new TextEncoder().encode(`{\\rtf1\\ansi Before ${link} after\\par}`));
		expect(readWord(docx).html).toContain("Before");
		expect(site.log.map(({ path }) => path)).not.toContain("/spy.png");
	});

	test("a conversion that takes too much is ended", async () => {
		const convert = officeConverter(office ?? "", { timeoutMs: 60_000, memoryBytes: 1024 * 1024, bytes: 1e6 });
		await expect(convert(old)).rejects.toMatchObject({ code: "out-of-memory" });
	});
});
