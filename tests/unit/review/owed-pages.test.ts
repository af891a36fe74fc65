import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OwedReport } from "../../../src/collecting/owed/owed-reports.ts";
import { finishIssuers, putOwed, putUnread } from "../../../src/review/search-index/fill.ts";
import { parseFilters } from "../../../src/review/search-index/filters.ts";
import { countOwed, OWED_STATES, owedInView } from "../../../src/review/search-index/owed.ts";
import type { TestDesk } from "../../support/desk.ts";
import { testDesk } from "../../support/desk.ts";
import type { DeskServer } from "../../support/desk-server.ts";
import { serveTestDesk } from "../../support/desk-server.ts";

const ORGANS = 130;
const YEARS = [2022, 2023];
const STATES = ["not-found", "not-found", "unread", "not-due"] as const;

const owed: OwedReport[] = Array.from({ length: ORGANS }, (_, n) =>
	YEARS.map((year): OwedReport => {
		const state = STATES[(n + year) % 4] ?? "not-found";
		return {
			...{ issuer: `${n % 7}区教育局${n}`, year, region: `${n % 7}区`, level: n % 3 === 0 ? "county" : "department", basis: "" },
			...{ deadline: `${year + 1}-0${1 + (n % 2) * 2}-31`, state },
			...(state === "not-found" && n % 5 > 0 ? { seenWhole: n % 5 > 1 } : {}),
			...(state === "unread" ? { document: { url: `https://a.gov.cn/${n}` } as OwedReport["document"] } : {}),
		};
	}),
).flat();

let own: TestDesk;
let server: DeskServer;
beforeAll(async () => {
	own = await testDesk([{ name: "1区教育局1" }]);
	await own.desk.refresh();
	own.desk.index.whole(() => {
		putOwed(own.desk.index, owed);
		const place = { region: "", level: "", year: 2023, reason: "damaged-pdf", detail: "", source: "list" };
		const documents = Array.from({ length: 230 }, (_, n) => ({
			...place,
			url: `https://a.gov.cn/${n}`,
			title: `${n}`,
			issuer: "",
			organ: "",
		}));
		putUnread(own.desk.index, documents);
		finishIssuers(own.desk.index, { namesOf: (organ) => [organ], reviewerOf: () => "" });
	});
	server = await serveTestDesk(own, { name: "王芳", role: "viewer" });
});
afterAll(async () => {
	server.close();
	await own.remove();
});

const key = ({ deadline, issuer, year }: { deadline: string; issuer: string; year: number }) => `${deadline} ${issuer} ${year}`;
/** Rows of a page, in its order. */
const rowsOf = (text: string) =>
	[...text.matchAll(/<tr><th scope="row">([^<]+)<\/th><td>(\d+)<\/td><td>[^<]*<\/td><td title="[^"]*">([^<]+)<\/td>/g)].map(
		([, issuer = "", year = "", deadline = ""]) => key({ issuer, deadline, year: Number(year) }),
	);
const linkOf = (text: string, rel: string) => new RegExp(`rel="${rel}" href="([^"]+)"`).exec(text)?.[1]?.replaceAll("&amp;", "&");

const QUERIES = [
	"",
	...OWED_STATES.map((state) => `state=${state}`),
	...[
		"year=2023",
		"region=3%E5%8C%BA",
		"level=county",
		"q=%E6%95%99%E8%82%B2",
		"q=3%E5%8C%BA",
		"level=county&year=2022&state=unseen",
	],
	...["region=3%E5%8C%BA&state=unread", "q=1%E5%8C%BA&state=missing"],
];

describe("what is owed", () => {
	test.each(QUERIES)("is paged with every report once, forwards, back and in the API: %s", async (query) => {
		const state = new URLSearchParams(query).get("state") ?? "";
		const choice = OWED_STATES.find((one) => one === state);
		const filters = parseFilters(Object.fromEntries(new URLSearchParams(query)));
		const all = owedInView(own.desk.index, filters, { state: choice, limit: 1000 }).map(key);
		expect(all.length).toBeGreaterThan(0);
		expect(countOwed(own.desk.index, filters, choice)).toBe(all.length);
		const pages: string[][] = [];
		let [path, last]: [string | undefined, string] = [`/owed?${query}`, ""];
		while (path !== undefined) {
			last = path;
			const { text } = await server.ask(path);
			expect(text).toContain(`共${all.length}份`);
			pages.push(rowsOf(text));
			path = linkOf(text, "next");
		}
		expect(pages.flat()).toEqual(all);
		const back: string[][] = [];
		for (let before: string | undefined = last; before !== undefined; ) {
			const { text } = await server.ask(before);
			back.unshift(rowsOf(text));
			before = linkOf(text, "prev");
		}
		expect(back.flat()).toEqual(all);
		const told: string[] = [];
		for (let cursor: string | null = ""; cursor !== null; ) {
			const { text } = await server.ask(`/api/owed?${query}&limit=70${cursor === "" ? "" : `&cursor=${cursor}`}`);
			const { items, next } = JSON.parse(text);
			told.push(...items.map(key));
			cursor = next;
		}
		expect(told).toEqual(all);
	});

	test("is told apart by whether all that may list it was seen, and the tiles lead to just these", async () => {
		const count = (state: (typeof OWED_STATES)[number]) => owedInView(own.desk.index, {}, { state, limit: 1000 }).length;
		expect(count("missing") + count("unseen")).toBe(count("not-found"));
		expect(count("not-found") + count("unread") + count("not-due")).toBe(owed.length);
		const { text } = await server.ask("/");
		for (const [state, word] of [
			["missing", "份未发现"],
			["unseen", "份未发现，来源未看全"],
			["not-due", "份未到期"],
		] as const)
			expect(text).toContain(`/owed?state=${state}"><strong>${count(state)}</strong> ${word}</a>`);
	});

	test.each(["after=x", "before=2024-01-31", "after=2024-01-31%202023%20", "after=9999-99-99%209999%20x", "offset=-1e9"])(
		"answers an odd place: %s",
		async (place) => {
			expect((await server.ask(`/owed?${place}`)).status).toBe(200);
			expect((await server.ask(`/unread?${place}`)).status).toBe(200);
			expect((await server.ask("/api/owed?cursor=WzFd")).status).toBe(400);
		},
	);

	test("has files that were not read in pages too", async () => {
		const titles: string[] = [];
		let path: string | undefined = "/unread";
		while (path !== undefined) {
			const { text } = await server.ask(path);
			titles.push(...[...text.matchAll(/<a href="\/unread\/document[^"]*">(\d+)<\/a>/g)].map(([, title = ""]) => title));
			path = linkOf(text, "next");
		}
		expect([titles.length, new Set(titles).size]).toEqual([230, 230]);
	});
});
