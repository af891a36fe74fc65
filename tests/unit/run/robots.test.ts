import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { knowledge } from "../../../pipelines/disclosure-report/sources/knowledge.ts";
import { Fetcher } from "../../../src/collecting/fetcher.ts";
import type { SiteTask } from "../../../src/collecting/site-reader.ts";
import { readSite } from "../../../src/collecting/site-reader.ts";
import { GoujiError } from "../../../src/model/errors.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import { openArchive } from "../../../src/storage/archive.ts";
import { openState } from "../../../src/storage/state.ts";
import type { Store } from "../../../src/storage/store.ts";
import { nightlyConfig } from "../../support/nightly-config.ts";

const ORIGIN = "http://www.example.gov.cn";
const PAGE = `${ORIGIN}/list.html`;
const CONFIG = JSON.stringify({
	sources: [{ id: "one", kind: "urls", urls: [PAGE] }],
	politeness: { tries: 1, delay_seconds: 0, backoff_seconds: 0 },
});
const folder = mkdtempSync(join(tmpdir(), "gouji-robots-"));
const stores: Store[] = [];

afterEach(async () => {
	for (const store of stores.splice(0)) await store.close();
	rmSync(folder, { recursive: true, force: true });
});

/** What a site answers to robots.txt, and to everything else. */
interface Site {
	readonly status?: number;
	readonly body?: string;
	readonly page?: number;
	readonly throws?: unknown;
}

/** Fetches pages of one site as a run does, with a ledger of its own; gives also what the site was asked for. */
async function fetching({ status = 200, body = "", page = 200, throws }: Site) {
	const store = openState(folder);
	stores.push(store);
	const asked: string[] = [];
	const encoded = (text: string) => new TextEncoder().encode(text);
	const tools = {
		config: nightlyConfig(CONFIG, "nightly.json"),
		ledger: store.ledger,
		archive: await openArchive(join(folder, "archive")),
		http: {
			ask: async ({ url }: { url: string }) => {
				asked.push(url.slice(ORIGIN.length));
				if (throws !== undefined) throw throws;
				const isRobots = url.endsWith("/robots.txt");
				return { url, status: isRobots ? status : page, headers: {}, body: encoded(isRobots ? body : "<html><p>x</p></html>") };
			},
			close: async () => {},
		},
		now: () => new Date(),
		sleep: async () => {},
		chance: () => 0,
		startedAt: new Date().toISOString(),
		runId: 1,
		pipeline: { sources: knowledge },
		readSite: async (task: SiteTask) => readSite(task, knowledge),
		warn: () => {},
		isStopped: () => false,
	} as unknown as NightlyTools;
	const ask = (url: string) => new Fetcher(tools).fetch({ url, method: "GET", wants: "page" });
	return { ask, asked };
}

describe("robots.txt", () => {
	test.each([
		["is not there", { status: 404 }, "ok"],
		["is gone", { status: 410 }, "ok"],
		["is refused by itself", { status: 401 }, "ok"],
		["is refused by itself", { status: 403 }, "ok"],
		["is refused by itself", { status: 405 }, "ok"],
		["is empty", { status: 200, body: "" }, "ok"],
		["allows the page", { status: 200, body: "User-agent: *\nDisallow: /closed/\n" }, "ok"],
		["forbids the page", { status: 200, body: "User-agent: *\nDisallow: /list\n" }, "forbidden"],
		["stands behind a wall", { status: 412 }, "blocked"],
		["stands behind a wall", { status: 521 }, "blocked"],
		["asks for proof of being human", { status: 200, body: "<html>请输入验证码</html>" }, "blocked"],
		["is refused as a bad request", { status: 400 }, "failed"],
		["breaks the server", { status: 500 }, "failed"],
	] as const)("that %s (%j): the page is %s", async (_, site, state) => {
		const { ask, asked } = await fetching(site);
		expect((await ask(PAGE)).state).toBe(state);
		expect(asked).toEqual(state === "ok" ? ["/robots.txt", "/list.html"] : ["/robots.txt"]);
	});

	test("of a host that is left alone, because pages were refused, allows nothing", async () => {
		const { ask, asked } = await fetching({ status: 403, page: 403 });
		for (const name of ["1", "2", "3"]) await ask(`${ORIGIN}/${name}.html`);
		asked.length = 0;
		// Nothing is asked, and why not is told in the words of the refusals: no answer of robots.txt itself.
		expect(await ask(PAGE)).toMatchObject({ state: "blocked", detail: expect.stringMatching(/^robots\.txt cannot be had/) });
		expect(asked).toEqual([]);
	});
});

describe("a request", () => {
	test("that ends by the site's fault is an answer", async () => {
		const { ask } = await fetching({ throws: new GoujiError("unreachable", "It is down", { hint: "Wait." }) });
		expect(await ask(PAGE)).toMatchObject({ state: "failed", detail: "robots.txt cannot be had: It is down" });
	});
	test.each([new GoujiError("cannot-write", "The disk is full", { hint: "Make room." }), new TypeError("x is not a function")])(
		"that ends by a fault of ours is thrown: %s",
		async (throws) => {
			const { ask } = await fetching({ throws });
			await expect(ask(PAGE)).rejects.toBe(throws);
		},
	);
	test("says how its answer was judged", async () => {
		const { ask } = await fetching({ status: 404, page: 403 });
		expect((await ask(PAGE)).verdict).toMatchObject({ kind: "blocked", by: "refusal" });
	});
});
