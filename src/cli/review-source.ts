import { resolve } from "node:path";
import { pdfsIn } from "../collecting/folder-source.ts";
import type { Issuer } from "../collecting/sources/config.ts";
import type { Documents } from "../review/desk/documents.ts";
import { documentsAmong, documentsIn } from "../review/desk/documents.ts";
import { USUAL_TIME_ZONE } from "../text/day.ts";
import type { ConfigKnowledge } from "./configuration.ts";
import { configurationAt, samplesConfig } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { openArchives } from "./open-store.ts";

/** Where the things of a run are, and what its roster says. */
export interface ReviewSource {
	readonly output: string;
	/** Folder of what survives: decisions, corrections, users. */
	readonly state: string;
	readonly roster: readonly Issuer[];
	/** First year that the roster's issuers owe. */
	readonly from: number | undefined;
	/** The name of the office that sends letters; undefined where none is configured. */
	readonly office: string | undefined;
	/** Whose days and hours are meant. */
	readonly timeZone: string;
	readonly documents: Documents & { readonly load: () => Promise<void> };
}

/** Finds them by a configuration of `gouji run`, of sources or folders; without one, the samples that it reads. */
export async function reviewSource(
	config: string | undefined,
	options: { readonly output: string; readonly state?: string },
	environment: Pick<Environment, "samples"> & ConfigKnowledge,
): Promise<ReviewSource> {
	const state = options.state === undefined ? undefined : resolve(options.state);
	const read = config === undefined ? undefined : await configurationAt(config, environment);
	if (read?.kind === "sources") {
		const nightly = read.config;
		const { archive } = await openArchives(nightly, { isShared: true });
		return {
			output: nightly.output,
			state: state ?? nightly.state,
			roster: nightly.roster,
			from: nightly.roster_from,
			office: nightly.office,
			timeZone: nightly.time_zone,
			documents: { ...documentsIn(archive), load: async () => {} },
		};
	}
	const { folders, output } = read?.config ?? samplesConfig(environment, options.output);
	return {
		output,
		state: state ?? resolve("state"),
		roster: [],
		from: undefined,
		office: undefined,
		timeZone: USUAL_TIME_ZONE,
		documents: documentsAmong(async () => (await Promise.all(folders.map(pdfsIn))).flat()),
	};
}
