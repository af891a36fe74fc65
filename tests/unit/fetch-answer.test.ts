import { describe, expect, test } from "vitest";
import { knowledge } from "../../pipelines/disclosure-report/sources/knowledge.ts";
import { isPrivateAddress, refusal } from "../../src/collecting/http/addresses.ts";
import type { Answer } from "../../src/collecting/http/answer.ts";
import { backoffMs, judgeAnswer, retryAfterMs, sniff } from "../../src/collecting/http/answer.ts";
import { decodeText } from "../../src/collecting/http/decode.ts";
import { gbkBytes } from "../site/gbk.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const answer = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
	url: "http://x/",
	status,
	headers,
	body: bytes(body),
});
const judged = (given: Answer, wants: "page" | "document" = "document") => judgeAnswer(given, wants, knowledge.signs).kind;

describe("private addresses", () => {
	test.each([
		"127.0.0.1",
		"10.1.2.3",
		"169.254.169.254",
		"192.168.1.1",
		"0.0.0.0",
		"::1",
		"::ffff:127.0.0.1",
		"::ffff:7f00:1",
		"fd00::1",
		"fe80::1",
		"64:ff9b::7f00:1",
		"2002:7f00:1::",
		"nonsense",
	])("%s is refused", (address) => expect(isPrivateAddress(address)).toBe(true));
	test.each(["114.114.114.114", "2400:3200::1"])("%s is public", (address) => expect(isPrivateAddress(address)).toBe(false));
	test.each([
		"http://127.0.0.1/",
		"http://2130706433/",
		"http://0x7f.1/",
		"http://[::ffff:127.0.0.1]/",
		"http://localhost/",
		"file:///etc/passwd",
		"http://user:word@example.cn/",
	])("%s is never asked for", (url) => expect(refusal(new URL(url), [])).toBeDefined());
	test("a host that the configuration names may be private", () => {
		expect(refusal(new URL("http://10.0.0.8/x"), ["10.0.0.8"])).toBeUndefined();
		expect(refusal(new URL("https://www.example.gov.cn/"), [])).toBeUndefined();
	});
});

describe("answers", () => {
	test.each([
		[answer(200, "%PDF-1.7"), "content"],
		[answer(304, ""), "unchanged"],
		[answer(302, "", { location: "/x" }), "moved"],
		[answer(302, ""), "useless"],
		[answer(404, "x"), "missing"],
		[answer(403, "x"), "blocked"],
		[answer(412, "x"), "blocked"],
		[answer(521, "<script>"), "blocked"],
		[answer(202, "<html><script>"), "blocked"],
		[answer(429, "x"), "wait"],
		[answer(503, "x"), "wait"],
		[answer(200, ""), "useless"],
		[answer(200, "<html><body>您访问的页面不存在</body></html>"), "missing"],
		[answer(200, "<html><form><input type='password'></form></html>"), "useless"],
		[answer(200, "<html>请输入验证码</html>"), "blocked"],
		[answer(200, "<html><p>报告</p></html>"), "useless"],
	])("%# is judged", (given, kind) => expect(judged(given)).toBe(kind));
	test("a page is no use where it is a document that is wanted, and the other way round", () => {
		expect(judged(answer(200, "<html><p>x</p></html>"), "page")).toBe("content");
		expect(judged(answer(200, "%PDF-1.4"), "page")).toBe("useless");
	});
	test.each([
		["%PDF-1.4", "pdf"],
		[`${" ".repeat(900)}%PDF-1.4`, "pdf"],
		["PK\u0003\u0004....[Content_Types].xml word/document.xml", "docx"],
		["PK\u0003\u0004....", "zip"],
		["Rar!\u001a\u0007\u0001....", "archive"],
		["<!DOCTYPE html><html>", "html"],
		['<?xml version="1.0"?><datastore/>', "xml"],
		['{"a":1}', "json"],
		["\u0000\u0001\u0002", "other"],
		["User-agent: *", "text"],
	])("%j is %s", (text, media) => expect(sniff(bytes(text))).toBe(media));
	test("a 7z file is an archive", () => expect(sniff(Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4))).toBe("archive"));
});

describe("waiting", () => {
	const now = Date.parse("2026-01-02T00:00:00Z");
	test.each([
		["120", 120_000],
		["Fri, 02 Jan 2026 00:00:30 GMT", 30_000],
		["Thu, 01 Jan 2026 00:00:00 GMT", 0],
		["soon", undefined],
	])("Retry-After %s", (said, ms) => expect(retryAfterMs({ "retry-after": said }, now)).toBe(ms));
	test("pauses double and differ by chance", () => {
		expect([1, 2, 3].map((attempt) => backoffMs(attempt, 100, 0))).toEqual([100, 200, 400]);
		expect(backoffMs(2, 100, 1)).toBe(300);
	});
});

describe("text of pages", () => {
	const text = '<meta charset="gb2312"><p>政府信息公开工作年度报告，镕</p>';
	test("GBK by meta, by header, and without any sign", () => {
		expect(decodeText(gbkBytes(text))).toBe(text);
		expect(decodeText(gbkBytes("年度报告"), "text/html; charset=GBK")).toBe("年度报告");
		expect(decodeText(gbkBytes("年度报告"))).toBe("年度报告");
	});
	test("UTF-8 that says it is GBK, with and without a byte order mark", () => {
		expect(decodeText(bytes(text), "text/html; charset=gbk")).toBe(text);
		expect(decodeText(bytes(`\ufeff${text}`))).toBe(text);
		expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x74, 0x5e))).toBe("年");
	});
});
