import { join } from "node:path";
import type { Dataset } from "../../model/dataset.ts";
import { GoujiError } from "../../model/errors.ts";
import type { Candidate } from "../../output/dataset/versions.ts";
import { placeVersions } from "../../output/dataset/versions.ts";
import { readText } from "../../storage/files.ts";
import { placeAlone, putPlaces, unplacedGroups } from "../search-index/place.ts";
import type { SyncSql } from "../store/sql.ts";

/** Gives reports that came in their ids of the data set. Only those of an issuer that has several of one year are read. */
export async function placeReports(sql: SyncSql, folder: string, dataset: Pick<Dataset, "identify">): Promise<void> {
	placeAlone(sql);
	for (const group of unplacedGroups(sql)) {
		const candidates: Candidate[] = [];
		for (const name of group.names) {
			const facts = await factsOf(join(folder, name), dataset);
			if (facts) candidates.push({ name, facts });
		}
		putPlaces(sql, group, placeVersions(group.issuer_id, group.year, candidates));
	}
}

/** What a report's place is told from; undefined where the file went meanwhile, or cannot be read. */
async function factsOf(path: string, { identify }: Pick<Dataset, "identify">): Promise<Candidate["facts"] | undefined> {
	const text = await readText(path).catch(() => undefined);
	if (text === undefined) return undefined;
	try {
		return identify(JSON.parse(text)).facts;
	} catch (error) {
		if (error instanceof GoujiError || error instanceof SyntaxError) return undefined;
		throw error;
	}
}
