import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { checkReport } from "../../pipelines/disclosure-report/check-report.ts";
import { Report } from "../../pipelines/disclosure-report/schema.ts";
import { figureAt } from "../support/figures-at.ts";
import type { SampleFolder } from "./sample-folders.ts";
import { reportText, sampleFolders } from "./sample-folders.ts";

interface Typeset {
	readonly shows: string;
	readonly issuer: string;
	readonly year: number;
	readonly published_on: string;
	readonly form: string;
	readonly figures: Readonly<Record<string, number | null>>;
}

const folders = sampleFolders();
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

test("there are at least eight samples, and both forms are among them", async () => {
	const forms = await Promise.all(folders.map(async ({ typeset }) => ((await json(typeset)) as Typeset).form));
	expect(folders.length).toBeGreaterThanOrEqual(8);
	expect([...new Set(forms)].sort()).toEqual(["2019", "2021"]);
});

// Scans are read in `tests/slow`: recognition takes seconds.
test.each(folders.filter(({ isScan }) => !isScan))(
	"$name gives the expected report byte for byte, and the same report twice",
	async (folder) => {
		const first = await reportText(folder);
		expect(first, "run `npm run golden` and review the change").toBe(await readFile(folder.expected, "utf8"));
		expect(await reportText(folder)).toBe(first);
	},
);

describe.each(folders)("$name", (folder: SampleFolder) => {
	test("expects every figure that was typeset, and nothing else", async () => {
		const { figures } = (await json(folder.typeset)) as Typeset;
		const { tables, cells } = Report.parse(await json(folder.expected));
		const read = Object.fromEntries(Object.keys(figures).map((path) => [path, figureAt(tables, path)]));
		expect(read).toEqual(figures);
		const invented = cells.filter((cell) => cell.value !== null && !Object.hasOwn(figures, cell.path));
		expect(invented.filter((cell) => !cell.path.includes(".extra_"))).toEqual([]);
	});

	test("expects the issuer, year, form and date that were typeset", async () => {
		const { issuer, year, form, published_on } = (await json(folder.typeset)) as Typeset;
		const report = Report.parse(await json(folder.expected));
		expect(report).toMatchObject({ year, form, published_on, issuer: { name: issuer } });
	});

	test("is found the same when its JSON is checked again", async () => {
		const report = Report.parse(await json(folder.expected));
		expect(checkReport(report)).toEqual(report);
	});

	test("expects evidence for every printed figure: a page, a place and the printed text", async () => {
		const report = Report.parse(await json(folder.expected));
		for (const cell of report.cells) {
			if (cell.state === "absent") continue;
			expect(cell.page, cell.path).toBeGreaterThanOrEqual(1);
			expect(cell.page, cell.path).toBeLessThanOrEqual(report.source.pages);
			expect(cell.box, cell.path).not.toBeNull();
			if (cell.state === "number") expect(cell.raw, cell.path).toMatch(/\d|[０-９]/);
		}
	});
});
