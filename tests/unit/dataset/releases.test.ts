import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { disclosureReport } from "../../../pipelines/index.ts";
import { compareSets } from "../../../src/output/dataset/compare-sets.ts";
import { readDescribed } from "../../../src/output/dataset/set-release.ts";
import { renderDatasetCard } from "../../../src/output/documents/set/dataset-card.ts";
import { datasetJsonLd } from "../../../src/output/documents/set/schema-org.ts";
import { allTables } from "../../../src/output/documents/set-tables.ts";
import { renderCitation } from "../../../src/output/documents/set-texts.ts";
import { croissantMistakes } from "../../support/croissant-rules.ts";
import type { SampleSet } from "../../support/sample-set.ts";
import { sampleSet } from "../../support/sample-set.ts";

const PUBLISHER = { name: 'Bureau: of "open" data\nlicense: none', homepage: "https://data.example/reports/" };
/** Of two times the one that is later, though its text is not. */
const AT = "2026-03-15T07:00:00Z";
const FORMATS = ["parquet"] as const;

let set: SampleSet;
let first = "";
let second = "";

/** The sample of a name, changed, in place of itself. */
async function rewrite(sample: string, change: (report: Record<string, never>) => void): Promise<void> {
	const path = join(set.from, `${sample}.json`);
	const report = JSON.parse(await readFile(path, "utf8"));
	change(report);
	await writeFile(path, JSON.stringify(report));
}

beforeAll(async () => {
	set = await sampleSet();
	// biome-ignore lint/suspicious/noExplicitAny: reports are changed as JSON, whatever their types.
	const put = (sample: string, change: (report: any) => void) => rewrite(sample, change);
	await put("bureau-2021-ruled", (report) => {
		report.source.retrieved_at = "2026-03-14T23:00:00-08:00";
	});
	await put("bureau-2024-stripes", (report) => {
		report.source.retrieved_at = "2026-03-15T06:00:00Z";
	});
	await set.export("dataset", { formats: FORMATS, publisher: PUBLISHER, releaseName: "first" });
	first = join(set.folder, "dataset", "releases", "first");
	await put("bureau-2023-inconsistent", (report) => {
		report.source.sha256 = "0".repeat(64);
	});
	await put("bureau-2021-ruled", (report) => {
		report.quality.status = "needs_review";
	});
	await put("bureau-2024-stripes", (report) => {
		report.source.retrieved_at = "2026-03-15T06:30:00Z";
	});
	await put("township-2020-all-zero", (report) => {
		report.year = 2031;
	});
	await set.export("dataset", { formats: FORMATS, publisher: PUBLISHER, releaseName: "second" });
	second = join(set.folder, "dataset", "releases", "second");
});
afterAll(() => set.remove());

describe("a release", () => {
	test("is named by content and by the newest retrieval, the same wherever it is written", async () => {
		const told = JSON.parse(await readFile(join(first, "release.json"), "utf8"));
		expect(told).toMatchObject({ as_of: AT, reports: 12, years: [2019, 2025], publisher: PUBLISHER });
		const version = `${disclosureReport.dataset.version}+20260315.${told.content}`;
		const [citation, datacite, croissant, card, description] = await Promise.all(
			["CITATION.cff", "datacite.json", "croissant.json", "README.md", "datapackage.json"].map((name) =>
				readFile(join(first, name), "utf8"),
			),
		);
		expect(parse(citation ?? "")).toMatchObject({
			"cff-version": "1.2.0",
			type: "dataset",
			version,
			"date-released": "2026-03-15",
			authors: [{ name: PUBLISHER.name }],
			license: "CC-BY-4.0",
		});
		expect(JSON.parse(datacite ?? "")).toMatchObject({ version, publicationYear: "2026", url: PUBLISHER.homepage });
		expect(JSON.parse(croissant ?? "")).toMatchObject({ version, conformsTo: "http://mlcommons.org/croissant/1.0" });
		expect(JSON.parse(description ?? "")).toMatchObject({ version, created: AT, id: `gouji:set:${told.content}` });
		expect(parse((card ?? "").split("---\n")[1] ?? "")).toMatchObject({ license: "cc-by-4.0", language: ["zh", "en"] });
		expect(card).toContain(version);
		expect(await readdir(join(set.folder, "dataset", "sets"))).toContain(told.content);
	});

	test("keeps its name, which is given once, and stays when others go", async () => {
		const sets = await readdir(join(set.folder, "dataset", "sets"));
		expect(sets).toHaveLength(2);
		await expect(set.export("dataset", { formats: FORMATS, publisher: PUBLISHER, releaseName: "first" })).rejects.toThrow(
			/already/,
		);
		for (const name of ["../x", "", "a b"])
			await expect(set.export("dataset", { formats: FORMATS, publisher: PUBLISHER, releaseName: name })).rejects.toThrow(
				/no name/,
			);
		// The two that are named, the last, and the one before it, which somebody may be reading.
		for (const software of ["a", "b", "c"]) await set.export("dataset", { formats: FORMATS, software, keep: 1 });
		expect(await readFile(join(first, "release.json"), "utf8")).toContain(AT);
		expect(await readdir(join(set.folder, "dataset", "sets"))).toHaveLength(4);
	});
});

test("tells what became of every report between two releases", async () => {
	const changed = await compareSets(first, second);
	const kinds = changed.map(({ issuer, change }) => `${change} ${issuer}`);
	expect(kinds.toSorted()).toEqual(
		[
			"described 临江区卫生健康局",
			"gone 榕溪镇人民政府",
			"new 榕溪镇人民政府",
			"reread 云浦区水务局",
			"revised 青石市教育局",
		].toSorted(),
	);
	expect(changed.find(({ change }) => change === "described")?.columns).toEqual(["retrieved_at"]);
	expect(changed.find(({ change }) => change === "reread")?.columns).toContain("status");
	expect(await compareSets(first, first)).toEqual([]);
	await expect(compareSets(set.from, first)).rejects.toThrow(/no exported data set/);
});

describe("the descriptions", () => {
	test("are Croissant's shape, every table with its columns over files that are there", async () => {
		const croissant = JSON.parse(await readFile(join(first, "croissant.json"), "utf8"));
		const isCroissant = new Ajv2020({ strict: false }).compile(
			JSON.parse(await readFile(new URL("../../fixtures/croissant.schema.json", import.meta.url), "utf8")) as object,
		);
		expect(isCroissant(croissant), JSON.stringify(isCroissant.errors)).toBe(true);
		expect(isCroissant({ ...croissant, recordSet: [{ "@type": "cr:RecordSet" }] })).toBe(false);
		const ids = new Set(croissant.distribution.map((file: { "@id": string }) => file["@id"]));
		const tables = allTables(disclosureReport.dataset);
		expect(croissant.recordSet.map(({ name }: { name: string }) => name)).toEqual(tables.map(({ name }) => name));
		for (const { field, key } of croissant.recordSet) {
			const fields = new Set(field.map((one: { "@id": string }) => one["@id"]));
			for (const one of key) expect(fields).toContain(one["@id"]);
			for (const { source } of field) expect(ids).toContain((source.fileObject ?? source.fileSet)["@id"]);
		}
	});

	test("break no rule of Croissant, over the files themselves; what does is told", async () => {
		const told = JSON.parse(await readFile(join(first, "croissant.json"), "utf8"));
		expect(await croissantMistakes(told, first)).toEqual([]);
		const field = told.recordSet[0].field.find(({ name }: { name: string }) => name === "issuer_id");
		expect(field.references).toEqual({ field: { "@id": "issuers/issuer_id" } });
		const broken = structuredClone(told);
		const [cut, ...rest] = broken.distribution;
		broken.distribution = [{ ...cut, contentSize: "1 B" }, rest[0], ...rest];
		Object.assign(broken.recordSet[0].field[0], { dataType: "sc:Boolean", wrong: 1 });
		broken.recordSet[1].field[0].source.extract = { column: "nothing" };
		broken.recordSet[1].key = [{ "@id": "reports/id" }, { "@id": "nowhere" }];
		const mistakes = await croissantMistakes(broken, first);
		for (const word of [
			"several nodes",
			"wrong is no word",
			"nowhere is referred to",
			"another hash or size",
			"is there twice",
			"which is not its field",
			"is BYTE_ARRAY in",
			"is no column in",
		])
			expect(mistakes.join("\n"), word).toContain(word);
	});

	test("of tables in years name the files as one", async () => {
		const years = await set.export("years", { formats: FORMATS, partitionAbove: 0 });
		const croissant = JSON.parse(await readFile(join(years, "croissant.json"), "utf8"));
		const all = croissant.distribution.find((one: { "@id": string }) => one["@id"] === "reports.parquet/*.parquet");
		expect(await croissantMistakes(croissant, years)).toEqual([]);
		expect(all).toMatchObject({ "@type": "cr:FileSet", includes: "reports.parquet/*.parquet" });
		const card = parse((await readFile(join(years, "README.md"), "utf8")).split("---\n")[1] ?? "");
		expect(card.configs[0]).toEqual({ config_name: "reports", data_files: "reports.parquet/*.parquet", default: true });
	});

	test("stand in every Parquet file, column by column", async () => {
		for (const { name, columns } of allTables(disclosureReport.dataset)) {
			const metadata = await parquetMetadataAsync(await asyncBufferFromFile(join(first, `${name}.parquet`)));
			const told = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]));
			expect(told.get("table")).toBe(name);
			expect(told.get("content")).toMatch(/^[0-9a-f]{16,}$/);
			const comments = JSON.parse(told.get("columns") ?? "{}");
			for (const { name: column, zh, en } of columns) expect(comments[column]).toMatchObject({ zh, en });
		}
	});

	test("let no name break out of them", async () => {
		const described = await readDescribed(join(set.folder, "dataset"), disclosureReport.dataset);
		if (!described) throw new Error("no set");
		const hostile = { ...described, release: { ...described.release, publisher: { name: "</script><b>\nlicense: none" } } };
		expect(datasetJsonLd(hostile, "x/")).not.toContain("<");
		expect(parse(renderCitation(hostile)).license).toBe("CC-BY-4.0");
		expect(parse(renderDatasetCard(hostile).split("---\n")[1] ?? "").license).toBe("cc-by-4.0");
	});
});
