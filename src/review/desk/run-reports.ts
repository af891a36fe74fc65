import { join } from "node:path";
import { filesIn, readText } from "../../storage/files.ts";

/** The reports of nightly runs, by id. */
export interface RunReports {
	/** Newest first: when the run began, as in its file's name. */
	readonly list: () => Promise<readonly string[]>;
	/** The page of a run; undefined where there is no such run. */
	readonly read: (id: string) => Promise<string | undefined>;
}

/** The run reports of a folder. An id is looked up among its files and never becomes part of a path unseen. */
export function runReportsIn(folder: string): RunReports {
	const list = async () => {
		const files = await filesIn(folder);
		return files
			.flatMap(({ name }) => /^([\dTZ-]+)\.html$/.exec(name)?.[1] ?? [])
			.sort()
			.reverse();
	};
	return {
		list,
		read: async (id) => ((await list()).includes(id) ? readText(join(folder, `${id}.html`)) : undefined),
	};
}
