import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { READER_LIMITS } from "../../src/mapping/isolated/reader-limits.ts";
import { ReaderPool } from "../../src/mapping/isolated/reader-pool.ts";
import { ERROR_CODES, GoujiError } from "../../src/model/errors.ts";
import { entry } from "../support/command.ts";
import { sharedFolder } from "../support/shared-corpus.ts";

const folders = sharedFolder === undefined ? [] : [join(sharedFolder, "nasty"), join(sharedFolder, "nasty", "bombs")];
const files = folders.flatMap((folder) =>
	readdirSync(folder)
		.filter((file) => file.endsWith(".pdf"))
		.sort()
		.map((file) => join(folder, file)),
);
/** What these must come to; of the others, only that it is something clear. */
const KNOWN: Readonly<Record<string, string>> = {
	"empty.pdf": "empty-file",
	"header_only.pdf": "damaged-pdf",
	"html_error_page.pdf": "not-a-pdf",
	"truncated_half.pdf": "damaged-pdf",
};
/** Bombs are stopped by whichever limit they meet first on this machine: on a busy one time is over before memory is. */
const BOMBS = ["xobject_billion_laughs.pdf", "flate_bomb_1layer.pdf"];
const STOPPED = ["timeout", "out-of-memory"];

describe.skipIf(sharedFolder === undefined)("hostile documents", () => {
	const pool = new ReaderPool(entry, { ...READER_LIMITS, timeoutMs: 20_000 });
	afterAll(() => pool.close());

	test("all come to a clear outcome, none by a fault of ours", async () => {
		const outcomes = await Promise.all(files.map(async (file) => ({ file: basename(file), outcome: await outcomeOf(file) })));
		expect(outcomes.length).toBeGreaterThan(100);
		expect(outcomes.filter(({ outcome }) => outcome !== "report" && !ERROR_CODES.includes(outcome))).toEqual([]);
		expect(outcomes.filter(({ outcome }) => outcome === "reader-crashed")).toEqual([]);
		expect(Object.fromEntries(outcomes.map(({ file, outcome }) => [file, outcome]))).toMatchObject(KNOWN);
		for (const bomb of BOMBS) expect(STOPPED, bomb).toContain(outcomes.find(({ file }) => file === bomb)?.outcome);
	});

	async function outcomeOf(file: string): Promise<"report" | (typeof ERROR_CODES)[number]> {
		try {
			const report = JSON.parse(await pool.read(file, "report")) as { schema: string };
			expect(report.schema).toBe("gouji/report@2");
			return "report";
		} catch (error) {
			if (!(error instanceof GoujiError)) throw error;
			expect(error.message).not.toBe("");
			expect(error.hint).not.toBe("");
			return error.code;
		}
	}
});
