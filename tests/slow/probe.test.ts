import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listPage, sampleAsHtml } from "../site/pages.ts";
import type { Site } from "../site/server.ts";
import { startSite } from "../site/server.ts";
import { gouji } from "../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-probe-"));
const TITLES = {
	"/r/1.html": "大湾市应急管理局2024年政府信息公开工作年度报告",
	"/r/2.html": "临江区卫生健康局2024年政府信息公开工作年度报告",
};
let site: Site;

beforeAll(async () => {
	const [first, second] = [await sampleAsHtml("bureau-2024-vertical-labels"), await sampleAsHtml("bureau-2024-stripes")];
	const rows = Object.entries(TITLES);
	const record = ([href, title]: readonly string[]) => `<record><![CDATA[<li><a href='${href}'>${title}</a></li>]]></record>`;
	site = await startSite({
		"/list/": { body: listPage(rows.slice(0, 1), '<a href="p2.html">下一页</a> 共2页') },
		"/list/p2.html": { body: listPage([...rows.slice(1), ["/other.html", "机构职能"]], " 共2页") },
		"/api?page=1": {
			type: "application/json",
			body: JSON.stringify({ data: { items: rows.map(([href, name]) => ({ href, name })) } }),
		},
		"/api?page=2": { type: "application/json", body: '{"data":{"items":[]}}' },
		"/col/col77/index.html": { body: "<html><title>年报</title><script>var unitid='31'; jpage.init()</script></html>" },
		"/module/web/jpage/dataproxy.jsp": (_, body) =>
			body.includes("unitid=31") && body.includes("columnid=77")
				? {
						type: "text/xml",
						body: `<datastore><totalrecord>2</totalrecord><recordset>${rows.map(record).join("")}</recordset></datastore>`,
					}
				: { status: 400 },
		"/nb?fbtime=2024": { body: first },
		"/nb": { body: '<html><title>年报</title><a href="/nb?fbtime=2024">2024</a></html>' },
		"/r/1.html": { body: first },
		"/r/2.html": { body: second },
		"/shell": { body: '<html><title>年报</title><div id="app"></div><script src="/x.js"></script></html>' },
		"/wall": { status: 521, body: "<script>document.cookie=1</script>" },
	});
}, 120_000);

afterAll(async () => {
	await site.close();
	rmSync(folder, { recursive: true, force: true });
});

const probe = (path: string, ...more: string[]) =>
	gouji(["probe", `${site.origin}${path}`, "--private-host", "127.0.0.1", "--delay", "0", ...more], { cwd: folder });

const KINDS = [
	["list", "/list/", 2],
	["json", "/api?page=1", 2],
	["jcms", "/col/col77/index.html", 2],
	["annual", "/nb", 1],
	["urls", "/r/1.html", 1],
] as const;

test("a first configuration is what gouji probe prints, and every kind's entry can be pasted into it", async () => {
	const [first, ...others] = KINDS;
	const begun = await probe(first[1], "--yaml", "--id", first[0]);
	expect(begun).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("kind: list\n") });
	const file = join(folder, "nightly.yaml");
	writeFileSync(file, begun.stdout);
	for (const [kind, path] of others) {
		const { stdout, code } = await gouji(["probe", `${site.origin}${path}`, "--config", "nightly.yaml", "--id", kind, "--yaml"], {
			cwd: folder,
		});
		expect({ kind, code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(`kind: ${kind}\n`) });
		writeFileSync(file, `${readFileSync(file, "utf8")}${stdout.replaceAll(/^(?=.)/gm, "  ")}`);
	}
	const run = await gouji(["run", "nightly.yaml", "--json"], { cwd: folder });
	const told = JSON.parse(run.stdout) as { failed: unknown[]; published: number; sources: { source: string; found: number }[] };
	expect(told.failed, run.stderr).toEqual([]);
	expect(told.sources.map(({ source, found }) => [source, found])).toEqual(KINDS.map(([kind, , found]) => [kind, found]));
	expect(readdirSync(join(folder, "output", "data", "reports"))).toHaveLength(2);
	expect(told.published).toBe(2);
});

test("a probe tells titles, years, pages, what is refused, and its doubts", async () => {
	const { stdout } = await probe("/list/");
	for (const words of [
		"announces 2 pages",
		"2024  大湾市应急管理局",
		"机构职能",
		"its words are no title of a report",
		"in doubt: nothing",
	])
		expect(stdout).toContain(words);
});

test("what cannot be seen is told, and asks for attention", async () => {
	const [shell, wall, none, forbidden] = [
		await probe("/shell"),
		await probe("/wall"),
		await gouji(["probe", "no-such-place"], { cwd: folder }),
		await gouji(["probe", site.origin, "--delay", "0"], { cwd: folder }),
	];
	expect([shell.code, wall.code, none.code, forbidden.code]).toEqual([1, 1, 2, 1]);
	expect(shell.stdout).toContain("it is filled by scripts");
	expect(wall.stdout).toContain("blocked");
	expect(forbidden.stdout).toContain("127.0.0.1 is a private address");
});

test("a folder is a source too", async () => {
	mkdirSync(join(folder, "own"), { recursive: true });
	writeFileSync(join(folder, "own", "a.html"), "<p>saved</p>");
	const { stdout, code } = await gouji(["probe", "own", "--yaml"], { cwd: folder });
	expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("folder: own") });
});
