import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ErrorCode } from "../../../src/model/errors.ts";
import { ERROR_CODES, GoujiError, traitsOf } from "../../../src/model/errors.ts";
import { readOnce, unreadOf } from "../../../src/nightly/read-archived.ts";
import type { NightlyTools } from "../../../src/nightly/run-context.ts";
import { work } from "../../../src/nightly/worker.ts";
import { openState } from "../../../src/storage/state.ts";
import type { Store } from "../../../src/storage/store.ts";

const SHA256 = "ab".repeat(32);
const URL = "http://www.example.gov.cn/a.pdf";
let folder = "";
let store: Store;
let warned: string[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "gouji-read-once-"));
	store = openState(folder);
	warned = [];
});
afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

const tools = () =>
	({
		ledger: store.ledger,
		reader: "gouji/test",
		progress: () => {},
		warn: (message: string) => void warned.push(message),
	}) as unknown as NightlyTools;

/** Reads a document once, which ends so. */
function reading(error: unknown, tries = 1) {
	const unread = { sha256: SHA256, media: "pdf", contentType: "", tries, url: URL };
	return readOnce(unread, tools(), () => Promise.reject(error));
}

const goujiError = (code: ErrorCode) => new GoujiError(code, "what", { hint: "Do." });
const ofDocument = ERROR_CODES.filter((code) => ["document", "gouji"].includes(traitsOf(code).fault));

describe("reading a document once", () => {
	test.each(ofDocument)("%s is written down as what came of it", async (code) => {
		await reading(goujiError(code));
		expect(await store.ledger.lastOutcome(SHA256)).toMatchObject({ status: "failed", code, detail: "what" });
	});
	test.each(ERROR_CODES.filter((code) => !ofDocument.includes(code)))("%s says nothing of it", async (code) => {
		await expect(reading(goujiError(code))).rejects.toMatchObject({ code });
		expect(await store.ledger.lastOutcome(SHA256)).toBeUndefined();
	});
	test("a fault of gouji is told with its stack; one of the document is not", async () => {
		await reading(new TypeError("x is not a function"));
		expect(warned).toEqual([
			expect.stringMatching(
				/^Reading http:\S+ showed a fault of gouji: TypeError: x is not a function\n\s+at .*read-once\.test\.ts/,
			),
		]);
		await reading(goujiError("damaged-pdf"), 2);
		expect(warned).toHaveLength(1);
	});
});

test.each([
	["ofd", /OFD/],
	["archive", /archive of another kind than ZIP/],
])("%s is kept, and named as not read", async (media, why) => {
	const unread = { sha256: SHA256, media, contentType: "", tries: 1, url: URL };
	await readOnce(unread, tools(), () => Promise.reject(new Error("it was read")));
	expect(await store.ledger.lastOutcome(SHA256)).toMatchObject({ code: "kind-not-read", detail: expect.stringMatching(why) });
});

describe("what is read once more", () => {
	const openDocuments = (code: string, tries: number) => async () => [
		{ url: URL, source: "one", first_seen: "", sha256: SHA256, media: "pdf", content_type: null, code, tries },
	];
	const isUnread = async (code: string, tries: number, isAgain = false) => {
		const ledger = { openDocuments: openDocuments(code, tries) };
		return (await unreadOf(() => true, { ...tools(), ledger } as unknown as NightlyTools, { isAgain })).length === 1;
	};
	test.each(["out-of-memory", "reader-crashed"])("%s, and no third time", async (code) => {
		expect([await isUnread(code, 1), await isUnread(code, 2)]).toEqual([true, false]);
	});
	test("no document whose processor time was used up: it is paid once; those of --failed again", async () => {
		expect([await isUnread("timeout", 1), await isUnread("timeout", 1, true), await isUnread("damaged-pdf", 1, true)]).toEqual([
			false,
			true,
			false,
		]);
	});
	test.each(["damaged-pdf", "not-a-report", "of-2031", "toString"])("not %s", async (code) => {
		expect(await isUnread(code, 1)).toBe(false);
	});
});

describe("a worker", () => {
	/** Works at one task, which ends so; gives what the worker ended by. */
	async function endOf(error: unknown): Promise<unknown> {
		await store.queue.add("1", [{ stage: "read", key: SHA256, payload: {} }]);
		const handlers = { discover: async () => {}, fetch: async () => {}, read: () => Promise.reject(error) };
		let turns = 0;
		const workshop = {
			...{ store, handlers, slots: { discover: 1, fetch: 1, read: 1 }, idleMs: 1, sleep: async () => {} },
			isStopped: () => turns++ > 3,
			warn: (message: string) => void warned.push(message),
		};
		return work(workshop, ["read"], async () => false).then(
			() => undefined,
			(ended: unknown) => ended,
		);
	}
	test.each(["cannot-write", "database-away", "archive-away", "bad-config"] as const)("ends by %s", async (code) => {
		expect(await endOf(goujiError(code))).toMatchObject({ code });
	});
	test.each(["no-such-file", "unreachable", "lease-lost", "reader-crashed"] as const)("goes on after %s", async (code) => {
		expect(await endOf(goujiError(code))).toBeUndefined();
	});
	test("goes on after a fault of ours in one task, and tells its stack", async () => {
		expect(await endOf(new TypeError("x is not a function"))).toBeUndefined();
		expect(warned[0]).toMatch(/failed: TypeError: x is not a function\n\s+at .*read-once\.test\.ts/);
	});
});
