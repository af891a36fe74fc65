import { readFile, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Dataset } from "../../model/dataset.ts";
import type { DescribedSet, SetRelease } from "../documents/set/release.ts";
import { allTables } from "../documents/set-tables.ts";
import { readPrevious } from "./set-folder.ts";

/** File of a set that tells its release. */
export const RELEASE_FILE = "release.json";

/** What a release's file says: the content's key, as of when, and where it came from. */
export function renderRelease(release: SetRelease, shape: string): string {
	const { content, asOf, reports, years, publisher, software, since } = release;
	const told = { content, shape, as_of: asOf ?? null, reports, years: years ?? null, publisher, software, since };
	return `${JSON.stringify(told, null, "\t")}\n`;
}

/** The set that readers see in a folder of sets; undefined where there is none, or one of another version. */
export async function readDescribed(to: string, dataset: Dataset): Promise<DescribedSet | undefined> {
	try {
		const folder = await realpath(join(to, "current"));
		const told = JSON.parse(await readFile(join(folder, RELEASE_FILE), "utf8"));
		const previous = await readPrevious(folder);
		if (!previous || told.content !== basename(folder)) return undefined;
		const files = [];
		for (const [name, sha256] of previous.sha256) files.push({ name, sha256, bytes: (await stat(join(folder, name))).size });
		const release: SetRelease = {
			...{ content: told.content, reports: told.reports, publisher: told.publisher },
			...{ asOf: told.as_of ?? undefined, years: told.years ?? undefined },
		};
		return { dataset, tables: allTables(dataset), release, files };
	} catch {
		return undefined;
	}
}
