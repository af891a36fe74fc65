import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { reportText, sampleFolders } from "../golden/sample-folders.ts";

const scans = sampleFolders().filter(({ isScan }) => isScan);

test("there are scans among the samples", () => {
	expect(scans.length).toBeGreaterThanOrEqual(2);
});

// Once: that the same page is read the same way twice is in the engines' contract.
test.each(scans)("$name gives the expected report byte for byte", async (folder) => {
	expect(await reportText(folder), "run `npm run golden` and review the change").toBe(await readFile(folder.expected, "utf8"));
});
