import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { NightlyConfig } from "../collecting/sources/config.ts";
import { GoujiError } from "../model/errors.ts";
import { earlierRelease } from "../output/dataset/release-changes.ts";
import { showsCorrections } from "../output/publish-site.ts";
import type { Environment } from "./environment.ts";
import { EXIT } from "./environment.ts";
import { exportReports } from "./export.ts";

/** Writes the data set of what a night published to `dataset` in its output, with the desk's corrections where there is a desk; nothing where they are gone. */
export async function exportNight({ output, state }: NightlyConfig, environment: Environment): Promise<number> {
	const current = join(output, "dataset", "current");
	const reports = join(output, "data", "reports");
	// A first night may publish nothing yet.
	if (!(await readdir(reports).catch(() => [])).some((name) => name.endsWith(".json"))) return EXIT.ok;
	const desk = join(state, "review.sqlite");
	if (!existsSync(desk) && (await showsCorrections(output))) {
		environment.log.warn(`${desk} is gone and had corrections: no data set is written without them`);
		return EXIT.attention;
	}
	return exportReports(
		{
			to: join(output, "dataset"),
			from: reports,
			format: "parquet,csv",
			// In years, so that a night writes only the years in which something changed.
			layout: "years",
			...(existsSync(desk) ? { corrections: desk } : {}),
			// Each set that is new tells what changed since the one before.
			...((await canCompare(current, environment)) ? { since: "current" } : {}),
			memory: 512,
			keep: 7,
		},
		{ ...environment, out: () => undefined },
	);
}

/** Whether a set of this shape stands there: after a new major version the first night compares with nothing. */
async function canCompare(folder: string, { pipeline }: Environment): Promise<boolean> {
	if (!existsSync(folder)) return false;
	return earlierRelease(folder, pipeline.dataset).then(
		() => true,
		(error: unknown) => {
			if (error instanceof GoujiError) return false;
			throw error;
		},
	);
}
