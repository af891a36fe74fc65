import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dataset } from "../model/dataset.ts";
import { writeWhole } from "../storage/files.ts";
import { readDescribed } from "./dataset/set-release.ts";
import type { DescribedSet } from "./documents/set/release.ts";
import { dayOf, tableFiles, versionOf } from "./documents/set/release.ts";
import type { AskedSet } from "./documents/site/ask/set-list.ts";
import { renderAskPage, renderSetPage } from "./documents/site/set-page.ts";
import { workedQuestions } from "./documents/site/worked-questions.ts";

/** What the page for questions loads: made by bin/pack-site-ask.mjs. */
const PARTS = ["ask.js", "duckdb.worker.js", "duckdb.wasm.gz", "LICENSES.txt"] as const;
/** Beside `src` in the repository, above `dist` in the installed package. */
const PLACES = {
	parts: ["../../dist/site-ask/", "../../site-ask/"],
	cookbook: ["../../docs/cookbook.md", "../../../docs/cookbook.md"],
};

/**
 * Makes the site's pages of the data set that stands in `output/dataset`: what it has, and a page that asks it in the
 * browser where its Parquet files and the page's parts are there. Without a set the first says so.
 */
export async function publishSetPages(output: string, dataset: Dataset): Promise<void> {
	const site = join(output, "site");
	const set = await readDescribed(join(output, "dataset"), dataset);
	const parts = placeOf(PLACES.parts);
	const canAsk = set !== undefined && parts !== undefined && tableFiles(set, "parquet").length > 0;
	if (canAsk) {
		for (const name of PARTS) await writeChangedBytes(join(site, "ask", name), await readFile(join(parts, name)));
		await writeChangedBytes(join(site, "ask", "set.json"), Buffer.from(`${JSON.stringify(await askedSet(set, dataset))}\n`));
		await writeChangedBytes(join(site, "ask.html"), Buffer.from(renderAskPage()));
	} else {
		await rm(join(site, "ask.html"), { force: true });
		await rm(join(site, "ask"), { recursive: true, force: true });
	}
	await writeChangedBytes(join(site, "data.html"), Buffer.from(renderSetPage(set, canAsk)));
}

/** The page names files of this set, not of the one that is current when somebody asks: they belong together. */
async function askedSet(set: DescribedSet, dataset: Dataset): Promise<AskedSet> {
	const cookbook = placeOf(PLACES.cookbook);
	return {
		version: versionOf(dataset.version, set.release),
		asOf: dayOf(set.release) ?? null,
		tables: tableFiles(set, "parquet").map(({ table: { name, zh, columns }, files }) => ({
			name,
			zh,
			columns: columns.map((column) => ({ name: column.name, type: column.type, zh: column.zh })),
			files: files.map((file) => ({ path: `../dataset/sets/${set.release.content}/${file.name}`, bytes: file.bytes })),
		})),
		views: dataset.views.map(({ name, zh, sql }) => ({ name, zh, sql })),
		questions: cookbook === undefined ? [] : workedQuestions(await readFile(cookbook, "utf8")),
	};
}

function placeOf(places: readonly string[]): string | undefined {
	return places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) => existsSync(place));
}

async function writeChangedBytes(path: string, bytes: Uint8Array): Promise<void> {
	const before = await readFile(path).catch(() => undefined);
	if (before === undefined || !before.equals(bytes)) await writeWhole(path, bytes);
}
