import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ErrorTraits } from "../../src/model/errors.ts";
import { ERROR_CODES, traitsOf } from "../../src/model/errors.ts";
import { repository } from "../support/command.ts";

const ROW = /^\| `([a-z-]+)` \| ([123]) \| (yes|no) \| (\w+) \| [^|]+ \| [^|]+ \|$/gm;

test("docs/errors.md has every code with its exit status, transience and fault, and no other", async () => {
	const text = await readFile(join(repository, "docs/errors.md"), "utf8");
	const documented = [...text.matchAll(ROW)].map(([, code, exit, transient, fault]) => ({ code, exit, transient, fault }));
	expect(documented).toEqual(
		ERROR_CODES.map((code) => {
			const { exit, isTransient, fault }: ErrorTraits = traitsOf(code);
			return { code, exit: String(exit), transient: isTransient ? "yes" : "no", fault };
		}),
	);
});

/** Decisions by words that there were once: each reads a table or a field now. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
	["an answer's status out of a sentence", /\/answered/],
	["an error code by its beginning", /\bcode\.(?:startsWith|endsWith|includes)\(/],
	["a detail or message by its words", /\b(?:detail|message)\.(?:startsWith|endsWith|includes|match|search)\(/],
	["a detail or message by a pattern", /\.test\(\s*(?:\w+\.)*(?:detail|message)\s*\)/],
	["a detail or message by comparison", /\b(?:detail|message) [!=]== ["'`](?!["'`])/],
	[
		"a set of error codes beside the table",
		/new Set(?:<[^>]*>)?\(\[\s*"(?:cannot-write|timeout|unreachable|no-such-file|database-away)"/,
	],
	["a text taken for an error code", /\bas (?:ErrorCode|ErrorRecord\["code"\])/],
];

test.each(FORBIDDEN)("no source decides about %s", async (_, pattern) => {
	const found: string[] = [];
	for (const folder of ["src", "pipelines"])
		for (const entry of await readdir(join(repository, folder), { recursive: true, withFileTypes: true })) {
			if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
			const path = join(entry.parentPath, entry.name);
			if (pattern.test(await readFile(path, "utf8"))) found.push(path.slice(repository.length + 1));
		}
	expect(found).toEqual([]);
});

test.each([
	["/answered", "40[135]$/.test(detail)"].join(" "),
	'error.code.startsWith("bad-")',
	'detail.includes("gone")',
	"/x/.test(outcome.detail)",
	'detail === "the answer is empty"',
	'new Set(["cannot-write", "database-away"])',
	'code as ErrorRecord["code"]',
])("the patterns find %s", (line) => {
	expect(FORBIDDEN.some(([, pattern]) => pattern.test(line))).toBe(true);
});
