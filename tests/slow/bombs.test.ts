import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { READER_LIMITS } from "../../src/mapping/isolated/reader-limits.ts";
import { ReaderPool } from "../../src/mapping/isolated/reader-pool.ts";
import { ERROR_CODES, GoujiError } from "../../src/model/errors.ts";
import { bombs } from "../fuzz/bombs.ts";
import { entry } from "../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "gouji-bombs-"));
const TIMEOUT_MS = 10_000;
const pool = new ReaderPool(entry, { ...READER_LIMITS, timeoutMs: TIMEOUT_MS });

afterAll(() => {
	pool.close();
	rmSync(folder, { recursive: true, force: true });
});

/** What these must come to: the limit that stops them. The others just must come to something. */
const STOPPED_BY: Readonly<Record<string, readonly string[]>> = {
	// 600 MB of blanks may be read to their end within the limits, where memory is looked at between two peaks.
	"a stream of 600 MB packed twice": ["out-of-memory", "timeout", "too-much-text", "not-a-report"],
	"forms that draw forms, 10^12 times": ["timeout", "too-much-text", "out-of-memory"],
	"two hundred thousand pages": ["too-many-pages"],
	"two million pieces of text": ["too-much-text", "not-a-report", "timeout", "out-of-memory"],
};

test.each(bombs())("$name: its reader ends, by itself or stopped, and says why", { timeout: 120_000 }, async ({ name, pdf }) => {
	const path = join(folder, "bomb.pdf");
	writeFileSync(path, pdf);
	const outcome = await pool.read(path, "report").then(
		() => "report",
		(error: unknown) => (error instanceof GoujiError ? error.code : String(error)),
	);
	expect(outcome).not.toBe("reader-crashed");
	expect(STOPPED_BY[name] ?? ERROR_CODES).toContain(outcome);
	expect(readdirSync(folder)).toEqual(["bomb.pdf"]);
	expect(existsSync(join(tmpdir(), "gouji-embedded"))).toBe(false);
});

test("after them all a report is read as before", { timeout: 120_000 }, async () => {
	const sample = join(entry, "..", "..", "samples", "bureau-2021-ruled", "bureau-2021-ruled.pdf");
	expect(JSON.parse(await pool.read(sample, "report"))).toMatchObject({ quality: { status: "verified" } });
});
