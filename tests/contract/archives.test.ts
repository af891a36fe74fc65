import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Archive } from "../../src/storage/archive.ts";
import { openArchive } from "../../src/storage/archive.ts";
import { memoryArchive } from "../../src/storage/memory-archive.ts";
import { openS3Archive, parseS3Place } from "../../src/storage/s3-archive.ts";
import type { S3Server } from "../support/s3.ts";
import { S3_KEYS, startS3 } from "../support/s3.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-archives-"));
let s3: S3Server;

beforeAll(async () => {
	s3 = await startS3();
});

afterAll(async () => {
	await s3.close();
	rmSync(folder, { recursive: true, force: true });
});

const keys = { accessKeyId: S3_KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: S3_KEYS.AWS_SECRET_ACCESS_KEY };
const s3Archive = (more: object = {}) => openS3Archive({ ...parseS3Place(s3.place), ...keys, backoffMs: 1, ...more }, "archive");

const sharedMemory = memoryArchive();

const ARCHIVES = [
	{
		name: "folder",
		open: async () => openArchive(join(folder, "own")),
		many: async () => openArchive(join(folder, "shared"), { isShared: true }),
	},
	{ name: "memory", open: async () => memoryArchive(), many: async () => sharedMemory },
	{ name: "S3", open: async () => s3Archive(), many: async () => s3Archive() },
];

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe.each(ARCHIVES)("the $name archive", ({ open, many }) => {
	let archive: Archive;
	beforeEach(async () => {
		archive = await open();
	});

	test.each([0, 1, 70_000, 3_000_000])("gives %i bytes back as they were, under their SHA-256", async (length) => {
		const bytes = new Uint8Array(length).map((_, i) => (i * 7 + length) % 251);
		const sha256 = await archive.keep(bytes);
		expect(sha256).toBe(digest(bytes));
		expect(await archive.bytesOf(sha256)).toEqual(bytes);
		expect(await archive.keep(bytes)).toBe(sha256);
		expect(await archive.has(sha256)).toBe(true);
	});

	test("says of what it does not have that it does not have it", async () => {
		const sha256 = digest(new TextEncoder().encode("never kept"));
		expect(await archive.has(sha256)).toBe(false);
		await expect(archive.bytesOf(sha256)).rejects.toMatchObject({ code: "damaged-archive" });
	});

	test("takes the same bytes from several workers at once", async () => {
		const workers = await Promise.all(Array.from({ length: 6 }, many));
		const bytes = new TextEncoder().encode("the same");
		const kept = await Promise.all(workers.flatMap((worker) => [worker.keep(bytes), worker.keep(bytes)]));
		expect(new Set(kept)).toEqual(new Set([digest(bytes)]));
		expect(await workers[0]?.bytesOf(digest(bytes))).toEqual(bytes);
	});
});

test("a folder gives no bytes that are not what their name says, and takes the right ones in their place", async () => {
	const archive = await openArchive(join(folder, "rotten"));
	const bytes = new TextEncoder().encode("as kept");
	const sha256 = await archive.keep(bytes);
	const path = join(folder, "rotten", sha256.slice(0, 2), sha256);
	for (const mend of [archive.keep, archive.restore]) {
		writeFileSync(path, "as rots");
		const refusal = { code: "damaged-archive", hint: expect.stringMatching(/^Leave what is there/) };
		await expect(archive.bytesOf(sha256)).rejects.toMatchObject(refusal);
		expect(await mend(bytes)).toBe(sha256);
		expect(await archive.bytesOf(sha256)).toEqual(bytes);
	}
});

test("the memory archive leaves a file's bytes in the file, and gives none that are no longer the same", async () => {
	const path = join(folder, "left-there.pdf");
	writeFileSync(path, "as it was");
	const archive = memoryArchive();
	const sha256 = await archive.keep(new TextEncoder().encode("as it was"), path);
	expect(new TextDecoder().decode(await archive.bytesOf(sha256))).toBe("as it was");
	writeFileSync(path, "as it is");
	await expect(archive.bytesOf(sha256)).rejects.toMatchObject({ code: "unreachable", message: expect.stringContaining(path) });
	rmSync(path);
	await expect(archive.bytesOf(sha256)).rejects.toMatchObject({ code: "unreachable" });
});

test("a worker that opens a shared folder leaves what another is writing", async () => {
	const place = join(folder, "busy");
	await openArchive(place, { isShared: true });
	writeFileSync(join(place, "parts", "being-written"), "half");
	await openArchive(place, { isShared: true });
	expect(readdirSync(join(place, "parts"))).toEqual(["being-written"]);
	await openArchive(place);
	expect(readdirSync(join(place, "parts"))).toEqual([]);
});

describe("the S3 archive and a store that is not well", () => {
	const bytes = new TextEncoder().encode("tried again");

	test("tries again where it answers 503, 429 or hangs up", async () => {
		s3.troubles.push(503, "hang up", 429);
		const sha256 = await s3Archive().keep(bytes);
		expect(await s3Archive().bytesOf(sha256)).toEqual(bytes);
		expect(s3.troubles).toEqual([]);
	});

	test("gives up in the end, and says so without keys", async () => {
		s3.troubles.push(...Array.from({ length: 6 }, () => 500));
		const failure: Error = await s3Archive()
			.keep(bytes)
			.then(
				() => new Error("kept"),
				(error: Error) => error,
			);
		expect(failure).toMatchObject({ code: "archive-away" });
		expect(JSON.stringify([failure.message, String(failure.cause)])).not.toContain(keys.secretAccessKey);
	});

	test("gives no bytes that are not what their name says", async () => {
		const sha256 = await s3Archive().keep(bytes);
		const key = [...s3.objects.keys()].find((name) => name.endsWith(sha256)) ?? "";
		s3.objects.set(key, new TextEncoder().encode("rotten"));
		await expect(s3Archive().bytesOf(sha256)).rejects.toMatchObject({ code: "damaged-archive" });
		await s3Archive().restore(bytes);
		expect(await s3Archive().bytesOf(sha256)).toEqual(bytes);
	});

	test("is refused with a wrong key", async () => {
		const before = s3.refused.count;
		await expect(s3Archive({ secretAccessKey: "wrong" }).keep(bytes)).rejects.toMatchObject({ code: "archive-away" });
		expect(s3.refused.count).toBeGreaterThan(before);
	});

	test.each(["s3:///prefix", "s3://key:secret@bucket/prefix", "s3://bucket?endpoint=file:///etc"])(
		"%s is no place",
		(address) => {
			expect(() => parseS3Place(address)).toThrow(/archive: /);
		},
	);
});
