import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Platforms } from "../site/platforms.ts";
import { PLATFORM_REPORTS, startPlatforms } from "../site/platforms.ts";
import type { Site } from "../site/server.ts";
import { startSite } from "../site/server.ts";
import { gouji } from "../support/command.ts";

interface Told {
	readonly found: number;
	readonly published: number;
	readonly failed: readonly { url: string; detail: string }[];
	readonly copies: readonly { url: string; detail: string }[];
	readonly late: readonly { issuer: string }[];
}

const folder = mkdtempSync(join(tmpdir(), "gouji-platforms-"));
const heard: { type: string; body: string }[] = [];
let platforms: Platforms;
let hook: Site;
let told: Told;

beforeAll(async () => {
	platforms = await startPlatforms();
	hook = await startSite({
		"/hook": (request, body) => {
			heard.push({ type: request.headers["content-type"] ?? "", body });
			return { body: "ok" };
		},
	});
	const roster = [{ name: "从未公布局", deadline: "01-31" }];
	const more = { warc: true, webhook: { url: `${hook.origin}/hook`, format: "wecom" }, roster, roster_from: 2022 };
	writeFileSync(join(folder, "gouji.config.ts"), `export default ${platforms.config(more)};`);
	const { stdout, stderr } = await gouji(["run", "gouji.config.ts", "--json"], { cwd: folder });
	expect(stdout, stderr).not.toBe("");
	// Nobody looks on: nothing but warnings is said.
	expect(stderr).toBe("");
	told = JSON.parse(stdout) as Told;
}, 120_000);

afterAll(async () => {
	await Promise.all([platforms.close(), hook.close()]);
	rmSync(folder, { recursive: true, force: true });
});

test("every platform's reports are found once, as PDF, as page or as Word document", () => {
	const reports = join(folder, "output", "data", "reports");
	const published = readdirSync(reports).map((name) => {
		const { issuer, source } = JSON.parse(readFileSync(join(reports, name), "utf8")) as {
			issuer: { name: string };
			source: { file: string };
		};
		return [issuer.name, /\.(pdf|docx)$/.exec(source.file)?.[1] ?? "html"];
	});
	expect(published.toSorted()).toEqual(PLATFORM_REPORTS.map((report) => [...report]).toSorted());
	expect(told.failed).toEqual([]);
	expect(told.copies).toEqual([
		{
			url: `${platforms.jcms.origin}/art/2025/1/22/art_1229445040_4107020.html`,
			detail: `${platforms.anhui.origin}/zfxxgk/public/29641/51305266.html`,
		},
	]);
});

test("pictures, explanations, telephones and other lists are left alone", () => {
	const asked = [platforms.gkmlpt, platforms.anhui, platforms.ids].flatMap(({ log }) => log.map(({ path }) => path));
	expect(asked.filter((path) => /9472699|4153378|\/other\//.test(path))).toEqual([]);
	expect(asked.filter((path) => path.startsWith("/zfb/gknb/index_"))).toEqual(["/zfb/gknb/index_1.shtml"]);
});

test("the ledger says for every version where it was had, and how", () => {
	const database = new DatabaseSync(join(folder, "state", "ledger.sqlite"), { readOnly: true });
	const rows = database.prepare("select url, final_url, content_type, tls from version where final_url <> url").all();
	database.close();
	expect(rows).toEqual([
		{
			url: `${platforms.jcms.origin}/art/2025/1/22/art_1229445040_4107020.html`,
			final_url: `${platforms.jcms.origin}/zwgk/nb.html`,
			content_type: "text/html; charset=utf-8",
			tls: "none",
		},
	]);
});

test("every exchange is in the WARC file, bodies whole", () => {
	const place = join(folder, "state", "warc");
	const text = readdirSync(place)
		.map((name) => gunzipSync(readFileSync(join(place, name))).toString("latin1"))
		.join("");
	const responses = [...text.matchAll(/WARC-Type: response\r\n/g)].length;
	const asked = [platforms.gkmlpt, platforms.anhui, platforms.ids, platforms.jcms].flatMap(({ log }) => log);
	expect(responses).toBe(asked.length);
	const target = `${platforms.anhui.origin}/DownFile/5166.pdf?filename=5166.pdf`;
	const [, length = "0", rest = ""] =
		new RegExp(`WARC-Target-URI: ${target.replaceAll(/[.?]/g, "\\$&")}\\r\\n[^]*?Content-Length: (\\d+)\\r\\n\\r\\n([^]*)`).exec(
			text,
		) ?? [];
	const block = rest.slice(0, Number(length));
	expect(block.startsWith("HTTP/1.1 200 OK\r\n")).toBe(true);
	expect(block.slice(block.indexOf("\r\n\r\n") + 4).startsWith("%PDF-")).toBe(true);
	expect(rest.slice(Number(length)).startsWith("\r\n\r\nWARC/1.1")).toBe(true);
});

test("the webhook hears that something is late", () => {
	expect(heard.length).toBe(1);
	expect(heard[0]?.type).toBe("application/json");
	const { msgtype, text } = JSON.parse(heard[0]?.body ?? "{}") as { msgtype: string; text: { content: string } };
	expect(msgtype).toBe("text");
	expect(text.content).toContain("new: late 从未公布局 2022: due 2023-01-31");
});

test("the webhook hears of a fault, and the log is JSON where asked", async () => {
	heard.length = 0;
	writeFileSync(join(folder, "file"), "not a folder");
	const config = JSON.parse(platforms.config({ output: "file", state: "other" })) as { sources: { id: string }[] };
	writeFileSync(
		join(folder, "fault.yaml"),
		JSON.stringify({
			...config,
			sources: config.sources.filter(({ id }) => id === "gkmlpt"),
			webhook: { url: `${hook.origin}/hook` },
		}),
	);
	const { code, stderr } = await gouji(["run", "fault.yaml", "--log", "json"], { cwd: folder });
	expect(code).toBe(3);
	const lines = stderr
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as { level: string; message: string });
	expect(lines.at(-1)).toMatchObject({ level: "error", code: "cannot-write" });
	expect(lines.some(({ message }) => message.startsWith("new "))).toBe(true);
	expect(JSON.parse(heard[0]?.body ?? "{}")).toMatchObject({ schema: "gouji/trouble@1" });
	expect(existsSync(join(folder, "other", "ledger.sqlite"))).toBe(true);
});
