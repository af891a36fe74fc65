import { describe, expect, test } from "vitest";
import { disclosureReport } from "../../../pipelines/index.ts";
import { entriesOf } from "../../../src/nightly/entries.ts";
import { heldReports } from "../../../src/nightly/held-reports.ts";
import { OVER_SITES } from "../../../src/nightly/night-kind.ts";
import { owingOf } from "../../../src/nightly/owing.ts";
import { Organs } from "../../../src/nightly/whose-report.ts";
import type { Ledger } from "../../../src/storage/ledger.ts";
import type { ReadOutcome, Reference } from "../../../src/storage/rows.ts";
import { openMemory } from "../../../src/storage/state.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

const config = nightlyConfig(
	JSON.stringify({
		sources: [
			{ id: "town", kind: "list", url: "https://town.example/zfxxgk/", issuer: "青山镇人民政府" },
			{ id: "police", kind: "list", url: "https://police.example/zfxxgk/", issuer: "红河市公安局" },
			{ id: "portal", kind: "list", url: "https://portal.example/nb/" },
			{ id: "city", kind: "list", url: "https://city.example/nb/", issuer: "红河市人民政府" },
			{ id: "hand", kind: "folder", folder: "in", issuer: "红河市气象台", publishes_for: ["红河市地震台"] },
			{ id: "drop", kind: "folder", folder: "drop" },
		],
		roster: [
			{ name: "红河市人民政府" },
			{ name: "红河市公安局", aliases: ["红河县公安局"], parent: "红河市人民政府" },
			{ name: "青山镇人民政府", parent: "红河市人民政府" },
			{ name: "红河市教育局", hosts: ["edu.example"] },
		],
		roster_from: 2021,
	}),
	"nightly.yaml",
);

const rowOf = (source: string, report_issuer: string, url: string) => ({
	url,
	source,
	issuer: config.sources.find(({ id }) => id === source)?.issuer ?? null,
	report: "reading",
	report_issuer,
});

describe("whose report a document is", () => {
	test.each([
		["police", "红河市公安局", "https://police.example/a.pdf", "own"],
		// Attached from another host, by the organ's own page.
		["police", "红河市公安局", "https://files.example/a.pdf", "own"],
		["police", "红河县公安局", "https://police.example/a.pdf", "own"],
		["police", "云岭省红河市公安局", "https://police.example/a.pdf", "own"],
		["police", "红河市公安局交通警察支队", "https://police.example/a.pdf", "own"],
		["police", "", "https://police.example/a.pdf", "open"],
		["town", "红河市公安局", "https://town.example/a.html", "other-issuer"],
		["town", "青山镇卫生院", "https://town.example/a.html", "other-issuer"],
		// The roster has the police below the city, and the town not below the police.
		["city", "红河市公安局", "https://city.example/a.html", "own"],
		["city", "红河市人民政府办公室", "https://city.example/a.html", "own"],
		["police", "红河市人民政府", "https://police.example/a.pdf", "other-issuer"],
		["portal", "红河市公安局", "https://portal.example/a.html", "other-host"],
		["portal", "红河市公安局", "https://police.example/a.pdf", "own"],
		["portal", "红河市公安局", "https://city.example/a.pdf", "own"],
		["portal", "红河市教育局", "https://www.edu.example/a.pdf", "own"],
		["portal", "红河市教育局", "https://edu.example:8080/a.pdf", "own"],
		["portal", "红河市教育局", "https://notedu.example/a.pdf", "other-host"],
		["portal", "红河市水务局", "https://portal.example/a.pdf", "open"],
		["hand", "红河市气象台", "file:///in/a.pdf", "own"],
		["hand", "红河市地震台", "file:///in/a.pdf", "own"],
		["hand", "红河市公安局", "file:///in/a.pdf", "other-issuer"],
		["drop", "红河市公安局", "file:///drop/a.pdf", "open"],
	])("in %s a report of %s at %s is %s", (source, issuer, url, expected) => {
		const standing = new Organs(config).standingOf(rowOf(source, issuer, url));
		expect(standing.kind === "held" ? standing.held.reason : standing.kind).toBe(expected);
	});

	test("a circle in the roster ends", () => {
		const roster = ["甲市公安局", "乙市公安局"].map((name, i, all) => ({ ...organ, name, parent: all[1 - i] ?? "" }));
		const standing = new Organs({ ...config, roster }).standingOf(rowOf("town", "甲市公安局", "https://town.example/a"));
		expect(standing.kind).toBe("held");
	});
});

const organ = { aliases: [], deadline: "01-31", complete: false };

interface Put {
	readonly source: string;
	readonly url: string;
	readonly kind: Reference["kind"];
	readonly issuer: string;
	readonly content: string;
	readonly day?: string;
}

/** A document that was listed, fetched and read. */
async function put(ledger: Ledger, { source, url, kind, issuer, content, day = "2022-03-01" }: Put): Promise<void> {
	const at = `${day}T00:00:00.000Z`;
	const own = config.sources.find(({ id }) => id === source)?.issuer ?? null;
	await ledger.list({ url, source, kind, title: "年报", page_url: null, issuer: own, year: 2021, page_facts: "{}" }, at);
	const none = { etag: null, last_modified: null, content_type: null, final_url: url, tls: null, code: null, detail: null };
	await ledger.saveResource({
		...none,
		url,
		media: kind,
		sha256: url,
		state: "ok",
		first_seen: at,
		last_seen: at,
		last_attempt: at,
	});
	const outcome: ReadOutcome = {
		sha256: url,
		reader: "gouji/test",
		report: `reading of ${url}`,
		id: "id",
		issuer,
		year: 2021,
		status: "verified",
		code: null,
		detail: null,
		figures: content,
		content,
		tries: 1,
	};
	await ledger.saveOutcome(outcome);
}

async function entriesWith(puts: readonly Put[]) {
	const { ledger } = openMemory();
	for (const one of puts) await put(ledger, one);
	const entries = await entriesOf({ ledger, reader: "gouji/test", kind: OVER_SITES, config });
	return { entries, ledger, of: (url: string) => entries.find(({ reference }) => reference.url === url) };
}

const police = "红河市公安局";
const genuine: Put = { source: "police", url: "https://police.example/1.html", kind: "html", issuer: police, content: "true" };
const forged: Put = { source: "town", url: "https://town.example/1.html", kind: "html", issuer: police, content: "forged" };

describe("a forged report", () => {
	test("is held with what speaks against it; the genuine one stays as it is", async () => {
		const { entries, ledger, of } = await entriesWith([forged, genuine]);
		expect(of(genuine.url)).toMatchObject({ isOwn: true });
		expect(of(genuine.url)).not.toHaveProperty("held");
		expect(await heldReports(entries, { ledger })).toMatchObject([
			{
				url: forged.url,
				source: "town",
				source_issuer: "青山镇人民政府",
				claimed_issuer: police,
				year: 2021,
				reason: "other-issuer",
				expected: ["青山镇人民政府"],
				reading: `reading of ${forged.url}`,
			},
		]);
	});

	test("makes nobody late, and nobody's report there", async () => {
		const { entries } = await entriesWith([forged]);
		const at = "2022-12-01T00:00:00.000Z";
		const { owed } = owingOf(entries, { config, pipeline: disclosureReport, at, accounts: [], wasSeenWhole: () => true });
		const unread = owed.filter(({ state }) => state === "unread");
		expect(unread.map(({ issuer, document }) => [issuer, document?.reason])).toEqual([
			[police, "held"],
			["青山镇人民政府", "held"],
		]);
		expect(owed.flatMap(({ issuer, state }) => (state === "not-found" ? [issuer] : []))).toEqual([
			"红河市人民政府",
			"红河市教育局",
		]);
	});

	test.each(["pdf", "docx", "html"] as const)("a copy elsewhere, as %s, never stands for the original", async (kind) => {
		const copy: Put = { ...genuine, source: "town", url: "https://town.example/0", kind };
		const { of } = await entriesWith([copy, genuine]);
		expect(of(copy.url)).toMatchObject({ sameAs: genuine.url });
		expect(of(copy.url)).not.toHaveProperty("held");
		expect(of(genuine.url)).not.toHaveProperty("sameAs");
	});

	test("a copy that turns up later on a place of nobody's replaces nothing", async () => {
		const water = { issuer: "红河市水务局", content: "water" };
		const first: Put = { ...water, source: "portal", url: "https://portal.example/w.html", kind: "html", day: "2022-01-20" };
		const later: Put = { ...water, source: "drop", url: "file:///drop/w.pdf", kind: "pdf", day: "2022-03-09" };
		const { of } = await entriesWith([later, first]);
		expect(of(later.url)).toMatchObject({ sameAs: first.url });
		expect(of(first.url)).not.toHaveProperty("sameAs");
	});
});
