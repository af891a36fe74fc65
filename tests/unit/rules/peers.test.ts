import { expect, test } from "vitest";
import { findPeerMatches } from "../../../pipelines/disclosure-report/rules/peers.ts";
import type { Report } from "../../../pipelines/disclosure-report/schema.ts";
import { randomFrom } from "../../../samples/make/figures.ts";
import type { Worded } from "../../../src/rules.ts";

/** Sentences that no other seed has. */
function words(seed: number, sentences = 30): string {
	const random = randomFrom(seed);
	const sentence = () => Array.from({ length: 20 }, () => String.fromCharCode(0x4e00 + random(3000))).join("");
	return `${Array.from({ length: sentences }, sentence).join("。")}。`;
}

function report(issuer: string, overview: string) {
	const none = { preamble: null, proactive: null, requests: null, remedies: null, problems: null, other: null };
	return { issuer, sections: { ...none, overview } satisfies Report["sections"] };
}

const peersOf = (reports: readonly Worded[]) => findPeerMatches(reports.length, (i) => reports[i] ?? report("", ""));

test("organs whose words are nearly the same are found, with the passages they share", async () => {
	const shared = words(1);
	const [first, second, third] = await peersOf([report("甲镇", shared), report("乙镇", shared), report("丙镇", words(2))]);
	expect(first).toMatchObject([{ issuer: "乙镇", similarity: 1 }]);
	expect(second).toMatchObject([{ issuer: "甲镇", similarity: 1 }]);
	expect(first?.[0]?.passages[0]?.length).toBeGreaterThan(19);
	expect(third).toEqual([]);
});

test("a template that most organs follow makes none of them a copy", async () => {
	const template = words(3);
	const reports = ["甲镇", "乙镇", "丙镇", "丁镇"].map((issuer, i) => report(issuer, template + words(10 + i)));
	expect(await peersOf(reports)).toEqual([[], [], [], []]);
});

test("short texts are alike by chance, and are not compared", async () => {
	const short = words(4, 5);
	expect(await peersOf([report("甲镇", short), report("乙镇", short)])).toEqual([[], []]);
});

test("of a crowd with one text each is shown some of the others", async () => {
	const [copied, others] = [words(5), Array.from({ length: 60 }, (_, i) => words(100 + i))];
	const reports = [...Array.from({ length: 40 }, () => copied), ...others].map((text, i) => report(`${i}镇`, text));
	const found = await peersOf(reports);
	expect(found.slice(0, 40).every((peers) => peers.length >= 1 && peers.length <= 40)).toBe(true);
	expect(found.slice(40).every((peers) => peers.length === 0)).toBe(true);
});
