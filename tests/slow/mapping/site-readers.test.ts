import { afterEach, describe, expect, test } from "vitest";
import type { SiteTask } from "../../../src/collecting/site-reader.ts";
import type { Source } from "../../../src/collecting/sources/source-kinds.ts";
import type { ReaderLimits } from "../../../src/mapping/isolated/reader-limits.ts";
import { SITE_LIMITS, SiteReaders } from "../../../src/mapping/isolated/site-readers.ts";
import { entry } from "../../support/command.ts";

const opened: SiteReaders[] = [];
afterEach(() => {
	for (const readers of opened.splice(0)) readers.close();
});

function open(limits: Partial<ReaderLimits> = {}): SiteReaders["read"] {
	const readers = new SiteReaders(entry, { ...SITE_LIMITS, ...limits });
	opened.push(readers);
	return readers.read;
}

const source: Source = { id: "one", kind: "list", url: "https://one.example/", first_page: 1 };

function list(host: string, html: string, run = 1): Extract<SiteTask, { kind: "list" }> {
	const address = `https://${host}/list.html`;
	const page = { bytes: new TextEncoder().encode(html), contentType: "text/html; charset=utf-8" };
	return { kind: "list", run, address, page, source, request: { url: address, method: "GET", number: 0 } };
}

const GOOD = '<html><ul><li><a href="/a.html">青石市教育局2023年政府信息公开工作年度报告</a> 2024-01-20</li></ul></html>';
/** Within all bounds, and minutes of work: for each of its links the whole row is searched. */
const ENDLESS = `<table><tr><td>${'<a href="/x">年度报告</a>'.repeat(5000)}${"<b></b>".repeat(90_000)}`;
/** Within all bounds, and more elements than a process of little memory can hold. */
const LONG = `<html>${'<tr><td><a href="/x">年度报告</a></td></tr>'.repeat(60_000)}</html>`;

const refused = (reading: Promise<unknown>) => reading.then(String, (error: { code: string }) => error.code);

describe("what sites send is read in a process that can be stopped", { timeout: 120_000 }, () => {
	test("a list gives its links; a page that takes too long ends its process, and others are read by the next", async () => {
		const read = open({ timeoutMs: 3000 });
		expect((await read(list("good.example", GOOD))).links.map(({ url }) => url)).toEqual(["https://good.example/a.html"]);
		expect(await refused(read(list("evil.example", ENDLESS)))).toBe("timeout");
		expect((await read(list("good.example", GOOD))).links.length).toBe(1);
	});

	test("a page that takes too much memory ends its process only", async () => {
		const read = open({ memoryBytes: 200 * 1024 * 1024 });
		expect(await refused(read(list("evil.example", LONG)))).toBe("out-of-memory");
		expect((await read(list("good.example", GOOD))).links.length).toBe(1);
	});

	test("a host whose pages cannot be read three times has had its share of the run; the next run forgives it", async () => {
		const read = open({ memoryBytes: 1 });
		for (let i = 0; i < 3; i++) expect(await refused(read(list("evil.example", LONG)))).toBe("out-of-memory");
		expect(await refused(read(list("evil.example", GOOD)))).toBe("timeout");
		expect(await refused(read(list("other.example", LONG)))).toBe("out-of-memory");
		expect(await refused(read(list("evil.example", LONG, 2)))).toBe("out-of-memory");
	});

	test.each([
		["characters", "x".repeat(8_000_001)],
		["elements", "<b></b>".repeat(250_000)],
		["depth", "<b>".repeat(6000)],
	])("a page of more %s than any list is refused before it is parsed", async (_, html) => {
		expect(await refused(open()(list("evil.example", html)))).toBe("too-large");
	});

	test("entries that leave their elements open are no depth", async () => {
		const html = `<ul>${"<li>2024-01-20<td><p>".repeat(6000)}</ul>${GOOD}`;
		expect((await open()(list("good.example", html))).links.length).toBe(1);
	});
});
