import { expect, test } from "vitest";
import { isSamePage, withoutVisit } from "../../../src/collecting/http/steady-page.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const page = (more: string) => bytes(`<html><body><p>受理12件</p><a href="/f/1.pdf">附件</a>${more}</body></html>`);

test.each([
	["a counter of readers", "<p>浏览次数：31</p>", "<p>浏览次数：32</p>"],
	["a comment", "<!-- 1 -->", "<!-- 2 -->"],
	["a script", "<script>var t=1</script>", "<script>var t=2</script>"],
	["a session in a link", '<a href="/x;jsessionid=AB1">x</a>', '<a href="/x;jsessionid=CD2">x</a>'],
])("%s is no change of a page", (_, one, other) => {
	expect(isSamePage(page(one), page(other), "")).toBe(true);
});

test.each([
	["another figure", "<p>办结8件</p>", "<p>办结9件</p>"],
	["another file", '<a href="/f/2.pdf">x</a>', '<a href="/f/3.pdf">x</a>'],
	["a paragraph", "", "<p>更正说明</p>"],
	["another file that a script shows", '<script>show("/f/2.pdf")</script>', '<script>show("/f/3.pdf")</script>'],
	["one more page of a list", "<script>createPageHTML(3,0)</script>", "<script>createPageHTML(4,0)</script>"],
])("%s is a change of a page", (_, one, other) => {
	expect(isSamePage(page(one), page(other), "")).toBe(false);
});

test.each([
	["https://a.gov.cn/art/1.html?rnd=0.123", "https://a.gov.cn/art/1.html"],
	["https://a.gov.cn/art/1.html;jsessionid=6B2F?id=7", "https://a.gov.cn/art/1.html?id=7"],
	["https://a.gov.cn/down?id=7&t=1768874400123", "https://a.gov.cn/down?id=7"],
	["https://a.gov.cn/down?id=7&t=3", "https://a.gov.cn/down?id=7&t=3"],
])("what a site adds for each visit is no part of an address: %s", (address, steady) => {
	expect(withoutVisit(address)).toBe(steady);
});
