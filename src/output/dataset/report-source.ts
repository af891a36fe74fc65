import { opendir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { GoujiError } from "../../model/errors.ts";

/** A report that can be had, with a mark that changes whenever its bytes may have. */
export interface ListedReport {
	/** Tells it apart from all others of its source; a plain file name such as `x.json`. */
	readonly name: string;
	/** Empty where it says nothing: the report is then read every time. */
	readonly mark: string;
}

/** Where an export takes reports from: listed one by one, read one by one, never held all at once. */
export interface ReportSource {
	readonly list: () => AsyncIterable<ListedReport>;
	/** The report's JSON text. */
	readonly read: (name: string) => Promise<string>;
}

/** A mark is believed only for files that had been still for so long: the clock of a file system is coarse. */
const STILL_MS = 2_000;
/** A larger file is no report. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The report.json files of a folder. Throws GoujiError bad-arguments where there is no such folder. */
export function folderSource(folder: string, nowMs: () => number): ReportSource {
	return {
		list: async function* () {
			const entries = await opendir(folder).catch((cause: unknown) => {
				throw new GoujiError("bad-arguments", `${folder} holds no reports`, {
					hint: "Run gouji run or gouji extract first, or name their folder with --from.",
					cause,
				});
			});
			for await (const entry of entries) {
				if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
				const found = await stat(join(folder, entry.name), { bigint: true });
				const isStill = nowMs() - Number(found.ctimeMs) > STILL_MS;
				// The change time cannot be set back by programs, so it tells of a write even where the modification time does not.
				yield { name: entry.name, mark: isStill ? `${found.ino}.${found.size}.${found.mtimeNs}.${found.ctimeNs}` : "" };
			}
		},
		read: async (name) => {
			const path = join(folder, name);
			if ((await stat(path)).size > MAX_BYTES) throw new Error(`${name} is larger than any report`);
			return readFile(path, "utf8");
		},
	};
}
